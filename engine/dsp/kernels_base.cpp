// The inner loops with 4 floats in a vector; CMakeLists.txt says for which processor.
#define TUTTI_WIDE base
#define TUTTI_WIDE_NAME "base"
#define TUTTI_WIDTH 4
#include "engine/dsp/kernels/all.ipp"
