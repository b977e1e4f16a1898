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
  # By path: the targets of a find module are not visible in the folders of a consumer.
  add_library(Schemake::sqlite3 INTERFACE IMPORTED GLOBAL)
  target_include_directories(Schemake::sqlite3 INTERFACE ${SQLite3_INCLUDE_DIRS})
  target_link_libraries(Schemake::sqlite3 INTERFACE ${SQLite3_LIBRARIES})
endfunction()

cmake_policy(POP)
