# The target plugin-package: a plugin whose server needs no building on a machine like this one, as a folder and as a zip.
#
#   cmake --build build --target plugin-package   makes build/package/rust-nix-toolchain-VERSION.zip
#
# On Linux the executable is fully static: it also runs on NixOS and musl systems. Elsewhere only the system's own
# libraries are shared, given that the others were built with DOCTOR_BUNDLED. The same sources and compiler make the same
# bytes. Executables that other machines have made are taken along from server/prebuilt/.
string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" DOCTOR_PLATFORM) # as platform() in server/build.sh

add_executable(rust-nix-doctor-release EXCLUDE_FROM_ALL main.cpp)
target_link_libraries(rust-nix-doctor-release PRIVATE doctor_tools doctor_rpc)
target_link_options(rust-nix-doctor-release PRIVATE -s)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  target_link_options(rust-nix-doctor-release PRIVATE -static)
endif()

find_package(Git QUIET)
if(DOCTOR_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  set(DOCTOR_NO_PACKAGE "plugin-package needs a tree with CMAKE_BUILD_TYPE=Release and without sanitizers")
elseif(NOT GIT_FOUND)
  set(DOCTOR_NO_PACKAGE "plugin-package needs git: it makes the zip")
endif()
if(DOCTOR_NO_PACKAGE)
  add_custom_target(plugin-package
    COMMAND ${CMAKE_COMMAND} -E echo "${DOCTOR_NO_PACKAGE}" COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
else()
  add_custom_target(plugin-package
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DOUT=${CMAKE_BINARY_DIR}/package -DGIT=${GIT_EXECUTABLE}
      -DVERSION=${PROJECT_VERSION} -DPLATFORM=${DOCTOR_PLATFORM}
      -DEXECUTABLE=$<TARGET_FILE:rust-nix-doctor-release> -P ${CMAKE_CURRENT_LIST_DIR}/package.cmake
    DEPENDS rust-nix-doctor-release VERBATIM)
endif()
