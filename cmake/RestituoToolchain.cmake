# Flags that every target shares. The two floating-point lines are part of the result, not of the speed:
# without -ffp-contract=off g++ and clang fuse multiply and add differently and the sampled figures change.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Paths inside the tree count as relative, so that a fresh clone in another folder finds what an earlier one compiled.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(restituo_flags INTERFACE)
# g++ 12 sees overlapping copies (GCC bug 105651) and unset members (bug 105562) in std::string where there are none; clang 19
# and the sanitizers look for the real ones.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(restituo_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
target_compile_options(restituo_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  -ffp-contract=off -fno-math-errno -fno-trapping-math)

# clang looks into libstdc++ 12, whose std::stable_sort calls what it deprecates itself; and it does not know `#pragma GCC
# ivdep`, which only helps g++ to vectorise.
target_compile_options(restituo_flags INTERFACE
  "$<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations;-Wno-unknown-pragmas>")

if(RESTITUO_SANITIZE_ADDRESS)
  target_compile_options(restituo_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(restituo_flags INTERFACE -fsanitize=address,undefined)
endif()
if(RESTITUO_SANITIZE_THREAD)
  target_compile_options(restituo_flags INTERFACE -fsanitize=thread)
  target_link_options(restituo_flags INTERFACE -fsanitize=thread)
endif()

find_package(Threads REQUIRED)
