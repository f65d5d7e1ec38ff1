# SPDX-License-Identifier: Apache-2.0
# The three Debian packages: cpack -G DEB in the build folder.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME poolscope)
set(CPACK_PACKAGE_CONTACT "Poolscope authors <maintainers@poolscope.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL application library engine)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_APPLICATION_PACKAGE_NAME poolscope)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_RECOMMENDS "python3, fonts-nanum | fonts-noto-cjk")
set(CPACK_DEBIAN_APPLICATION_DESCRIPTION "see and manage process pools
Poolscope shows a program of many processes while it runs: which processes
there are, who started whom and how, what flows through their pipes and
queues, and who waits for whom. Its lessons explain the start methods of
Python's multiprocessing.")

set(soname_package "libpoolscope${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "${soname_package}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${CMAKE_CURRENT_LIST_DIR}/triggers")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "Python's multiprocessing for C++ programs (library)
Processes, start methods, pipes, queues and pools with the names that Python
gives them. Programs built on this library can be watched by Poolscope.")

set(CPACK_DEBIAN_ENGINE_PACKAGE_NAME libpoolscope-dev)
set(CPACK_DEBIAN_ENGINE_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_ENGINE_PACKAGE_DEPENDS "${soname_package} (= ${PROJECT_VERSION}), libfmt-dev, libexpected-dev")
set(CPACK_DEBIAN_ENGINE_DESCRIPTION "Python's multiprocessing for C++ programs (development)
Headers and CMake package of the engine of Poolscope: find_package(Poolscope)
gives the target Poolscope::engine.")
include(CPack)

set(packages poolscope "${soname_package}" libpoolscope-dev)
foreach(component package IN ZIP_LISTS CPACK_COMPONENTS_ALL packages)
    set(documents "${CMAKE_INSTALL_DATADIR}/doc/${package}")
    install(FILES debian/copyright DESTINATION "${documents}" COMPONENT ${component})
    install_compressed(debian/changelog "${documents}" ${component})
endforeach()
