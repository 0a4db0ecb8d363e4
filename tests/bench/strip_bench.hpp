#pragma once
// The strip benchmark (docs/benchmark.md): N channels with everything on into 16 mono buses and main, as other engines
// are measured with. 48 kHz, blocks of 64 frames, one core, processor time, medians.

namespace tutti::bench {

// channels: 0 is a table from 16 to 2,048. Returns 1 if the sound differs from the reference.
int run_strip(int channels, bool json);

}  // namespace tutti::bench
