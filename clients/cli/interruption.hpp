// How a command ends early: Ctrl-C, or nobody reads its output any more (`tutti watch / | head -3`). Signals are
// blocked but while the client waits, so that no output is cut in two and the terminal is always left as it was found.
#pragma once

#include <chrono>

namespace tutti::cli {

// Thrown out of whatever was waiting.
struct Interrupted {};

// Once, at the start of main.
void watch_for_interruption();

enum class Ready { input, output, nothing };

// Waits until the socket can be read (or, if asked, written) or the time is over. Throws Interrupted.
Ready wait_for(int socket, bool to_write, std::chrono::steady_clock::time_point until);

}  // namespace tutti::cli
