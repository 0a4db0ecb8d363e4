// Linked channels and the width of stereo buses, heard: sides, balance, detectors together, mid and side.
#include <cmath>

#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMain = RoutingDesk::kMain, kBus = RoutingDesk::bus(2), kMonitor = RoutingDesk::monitor(1);

double balance_db(double place) {  // of the far side
    return to_db(std::cos(place * 3.14159265358979 / 2));
}

// Channels 1 and 2, a sine each, with gate, compressor and EQ at work, linked.
struct Pair : SoundingDesk {
    Pair() {
        open_everything(*this);
        set("/channel/2/input/mute", false);
        const std::string s = "/channel/1";
        set(s + "/gate/on", true), set(s + "/gate/threshold", -30.0F), set(s + "/gate/attack", 5.0F);
        set(s + "/comp/on", true), set(s + "/comp/threshold", -30.0F), set(s + "/comp/ratio", 6.0F);
        set(s + "/comp/auto", true), set(s + "/comp/detector", "peak");
        set(s + "/hpf/on", true), set(s + "/eq/band/2/gain", 7.0F);
        set("/channel/1/link", true);
        set("/bus/1/fader", -90.0F);  // main hears the pair itself
    }
};

std::vector<float> swells(std::size_t frames, unsigned seed) {
    std::vector<float> x = noise(0.5, frames, seed);
    for (std::size_t t = 0; t < frames; ++t)
        x[t] *= static_cast<float>(0.5 + 0.5 * std::sin(static_cast<double>(t) / 3000.0 + seed));
    return x;
}

// Turned over on the other side, what is alike is gone: both sides do the same to it, to the bit.
TEST(Link, linked_channels_null) {
    Pair desk;
    const auto x = swells(96000, 1);
    desk.render(x, x, x.size());
    EXPECT_GT(greatest(desk.out(0)), 0.01);
    EXPECT_EQ(greatest_difference(desk.out(0), desk.out(1)), 0);
    // And they do so after a change, and when they were different before they were linked.
    Pair other;
    other.set("/channel/1/link", false), other.set("/channel/1/pan", -1.0F), other.set("/channel/2/pan", 1.0F);
    other.set("/channel/2/comp/threshold", -50.0F), other.set("/channel/2/eq/band/2/gain", -9.0F);
    const auto y = swells(192000, 1), z = swells(192000, 2);
    other.render(y, z, 48000);
    EXPECT_GT(greatest_difference(other.out(0), other.out(1)), 0.01);
    other.set("/channel/1/link", true);
    other.render(y, y, 72000);
    other.set("/channel/2/comp/release", 700.0F), other.set("/channel/1/gate/threshold", -12.0F);
    other.render(y, y, 72000);
    for (const std::size_t from : {std::size_t{96000}, std::size_t{144000}}) {
        const auto left = std::span(other.out(0)).subspan(from, 24000),
                   right = std::span(other.out(1)).subspan(from, 24000);
        EXPECT_LT(to_db(greatest_difference(left, right)), -100) << "from " << from;
    }
}

// What is louder on one side lowers both by the same: the image does not move.
TEST(Link, detectors_work_together) {
    Pair desk;
    const auto loud = swells(96000, 1);
    std::vector<float> soft = loud;
    for (float& v : soft) v *= 0.125F;
    desk.render(soft, loud, loud.size());
    double most = 0;
    for (std::size_t t = 4800; t < loud.size(); ++t)
        most = std::max(most, std::abs(8.0 * double{desk.out(0)[t]} - double{desk.out(1)[t]}));
    EXPECT_GT(greatest(desk.out(1)), 0.05);
    EXPECT_LT(to_db(most), -110);
    Pair alone;
    alone.set("/channel/1/link", false), alone.set("/channel/1/pan", -1.0F), alone.set("/channel/2/pan", 1.0F);
    alone.render(soft, loud, loud.size());
    most = 0;
    for (std::size_t t = 4800; t < loud.size(); ++t)
        most = std::max(most, std::abs(8.0 * double{alone.out(0)[t]} - double{alone.out(1)[t]}));
    EXPECT_GT(most, 0.05) << "alone each goes by itself";
}

// Input 1 is on the left and input 2 on the right, in main, in a stereo bus and on a monitor.
struct Sided : RoutingDesk {
    Sided() {
        set("/channel/1/fader", 0.0F), set("/channel/1/pan", 0.3F), set("/channel/2/pan", -0.6F);
        set("/channel/1/send/2/level", -6.0F), set("/channel/1/send/2/tap", "post_fader");
        set("/monitor/1/level", 0.0F);
        set("/channel/1/link", true);
    }
    // dB of the tone of the side at its output, and that the other tone is not there.
    void expect_sides(int output, double left, double right) {
        for (const int side : {0, 1}) {
            SCOPED_TRACE("output " + std::to_string(output + side));
            const double wanted = side == 0 ? left : right;
            EXPECT_NEAR(to_db(sine_level(heard(output + side), kTones[side])) - kLevel, wanted, 0.05);
            EXPECT_LT(to_db(beside_sine(heard(output + side), kTones[side])), -110);
        }
    }
};

TEST(Link, sides_and_balance) {
    Sided desk;
    desk.play();
    desk.expect_sides(kMain, 0, 0), desk.expect_sides(kBus, -6, -6);
    desk.set("/channel/2/balance", 0.5F);
    desk.play();
    desk.expect_sides(kMain, balance_db(0.5), 0), desk.expect_sides(kBus, -6 + balance_db(0.5), -6);
    desk.set("/channel/1/balance", -0.25F);
    desk.play();
    desk.expect_sides(kMain, 0, balance_db(0.25));
    desk.set("/channel/1/send/2/pan", 0.75F);  // of its own: a balance too
    desk.play();
    desk.expect_sides(kBus, -6 + balance_db(0.75), -6);
    desk.set("/channel/1/link", false), desk.set("/channel/1/mute", true);
    desk.play();
    EXPECT_NEAR(to_db(sine_level(desk.heard(kMain), 1499)) - RoutingDesk::kLevel, pan_left(-0.6), 0.05);
    EXPECT_NEAR(to_db(sine_level(desk.heard(kMain + 1), 1499)) - RoutingDesk::kLevel, pan_right(-0.6), 0.05);
    desk.set("/channel/1/mute", false), desk.set("/channel/2/mute", true);
    desk.play();
    EXPECT_NEAR(to_db(sine_level(desk.heard(kMain), 997)) - RoutingDesk::kLevel, pan_left(0.3), 0.05);
    EXPECT_NEAR(to_db(sine_level(desk.heard(kMain + 1), 997)) - RoutingDesk::kLevel, pan_right(0.3), 0.05);
}

TEST(Link, pfl_and_keys_keep_their_sides) {
    Sided desk;
    for (const char* address : {"/channel/2/solo/1", "/channel/1/gate/listen/1", "/channel/1/comp/listen/1"}) {
        SCOPED_TRACE(address);
        desk.set(address, true);
        desk.play();
        desk.expect_sides(kMonitor, 0, 0);
        desk.set(address, false);
    }
    desk.set("/monitor/1/mode", "afl"), desk.set("/channel/1/solo/1", true), desk.set("/channel/1/fader", -4.0F);
    desk.play();
    desk.expect_sides(kMonitor, -4, -4);
}

// Input 1 on the left of bus 2 and input 2 on its right; to be heard as a matrix makes them.
struct Wide : RoutingDesk {
    Wide() {
        set("/channel/1/send/2/level", 0.0F), set("/channel/2/send/2/level", 0.0F);
        set("/channel/1/send/2/tap", "input"), set("/channel/2/send/2/tap", "input");
        set("/channel/1/send/2/pan", -1.0F), set("/channel/2/send/2/pan", 1.0F);
    }
    // Linear, with sign: what of L and R is on the left, and on the right.
    void expect_image(double ll, double lr, double rl, double rr) {
        play();
        const auto first = sine(kTones[0], from_db(kLevel), position()),
                   second = sine(kTones[1], from_db(kLevel), position());
        const double gains[2][2] = {{ll, lr}, {rl, rr}};
        const std::size_t from = position() - heard(kBus).size();
        for (const int side : {0, 1}) {
            const auto x = heard(kBus + side);
            double most = 0;
            for (std::size_t t = 0; t < x.size(); ++t)
                most = std::max(most,
                                std::abs(x[t] - gains[side][0] * first[from + t] - gains[side][1] * second[from + t]));
            EXPECT_LT(to_db(most), -120) << "side " << side;
        }
    }
};

TEST(Image, from_mono_over_stereo_to_sides_doubled) {
    Wide desk;
    desk.expect_image(1, 0, 0, 1);
    desk.set("/bus/2/image", 0.0F);
    desk.expect_image(0.5, 0.5, 0.5, 0.5);
    desk.set("/bus/2/image", 2.0F);  // M stays, S is doubled: L' = (L + R) / 2 + (L - R)
    desk.expect_image(1.5, -0.5, -0.5, 1.5);
    desk.set("/bus/2/image", 0.5F);
    desk.expect_image(0.75, 0.25, 0.25, 0.75);
    desk.set("/bus/2/width", "mono");
    desk.expect_image(1, 1, 1, 1);
}

TEST(Image, mid_and_side_and_back) {
    Wide desk;
    desk.set("/bus/2/ms", "encode");
    desk.expect_image(0.5, 0.5, 0.5, -0.5);
    desk.set("/bus/2/ms", "decode");
    desk.expect_image(1, 1, 1, -1);
    desk.set("/bus/2/image", 2.0F);
    desk.expect_image(1, 2, 1, -2);
    // Encoded in a group, decoded in the bus behind it: as it was.
    desk.set("/bus/2/image", 1.0F), desk.set("/bus/1/kind", "group"), desk.set("/bus/1/ms", "encode");
    desk.set("/bus/1/to/main", false), desk.set("/bus/1/send/2/level", 0.0F);
    for (const char* channel : {"/channel/1", "/channel/2"}) {
        const std::string c = channel;
        desk.set(c + "/send/2/level", -90.0F), desk.set(c + "/send/1/on", true), desk.set(c + "/send/1/tap", "input");
        desk.set(c + "/send/1/pan", c == "/channel/1" ? -1.0F : 1.0F);
    }
    desk.expect_image(1, 0, 0, 1);
}

// Two channels at main's sides, through effects that are echoes of 100 and 50 ms.
struct EchoPair : SoundingDesk {
    static constexpr std::size_t kAt = 9600, kLater = 1000, kEcho = 4800;  // later: the right side's click
    static Sizes sizes() {
        Sizes s = sounding_sizes();
        s.fx = 2;
        return s;
    }
    EchoPair() : SoundingDesk(sizes()) {
        for (const char* channel : {"/channel/1", "/channel/2"}) set(std::string(channel) + "/fader", 0.0F);
        for (const char* effect : {"/fx/1", "/fx/2"}) {
            set(std::string(effect) + "/type", "delay");
            set(std::string(effect) + "/delay/time", effect[4] == '1' ? 100.0F : 50.0F);
            set(std::string(effect) + "/delay/feedback", 0.0F);
        }
        set("/output/1/source", "main:l"), set("/output/2/source", "main:r");
        set("/channel/1/link", true);
        set("/channel/1/insert/source", "fx:1"), set("/channel/1/insert/on", true);
    }
    void play() {
        std::vector<float> left(24000), right(24000);
        left[kAt] = right[kAt + kLater] = 1;
        play_all({&left, &right}, 24000);
    }
    double at(int output, std::size_t sample) const { return static_cast<double>(out(output - 1)[sample]); }
};

TEST(Link, both_sides_go_through_one_stereo_effect) {
    EchoPair pair;
    pair.play();
    const std::size_t left = EchoPair::kAt, right = left + EchoPair::kLater, echo = EchoPair::kEcho;
    EXPECT_EQ(pair.at(1, left), 0);
    EXPECT_NEAR(pair.at(1, left + echo), 1, 1e-5);
    EXPECT_EQ(pair.at(2, left + echo), 0) << "each side stays where it is";
    EXPECT_EQ(pair.at(2, right), 0);
    EXPECT_NEAR(pair.at(2, right + echo), 1, 1e-5);
    EXPECT_EQ(pair.at(1, right + echo), 0);
    EchoPair parted;
    parted.set("/channel/1/link", false), parted.set("/channel/1/pan", -1.0F), parted.set("/channel/2/pan", 1.0F);
    parted.play();
    EXPECT_NEAR(parted.at(1, left + echo), 1, 1e-5);
    EXPECT_NEAR(parted.at(2, right), 1, 1e-5) << "no pair any more: the other one passes by";
    EchoPair own;
    own.set("/channel/2/insert/source", "fx:2");
    own.play();
    EXPECT_NEAR(own.at(1, left + echo), 1, 1e-5);
    EXPECT_NEAR(own.at(2, right + echo / 2), 1, 1e-5) << "an insert of its own";
}

}  // namespace
}  // namespace tutti::test
