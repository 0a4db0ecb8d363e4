#pragma once
// What surfaces cost: 16 units with 128 motor faders at one tutti-surface, on loopback as Xctl; how long a move of a
// tablet takes to a motor, and a scene to all of them. In processes of their own, in half a minute.

namespace tutti::bench {

int run_surface(bool json);  // 0, or 1 where a motor was not told

}  // namespace tutti::bench
