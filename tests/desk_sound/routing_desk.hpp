#pragma once
// A desk on which every mix has its outputs, so that a sound that goes where it should not is found. Input 1 plays a
// sine of 997 Hz, input 2 one of 1499 Hz, both at -20 dBFS; all channels are closed at first, all monitors off.
#include <gtest/gtest.h>

#include <map>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {

// dB above the tone of what a pan or balance of the desk does (behaviour.md): constant power, -3 dB in the middle, 0 dB
// at the ends.
inline double pan_left(double place) {
    return to_db(std::cos((place + 1) * 3.14159265358979 / 4));
}
inline double pan_right(double place) {
    return pan_left(-place);
}
constexpr double kCentre = -3.0103;

class RoutingDesk : public SoundingDesk {
public:
    static constexpr double kLevel = -20;  // dBFS of both tones
    static constexpr double kTones[] = {997, 1499};
    // Outputs, counting from 1: of main, of bus b (first of left and right), of monitor m, and four to patch freely.
    static constexpr int kMain = 1, kFree = 15;
    static constexpr int bus(int b) { return 1 + 2 * b; }
    static constexpr int monitor(int m) { return 9 + 2 * m; }

    RoutingDesk() : SoundingDesk(sizes()) {
        for (int b = 1; b <= 4; ++b) patch(bus(b), "bus:" + std::to_string(b));
        for (int m = 1; m <= 2; ++m) {
            patch(monitor(m), "monitor:" + std::to_string(m));
            set("/monitor/" + std::to_string(m) + "/level", -90.0F);
        }
    }

    // Channel `n` at unity, on the left so that what reaches main and stereo buses has the level of the tone.
    void open(int n) {
        const std::string channel = "/channel/" + std::to_string(n);
        set(channel + "/fader", 0.0F), set(channel + "/pan", -1.0F);
    }

    // Plays on until everything has settled, and 0.1 s more, which is what is measured.
    void play() {
        constexpr std::size_t kSettles = 9600, kMeasured = 4800;
        const auto first = sine(kTones[0], from_db(kLevel), position() + kSettles + kMeasured);
        const auto second = sine(kTones[1], from_db(kLevel), first.size());
        play_all({&first, &second}, kSettles + kMeasured);
        measured_ = position() - kMeasured;
    }
    std::span<const float> heard(int output) const { return std::span(out(output - 1)).subspan(measured_); }

    // dB above tone `tone` (1 or 2) at these outputs, where there is nothing else; and silence at all others.
    void expect(const std::map<int, double>& levels, int tone = 1) const {
        for (int o = 1; o <= console.layout().sizes().outputs; ++o) {
            const auto x = heard(o);
            const auto found = levels.find(o);
            if (found == levels.end()) {
                EXPECT_LT(to_db(greatest(x)), -140) << "output " << o << " is to be silent";
                continue;
            }
            const double frequency = kTones[tone - 1];
            EXPECT_NEAR(to_db(sine_level(x, frequency)) - kLevel, found->second, 0.05) << "output " << o;
            EXPECT_LT(to_db(beside_sine(x, frequency)), -120) << "output " << o << " has something else";
        }
    }
    // Sets, plays, and expects.
    void expect_after(const std::string& address, const Argument& value, const std::map<int, double>& levels) {
        SCOPED_TRACE(address);
        set(address, value);
        play();
        expect(levels);
    }

private:
    static Sizes sizes() {
        Sizes s;
        s.channels = 3, s.buses = 4, s.inputs = 3, s.outputs = 18, s.matrices = 2, s.dcas = 2, s.mutegroups = 2,
        s.monitors = 2;
        return s;
    }
    void patch(int output, const std::string& source) {
        for (int side = 0; side < 2; ++side)
            set("/output/" + std::to_string(output + side) + "/source", (source + (side ? ":r" : ":l")).c_str());
    }

    std::size_t measured_ = 0;
};

}  // namespace tutti::test
