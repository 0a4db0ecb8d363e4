#pragma once
// The daemon on `jackd -R -P 60 -d dummy -r 48000 -p 64 -C 32 -P 32`, on which bundles land that set every parameter of
// 256 channels: its worst callback and its dropouts, as /session/engine tells them.

namespace tutti::bench {

// Prints a row; where no jackd is installed, that. Returns 1 if a callback was over its deadline.
int run_bundle_on_jack(bool json);

}  // namespace tutti::bench
