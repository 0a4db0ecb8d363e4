// The client's side of the codec: its own messages to and from the length-prefixed packets of OSC over TCP.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "clients/cli/value.hpp"

namespace tutti::cli {

// One message, or a bundle of several, with its length ahead.
std::vector<std::byte> encode_packet(const std::vector<Message>& messages);

// Moves the messages of all complete packets from the front of `bytes` to the end of `messages`; false where they are
// no OSC.
bool take_packets(std::vector<std::byte>& bytes, std::deque<Message>& messages);

}  // namespace tutti::cli
