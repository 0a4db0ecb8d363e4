#pragma once
// The X32's table as a page for people: `tuttid --describe x32` makes docs/x32-leaves.md. It says nothing that the
// table does not say, and is the same on every machine. Any thread.
#include <string>

namespace tutti::x32 {

std::string describe();

}  // namespace tutti::x32
