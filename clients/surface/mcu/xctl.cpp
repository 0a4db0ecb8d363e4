// Xctl, the words of an X-Touch on the network: keys and faders as in Mackie Control; rings, digits and displays its
// own.
#include <algorithm>

#include "clients/surface/mcu/dialect.hpp"

namespace tutti::surface {
namespace {

// Seven segments, a b c d e f g as bits 0..6.
constexpr std::uint8_t kNumbers[] = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};
constexpr std::uint8_t kLetters[] = {0x77, 0x7C, 0x39, 0x5E, 0x79, 0x71, 0x3D, 0x74, 0x30, 0x1E, 0x75, 0x38, 0x55,
                                     0x54, 0x5C, 0x73, 0x67, 0x50, 0x6D, 0x78, 0x3E, 0x1C, 0x2A, 0x76, 0x6E, 0x5B};

std::uint8_t segments(char character) {
    if (character >= '0' && character <= '9') return kNumbers[character - '0'];
    if (character >= 'a' && character <= 'z') return kLetters[character - 'a'];
    if (character >= 'A' && character <= 'Z') return kLetters[character - 'A'];
    return character == '-' ? 0x40 : 0;
}

class Xctl : public Dialect {
public:
    std::string hello() const override { return {}; }  // the unit asks
    std::string keep_alive() const override { return {"\xF0\x00\x00\x66\x14\x00\xF7", 7}; }
    void called(std::uint8_t) override {}

    // 90 key 00 | 01 | 02
    void lamp(std::string& out, int key, Lamp lamp) const override {
        out += '\x90';
        out += static_cast<char>(key);
        out += lamp == Lamp::off ? '\x00' : lamp == Lamp::blink ? '\x01' : '\x02';
    }

    // B0 30+n seven lamps, 38+n six lamps: all thirteen as bits from the left
    void ring(std::string& out, int n, const Ring& ring) const override {
        unsigned lamps = 0;
        if (ring.value > 0) {
            const int at = ((ring.value - 1) * 12 + 5) / 10;
            int from = at, to = at;
            if (ring.mode == Ring::Mode::bar) from = 0;
            if (ring.mode == Ring::Mode::from_middle) from = std::min(at, 6), to = std::max(at, 6);
            if (ring.mode == Ring::Mode::spread) from = 6 - at / 2, to = 6 + at / 2;
            for (int lamp = from; lamp <= to; ++lamp) lamps |= 1U << lamp;
        }
        out += '\xB0';
        out += static_cast<char>(0x30 + n);
        out += static_cast<char>(lamps & 0x7F);
        out += static_cast<char>(0x38 + n);
        out += static_cast<char>(lamps >> 7 & 0x3F);
    }

    // F0 00 00 66 58 20+n colour top(7) bottom(7) F7
    bool text(std::string& out, std::array<Scribble, kStrips>& shown, const std::array<Scribble, kStrips>& wanted,
              std::size_t budget) const override {
        if (budget < 22) return false;
        for (std::size_t n = 0; n < kStrips; ++n) {
            if (shown[n] == wanted[n]) continue;
            shown[n] = wanted[n];
            out.append("\xF0\x00\x00\x66\x58", 5);
            out += static_cast<char>(0x20 + n);
            out += static_cast<char>(color_bits(wanted[n].color));
            out.append(wanted[n].top.data(), kColumns);
            out.append(wanted[n].bottom.data(), kColumns);
            out += '\xF7';
            return true;
        }
        return false;
    }

    // D0 strip level, eight lamps
    void meter(std::string& out, int n, float db) const override {
        static constexpr float thresholds[] = {-60, -40, -30, -20, -14, -8, -4, 0};
        int level = 0;
        for (const float threshold : thresholds) level += db >= threshold;
        out += '\xD0';
        out += static_cast<char>(n << 4 | level);
    }

    // B0 60+place segments
    void digit(std::string& out, int place, char character) const override {
        out += '\xB0';
        out += static_cast<char>(0x60 + place);
        out += static_cast<char>(segments(character));
    }

protected:
    int ticks(std::uint8_t turned) const override {
        const int count = turned & 0x0F ? turned & 0x0F : 1;
        return turned & 0x40 ? -count : count;
    }
};

}  // namespace

std::unique_ptr<Dialect> xctl_dialect() {
    return std::make_unique<Xctl>();
}

}  // namespace tutti::surface
