# The SQLite that Schemake's runtime links, as one target of our own: CMake has renamed its own
# (SQLite::SQLite3 became SQLite3::SQLite3 in 4.3), and an application may bring another library.
#
# SCHEMAKE_SQLITE_TARGET   a target that offers sqlite3.h and the library instead of the system's:
#                          SQLCipher, an amalgamation of the application's own. It has to be visible
#                          wherever Schemake::sqlite is linked.
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.22...3.31)

# Defines Schemake::sqlite3. Sets <found> to whether there is one.
function(schemake_find_sqlite found)
  set(${found} TRUE PARENT_SCOPE)
  if(TARGET Schemake::sqlite3)
    return()
  endif()
  if(SCHEMAKE_SQLITE_TARGET)
    add_library(Schemake::sqlite3 INTERFACE IMPORTED GLOBAL)
    target_link_libraries(Schemake::sqlite3 INTERFACE ${SCHEMAKE_SQLITE_TARGET})
    return()
  endif()
  find_package(SQLite3 QUIET)
  if(NOT SQLite3_FOUND)
    set(${found} FALSE PARENT_SCOPE)
    return()
  endif()
  add_library(Schemake::sqlite3 INTERFACE IMPORTED GLOBAL)
  if(SQLite3_LIBRARIES)
    # By path: the targets of a find module are not visible in the folders of a consumer.
    target_include_directories(Schemake::sqlite3 INTERFACE ${SQLite3_INCLUDE_DIRS})
    target_link_libraries(Schemake::sqlite3 INTERFACE ${SQLite3_LIBRARIES})
    return()
  endif()
  # A find module other than CMake's, or a package, with no more than a target.
  foreach(target IN ITEMS SQLite3::SQLite3 SQLite::SQLite3)
    if(TARGET ${target})
      _schemake_make_global(${target})
      target_link_libraries(Schemake::sqlite3 INTERFACE ${target})
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "find_package(SQLite3) gave neither SQLite3_LIBRARIES nor a target "
    "SQLite3::SQLite3 or SQLite::SQLite3: set SCHEMAKE_SQLITE_TARGET to the target that it gave")
endfunction()

# Makes an imported target visible everywhere. CMake allows that in the folder where it was made alone:
# elsewhere who found it there knows it in all folders that use it.
function(_schemake_make_global target)
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
  get_target_property(imported ${target} IMPORTED)
  get_target_property(global ${target} IMPORTED_GLOBAL)
  get_property(here DIRECTORY PROPERTY IMPORTED_TARGETS)
  if(imported AND NOT global AND target IN_LIST here)
    set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
  endif()
endfunction()

cmake_policy(POP)
