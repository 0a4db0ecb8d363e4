#pragma once
// Clocks, medians and memory for benchmarks.
#include <vector>

namespace tutti::bench {

double cpu_ns();    // processor time of this thread
double clock_ns();  // what reading it costs
double median(std::vector<double> values);
long resident_bytes();  // after giving free memory back

}  // namespace tutti::bench
