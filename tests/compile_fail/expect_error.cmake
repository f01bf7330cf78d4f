# SPDX-License-Identifier: MIT
# Compiles SOURCE twice with COMPILER: with its correction it must compile, as it stands it must not,
# and the compiler must say what the line "// expect: REGEX" of the file says.
file(STRINGS ${SOURCE} expectation REGEX "^// expect: ")
string(REGEX REPLACE "^// expect: " "" expected "${expectation}")
if(expected STREQUAL "")
  message(FATAL_ERROR "${SOURCE} lacks its line '// expect: REGEX'")
endif()
# Plain quotes in the messages, whatever the language of the machine.
set(ENV{LC_ALL} C)
set(compile ${COMPILER} -std=c++20 -fsyntax-only -Wall -Werror=unused-result -I ${CORE}/include -I ${CORE}/src)

execute_process(COMMAND ${compile} -DCORRECTED ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the corrected program does not compile:\n${output}")
endif()

execute_process(COMMAND ${compile} ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR "the mistake compiles: ${SOURCE}")
endif()
if(NOT output MATCHES "${expected}")
  message(FATAL_ERROR "the compiler's message does not match '${expected}':\n${output}")
endif()
