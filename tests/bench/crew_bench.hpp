#pragma once
// What a crew of workers saves: the strip benchmark, nothing moving, by the clock on the wall, without and with them.

namespace tutti::bench {

int run_crew(bool json);

}  // namespace tutti::bench
