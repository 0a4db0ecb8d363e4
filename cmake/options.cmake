# What all targets share: warnings, the sanitizer chosen by the preset, and the helper that makes a room.
option(TUTTI_TESTS "Build tests, fuzz targets and benchmarks" ON)
set(TUTTI_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wno-psabi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)   # GCC 12 sees overlaps in std::string that are none (its bug 105329)
endif()
if(TUTTI_SANITIZE)
  add_compile_options(-fsanitize=${TUTTI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TUTTI_SANITIZE})
  add_compile_definitions(TUTTI_SANITIZED=1)   # no target_clones: ifunc resolvers run before a sanitizer starts
endif()

# tutti_room(NAME DIRECTORY-RELATIVE-SOURCES...): a static library whose headers are included from the repository's root.
function(tutti_room name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()
