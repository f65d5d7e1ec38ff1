# SPDX-License-Identifier: Apache-2.0
# How every target of Poolscope is built: one language level, one set of warnings, includes from the repository root.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
include(GNUInstallDirs)

find_program(POOLSCOPE_CCACHE ccache)
if(POOLSCOPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${POOLSCOPE_CCACHE}")
    set(CMAKE_C_COMPILER_LAUNCHER "${POOLSCOPE_CCACHE}")
endif()

add_library(poolscope_build_options INTERFACE)
target_compile_options(poolscope_build_options INTERFACE
    -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2
    $<$<BOOL:${POOLSCOPE_WERROR}>:-Werror>)
# GCC 12 and 13 at -O2 and above see faults in the standard library that they have just inlined, where there are none: moving
# out of a std::optional or tl::expected that was tested before (bugs 80635, 109561), "text" + std::string (105329, 105651).
# What is true of them the development build says, which optimises less and takes warnings for errors.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
    target_compile_options(poolscope_build_options INTERFACE $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:
        -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow>)
endif()
target_include_directories(poolscope_build_options INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
if(POOLSCOPE_SANITIZER)
    add_compile_options(-fsanitize=${POOLSCOPE_SANITIZER} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${POOLSCOPE_SANITIZER})
    if(POOLSCOPE_SANITIZER STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-Wno-tsan) # fences, which it does not see: the rings of telemetry are tested without it
        add_compile_options(-Wno-maybe-uninitialized) # GCC takes instrumented moves of a shared_ptr for such
    endif()
endif()
add_compile_definitions(POOLSCOPE_BUILD) # what a program that has the engine as a library does not see
if(NOT POOLSCOPE_TELEMETRY)
    add_compile_definitions(POOLSCOPE_WITHOUT_TELEMETRY)
endif()
if(POOLSCOPE_BUILD_FUZZERS)
    add_compile_options(-fsanitize=fuzzer-no-link) # so that libFuzzer sees which branches an input takes
endif()

# poolscope_library(NAME SOURCES a.cpp … DEPENDS target …): the static target of one folder. Headers need not be listed.
function(poolscope_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_link_libraries(${name} PUBLIC ${arg_DEPENDS} PRIVATE poolscope_build_options)
        target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${arg_DEPENDS})
        target_include_directories(${name} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    endif()
endfunction()

# poolscope_program(NAME SOURCES a.cpp … DEPENDS target …)
function(poolscope_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_DEPENDS} poolscope_build_options)
endfunction()

# poolscope_folders(a b …): add_subdirectory for each.
function(poolscope_folders)
    foreach(folder IN LISTS ARGN)
        add_subdirectory(${folder})
    endforeach()
endfunction()

# poolscope_targets_below(FOLDER TYPES RESULT): the targets of a folder and those below it whose type fits the pattern.
function(poolscope_targets_below folder types result)
    get_property(here DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS here)
        get_target_property(type ${target} TYPE)
        if(type MATCHES "${types}")
            list(APPEND ${result} ${target})
        endif()
    endforeach()
    get_property(below DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
    foreach(subfolder IN LISTS below)
        poolscope_targets_below("${subfolder}" "${types}" ${result})
    endforeach()
    set(${result} "${${result}}" PARENT_SCOPE)
endfunction()

# poolscope_test(NAME SOURCES a.cpp … DEPENDS target … [GUI|XVFB] [TIMEOUT seconds]): a Qt Test program. GUI tests get a
# display of their own: the offscreen platform, or with XVFB a real X server. LABELS as ctest has them.
function(poolscope_test name)
    cmake_parse_arguments(arg "GUI;XVFB" "TIMEOUT" "SOURCES;DEPENDS;LABELS;ENVIRONMENT;ARGUMENTS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE ${arg_DEPENDS} Qt6::Test poolscope_build_options)
    if(POOLSCOPE_SANITIZER STREQUAL "thread" AND NOT arg_DEPENDS MATCHES "poolscope_")
        target_compile_options(${name} PRIVATE -fno-sanitize=all) # Qt itself is not instrumented; the probes are
        target_link_options(${name} PRIVATE -fno-sanitize=all)
        target_compile_definitions(${name} PRIVATE POOLSCOPE_PROBES_HAVE_THREAD_SANITIZER)
    endif()
    set(runner "")
    if(POOLSCOPE_SANITIZER STREQUAL "thread")
        set(runner "${PROJECT_SOURCE_DIR}/tests/support/under_thread_sanitizer")
    elseif(arg_XVFB)
        set(runner "${PROJECT_SOURCE_DIR}/tests/support/on_xvfb")
    endif()
    add_test(NAME ${name} COMMAND ${runner} $<TARGET_FILE:${name}> ${arg_ARGUMENTS})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    if(arg_GUI)
        list(APPEND arg_ENVIRONMENT QT_QPA_PLATFORM=offscreen)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

# poolscope_probe(NAME SOURCES … DEPENDS …): a small program that a test runs, because what it does (fork, crash, leak)
# must not be done in a process with Qt Test's threads.
function(poolscope_probe name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/probes")
    target_link_libraries(${name} PRIVATE ${arg_DEPENDS} poolscope_build_options)
endfunction()
