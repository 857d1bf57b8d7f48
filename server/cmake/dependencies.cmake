# Third-party libraries as the interface targets dep_json, dep_toml, dep_re2, dep_spdlog and dep_httplib.
#
# Each is looked for on the system first (Debian 12's versions are the floor); where it is missing, or DOCTOR_BUNDLED is
# on, it is fetched at the commit named here. A fetched version is the only one that needs the network. SOURCE_SUBDIR names a folder that does not
# exist where only headers are wanted: the library's own build is left out.
include(FetchContent)
find_package(PkgConfig QUIET)
find_package(Threads REQUIRED)
set(FETCHCONTENT_QUIET ON)

# nlohmann/json: header only.
add_library(dep_json INTERFACE)
if(NOT DOCTOR_BUNDLED)
  find_path(DOCTOR_JSON_INCLUDE nlohmann/json.hpp)
  find_path(DOCTOR_TOML_INCLUDE toml++/toml.h)
  find_package(re2 CONFIG QUIET)
  if(NOT TARGET re2::re2 AND PkgConfig_FOUND)
    pkg_check_modules(RE2 QUIET IMPORTED_TARGET re2)
  endif()
  find_package(spdlog CONFIG QUIET)
endif()
if(NOT DOCTOR_JSON_INCLUDE)
  FetchContent_Declare(nlohmann_json GIT_REPOSITORY https://github.com/nlohmann/json.git
    GIT_TAG 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 # v3.11.3
    SOURCE_SUBDIR headers-only)
  FetchContent_MakeAvailable(nlohmann_json)
  set(DOCTOR_JSON_INCLUDE ${nlohmann_json_SOURCE_DIR}/include)
endif()
target_include_directories(dep_json SYSTEM INTERFACE ${DOCTOR_JSON_INCLUDE})

# toml++: only its headers. The library that Debian builds was compiled without TOML 1.1, which Cargo reads.
add_library(dep_toml INTERFACE)
if(NOT DOCTOR_TOML_INCLUDE)
  FetchContent_Declare(tomlplusplus GIT_REPOSITORY https://github.com/marzer/tomlplusplus.git
    GIT_TAG 30172438cee64926dc41fdd9c11fb3ba5b2ba9de # v3.4.0
    SOURCE_SUBDIR headers-only)
  FetchContent_MakeAvailable(tomlplusplus)
  set(DOCTOR_TOML_INCLUDE ${tomlplusplus_SOURCE_DIR}/include)
endif()
target_include_directories(dep_toml SYSTEM INTERFACE ${DOCTOR_TOML_INCLUDE})

# RE2: Debian has no CMake package for it, newer ones bring Abseil along through theirs.
add_library(dep_re2 INTERFACE)
if(TARGET re2::re2)
  target_link_libraries(dep_re2 INTERFACE re2::re2)
elseif(TARGET PkgConfig::RE2)
  # By name rather than by file, so that -static finds the archive.
  target_include_directories(dep_re2 SYSTEM INTERFACE ${RE2_INCLUDE_DIRS})
  target_link_directories(dep_re2 INTERFACE ${RE2_LIBRARY_DIRS})
  target_link_libraries(dep_re2 INTERFACE ${RE2_STATIC_LIBRARIES})
else()
  set(RE2_BUILD_TESTING OFF CACHE BOOL "" FORCE)
  FetchContent_Declare(re2 GIT_REPOSITORY https://github.com/google/re2.git
    GIT_TAG 3a8436ac436124a57a4e22d5c8713a2d42b381d7) # 2023-03-01, the last one without Abseil
  FetchContent_MakeAvailable(re2)
  set_target_properties(re2 PROPERTIES SYSTEM ON) # its headers are not held to our warnings
  target_link_libraries(dep_re2 INTERFACE re2::re2)
endif()
target_link_libraries(dep_re2 INTERFACE Threads::Threads)

# spdlog: its headers alone, also fmt's. One file includes them, and the executable needs two libraries less.
add_library(dep_spdlog INTERFACE)
if(spdlog_FOUND)
  get_target_property(DOCTOR_SPDLOG_INCLUDE spdlog::spdlog_header_only INTERFACE_INCLUDE_DIRECTORIES)
  find_path(DOCTOR_FMT_INCLUDE fmt/format.h)
  target_include_directories(dep_spdlog SYSTEM INTERFACE ${DOCTOR_SPDLOG_INCLUDE} ${DOCTOR_FMT_INCLUDE})
  target_compile_definitions(dep_spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY=1)
else()
  FetchContent_Declare(spdlog GIT_REPOSITORY https://github.com/gabime/spdlog.git
    GIT_TAG 7e635fca68d014934b4af8a1cf874f63989352b7 # v1.12.0
    SOURCE_SUBDIR headers-only)
  FetchContent_MakeAvailable(spdlog)
  target_include_directories(dep_spdlog SYSTEM INTERFACE ${spdlog_SOURCE_DIR}/include)
endif()
target_link_libraries(dep_spdlog INTERFACE Threads::Threads)

# cpp-httplib: needed by rust-nix-doctor-http alone. Debian 12's 0.11 (a split header with a shared library, whose macros
# only pkg-config knows) is guarded by http/guarded_library, 0.44 and later are used as they are; what lies between has known
# holes and is passed over. Without a usable one the program is left out, unless it or the tests are asked for: then the
# library is fetched.
find_path(DOCTOR_HTTPLIB_INCLUDE httplib.h)
set(DOCTOR_HTTPLIB_VERSION 0)
if(DOCTOR_HTTPLIB_INCLUDE)
  file(STRINGS ${DOCTOR_HTTPLIB_INCLUDE}/httplib.h version REGEX "^#define CPPHTTPLIB_VERSION \"")
  string(REGEX REPLACE "^.*\"(.*)\"$" "\\1" DOCTOR_HTTPLIB_VERSION "${version}")
endif()
set(old_httplib OFF)
set(usable_httplib OFF)
if(DOCTOR_HTTPLIB_VERSION VERSION_GREATER_EQUAL 0.11.4 AND DOCTOR_HTTPLIB_VERSION VERSION_LESS 0.12 AND NOT DOCTOR_STATIC)
  set(old_httplib ON)
endif()
if(old_httplib OR DOCTOR_HTTPLIB_VERSION VERSION_GREATER_EQUAL 0.44)
  set(usable_httplib ON)
endif()
set(DOCTOR_HTTP AUTO CACHE STRING "Build rust-nix-doctor-http: ON, OFF or AUTO")
set(builds_http ${DOCTOR_HTTP})
if(DOCTOR_HTTP STREQUAL AUTO)
  set(builds_http OFF)
  if(usable_httplib OR DOCTOR_TESTS)
    set(builds_http ON)
  endif()
endif()
if(builds_http)
  add_library(dep_httplib INTERFACE)
  if(usable_httplib)
    target_include_directories(dep_httplib SYSTEM INTERFACE ${DOCTOR_HTTPLIB_INCLUDE})
    if(PkgConfig_FOUND)
      pkg_check_modules(HTTPLIB QUIET IMPORTED_TARGET cpp-httplib)
      if(TARGET PkgConfig::HTTPLIB)
        target_link_libraries(dep_httplib INTERFACE PkgConfig::HTTPLIB)
      endif()
    endif()
    if(old_httplib)
      target_compile_definitions(dep_httplib INTERFACE DOCTOR_OLD_HTTPLIB)
    endif()
  else()
    FetchContent_Declare(httplib GIT_REPOSITORY https://github.com/yhirose/cpp-httplib.git
      GIT_TAG b8fe69e4e892ec394ca8de27ab2fe219008690b6 # v0.53.1
      SOURCE_SUBDIR headers-only)
    FetchContent_MakeAvailable(httplib)
    target_include_directories(dep_httplib SYSTEM INTERFACE ${httplib_SOURCE_DIR})
  endif()
  target_link_libraries(dep_httplib INTERFACE Threads::Threads)
endif()
