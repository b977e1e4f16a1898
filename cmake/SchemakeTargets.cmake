# How Schemake's own targets are compiled. Nothing here reaches a consumer's targets.
include_guard()

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  find_program(SCHEMAKE_CCACHE ccache)
  mark_as_advanced(SCHEMAKE_CCACHE)
  if(SCHEMAKE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${SCHEMAKE_CCACHE}")
  endif()
endif()

# schemake_compile(<target> <c++ standard>): the warnings and sanitizers of the project.
function(schemake_compile target standard)
  target_compile_features(${target} PUBLIC cxx_std_${standard})
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion)
    if(SCHEMAKE_WERROR)
      target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(SCHEMAKE_FUZZ)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
    if(SCHEMAKE_SANITIZE)
      target_compile_options(${target} PRIVATE -fsanitize=address,undefined
        -fno-sanitize-recover=all -fno-omit-frame-pointer)
      target_link_options(${target} PUBLIC -fsanitize=address,undefined)
    endif()
  endif()
endfunction()

# schemake_stage(<name> SOURCES ... [LINK ...] [PRIVATE_LINK ...]): one stage of the generator's pipeline as
# a static library, schemake_<name>. LINK names the earlier stages that it may include.
function(schemake_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;PRIVATE_LINK")
  add_library(schemake_${name} STATIC ${arg_SOURCES})
  target_include_directories(schemake_${name} PUBLIC "${PROJECT_SOURCE_DIR}/generator")
  target_link_libraries(schemake_${name} PUBLIC ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
  schemake_compile(schemake_${name} 20)
endfunction()

# schemake_test(<name> SOURCES ... [LINK ...] [LABELS ...]): a GoogleTest executable <name>_test.
function(schemake_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINK;LABELS")
  add_executable(${name}_test ${arg_SOURCES})
  target_include_directories(${name}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name}_test PRIVATE ${arg_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name}_test PRIVATE SCHEMAKE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    SCHEMAKE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  schemake_compile(${name}_test 20)
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  # A parameter's name is in the test's; its value may be an address, another one in each run.
  gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES
    PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
