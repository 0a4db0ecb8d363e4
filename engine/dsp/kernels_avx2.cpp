// The inner loops with 8 floats in a vector; CMakeLists.txt says for which processor.
#define TUTTI_WIDE avx2
#define TUTTI_WIDE_NAME "avx2"
#define TUTTI_WIDTH 8
#include "engine/dsp/kernels/all.ipp"
