// A crew of threads shares the channels: not one bit of the sound tells how many they are.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <tuple>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kChannels = 100, kInputs = 20;  // seven banks
constexpr std::size_t kFrames = 48000;

Sizes sizes() {
    Sizes s;
    s.channels = kChannels, s.inputs = kInputs, s.buses = 8, s.outputs = 20, s.fx = 4;
    return s;
}

std::string channel(int n) {
    return "/channel/" + std::to_string(n);
}

// Dynamics with keys across the banks, EQ, delays, inserts, automix and sends, in every bank.
void switch_everything_on(SoundingDesk& desk) {
    for (int n = 1; n <= kChannels; ++n) {
        const std::string c = channel(n);
        desk.set(c + "/input/source", ("input:" + std::to_string(1 + n % kInputs)).c_str());
        desk.set(c + "/fader", -12.0F), desk.set(c + "/hpf/on", n % 2 == 0);
        desk.set(c + "/eq/band/2/gain", static_cast<float>(n % 7) - 3.0F);
        desk.set(c + "/gate/on", n % 3 == 0), desk.set(c + "/gate/threshold", -30.0F);
        if (n % 6 == 0) desk.set(c + "/gate/key", ("channel:" + std::to_string(1 + (n * 37) % kChannels)).c_str());
        desk.set(c + "/comp/on", true), desk.set(c + "/comp/threshold", -30.0F);
        desk.set(c + "/input/delay/on", n % 5 == 0), desk.set(c + "/input/delay/time", static_cast<float>(n));
        desk.set(c + "/automix/group", static_cast<float>(n % 3));
        desk.set(c + "/send/" + std::to_string(1 + n % 8) + "/level", -6.0F);
    }
    desk.set("/fx/1/type", "chorus"), desk.set(channel(20) + "/insert/source", "fx:1");
    desk.set(channel(20) + "/insert/on", true);
    for (const auto& [slot, type, bus] :
         {std::tuple{"/fx/2", "plate", "3"}, {"/fx/3", "phaser", "4"}, {"/fx/4", "hall", "5"}}) {
        desk.set(std::string("/bus/") + bus + "/kind", "fx");
        desk.set(std::string(slot) + "/type", type);
        desk.set(std::string(slot) + "/source", (std::string("bus:") + bus).c_str());
        desk.set(std::string(slot) + "/return/fader", 0.0F);
    }
    for (int o = 0; o < 16; ++o)
        desk.set("/output/" + std::to_string(3 + o) + "/source",
                 ("bus:" + std::to_string(1 + o / 2) + (o % 2 ? ":r" : ":l")).c_str());
    desk.set("/output/19/source", "channel:90"), desk.set("/output/20/source", "monitor:1:l");
}

std::vector<std::vector<float>> play(int workers, int block) {
    SoundingDesk desk(sizes(), workers);
    switch_everything_on(desk);
    std::vector<std::vector<float>> waves;
    for (unsigned i = 0; i < kInputs; ++i) waves.push_back(noise(0.2, kFrames, i + 1));
    std::vector<const std::vector<float>*> inputs;
    for (const auto& wave : waves) inputs.push_back(&wave);
    std::mt19937 random(1);
    const auto any = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)) + 1; };
    while (desk.position() < kFrames) {
        const std::string c = channel(any(kChannels));
        switch (any(7)) {
            case 1: desk.set(c + "/fader", -static_cast<float>(any(40))); break;
            case 2: desk.set(c + "/input/delay/on", any(2) == 1); break;
            case 3: desk.set(c + "/input/source", any(2) == 1 ? "none" : "input:3"); break;
            case 4: desk.set(c + "/comp/position", any(2) == 1 ? "pre_eq" : "post_eq"); break;
            case 5: desk.set(c + "/solo/1", any(2) == 1); break;
            case 6: desk.set(c + "/send/" + std::to_string(any(8)) + "/level", -static_cast<float>(any(30))); break;
            default: desk.set(channel(20) + "/insert/on", any(2) == 1); break;
        }
        desk.play_all(inputs, std::min<std::size_t>(static_cast<std::size_t>(any(500)), kFrames - desk.position()),
                      block);
    }
    std::vector<std::vector<float>> outs;
    for (int o = 0; o < sizes().outputs; ++o) outs.push_back(desk.out(o));
    return outs;
}

TEST(Crew, changes_no_bit) {
    const auto alone = play(0, 64);
    for (std::size_t o = 0; o < alone.size(); ++o) EXPECT_GT(greatest(alone[o]), 0.0001) << "output " << o + 1;
    for (const int workers : {1, 3}) {
        const auto shared = play(workers, 64);
        for (std::size_t o = 0; o < alone.size(); ++o)
            EXPECT_EQ(std::memcmp(alone[o].data(), shared[o].data(), sizeof(float) * kFrames), 0)
                << workers << " workers, output " << o + 1;
    }
}

TEST(Crew, works_with_any_size_of_block) {
    const auto alone = play(0, 17), shared = play(2, 17);
    for (std::size_t o = 0; o < alone.size(); ++o)
        EXPECT_EQ(std::memcmp(alone[o].data(), shared[o].data(), sizeof(float) * kFrames), 0) << "output " << o + 1;
}

}  // namespace
}  // namespace tutti::test
