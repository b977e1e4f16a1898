# schemake_add_migrations(<target> SCHEMA <yaml> [MIGRATIONS <folder>] [MODE AUTO|GENERATE|CHECK|OFF]
#                         [MIGRATOR <executable>] [NAMESPACE <identifier>])
#
# Adds <target>, a static library with the migrations of a schema and their catalog, declared in
# <target>.hpp as <NAMESPACE>::catalog(). Relative paths start at the current source folder.
#
#   SCHEMA      the schema file
#   MIGRATIONS  the folder of recorded migrations; default: `migrations` beside the schema file
#   MIGRATOR    adds an executable of this name, which migrates a database from the command line
#   NAMESPACE   default: the target's name
#   MODE        what happens where the schema is not what was recorded. SCHEMAKE_MODE, when set, beats it.
#     GENERATE  the generator refreshes the draft in the folder
#     CHECK     an error; so is a draft. Nothing is written
#     OFF       a warning; what is recorded is built. Never needs the generator
#     AUTO      (the default) GENERATE in a top-level project outside of CI ($CI), else CHECK
#
# Where the project has tests (enable_testing() was called before), the test <target>.walk walks the
# compiled migrations from an empty database to head and back.
#
# Where the schema is as recorded, no generator is looked for in any mode. A file of the folder that was
# edited, is missing or is not named by its schemake.sum is an error in every mode.
#
# SCHEMAKE_WALK_DRAFTS=ON lets a build with NDEBUG walk drafts, in GENERATE.
# SchemakeHostGenerator.cmake says how the generator is found.
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.22...3.31)

include("${CMAKE_CURRENT_LIST_DIR}/SchemakeSum.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/SchemakeCatalog.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/SchemakeHostGenerator.cmake")

function(schemake_add_migrations target)
  # Read here, so that CMake does not call them unused where the generator is not needed.
  set(SCHEMAKE_EXECUTABLE "${SCHEMAKE_EXECUTABLE}")
  set(SCHEMAKE_HOST_CXX_COMPILER "${SCHEMAKE_HOST_CXX_COMPILER}")
  set(SCHEMAKE_HOST_ARGUMENTS "${SCHEMAKE_HOST_ARGUMENTS}")
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SCHEMA;MIGRATIONS;MODE;MIGRATOR;NAMESPACE" "")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "schemake_add_migrations(${target}): unknown argument ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(DEFINED arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR
      "schemake_add_migrations(${target}): ${arg_KEYWORDS_MISSING_VALUES} has no value")
  endif()
  if(NOT DEFINED arg_SCHEMA)
    message(FATAL_ERROR "schemake_add_migrations(${target}): SCHEMA is missing, the schema's YAML file")
  endif()
  if(NOT CMAKE_CXX_COMPILER_LOADED)
    message(FATAL_ERROR "schemake_add_migrations(${target}) makes a C++ library: enable the language, "
      "as project(... LANGUAGES CXX) does")
  endif()
  _schemake_namespace(namespace ${target} "${arg_NAMESPACE}")
  _schemake_mode(mode ${target} "${arg_MODE}")
  get_filename_component(schema "${arg_SCHEMA}" ABSOLUTE)
  if(DEFINED arg_MIGRATIONS)
    get_filename_component(folder "${arg_MIGRATIONS}" ABSOLUTE)
  else()
    get_filename_component(folder "${schema}" DIRECTORY)
    string(APPEND folder "/migrations")
  endif()
  _schemake_check_path(${target} "${schema}")
  _schemake_check_path(${target} "${folder}")
  _schemake_check_path(${target} "${CMAKE_CURRENT_BINARY_DIR}")

  _schemake_refresh(sum ${target} ${mode} "${schema}" "${folder}")
  set(drafts FALSE)
  if(mode STREQUAL "GENERATE")
    set(drafts TRUE)
  endif()
  _schemake_library(sum ${target} ${namespace} "${folder}" ${drafts})
  _schemake_walk_test(${target} ${namespace})
  if(DEFINED arg_MIGRATOR)
    _schemake_migrator(${target} ${namespace} ${arg_MIGRATOR})
  endif()
endfunction()

function(_schemake_namespace out target given)
  set(name "${target}")
  if(given)
    set(name "${given}")
  endif()
  if(NOT name MATCHES "^[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*$")
    string(MAKE_C_IDENTIFIER "${name}" proposal)
    message(FATAL_ERROR "schemake_add_migrations(${target}): \"${name}\" is no C++ namespace. "
      "Add NAMESPACE ${proposal}")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

function(_schemake_mode out target given)
  set(mode "${given}")
  if(NOT "${SCHEMAKE_MODE}" STREQUAL "")  # if(SCHEMAKE_MODE) is false where it is OFF
    set(mode "${SCHEMAKE_MODE}")
  elseif(mode STREQUAL "")
    set(mode AUTO)
  endif()
  string(TOUPPER "${mode}" mode)
  if(NOT mode MATCHES "^(AUTO|GENERATE|CHECK|OFF)$")
    message(FATAL_ERROR
      "schemake_add_migrations(${target}): mode \"${mode}\" is none of AUTO, GENERATE, CHECK, OFF")
  endif()
  if(mode STREQUAL "AUTO")
    set(mode CHECK)
    string(TOUPPER "$ENV{CI}" ci)
    if(PROJECT_SOURCE_DIR STREQUAL CMAKE_SOURCE_DIR AND ci MATCHES "^(|0|FALSE|NO|OFF)$")
      set(mode GENERATE)
    endif()
  endif()
  set(${out} ${mode} PARENT_SCOPE)
endfunction()

# What neither CMake's lists nor an #include can hold. A bracket that is not closed joins the elements of
# a list.
function(_schemake_check_path target path)
  string(REGEX REPLACE "\\[[^][]*\\]" "" unpaired "${path}")
  if(path MATCHES "[;\"\n\\]" OR unpaired MATCHES "[][]")
    message(NOTICE "${path}")
    message(FATAL_ERROR "schemake_add_migrations(${target}): the path above holds ';', '\"', a backslash, "
      "a line break or a lone bracket, which CMake or the compiler cannot handle. Rename it.")
  endif()
endfunction()

# Makes the folder agree with the schema as far as `mode` allows, or fails; then sets <prefix>_* in the
# caller as _schemake_read_sum and _schemake_compare do.
function(_schemake_refresh prefix target mode schema folder)
  _schemake_state(state ${target} "${schema}" "${folder}")
  if(state_BROKEN)
    message(NOTICE "Schemake: in the migrations of ${target}\n${state_BROKEN}")
    if(state_BROKEN MATCHES "holds git's conflict markers")
      message(FATAL_ERROR "schemake_add_migrations(${target}): two branches are being brought together, "
        "see above, then build again.")
    endif()
    message(FATAL_ERROR "schemake_add_migrations(${target}): recorded migrations never change. Restore "
      "the files above from version control, or let `schemake check` say more.")
  endif()
  if(state_DIFFERS)
    cmake_language(CALL _schemake_mend_${mode} ${target} "${schema}" "${folder}" "${state_DIFFERS}")
    if(mode STREQUAL "GENERATE")
      _schemake_state(state ${target} "${schema}" "${folder}")
      if(state_DIFFERS OR state_BROKEN)
        message(NOTICE "${state_DIFFERS}${state_BROKEN}")
        message(FATAL_ERROR "schemake_add_migrations(${target}): the generator succeeded, yet the "
          "files above do not agree with ${folder}/schemake.sum")
      endif()
    endif()
  endif()
  _schemake_depend("${state_PATHS}")
  if(mode STREQUAL "CHECK" AND state_DRAFT)
    message(FATAL_ERROR "schemake_add_migrations(${target}): ${folder} holds a draft. Seal it with "
      "`schemake revision -m \"what it does\"`.")
  endif()
  foreach(part IN ITEMS CATALOG HEAD DIALECTS REQUIRED FILES INPUTS RELEASES RETIRED)
    set(${prefix}_${part} "${state_${part}}" PARENT_SCOPE)
  endforeach()
endfunction()

# Reads the sum and compares. Sets <prefix>_* in the caller as _schemake_read_sum and _schemake_compare
# do. Another process may be renaming its new files into the folder, the sum last: what looks broken is
# looked at again until it holds still.
function(_schemake_state prefix target schema folder)
  file(REAL_PATH "${folder}" real_folder)
  set(sum "${folder}/schemake.sum")
  foreach(attempt RANGE 3)
    set(DIFFERS "")
    set(BROKEN "")
    set(DRAFT FALSE)
    set(PATHS "")
    if(EXISTS "${sum}")
      _schemake_read_sum(read "${sum}")
      if(read_PROBLEM)
        set(BROKEN "  ${sum}: ${read_PROBLEM}\n")
      else()
        _schemake_compare(read "${real_folder}" "${schema}")
        set(DIFFERS "${read_DIFFERS}")
        set(BROKEN "${read_BROKEN}")
        set(DRAFT "${read_DRAFT}")
        _schemake_encode(encoded "${sum}")
        set(PATHS "${encoded};${read_PATHS}")
      endif()
    else()
      set(DIFFERS "  ${sum}: missing\n")
      _schemake_folder_files(orphans "${folder}")
      foreach(name IN LISTS orphans)
        string(APPEND BROKEN "  ${folder}/${name}: there is no schemake.sum that names it\n")
      endforeach()
    endif()
    if(BROKEN STREQUAL "")
      break()
    endif()
    execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.1)
  endforeach()
  foreach(part IN ITEMS DIFFERS BROKEN DRAFT PATHS)
    set(${prefix}_${part} "${${part}}" PARENT_SCOPE)
  endforeach()
  foreach(part IN ITEMS CATALOG HEAD DIALECTS REQUIRED FILES INPUTS RELEASES RETIRED)
    set(${prefix}_${part} "${read_${part}}" PARENT_SCOPE)
  endforeach()
endfunction()

# A change of one of these files makes the next build configure again. CMake forgets a dependency that
# is missing: there the nearest folder that exists stands in, which changes when the file appears. The
# property is a list, so paths go in relative: they then hold the fewest brackets.
function(_schemake_depend paths)
  foreach(encoded IN LISTS paths)
    _schemake_decode(path "${encoded}")
    while(NOT EXISTS "${path}")
      get_filename_component(path "${path}" DIRECTORY)
    endwhile()
    file(RELATIVE_PATH relative "${CMAKE_CURRENT_SOURCE_DIR}" "${path}")
    if(relative STREQUAL "")  # the source folder itself
      set(relative ".")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${relative}")
  endforeach()
endfunction()

# Whether diagnostics may be coloured: a child of CMake sees a pipe even where CMake has a terminal.
function(_schemake_color out)
  set(${out} "" PARENT_SCOPE)
  if(NOT "$ENV{NO_COLOR}" STREQUAL "" OR "$ENV{CLICOLOR_FORCE}" STREQUAL "0")
    return()
  endif()
  set(stderr "")
  if(IS_SYMLINK "/proc/self/fd/2")
    file(READ_SYMLINK "/proc/self/fd/2" stderr)
  endif()
  if(NOT "$ENV{CLICOLOR_FORCE}" STREQUAL "" OR stderr MATCHES "^/dev/(pts/|tty)")
    set(${out} "--color=always" PARENT_SCOPE)
  endif()
endfunction()

# Runs the generator; what it says goes to the terminal as it is.
function(_schemake_run out_result generator command schema folder)
  _schemake_color(color)
  execute_process(
    COMMAND "${generator}" ${command} --schema "${schema}" --migrations "${folder}" ${color}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" RESULT_VARIABLE result)
  set(${out_result} "${result}" PARENT_SCOPE)
endfunction()

function(_schemake_mend_GENERATE target schema folder differs)
  _schemake_require_generator(generator)
  _schemake_run(result "${generator}" sync "${schema}" "${folder}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "schemake_add_migrations(${target}): the migrations were left as they are, "
      "see above (schemake sync: ${result})")
  endif()
endfunction()

function(_schemake_mend_CHECK target schema folder differs)
  message(NOTICE "Schemake: the schema of ${target} is not what its migrations record\n${differs}")
  _schemake_find_generator(generator)
  if(generator)
    _schemake_run(ignored "${generator}" diff "${schema}" "${folder}")
  endif()
  message(FATAL_ERROR "schemake_add_migrations(${target}): record the change with "
    "`schemake revision -m \"what it does\"`, or with `schemake sync` where the text alone is another and "
    "the schema the same, and commit ${folder}. (SCHEMAKE_MODE is CHECK here.)")
endfunction()

function(_schemake_mend_OFF target schema folder differs)
  if(NOT EXISTS "${folder}/schemake.sum")
    message(FATAL_ERROR "schemake_add_migrations(${target}): nothing is recorded in ${folder}, and with "
      "SCHEMAKE_MODE OFF nothing is generated. GENERATE makes the first draft.")
  endif()
  message(NOTICE "Schemake: the schema of ${target} is not what its migrations record\n${differs}")
  message(WARNING "schemake_add_migrations(${target}): built as recorded, without the change above.")
endfunction()

function(_schemake_library prefix target namespace folder drafts)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${target}.schemake")
  _schemake_write_catalog(${prefix} "${out}" "${folder}" ${target} ${namespace} ${drafts})
  add_library(${target} STATIC "${out}/${target}.cpp")
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${out}>")
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON UNITY_BUILD OFF
    DISABLE_PRECOMPILE_HEADERS ON CXX_CLANG_TIDY "" CXX_CPPCHECK "" CXX_INCLUDE_WHAT_YOU_USE "")
  if(drafts AND SCHEMAKE_WALK_DRAFTS)
    target_compile_definitions(${target} PRIVATE SCHEMAKE_WALK_DRAFTS)
  endif()
  foreach(dialect IN LISTS ${prefix}_DIALECTS)
    if(TARGET Schemake::${dialect})
      target_link_libraries(${target} PUBLIC Schemake::${dialect})
    endif()
  endforeach()
  get_target_property(linked ${target} LINK_LIBRARIES)
  if(NOT linked)
    message(FATAL_ERROR "schemake_add_migrations(${target}): this Schemake has no runtime for "
      "${${prefix}_DIALECTS}. find_package(Schemake) takes it as a component.")
  endif()
endfunction()

# A test that walks the catalog up and down, where the project has tests (enable_testing()).
function(_schemake_walk_test target namespace)
  if(NOT CMAKE_TESTING_ENABLED OR NOT TARGET Schemake::migrator)
    return()
  endif()
  set(main "${CMAKE_CURRENT_BINARY_DIR}/${target}.schemake/walk.cpp")
  _schemake_write_walk("${main}" ${target} ${namespace})
  add_executable(${target}_walk "${main}")
  target_link_libraries(${target}_walk PRIVATE ${target} Schemake::migrator)
  set_target_properties(${target}_walk PROPERTIES UNITY_BUILD OFF CXX_CLANG_TIDY "")
  add_test(NAME ${target}.walk COMMAND ${target}_walk)
  set_tests_properties(${target}.walk PROPERTIES SKIP_RETURN_CODE 77)
endfunction()

function(_schemake_migrator target namespace executable)
  set(main "${CMAKE_CURRENT_BINARY_DIR}/${target}.schemake/${executable}.cpp")
  _schemake_write_migrator("${main}" ${target} ${namespace})
  add_executable(${executable} "${main}")
  target_link_libraries(${executable} PRIVATE ${target} Schemake::migrator)
  set_target_properties(${executable} PROPERTIES UNITY_BUILD OFF CXX_CLANG_TIDY "")
endfunction()

cmake_policy(POP)
