# SPDX-License-Identifier: MIT
# Read by cpack before it makes packages: which time they bear. That is SOURCE_DATE_EPOCH where it is
# set, else the time of the commit, and in a tree without history the time of its first file, which the
# tar of scripts/foss-export gives the time of the commit as well.
if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "")
  cmake_path(SET source NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../..)
  if(EXISTS ${source}/.git)
    execute_process(COMMAND git -C ${source} log -1 --format=%ct OUTPUT_VARIABLE commit_time
                    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  else()
    file(TIMESTAMP ${source}/CMakeLists.txt commit_time "%s" UTC)
  endif()
  set(ENV{SOURCE_DATE_EPOCH} ${commit_time})
endif()
