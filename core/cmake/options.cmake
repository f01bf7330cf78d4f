# SPDX-License-Identifier: MIT
# Build options and the compiler settings that every target shares.
include(${CMAKE_CURRENT_LIST_DIR}/check_options.cmake)

option(HEDGEROW_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(HEDGEROW_BUILD_EXAMPLES "Build the examples" ${PROJECT_IS_TOP_LEVEL})
option(HEDGEROW_BUILD_BENCHMARKS "Build the benchmarks of tests/bench" OFF)
option(HEDGEROW_BUILD_FUZZERS "Build the fuzz targets of tests/fuzz (clang only)" OFF)
option(HEDGEROW_DEVELOPER "Treat warnings as errors" OFF)
set(HEDGEROW_SANITIZE "" CACHE STRING "Sanitizers, as given to -fsanitize=")
hedgerow_require_on_or_off(HEDGEROW_BUILD_TESTS HEDGEROW_BUILD_EXAMPLES HEDGEROW_BUILD_BENCHMARKS
                           HEDGEROW_BUILD_FUZZERS HEDGEROW_DEVELOPER)
hedgerow_require_words(HEDGEROW_SANITIZE address undefined leak thread)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# The same bytes wherever the tree lies: no absolute path in a binary.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
# The last map that fits counts, and the build folder may lie in the source folder.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -ffile-prefix-map=${CMAKE_BINARY_DIR}=build)
add_link_options(LINKER:--build-id=sha1)
# The plugin host refuses folders that others can write to, whatever the umask of the packager.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

add_compile_options(-Wall -Wextra)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # With -O3 it warns of any "literal" + string (GCC bug 105651).
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
if(HEDGEROW_DEVELOPER)
  add_compile_options(-Werror)
endif()
if(HEDGEROW_SANITIZE)
  add_compile_options(-fsanitize=${HEDGEROW_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HEDGEROW_SANITIZE})
endif()

# On Debian the library lies in the folder of its architecture below every prefix, not below /usr alone:
# so one build serves `install` and the packages.
if(PROJECT_IS_TOP_LEVEL AND CMAKE_LIBRARY_ARCHITECTURE AND EXISTS /etc/debian_version)
  set(CMAKE_INSTALL_LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE} CACHE PATH "Libraries, below the prefix")
endif()
include(GNUInstallDirs)
set(HEDGEROW_PLUGIN_INSTALL_DIR ${CMAKE_INSTALL_LIBDIR}/hedgerow/plugins/1)
set(HEDGEROW_PLUGIN_BUILD_DIR ${CMAKE_BINARY_DIR}/plugins)
