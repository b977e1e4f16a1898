# Finds, or builds for the host, the generator: the `schemake` command that refreshes a migrations folder.
#
# SCHEMAKE_EXECUTABLE           the generator to use; nothing else is looked for
# SCHEMAKE_HOST_CXX_COMPILER    the compiler of the machine that builds, for a nested build when the
#                               project itself is compiled for another one; else $CXX_FOR_BUILD
# SCHEMAKE_HOST_ARGUMENTS       more arguments for the nested build, as -DCMAKE_PREFIX_PATH=/opt/yaml
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.22...3.31)

# Where this copy of Schemake is a source tree, its top folder; else empty.
function(_schemake_source_tree out)
  get_filename_component(top "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/.." ABSOLUTE)
  if(EXISTS "${top}/generator/main.cpp" AND EXISTS "${top}/CMakeLists.txt")
    set(${out} "${top}" PARENT_SCOPE)
  else()
    set(${out} "" PARENT_SCOPE)
  endif()
endfunction()

# The one that was installed with this package, if it runs here: a sysroot may hold a foreign one.
function(_schemake_installed_generator out)
  set(${out} "" PARENT_SCOPE)
  get_property(candidate GLOBAL PROPERTY SCHEMAKE_INSTALLED_GENERATOR)
  if(candidate AND EXISTS "${candidate}")
    execute_process(COMMAND "${candidate}" --version RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
    if(result EQUAL 0)
      set(${out} "${candidate}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# The generator that is there without building one; empty where there is none.
function(_schemake_find_generator out)
  if(SCHEMAKE_EXECUTABLE)
    if(NOT EXISTS "${SCHEMAKE_EXECUTABLE}")
      message(FATAL_ERROR "SCHEMAKE_EXECUTABLE names no file: ${SCHEMAKE_EXECUTABLE}")
    endif()
    set(${out} "${SCHEMAKE_EXECUTABLE}" PARENT_SCOPE)
    return()
  endif()
  get_property(found GLOBAL PROPERTY SCHEMAKE_BUILT_GENERATOR)  # earlier in this run of CMake
  if(NOT found)
    _schemake_installed_generator(found)
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# The generator, built if need be; an error where it cannot be had.
function(_schemake_require_generator out)
  _schemake_find_generator(found)
  if(NOT found)
    _schemake_source_tree(source)
    if(NOT source)
      message(FATAL_ERROR "A schema changed and the generator was not found. Set SCHEMAKE_EXECUTABLE to "
        "`schemake`, or SCHEMAKE_MODE to OFF to build the migrations as they are.")
    endif()
    _schemake_build_generator(found "${source}")
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# The outer build's generator where it makes one configuration, else its sibling that does.
function(_schemake_host_generator out_name out_program)
  if(CMAKE_GENERATOR MATCHES "^Ninja")
    set(name "Ninja")
  elseif(CMAKE_GENERATOR MATCHES "Makefiles$")
    set(name "${CMAKE_GENERATOR}")
  else()
    find_program(ninja NAMES ninja ninja-build NO_CACHE)
    if(ninja)
      set(name "Ninja")
    else()
      set(name "Unix Makefiles")
    endif()
    set(${out_name} "${name}" PARENT_SCOPE)
    set(${out_program} "" PARENT_SCOPE)
    return()
  endif()
  set(${out_name} "${name}" PARENT_SCOPE)
  set(${out_program} "${CMAKE_MAKE_PROGRAM}" PARENT_SCOPE)
endfunction()

# Runs cmake with nothing of the outer build's environment that would change what is built.
function(_schemake_run_scrubbed out_result log)
  set(scrub)
  foreach(name IN ITEMS CC CXX CPP CFLAGS CXXFLAGS CPPFLAGS LDFLAGS AR RANLIB LD
      CPATH CPLUS_INCLUDE_PATH C_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX
      CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR CMAKE_GENERATOR_INSTANCE CMAKE_GENERATOR_PLATFORM
      CMAKE_GENERATOR_TOOLSET CMAKE_BUILD_TYPE CMAKE_CONFIGURATION_TYPES CMAKE_PREFIX_PATH
      CMAKE_INCLUDE_PATH CMAKE_LIBRARY_PATH CMAKE_PROGRAM_PATH CMAKE_FRAMEWORK_PATH
      CMAKE_APPBUNDLE_PATH CMAKE_CXX_COMPILER_LAUNCHER CMAKE_CXX_LINKER_LAUNCHER
      CMAKE_EXPORT_COMPILE_COMMANDS CMAKE_COLOR_DIAGNOSTICS CMAKE_ROOT
      PKG_CONFIG PKG_CONFIG_PATH PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR
      SDKROOT MACOSX_DEPLOYMENT_TARGET IPHONEOS_DEPLOYMENT_TARGET
      MAKEFLAGS MFLAGS GNUMAKEFLAGS MAKELEVEL MAKEOVERRIDES VERBOSE DESTDIR)
    list(APPEND scrub "--unset=${name}")
  endforeach()
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${scrub} "${CMAKE_COMMAND}" ${ARGN}
    RESULT_VARIABLE result OUTPUT_FILE "${log}" ERROR_FILE "${log}")
  set(${out_result} "${result}" PARENT_SCOPE)
endfunction()

function(_schemake_fail_with_log what log)
  file(READ "${log}" text)
  string(LENGTH "${text}" length)
  if(length GREATER 4000)
    math(EXPR start "${length} - 4000")
    string(SUBSTRING "${text}" ${start} -1 text)
    string(REGEX REPLACE "^[^\n]*\n" "[...]\n" text "${text}")
  endif()
  message(NOTICE "${text}")
  message(FATAL_ERROR "${what}; all of its output is in\n  ${log}\n"
    "SCHEMAKE_EXECUTABLE may name a generator built elsewhere; SCHEMAKE_MODE=OFF needs none.")
endfunction()

# The arguments that configure the nested build.
function(_schemake_host_arguments out source build)
  _schemake_host_generator(name program)
  set(arguments -S "${source}" -B "${build}" -G "${name}")
  if(program)
    list(APPEND arguments "-DCMAKE_MAKE_PROGRAM=${program}")
  endif()
  if(SCHEMAKE_HOST_CXX_COMPILER)
    list(APPEND arguments "-DCMAKE_CXX_COMPILER=${SCHEMAKE_HOST_CXX_COMPILER}")
  elseif(NOT CMAKE_CROSSCOMPILING)
    list(APPEND arguments "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}")
  elseif(DEFINED ENV{CXX_FOR_BUILD})
    list(APPEND arguments "-DCMAKE_CXX_COMPILER=$ENV{CXX_FOR_BUILD}")
  endif()
  list(APPEND arguments -DCMAKE_BUILD_TYPE=Release -DSCHEMAKE_BUILD_GENERATOR=ON
    -DSCHEMAKE_BUILD_TESTS=OFF -DSCHEMAKE_BUILD_EXAMPLES=OFF ${SCHEMAKE_HOST_ARGUMENTS})
  set(${out} "${arguments}" PARENT_SCOPE)
endfunction()

# Builds the generator under the build tree; where neither its sources nor the arguments changed, that
# is one run of a build tool that finds nothing to do.
function(_schemake_build_generator out source)
  set(build "${CMAKE_BINARY_DIR}/schemake-host")
  set(log "${build}.log")
  file(LOCK "${build}.lock" GUARD FUNCTION)
  _schemake_host_arguments(arguments "${source}" "${build}")
  string(SHA256 wanted "${arguments}")
  set(configured "")
  if(EXISTS "${build}/arguments.sha256")
    file(READ "${build}/arguments.sha256" configured)
  endif()
  if(NOT configured STREQUAL wanted)
    message(STATUS "Building Schemake's generator for this machine (once)")
    file(REMOVE_RECURSE "${build}")
    _schemake_run_scrubbed(result "${log}" ${arguments})
    if(NOT result EQUAL 0)
      _schemake_fail_with_log("Schemake's generator could not be configured" "${log}")
    endif()
    file(WRITE "${build}/arguments.sha256" "${wanted}")
  endif()
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  _schemake_run_scrubbed(result "${log}" --build "${build}" --target schemake --parallel ${cores})
  if(NOT result EQUAL 0)
    _schemake_fail_with_log("Schemake's generator could not be built" "${log}")
  endif()
  set(built "${build}/bin/schemake")
  if(CMAKE_HOST_WIN32)
    string(APPEND built ".exe")
  endif()
  set_property(GLOBAL PROPERTY SCHEMAKE_BUILT_GENERATOR "${built}")
  set(${out} "${built}" PARENT_SCOPE)
endfunction()

cmake_policy(POP)
