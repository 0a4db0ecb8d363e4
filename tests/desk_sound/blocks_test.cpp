// The size of the device's blocks is nobody's business: the same scripted session, everything on, sounds the same in
// blocks of 16, 64, 100 and 512 frames, whenever the changes come.
#include <gtest/gtest.h>

#include <functional>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kFrames = 48000;

struct Scripted {
    std::size_t at;
    std::vector<std::pair<const char*, std::variant<const char*, float, bool>>> sets;
};
// At the seams of blocks of one size, in the middle of others, and twice within one ramp.
const std::vector<Scripted> kScript = {
    {4800, {{"/channel/1/fader", -8.0F}, {"/channel/2/pan", 0.7F}, {"/main/balance", -0.3F}}},
    {5000, {{"/channel/1/fader", 3.0F}, {"/channel/1/send/3/pan", -0.4F}, {"/bus/1/fader", -2.5F}}},
    {9001, {{"/channel/1/eq/band/2/gain", 9.0F}, {"/channel/1/hpf/frequency", 300.0F}, {"/bus/3/eq/band/4/on", false}}},
    {9300, {{"/channel/1/eq/band/2/gain", -9.0F}, {"/channel/1/eq/band/2/type", "low_shelf"}}},
    {14336, {{"/channel/1/send/2/tap", "pre_eq"}, {"/channel/2/send/3/tap", "post_fader"}, {"/bus/2/tap", "input"}}},
    {17003, {{"/channel/1/input/source", "input:2"}, {"/output/9/source", "bus:1"}, {"/monitor/1/source", "bus:3"}}},
    {17200, {{"/channel/1/input/trim", 6.0F}, {"/output/10/tap", "pre_eq"}, {"/monitor/1/dim", true}}},
    {20480, {{"/channel/1/solo/1", true}, {"/bus/3/solo/2", true}, {"/monitor/2/mode", "afl"}}},
    {23111, {{"/main/limiter/ceiling", -18.0F}, {"/bus/1/limiter/on", true}, {"/bus/1/limiter/ceiling", -15.0F}}},
    {23222, {{"/channel/1/automix/weight", -9.0F}, {"/channel/2/automix/weight", 3.0F}}},
    {23300, {{"/main/limiter/ceiling", -6.0F}, {"/bus/1/limiter/release", 10.0F}}},
    {24003, {{"/channel/1/link", true}, {"/channel/1/balance", 0.4F}, {"/bus/1/image", 1.7F}, {"/bus/3/ms", "encode"}}},
    {25202, {{"/channel/1/link", false}, {"/bus/1/image", 0.2F}}},
    {26217,
     {{"/channel/1/gate/mode", "ducker"}, {"/channel/1/gate/key", "channel:2"}, {"/channel/2/comp/ratio", 8.0F}}},
    {26500, {{"/channel/2/comp/position", "pre_eq"}, {"/bus/1/comp/threshold", -30.0F}, {"/main/comp/mix", 0.4F}}},
    {30000, {{"/bus/2/kind", "cue"}, {"/channel/1/send/2/level", -3.0F}, {"/bus/2/cue/loudness_max", -50.0F}}},
    {33333,
     {{"/bus/3/width", "mono"}, {"/dca/1/fader", -5.0F}, {"/mutegroup/1/on", true}, {"/bus/2/cue/limit", -25.0F}}},
    {36864, {{"/mutegroup/1/on", false}, {"/channel/2/input/invert", true}, {"/monitor/1/mono", true}}},
    {38000,
     {{"/matrix/1/delay/time", 31.0F}, {"/matrix/1/eq/band/1/type", "bu24"}, {"/channel/2/input/delay/time", 3.3F}}},
    {38111, {{"/matrix/1/delay/on", false}, {"/bus/3/matrix/1/level", -9.0F}, {"/output/1/delay/on", true}}},
    {40001, {{"/session/panic", true}}},
    {42002, {{"/session/panic", false}, {"/oscillator/on", true}}},
};

void set(SoundingDesk& desk, const Scripted& step) {
    for (const auto& [address, value] : step.sets) {
        const auto* word = std::get_if<const char*>(&value);
        if (word)
            desk.set(address, *word);
        else if (const auto* number = std::get_if<float>(&value))
            desk.set(address, *number);
        else
            desk.set(address, std::get<bool>(value));
    }
}

// Every processor there is, doing something.
void switch_everything_on(SoundingDesk& desk) {
    open_everything(desk);
    desk.set("/channel/2/input/mute", false), desk.set("/channel/2/fader", -3.0F);
    desk.set("/channel/2/send/3/level", -4.0F), desk.set("/channel/2/send/2/level", -9.0F);
    for (const std::string channel : {"/channel/1", "/channel/2"}) {
        desk.set(channel + "/hpf/on", true), desk.set(channel + "/eq/band/1/gain", 4.0F);
        desk.set(channel + "/eq/band/3/gain", -5.0F), desk.set(channel + "/gate/on", true);
        desk.set(channel + "/gate/threshold", -22.0F), desk.set(channel + "/gate/filter/on", true);
        desk.set(channel + "/comp/on", true), desk.set(channel + "/comp/threshold", -24.0F);
        desk.set(channel + "/comp/auto", true), desk.set(channel + "/automix/group", 1.0F);
    }
    for (const std::string strip : {"/bus/1", "/bus/2", "/bus/3", "/main"}) {
        desk.set(strip + "/eq/band/4/gain", 3.0F), desk.set(strip + "/comp/on", true);
        desk.set(strip + "/comp/threshold", -20.0F), desk.set(strip + "/limiter/on", true);
        desk.set(strip + "/limiter/ceiling", -12.0F);
    }
    for (const char* fed : {"/bus/1", "/bus/3"}) desk.set(std::string(fed) + "/matrix/1/on", true);
    desk.set("/matrix/1/eq/band/1/type", "lr24"), desk.set("/matrix/1/comp/on", true);
    desk.set("/matrix/1/comp/threshold", -20.0F), desk.set("/matrix/1/limiter/on", true);
    for (const char* late : {"/matrix/1/delay", "/channel/2/input/delay", "/monitor/1/delay"})
        desk.set(std::string(late) + "/on", true), desk.set(std::string(late) + "/time", 12.3F);
    desk.set("/output/1/delay/time", 5.0F);
    desk.set("/oscillator/level", -20.0F), desk.set("/oscillator/kind", "pink");
    desk.set("/oscillator/to/main", true), desk.set("/oscillator/to/bus/2", true);
}

std::vector<std::vector<float>> play(int block) {
    SoundingDesk desk;
    switch_everything_on(desk);
    const auto first = noise(0.4, kFrames, 1), second = noise(0.3, kFrames, 2);
    for (const Scripted& step : kScript) {
        desk.render(first, second, step.at - desk.position(), block);
        set(desk, step);
    }
    desk.render(first, second, kFrames - desk.position(), block);
    std::vector<std::vector<float>> outs;
    for (int o = 0; o < desk.console.layout().sizes().outputs; ++o) outs.push_back(desk.out(o));
    return outs;
}

TEST(Blocks, their_size_does_not_matter) {
    const auto by_64 = play(64);
    for (std::size_t o = 0; o < by_64.size(); ++o) EXPECT_GT(greatest(by_64[o]), 0.05) << "output " << o + 1;
    for (const int block : {16, 100, 512}) {
        const auto other = play(block);
        for (std::size_t o = 0; o < by_64.size(); ++o)
            EXPECT_LT(to_db(greatest_difference(by_64[o], other[o])), -120)
                << "block " << block << ", output " << o + 1;
    }
}

// The script is heard: without any one of its steps something sounds different.
TEST(Blocks, every_step_of_the_script_is_heard) {
    for (std::size_t left_out = 0; left_out < kScript.size(); ++left_out) {
        SoundingDesk with, without;
        switch_everything_on(with), switch_everything_on(without);
        const auto first = noise(0.4, kFrames, 1), second = noise(0.3, kFrames, 2);
        const std::size_t end = std::min(kScript[left_out].at + 9600, kFrames);
        for (std::size_t s = 0; s <= left_out; ++s)
            for (SoundingDesk* desk : {&with, &without}) {
                desk->render(first, second, kScript[s].at - desk->position());
                if (desk == &with || s != left_out) set(*desk, kScript[s]);
            }
        double most = 0;
        for (SoundingDesk* desk : {&with, &without}) desk->render(first, second, end - desk->position());
        for (int o = 0; o < 11; ++o) most = std::max(most, greatest_difference(with.out(o), without.out(o)));
        EXPECT_GT(most, 0.01) << "step at " << kScript[left_out].at;
    }
}

}  // namespace
}  // namespace tutti::test
