// Mackie Control as it goes over MIDI, with the colours that X-Touch and iCON have added.
#include "clients/surface/mcu/dialect.hpp"

namespace tutti::surface {
namespace {

constexpr std::size_t kHeader = 8;  // F0 00 00 66 id 12 position … F7
constexpr int kWidth = kStrips * kColumns;

char cell(const std::array<Scribble, kStrips>& strips, int at) {
    const Scribble& strip = strips[static_cast<std::size_t>(at % kWidth / kColumns)];
    return (at < kWidth ? strip.top : strip.bottom)[static_cast<std::size_t>(at % kColumns)];
}

void set_cell(std::array<Scribble, kStrips>& strips, int at, char character) {
    Scribble& strip = strips[static_cast<std::size_t>(at % kWidth / kColumns)];
    (at < kWidth ? strip.top : strip.bottom)[static_cast<std::size_t>(at % kColumns)] = character;
}

class Mackie : public Dialect {
public:
    Mackie(std::uint8_t id, Colors colors) : id_(id), colors_(colors) {}

    std::string hello() const override { return header(0x00) + '\xF7'; }
    std::string keep_alive() const override { return {}; }
    void called(std::uint8_t id) override { id_ = id & 0x7F; }

    // 90 key 00 | 01 | 7F
    void lamp(std::string& out, int key, Lamp lamp) const override {
        out += '\x90';
        out += static_cast<char>(key);
        out += lamp == Lamp::off ? '\x00' : lamp == Lamp::blink ? '\x01' : '\x7F';
    }

    // B0 30+n: bit 6 the lamp below the ring, bits 5-4 how, bits 3-0 where
    void ring(std::string& out, int n, const Ring& ring) const override {
        const bool middle = ring.mode == Ring::Mode::from_middle && ring.value == 6;
        out += '\xB0';
        out += static_cast<char>(0x30 + n);
        out += static_cast<char>((middle ? 0x40 : 0) | static_cast<int>(ring.mode) << 4 | (ring.value & 0x0F));
    }

    bool text(std::string& out, std::array<Scribble, kStrips>& shown, const std::array<Scribble, kStrips>& wanted,
              std::size_t budget) const override {
        return characters(out, shown, wanted, budget) || paint(out, shown, wanted, budget);
    }

    // D0 strip level
    void meter(std::string& out, int n, float db) const override {
        static constexpr float thresholds[] = {-60, -50, -40, -30, -20, -14, -10, -8, -6, -4, -2, 0};
        int level = 0;
        for (const float threshold : thresholds) level += db >= threshold;
        if (db > 0) level = 13;
        out += '\xD0';
        out += static_cast<char>(n << 4 | level);
    }

    // B0 4B, 4A: assignment; 49 … 40: time, from the left
    void digit(std::string& out, int place, char character) const override {
        const int letter = character >= 'a' && character <= 'z' ? character - 32 : character;
        out += '\xB0';
        out += static_cast<char>(0x4B - place);
        out += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 1 : letter & 0x3F);
    }

protected:
    int ticks(std::uint8_t turned) const override {
        const int count = turned & 0x3F ? turned & 0x3F : 1;
        return turned & 0x40 ? -count : count;
    }

private:
    std::string header(char command) const {
        std::string out{"\xF0\x00\x00\x66", 4};
        out += static_cast<char>(id_);
        return out += command;
    }

    // One run of cells that differ; a short stretch of equal ones is cheaper to send than another header.
    bool characters(std::string& out, std::array<Scribble, kStrips>& shown, const std::array<Scribble, kStrips>& wanted,
                    std::size_t budget) const {
        if (budget <= kHeader) return false;
        int first = 0;
        while (first < 2 * kWidth && cell(shown, first) == cell(wanted, first)) ++first;
        if (first == 2 * kWidth) return false;
        int last = first;
        for (int at = first; at < 2 * kWidth && at - last <= static_cast<int>(kHeader); ++at) {
            if (at - first >= static_cast<int>(budget - kHeader)) break;
            if (cell(shown, at) != cell(wanted, at)) last = at;
        }
        out += header(0x12);
        out += static_cast<char>(first);
        for (int at = first; at <= last; ++at) {
            out += cell(wanted, at);
            set_cell(shown, at, cell(wanted, at));
        }
        out += '\xF7';
        return true;
    }

    bool paint(std::string& out, std::array<Scribble, kStrips>& shown, const std::array<Scribble, kStrips>& wanted,
               std::size_t budget) const {
        bool differs = false;
        for (std::size_t i = 0; i < kStrips; ++i) differs = differs || shown[i].color != wanted[i].color;
        if (!differs || (colors_ != Colors::none && budget < 32)) return false;
        for (std::size_t i = 0; i < kStrips; ++i) shown[i].color = wanted[i].color;
        if (colors_ == Colors::none) return false;
        if (colors_ == Colors::x_touch) {  // F0 00 00 66 id 72 c0 … c7 F7
            out += header(0x72);
            for (const Scribble& strip : wanted) out += static_cast<char>(color_bits(strip.color));
        } else {  // F0 00 02 4E 16 14 r0 g0 b0 … F7
            out.append("\xF0\x00\x02\x4E\x16\x14", 6);
            for (const Scribble& strip : wanted)
                for (const int shift : {17, 9, 1}) out += static_cast<char>(strip.color >> shift & 0x7F);
        }
        out += '\xF7';
        return true;
    }

    std::uint8_t id_;
    Colors colors_;
};

}  // namespace

std::unique_ptr<Dialect> mackie_dialect(std::uint8_t id, Colors colors) {
    return std::make_unique<Mackie>(id, colors);
}

}  // namespace tutti::surface
