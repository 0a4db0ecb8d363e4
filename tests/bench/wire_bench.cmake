target_sources(tutti-bench PRIVATE wire_bench.cpp wire_anchors.cpp wire_sockets.cpp wire_desk.cpp)
target_link_libraries(tutti-bench PRIVATE tutti_protocol tutti_server PkgConfig::LIBLO)
target_compile_definitions(tutti-bench PRIVATE TUTTI_BENCH_WIRE)
add_dependencies(tutti-bench tuttid)
