#pragma once
// OSC over a byte stream, both ways of framing: an int32 length ahead (OSC 1.0) or SLIP (OSC 1.1), told apart by the
// first byte. A packet over 1 MiB comes as its first 1 MiB and a byte, which Packet::decode refuses; the rest of it is
// passed over. Holds at most one packet and what was fed with it. Any one thread.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tutti::osc {

class StreamDecoder {
public:
    enum class Framing : std::uint8_t { unknown, length, slip };
    enum class Fault : std::uint8_t { none, not_osc, too_large };

    // False once the stream is broken: close it.
    bool feed(std::span<const std::byte> bytes);
    // The next whole packet; valid until the next call of feed() or next().
    bool next(std::span<const std::byte>& packet);

    Framing framing() const { return framing_; }
    Fault fault() const { return fault_; }

private:
    bool next_by_length(std::span<const std::byte>& packet);
    bool next_by_slip(std::span<const std::byte>& packet);

    Framing framing_ = Framing::unknown;
    Fault fault_ = Fault::none;
    std::uint64_t pass_over_ = 0;     // bytes of a packet that was too long, by length
    std::vector<std::byte> waiting_;  // fed, not yet taken
    std::size_t taken_ = 0;           // bytes of waiting_ that are done with
    std::vector<std::byte> slip_;     // the packet being unescaped
    bool escaped_ = false, slip_done_ = false, slip_too_long_ = false;
};

void append_length_prefixed(std::string& out, std::string_view packet);
void append_slip(std::string& out, std::string_view packet);

}  // namespace tutti::osc
