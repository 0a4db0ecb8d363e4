#pragma once
// Makes whole MIDI messages of bytes that come in pieces of any size: running status, real-time bytes in between, and
// system exclusive up to a bound. What is no message is passed over; nothing grows. Any one thread.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tutti::surface {

using MidiBytes = std::span<const std::uint8_t>;

// Of a channel message status and data; of a system exclusive message all between F0 and F7, both excluded.
struct MidiMessage {
    std::uint8_t status = 0;
    std::uint8_t first = 0, second = 0;
    MidiBytes exclusive = {};  // status is F0
    int channel() const { return status & 0x0F; }
    int kind() const { return status & 0xF0; }
};

class MidiReader {
public:
    static constexpr std::size_t kLongestExclusive = 256;

    void feed(MidiBytes bytes, const std::function<void(const MidiMessage&)>& take);
    void forget();  // what has begun: the other side has gone, or a datagram is over

private:
    void data(std::uint8_t byte, const std::function<void(const MidiMessage&)>& take);

    std::uint8_t running_ = 0;  // status that data belongs to; 0: none
    std::uint8_t first_ = 0;
    bool have_first_ = false;
    enum class Exclusive : std::uint8_t { no, inside, too_long } exclusive_ = Exclusive::no;
    std::vector<std::uint8_t> collected_;
};

}  // namespace tutti::surface
