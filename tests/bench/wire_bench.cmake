pkg_check_modules(JACK REQUIRED IMPORTED_TARGET jack)
target_sources(tutti-bench PRIVATE wire_bench.cpp wire_anchors.cpp wire_sockets.cpp wire_desk.cpp bundle_jack.cpp memory_bench.cpp people_bench.cpp x32_bench.cpp)
target_link_libraries(tutti-bench PRIVATE tutti_protocol tutti_server tutti_jackd PkgConfig::LIBLO PkgConfig::JACK)
target_compile_definitions(tutti-bench PRIVATE TUTTI_BENCH_WIRE)
add_dependencies(tutti-bench tuttid)
# A channel takes under 64 kB.
add_test(NAME memory_per_channel COMMAND tutti-bench memory --json)
# Surfaces: the program that stands between the desk and the units.
target_sources(tutti-bench PRIVATE surface_bench.cpp)
target_link_libraries(tutti-bench PRIVATE tutti_mcu)
target_compile_definitions(tutti-bench PRIVATE TUTTI_SURFACE="$<TARGET_FILE:tutti-surface>"
  TUTTI_BENCH_PROFILE="${CMAKE_CURRENT_SOURCE_DIR}/surface.toml")
add_dependencies(tutti-bench tutti-surface)
