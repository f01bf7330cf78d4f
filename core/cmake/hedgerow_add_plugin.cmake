# SPDX-License-Identifier: MIT
# hedgerow_add_plugin(<target> ID <vendor>.<name> SOURCES <file>...)
#
# A plugin as the host wants it: `<vendor>.<name>.so`, nothing exported but the entry, nothing left
# undefined. Put further libraries on it with target_link_libraries(<target> PRIVATE ...).
#   HEDGEROW_PLUGIN_BUILD_DIR    where the file is put by the build (default: the current build folder)
#   HEDGEROW_PLUGIN_INSTALL_DIR  where `install` puts it; not set: it is not installed
#   HEDGEROW_PLUGIN_COMPONENT    the component of `install` that it belongs to (default: plugins)
include_guard(GLOBAL)

function(hedgerow_add_plugin target)
  cmake_parse_arguments(PARSE_ARGV 1 plugin "" "ID" "SOURCES")
  if(NOT plugin_ID MATCHES "^[a-z0-9_-]+\\.[a-z0-9_-]+$")
    message(FATAL_ERROR "hedgerow_add_plugin(${target}): ID is \"${plugin_ID}\"; it must be "
                        "<vendor>.<name> in lower-case letters, digits, '_' and '-'")
  endif()
  if(NOT plugin_SOURCES OR plugin_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "hedgerow_add_plugin(${target}): expected ID and SOURCES, "
                        "found \"${plugin_UNPARSED_ARGUMENTS}\" besides")
  endif()
  set(folder ${CMAKE_CURRENT_BINARY_DIR})
  if(HEDGEROW_PLUGIN_BUILD_DIR)
    set(folder ${HEDGEROW_PLUGIN_BUILD_DIR})
  endif()

  add_library(${target} MODULE ${plugin_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${plugin_ID} SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY ${folder}
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${target} PRIVATE hedgerow::plugin_sdk)

  # Symbols of static libraries stay inside as well.
  set(exports ${CMAKE_CURRENT_BINARY_DIR}/${plugin_ID}.map)
  file(CONFIGURE OUTPUT ${exports} CONTENT "{ global: hedgerow_plugin_entry_v1; local: *; };\n")
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${exports})
  target_link_options(${target} PRIVATE -Wl,--version-script=${exports} -Wl,--build-id=sha1
                      -Wl,-z,nodelete -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  if(NOT HEDGEROW_SANITIZE)  # a sanitizer's functions come from the program
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
  # The host refuses what others can write to, whatever the umask here.
  add_custom_command(TARGET ${target} POST_BUILD COMMAND chmod go-w ${folder} $<TARGET_FILE:${target}>)

  if(HEDGEROW_PLUGIN_INSTALL_DIR)
    set(component plugins)
    if(HEDGEROW_PLUGIN_COMPONENT)
      set(component ${HEDGEROW_PLUGIN_COMPONENT})
    endif()
    install(TARGETS ${target} LIBRARY DESTINATION ${HEDGEROW_PLUGIN_INSTALL_DIR} COMPONENT ${component})
  endif()
endfunction()
