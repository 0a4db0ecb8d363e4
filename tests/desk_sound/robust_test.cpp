// What no sound card should ever deliver, at one input of a bank with everything on: the fifteen neighbours do not
// change by one bit, and the channel itself is heard again afterwards.
#include <gtest/gtest.h>

#include <limits>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kBroken = 6;  // which of the sixteen
constexpr std::size_t kFrames = 48000 * 4, kFrom = 9600, kTo = 19200;

class Bank : public SoundingDesk {
public:
    Bank() : SoundingDesk(sizes()) {
        for (int n = 1; n <= 16; ++n) {
            const std::string number = std::to_string(n), channel = "/channel/" + number, bus = "/bus/" + number;
            set(channel + "/fader", 0.0F), set(channel + "/send/" + number + "/level", 0.0F);
            set(channel + "/hpf/on", true), set(channel + "/eq/band/2/gain", 18.0F);
            set(channel + "/input/trim", 6.0F);
            set(channel + "/gate/on", true), set(channel + "/gate/threshold", -40.0F);
            set(channel + "/gate/filter/on", true), set(channel + "/comp/filter/on", true);
            set(channel + "/comp/on", true), set(channel + "/comp/threshold", -30.0F);
            set(channel + "/comp/auto", n % 2 == 0), set(channel + "/comp/detector", n % 3 ? "rms" : "peak");
            set(bus + "/eq/band/3/gain", 12.0F), set(bus + "/comp/on", true), set(bus + "/limiter/on", true);
            set("/output/" + number + "/source", ("channel:" + number).c_str());
            set("/output/" + std::to_string(16 + n) + "/source", ("bus:" + number + ":l").c_str());
        }
    }
    void play(const std::vector<float>& at_the_broken) {
        std::vector<std::vector<float>> waves;
        for (unsigned n = 0; n < 16; ++n) waves.push_back(noise(0.2, kFrames, n + 1));
        waves[kBroken] = at_the_broken;
        std::vector<const std::vector<float>*> inputs;
        for (const auto& wave : waves) inputs.push_back(&wave);
        play_all(inputs, kFrames);
    }

private:
    static Sizes sizes() {
        Sizes s;
        s.channels = s.buses = s.inputs = 16, s.outputs = 32;
        return s;
    }
};

struct Case {
    const char* name;
    float (*sample)(std::size_t);
    bool counted;
};
using Limits = std::numeric_limits<float>;
const Case kCases[] = {
    {"NaN", [](std::size_t) { return Limits::quiet_NaN(); }, true},
    {"infinity", [](std::size_t t) { return t % 2 ? Limits::infinity() : -Limits::infinity(); }, true},
    {"the greatest number", [](std::size_t) { return Limits::max(); }, true},
    {"denormals", [](std::size_t t) { return t % 2 ? Limits::denorm_min() : -1e-40F; }, false},
    {"a full-scale square", [](std::size_t t) { return t / 24 % 2 ? 1.0F : -1.0F; }, false},
    {"the loudest that is let in", [](std::size_t t) { return t / 24 % 2 ? 9e11F : -9e11F; }, false},
};

class Robust : public testing::TestWithParam<Case> {};

TEST_P(Robust, neighbours_are_untouched_and_the_channel_comes_back) {
    const auto plain = noise(0.2, kFrames, 99);
    auto broken = plain;
    for (std::size_t t = kFrom; t < kTo; ++t) broken[t] = GetParam().sample(t);
    Bank clean, dirty;
    clean.play(plain), dirty.play(broken);
    for (int o = 0; o < 32; ++o) {
        if (o % 16 == kBroken) continue;
        EXPECT_EQ(greatest_difference(clean.out(o), dirty.out(o)), 0) << "output " << o + 1;
        EXPECT_GT(greatest(clean.out(o)), 0.01) << "output " << o + 1;
    }
    for (const int o : {kBroken, 16 + kBroken}) {
        const std::span<const float> out = dirty.out(o), as_ever = clean.out(o);
        EXPECT_TRUE(std::isfinite(greatest(out))) << "output " << o + 1;
        const std::size_t last = kFrames - 9600;
        EXPECT_LT(to_db(greatest_difference(out.subspan(last), as_ever.subspan(last))), -60) << "output " << o + 1;
    }
    // The limiter of the bus holds whatever comes.
    EXPECT_LE(greatest(dirty.out(16 + kBroken)), from_db(-1) * 1.000001);
    EXPECT_EQ(dirty.engine().broken_samples(), GetParam().counted ? kTo - kFrom : 0);
    EXPECT_EQ(clean.engine().broken_samples(), 0U);
}
INSTANTIATE_TEST_SUITE_P(Inputs, Robust, testing::ValuesIn(kCases), [](const auto& test) {
    std::string name = test.param.name;
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return name;
});

}  // namespace
}  // namespace tutti::test
