# SPDX-License-Identifier: MIT
# What `cmake --install` lays down: the library, its headers, and the ways to find it. Every path is
# relative to the prefix, so an installed tree can be moved. Each component is a Debian package.
include(CMakePackageConfigHelpers)

# What packages of others that link the library depend on.
set(control_files ${CMAKE_CURRENT_BINARY_DIR}/debian)
file(CONFIGURE OUTPUT ${control_files}/shlibs CONTENT "libhedgerow 1 libhedgerow1 (>= @PROJECT_VERSION@)\n" @ONLY)
foreach(script postinst postrm)
  configure_file(cmake/debian/ldconfig.sh ${control_files}/${script} COPYONLY
                 FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endforeach()
hedgerow_package(libhedgerow1 SECTION libs PROVIDES hedgerow-plugin-abi-1 ABOUT "The library."
                 CONTROL_FILES ${control_files}/shlibs ${control_files}/postinst ${control_files}/postrm)
hedgerow_package(libhedgerow-dev SECTION libdevel SAME_VERSION_AS libhedgerow1 SUGGESTS libspdlog-dev
                 ABOUT "Headers for programs and for plugins, files for CMake and pkg-config.")

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hedgerow)

install(TARGETS hedgerow hedgerow_plugin_sdk EXPORT hedgerow_targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libhedgerow1 NAMELINK_COMPONENT libhedgerow-dev)
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/hedgerow
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libhedgerow-dev
        FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
install(EXPORT hedgerow_targets FILE hedgerowTargets.cmake NAMESPACE hedgerow::
        DESTINATION ${package_dir} COMPONENT libhedgerow-dev)

configure_package_config_file(cmake/hedgerowConfig.cmake.in hedgerowConfig.cmake
                              INSTALL_DESTINATION ${package_dir}
                              PATH_VARS HEDGEROW_PLUGIN_INSTALL_DIR NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(hedgerowConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/hedgerowConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/hedgerowConfigVersion.cmake
        DESTINATION ${package_dir} COMPONENT libhedgerow-dev)
if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/cmake/hedgerow_add_plugin.cmake)
  install(FILES cmake/hedgerow_add_plugin.cmake DESTINATION ${package_dir} COMPONENT libhedgerow-dev)
endif()

set(prefix_path /)
cmake_path(RELATIVE_PATH prefix_path BASE_DIRECTORY /${CMAKE_INSTALL_LIBDIR}/pkgconfig OUTPUT_VARIABLE prefix_from_pkgconfig)
configure_file(cmake/hedgerow.pc.in hedgerow.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/hedgerow.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libhedgerow-dev)

if(TARGET hedgerow_tool)
  file(RELATIVE_PATH libdir_from_bindir /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})
  set_target_properties(hedgerow_tool PROPERTIES INSTALL_RPATH "$ORIGIN/${libdir_from_bindir}")
  install(TARGETS hedgerow_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT hedgerow)
  hedgerow_package(hedgerow SECTION utils SAME_VERSION_AS libhedgerow1
                   ABOUT "The tool: redacts and renders logs, shows and sends exceptions, checks plugins.")
endif()
