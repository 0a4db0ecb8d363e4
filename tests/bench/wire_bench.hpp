#pragma once
// What the wire costs: a fader from one client to another, many sets at once, many listeners; beside a bare liblo echo
// and a bare Beast echo in the same run. Everything on loopback, in processes of its own, in under two minutes.

namespace tutti::bench {

int run_wire(bool json);  // 0, or 1 where a value went wrong

}  // namespace tutti::bench
