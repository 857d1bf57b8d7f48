# Compiler and linker options of every target of the product, as the interface target doctor_options.
add_library(doctor_options INTERFACE)
target_include_directories(doctor_options INTERFACE ${CMAKE_SOURCE_DIR}/server)
target_compile_options(doctor_options INTERFACE
  -Wall -Wextra -Wpedantic
  -Wshadow              # a hidden name is a bug waiting
  -Wconversion          # sizes and line numbers of other people's files
  -Wno-sign-conversion  # indexes mix int and size_t all over the standard library
  -Wnon-virtual-dtor -Woverloaded-virtual
  -Wswitch-enum         # every switch over an enum is exhaustive
  -Wimplicit-fallthrough -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(doctor_options INTERFACE
    -Wno-restrict             # wrong on string operator+ in g++ 12 (GCC bug 105651)
    -Wno-maybe-uninitialized) # wrong on std::variant and on instrumented code (GCC's manual, -fsanitize)
endif()
if(DOCTOR_WERROR)
  target_compile_options(doctor_options INTERFACE -Werror)
endif()

if(DOCTOR_SANITIZE)
  target_compile_options(doctor_options INTERFACE -fsanitize=${DOCTOR_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all -g)
  target_link_options(doctor_options INTERFACE -fsanitize=${DOCTOR_SANITIZE})
endif()

if(DOCTOR_STATIC)
  target_link_options(doctor_options INTERFACE -static)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT DOCTOR_SANITIZE)
  target_compile_options(doctor_options INTERFACE -ffunction-sections -fdata-sections)
  target_link_options(doctor_options INTERFACE -Wl,--gc-sections)
endif()
