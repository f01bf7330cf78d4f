# SPDX-License-Identifier: MIT
# Values of options that CMake would take for something else without a word: to it, whatever it does not
# know as true is false.

# hedgerow_require_on_or_off(OPTION...)
function(hedgerow_require_on_or_off)
  foreach(option IN LISTS ARGN)
    string(TOUPPER "${${option}}" value)
    if(NOT value MATCHES "^(ON|OFF|TRUE|FALSE|YES|NO|1|0)$")
      message(FATAL_ERROR "${option}=${${option}}: right would be ON or OFF.")
    endif()
  endforeach()
endfunction()

# hedgerow_require_words(OPTION WORD...): a list of these words with commas between, or nothing.
function(hedgerow_require_words option)
  string(REPLACE "," ";" values "${${option}}")
  foreach(value IN LISTS values)
    if(NOT value IN_LIST ARGN)
      list(JOIN ARGN ", " words)
      message(FATAL_ERROR "${option}=${${option}}: \"${value}\" is none of ${words}.")
    endif()
  endforeach()
endfunction()
