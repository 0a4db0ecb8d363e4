// Automix on a desk (behaviour.md, Order of a strip): one open microphone's worth of gain for each group, whoever
// speaks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMost = 18;  // two banks

// Microphone n has a tone of its own at -20 dBFS; output n is its channel behind the fader.
class Microphones : public SoundingDesk {
public:
    Microphones() : SoundingDesk(sizes()) {
        for (int n = 1; n <= kMost; ++n) {
            set(channel(n) + "fader", 0.0F), set(channel(n) + "to/main", false);
            set("/output/" + std::to_string(n) + "/source", ("channel:" + std::to_string(n)).c_str());
            set(channel(n) + "input/mute", true);
        }
    }
    static std::string channel(int n) { return "/channel/" + std::to_string(n) + "/"; }
    void open(int n, int group) {
        set(channel(n) + "input/mute", false), set(channel(n) + "automix/group", static_cast<float>(group));
    }
    static double tone(int n) { return 480 + 30 * n; }  // whole periods in 0.1 s
    // The gain of each microphone that plays, in dB, once all has settled; others are silent at their inputs.
    void play(const std::vector<int>& speaking) {
        constexpr std::size_t kSettles = 24000, kMeasured = 4800;
        std::vector<std::vector<float>> waves;
        for (int n = 1; n <= kMost; ++n) {
            const bool speaks = std::find(speaking.begin(), speaking.end(), n) != speaking.end();
            waves.push_back(sine(tone(n), speaks ? 0.1 : 0, position() + kSettles + kMeasured));
        }
        std::vector<const std::vector<float>*> inputs;
        for (const auto& wave : waves) inputs.push_back(&wave);
        play_all(inputs, kSettles + kMeasured);
        from_ = position() - kMeasured;
    }
    double level(int output, int microphone) const {
        return to_db(sine_level(std::span(out(output - 1)).subspan(from_), tone(microphone))) + 20;
    }
    double gain(int n) const { return level(n, n); }

private:
    static Sizes sizes() {
        Sizes s;
        s.channels = kMost, s.inputs = kMost, s.outputs = kMost + 4, s.buses = 2, s.dcas = 1, s.mutegroups = 1;
        return s;
    }
    std::size_t from_ = 0;
};

double share_db(double part) {
    return 10 * std::log10(part);
}

TEST(Automix, who_speaks_alone_has_all_the_gain_and_the_others_none) {
    Microphones desk;
    for (int n = 1; n <= 6; ++n) desk.open(n, 1);
    for (const int n : {1, 4, 6}) {
        desk.play({n});
        EXPECT_NEAR(desk.gain(n), 0, 0.01);
    }
}

TEST(Automix, any_number_of_equal_ones_share_the_power) {
    Microphones desk;
    std::vector<int> all;
    for (int n = 1; n <= kMost; ++n) {
        desk.open(n, 2);
        all.push_back(n);
        if (n > 5 && n != 9 && n < 17) continue;
        desk.play(all);
        for (int m = 1; m <= n; ++m) EXPECT_NEAR(desk.gain(m), share_db(1.0 / n), 0.1) << m << " of " << n;
    }
}

TEST(Automix, weights_count_as_level) {
    Microphones desk;
    desk.open(1, 1), desk.open(2, 1), desk.open(17, 1);
    desk.set("/channel/2/automix/weight", 6.0F), desk.set("/channel/17/automix/weight", -12.0F);
    desk.play({1, 2, 17});
    const double heavy = std::pow(10, 0.6), light = std::pow(10, -1.2), sum = 1 + heavy + light;
    EXPECT_NEAR(desk.gain(1), share_db(1 / sum), 0.1);
    EXPECT_NEAR(desk.gain(2), share_db(heavy / sum), 0.1);
    EXPECT_NEAR(desk.gain(17), share_db(light / sum), 0.1);
    desk.set("/channel/2/input/trim", 6.0F);  // twice as loud is 6 dB more
    desk.play({1, 2, 17});
    EXPECT_NEAR(desk.gain(1), share_db(1 / (1 + std::pow(10, 1.2) + light)), 0.1);
}

TEST(Automix, muted_strips_leave_the_sum) {
    const std::pair<const char*, Argument> closed[] = {{"/channel/2/mute", true},
                                                       {"/mutegroup/1/on", true},
                                                       {"/dca/1/mute", true},
                                                       {"/channel/2/fader", -90.0F},
                                                       {"/channel/2/input/mute", true}};
    for (const auto& [address, value] : closed) {
        SCOPED_TRACE(address);
        Microphones desk;
        for (int n = 1; n <= 3; ++n) desk.open(n, 1);
        desk.set("/channel/2/dca/1", true), desk.set("/channel/2/mutegroup/1", true);
        desk.play({1, 2, 3});
        EXPECT_NEAR(desk.gain(1), share_db(1.0 / 3), 0.1);
        desk.set(address, value);
        desk.play({1, 2, 3});
        EXPECT_NEAR(desk.gain(1), share_db(0.5), 0.1);
        EXPECT_NEAR(desk.gain(3), share_db(0.5), 0.1);
    }
}

TEST(Automix, groups_are_independent_and_who_is_in_none_is_left_alone) {
    Microphones desk;
    for (const int n : {1, 2, 3}) desk.open(n, 1);
    for (const int n : {4, 18}) desk.open(n, 2);
    desk.open(5, 0);
    desk.play({1, 2, 3, 4, 5, 18});
    for (const int n : {1, 2, 3}) EXPECT_NEAR(desk.gain(n), share_db(1.0 / 3), 0.1);
    for (const int n : {4, 18}) EXPECT_NEAR(desk.gain(n), share_db(0.5), 0.1);
    EXPECT_NEAR(desk.gain(5), 0, 0.001);
    desk.set("/channel/3/automix/group", 2.0F);
    desk.play({1, 2, 3, 4, 5, 18});
    EXPECT_NEAR(desk.gain(1), share_db(0.5), 0.1);
    EXPECT_NEAR(desk.gain(4), share_db(1.0 / 3), 0.1);
    desk.set("/channel/3/automix/group", 0.0F);
    desk.play({1, 3});
    EXPECT_NEAR(desk.gain(3), 0, 0.001);
}

// It stands between pre_fader and the fader: performers hear each other as ever.
TEST(Automix, pre_fader_sends_are_untouched_and_post_fader_ones_follow) {
    Microphones desk;
    desk.set("/bus/1/kind", "cue"), desk.set("/bus/2/kind", "fx");
    for (const int n : {1, 2}) {
        desk.open(n, 1);
        for (const char* bus : {"1", "2"}) {
            const std::string send = Microphones::channel(n) + "send/" + bus + "/";
            desk.set(send + "level", 0.0F), desk.set(send + "pan", n == 1 ? -1.0F : 1.0F);
        }
    }
    desk.set("/bus/1/limiter/on", false);
    const char* sources[] = {"bus:1:l", "bus:1:r", "bus:2:l", "bus:2:r"};
    for (int o = 0; o < 4; ++o) desk.set("/output/" + std::to_string(kMost + 1 + o) + "/source", sources[o]);
    desk.play({1, 2});
    EXPECT_NEAR(desk.level(kMost + 1, 1), 0, 0.001);
    EXPECT_NEAR(desk.level(kMost + 2, 2), 0, 0.001);
    EXPECT_NEAR(desk.level(kMost + 3, 1), share_db(0.5), 0.1);
    EXPECT_NEAR(desk.level(kMost + 4, 2), share_db(0.5), 0.1);
}

TEST(Automix, a_linked_pair_is_one_microphone) {
    Microphones desk;
    for (const int n : {1, 2, 3}) desk.open(n, 1);
    desk.set("/channel/1/link", true);
    desk.play({1, 2});
    EXPECT_NEAR(desk.gain(1), 0, 0.01);
    EXPECT_NEAR(desk.gain(2), 0, 0.01);
    desk.play({1, 2, 3});
    EXPECT_NEAR(desk.gain(1), share_db(2.0 / 3), 0.1);
    EXPECT_NEAR(desk.gain(2), share_db(2.0 / 3), 0.1);
    EXPECT_NEAR(desk.gain(3), share_db(1.0 / 3), 0.1);
    desk.play({1, 3});
    EXPECT_NEAR(desk.gain(1), share_db(0.5), 0.1);
}

}  // namespace
}  // namespace tutti::test
