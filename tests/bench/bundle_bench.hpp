#pragma once
// One bundle that sets every parameter of 256 channels: what the block costs that takes it over, and whether a device
// notices. Alone in this process, and with the daemon on a JACK server of its own where one is installed.

namespace tutti::bench {

// Prints a table, or one line of JSON for each row. Returns 1 if a block was over its deadline.
int run_bundle(bool json);

}  // namespace tutti::bench
