# Installs what was built: the runtime's libraries and headers, the generator, and a package config by
# which find_package(Schemake) brings the same targets and function as add_subdirectory does.
include_guard()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package "${CMAKE_INSTALL_LIBDIR}/cmake/Schemake")

get_property(libraries DIRECTORY "${PROJECT_SOURCE_DIR}/runtime" PROPERTY BUILDSYSTEM_TARGETS)
foreach(library IN LISTS libraries)
  get_target_property(type ${library} TYPE)
  if(type STREQUAL "STATIC_LIBRARY")
    string(REGEX REPLACE "^schemake_" "" name "${library}")
    set_target_properties(${library} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS ${library} EXPORT SchemakeExports ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  endif()
endforeach()
install(EXPORT SchemakeExports NAMESPACE Schemake:: DESTINATION ${package})
install(DIRECTORY runtime/include/schemake DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET schemake)
  install(TARGETS schemake RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

set(SCHEMAKE_TOOL "${CMAKE_INSTALL_BINDIR}/schemake")
configure_package_config_file(cmake/SchemakeConfig.cmake.in SchemakeConfig.cmake
  INSTALL_DESTINATION ${package} PATH_VARS SCHEMAKE_TOOL)
write_basic_package_version_file(SchemakeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/SchemakeConfig.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/SchemakeConfigVersion.cmake"
  cmake/SchemakeMigrations.cmake cmake/SchemakeSum.cmake cmake/SchemakeCatalog.cmake
  cmake/SchemakeHostGenerator.cmake cmake/SchemakeSqlite.cmake
  DESTINATION ${package})
