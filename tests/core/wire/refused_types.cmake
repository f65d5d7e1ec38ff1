# SPDX-License-Identifier: Apache-2.0
# Compiles refused_types.cpp, which must fail, once for each type, with a sentence that says what to do.
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only "-I${ROOT}" "${CMAKE_CURRENT_LIST_DIR}/refused_types.cpp"
                RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
if(result EQUAL 0)
    message(FATAL_ERROR "refused_types.cpp compiles: types that cannot be sent are accepted")
endif()
foreach(pattern IN ITEMS "Poolscope cannot send this type" "cannot send a struct with a base class by itself"
                         "structs of up to 16 members by itself" "Make it a std::array or std::vector")
    if(NOT errors MATCHES "${pattern}")
        message(FATAL_ERROR "The compiler does not say \"${pattern}\", but:\n${errors}")
    endif()
endforeach()
