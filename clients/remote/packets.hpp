// The client's side of the codec: its own messages to and from the length-prefixed packets of OSC over TCP.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "clients/remote/value.hpp"
#include "protocol/osc/framing.hpp"
#include "protocol/osc/message.hpp"

namespace tutti::remote {

// One message, or a bundle of several, with its length ahead.
std::string encode_packet(const std::vector<Message>& messages);

// Makes messages of a stream that comes in pieces of any size.
class PacketReader {
public:
    // Appends what has become complete; false where the stream is no OSC.
    bool read(std::span<const std::byte> bytes, std::deque<Message>& messages);

private:
    osc::StreamDecoder stream_;
    osc::Packet packet_;
};

}  // namespace tutti::remote
