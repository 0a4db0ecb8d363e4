#include "clients/surface/mcu/dialect.hpp"

#include <algorithm>

namespace tutti::surface {
namespace {

bool begins(MidiBytes bytes, std::initializer_list<std::uint8_t> with) {
    return bytes.size() >= with.size() && std::equal(with.begin(), with.end(), bytes.begin());
}

// Without F0 and F7.
std::optional<Event> read_exclusive(MidiBytes bytes) {
    using Kind = Event::Kind;
    if (begins(bytes, {0x7D, 'T', 'U', 'T'}) && bytes.size() == 5) return Event{Kind::marker, 0, bytes[4]};
    if (begins(bytes, {0x00, 0x20, 0x32, 0x58, 0x54, 0x00})) return Event{Kind::probe};
    if (!begins(bytes, {0x00, 0x00, 0x66}) || bytes.size() < 5) return std::nullopt;
    const std::uint8_t id = bytes[3], command = bytes[4];
    if (id == 0x58) return Event{Kind::alive};  // Xctl says its serial number
    if (command == 0x01 && (id == 0x10 || id == 0x11)) {
        Event event{Kind::challenge, id};
        if (bytes.size() < 5 + event.data.size()) return std::nullopt;
        std::copy_n(bytes.begin() + 5, event.data.size(), event.data.begin());
        return event;
    }
    if (command == 0x01 || command == 0x03 || command == 0x06) return Event{Kind::ready, id};
    return Event{Kind::alive, id};
}

}  // namespace

std::optional<Event> Dialect::read(const MidiMessage& message) const {
    using Kind = Event::Kind;
    if (message.status == 0xF0) return read_exclusive(message.exclusive);
    if (message.kind() == 0xE0) {
        if (message.channel() >= kFaders) return std::nullopt;
        return Event{Kind::fader, message.channel(), message.first | message.second << 7};
    }
    if (message.channel() != 0) return std::nullopt;
    if (message.kind() == 0x90 || message.kind() == 0x80) {
        const int down = message.kind() == 0x90 && message.second > 0;
        if (message.first >= kTouchNotes && message.first < kTouchNotes + kFaders)
            return Event{Kind::touch, message.first - kTouchNotes, down};
        return Event{Kind::key, message.first, down};
    }
    if (message.kind() != 0xB0) return std::nullopt;
    if (message.first >= 0x10 && message.first < 0x10 + kStrips)
        return Event{Kind::turn, message.first - 0x10, ticks(message.second)};
    if (message.first == 0x3C || message.first == 0x2E) return Event{Kind::alive};  // wheel and pedal do nothing here
    return std::nullopt;
}

std::string Dialect::answer(const Event& event) const {
    if (event.kind == Event::Kind::probe) return {"\xF0\x00\x20\x32\x58\x54\x01\xF7", 8};
    if (event.kind != Event::Kind::challenge) return {};
    // F0 00 00 66 id 02 serial(7) response(4) F7: a Logic Control stays offline without.
    std::string out{"\xF0\x00\x00\x66", 4};
    out += static_cast<char>(event.index);
    out += '\x02';
    for (int i = 0; i < 7; ++i) out += static_cast<char>(event.data[static_cast<std::size_t>(i)]);
    const int c0 = event.data[7], c1 = event.data[8], c2 = event.data[9], c3 = event.data[10];
    const int response[] = {c0 + (c1 ^ 0x0A) - c3, (c2 >> 4) ^ (c0 + c3), (c3 - (c2 << 2)) ^ (c0 | c1),
                            c1 - c2 + (0xF0 ^ (c3 << 4))};
    for (const int byte : response) out += static_cast<char>(byte & 0x7F);
    return out + '\xF7';
}

// En lo hi
void Dialect::fader(std::string& out, int n, int position) const {
    out += static_cast<char>(0xE0 + n);
    out += static_cast<char>(position & 0x7F);
    out += static_cast<char>(position >> 7 & 0x7F);
}

int color_bits(std::uint32_t color) {
    const int red = color >> 16 & 0xFF, green = color >> 8 & 0xFF, blue = color & 0xFF;
    const int most = std::max({red, green, blue}), least = std::min({red, green, blue});
    if (most < 48 || most - least < most / 4) return 7;
    const int half = (most + least) / 2;
    return (red > half ? 1 : 0) | (green > half ? 2 : 0) | (blue > half ? 4 : 0);
}

std::string marker(std::uint8_t whose) {
    std::string out{"\xF0\x7DTUT", 5};
    out += static_cast<char>(whose & 0x7F);
    return out + '\xF7';
}

}  // namespace tutti::surface
