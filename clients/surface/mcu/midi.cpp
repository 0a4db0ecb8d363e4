#include "clients/surface/mcu/midi.hpp"

namespace tutti::surface {

void MidiReader::forget() {
    running_ = 0;
    have_first_ = false;
    exclusive_ = Exclusive::no;
    collected_.clear();
}

void MidiReader::data(std::uint8_t byte, const std::function<void(const MidiMessage&)>& take) {
    if (running_ == 0) return;
    const int kind = running_ & 0xF0;
    if (kind == 0xC0 || kind == 0xD0) return take({running_, byte, 0});
    if (!have_first_) {
        first_ = byte;
        have_first_ = true;
        return;
    }
    have_first_ = false;
    take({running_, first_, byte});
}

void MidiReader::feed(MidiBytes bytes, const std::function<void(const MidiMessage&)>& take) {
    for (const std::uint8_t byte : bytes) {
        if (byte >= 0xF8) continue;  // real time: may stand anywhere, even inside another message
        if (byte < 0x80) {
            if (exclusive_ == Exclusive::no) {
                data(byte, take);
            } else if (collected_.size() < kLongestExclusive) {
                collected_.push_back(byte);
            } else {
                exclusive_ = Exclusive::too_long;
            }
            continue;
        }
        // A status byte ends whatever was open; only F7 ends a system exclusive message as it should end.
        if (byte == 0xF7 && exclusive_ == Exclusive::inside) take({0xF0, 0, 0, collected_});
        exclusive_ = byte == 0xF0 ? Exclusive::inside : Exclusive::no;
        collected_.clear();
        have_first_ = false;
        running_ = byte < 0xF0 ? byte : 0;
    }
}

}  // namespace tutti::surface
