#pragma once
// The way to one unit: bytes there and back, and whether it is plugged in. A MIDI port (midi_port.hpp) or a source
// of datagrams (xctl_port.hpp). One thread, nothing waits.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/surface/mcu/midi.hpp"

namespace tutti::surface {

class Port {
public:
    virtual ~Port() = default;
    virtual bool is_here() const = 0;
    // What has come since the last call; whole messages, or pieces of a stream.
    virtual std::vector<std::uint8_t> heard() = 0;
    virtual void send(const std::string& messages) = 0;  // whole messages; dropped while nothing is there
    virtual bool is_cable() const = 0;                   // may lead back to us
    virtual std::string name() const = 0;
};

// Calls `each` with one whole message after the other.
inline void for_each_message(std::string_view bytes, const std::function<void(std::string_view)>& each) {
    const auto is_status = [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; };
    for (std::size_t from = 0; from < bytes.size();) {
        std::size_t to = from + 1;
        while (to < bytes.size() && !is_status(bytes[to])) ++to;
        if (to < bytes.size() && bytes[to] == '\xF7') ++to;
        each(bytes.substr(from, to - from));
        from = to;
    }
}

}  // namespace tutti::surface
