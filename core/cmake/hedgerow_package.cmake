# SPDX-License-Identifier: MIT
# hedgerow_package(<name> ABOUT <sentence> SECTION <section> [LICENSE <file>] [SAME_VERSION_AS <package>]
#                  [DEPENDS <relations>] [PROVIDES <names>] [SUGGESTS <names>] [CONTROL_FILES <file>...])
#
# The component <name> of `install` becomes the Debian package <name>. Libraries that its programs link
# are found by dpkg-shlibdeps and need not be named. packages.cmake, which comes last, hands all of them
# to CPack.
include_guard(GLOBAL)

set(hedgerow_package_fields ABOUT SECTION LICENSE SAME_VERSION_AS DEPENDS PROVIDES SUGGESTS)

function(hedgerow_package name)
  cmake_parse_arguments(PARSE_ARGV 1 package "" "${hedgerow_package_fields}" CONTROL_FILES)
  if(NOT package_ABOUT OR NOT package_SECTION OR package_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "hedgerow_package(${name}): expected ABOUT and SECTION, "
                        "found \"${package_UNPARSED_ARGUMENTS}\" besides")
  endif()
  if(NOT package_LICENSE)
    set(package_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
  endif()
  set_property(GLOBAL APPEND PROPERTY hedgerow_packages ${name})
  foreach(field IN LISTS hedgerow_package_fields ITEMS CONTROL_FILES)
    set_property(GLOBAL PROPERTY hedgerow_package_${name}_${field} "${package_${field}}")
  endforeach()
  install(FILES ${package_LICENSE} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} RENAME copyright
          COMPONENT ${name})
endfunction()
