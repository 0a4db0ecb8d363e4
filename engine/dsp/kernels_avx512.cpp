// The inner loops with 16 floats in a vector; CMakeLists.txt says for which processor.
#define TUTTI_WIDE avx512
#define TUTTI_WIDE_NAME "avx512"
#define TUTTI_WIDTH 16
#include "engine/dsp/kernels/all.ipp"
