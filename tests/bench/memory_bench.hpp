#pragma once
// What a channel costs in memory: the whole daemon with its engine at work, at N and at 2 N channels.

namespace tutti::bench {

// Prints a table, or one line of JSON for each row. Returns 1 if a channel takes 64 kB or more.
int run_memory(bool json);

}  // namespace tutti::bench
