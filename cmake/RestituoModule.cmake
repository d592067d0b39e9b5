# restituo_module(NAME MAY_INCLUDE ... [LINKS ...])
#   A static library restituo_NAME from src/NAME/*.cpp, its public headers in include/restituo/NAME.
#   MAY_INCLUDE names other modules (public, transitive); LINKS names outside libraries (private).
#   With tests on: NAME_tests from tests/NAME/*.cpp, and one compiled file per public header on its own.
# restituo_program(NAME MAY_INCLUDE ... [LINKS ...])
#   The command line, restituo, from src/NAME/*.cpp.

function(restituo_module name)
  cmake_parse_arguments(arg "" "" "MAY_INCLUDE;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/restituo/${name}/*.hpp)
  if(NOT sources)
    message(STATUS "module ${name} has no source yet")
    return()
  endif()
  add_library(restituo_${name} STATIC ${sources})
  target_include_directories(restituo_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include
                                              PRIVATE ${PROJECT_SOURCE_DIR}/src/${name})
  list(TRANSFORM arg_MAY_INCLUDE PREPEND restituo_)
  target_link_libraries(restituo_${name}
    PUBLIC ${arg_MAY_INCLUDE} fmt::fmt Threads::Threads
    PRIVATE restituo_flags ${arg_LINKS})
  target_compile_definitions(restituo_${name} PRIVATE RESTITUO_VERSION="${PROJECT_VERSION}")

  if(RESTITUO_TESTS)
    set(alone ${PROJECT_BINARY_DIR}/header_alone/${name})
    set(alone_sources)
    foreach(header IN LISTS headers)
      get_filename_component(noun ${header} NAME_WE)
      file(CONFIGURE OUTPUT ${alone}/${noun}.cpp
        CONTENT "#include <restituo/${name}/${noun}.hpp>\n#include <restituo/${name}/${noun}.hpp>  // and its guard holds\n")
      list(APPEND alone_sources ${alone}/${noun}.cpp)
    endforeach()
    if(alone_sources)
      add_library(header_alone_${name} OBJECT ${alone_sources})
      target_link_libraries(header_alone_${name} PRIVATE restituo_${name} restituo_flags)
    endif()

    file(GLOB tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
    if(tests)
      add_executable(${name}_tests ${tests})
      target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
      target_link_libraries(${name}_tests PRIVATE restituo_${name} restituo_flags GTest::gtest_main GTest::gmock rapidcheck)
      target_compile_definitions(${name}_tests PRIVATE RESTITUO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
      gtest_discover_tests(${name}_tests TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60)
    endif()
  endif()
endfunction()

function(restituo_program name)
  cmake_parse_arguments(arg "" "" "MAY_INCLUDE;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(restituo ${sources})
  target_include_directories(restituo PRIVATE ${PROJECT_SOURCE_DIR}/src/${name})
  list(TRANSFORM arg_MAY_INCLUDE PREPEND restituo_)
  target_link_libraries(restituo PRIVATE ${arg_MAY_INCLUDE} restituo_flags ${arg_LINKS})
  target_compile_definitions(restituo PRIVATE RESTITUO_VERSION="${PROJECT_VERSION}"
                                              RESTITUO_MODELS_FOLDER="${PROJECT_SOURCE_DIR}/models")
endfunction()
