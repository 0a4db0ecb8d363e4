#pragma once
// What X32 clients cost: 50 of them with meters at 20 Hz that follow everything, while a hand moves. In processes of
// their own, on loopback, in half a minute.

namespace tutti::bench {

int run_x32(bool json);  // 0, or 1 where frames or a move did not arrive

}  // namespace tutti::bench
