// What an insert left goes to whoever takes it next, also while nobody heard it.
#include <gtest/gtest.h>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

// Channels 1 and 2 hear the click; effect 1 is an echo of 100 ms, its return is in main. Outputs: channels ahead of
// their faders at 1 and 2, main at 3.
struct MovingDesk : SoundingDesk {
    MovingDesk() {
        set("/fx/1/type", "delay"), set("/fx/1/delay/time", 100.0F), set("/fx/1/delay/feedback", 0.0F);
        set("/bus/1/kind", "fx"), set("/channel/2/send/1/level", 0.0F), set("/channel/2/fader", 0.0F);
        const char* sources[] = {"channel:1", "channel:2", "main:l"};
        for (int o = 0; o < 3; ++o) set("/output/" + std::to_string(o + 1) + "/source", sources[o]);
        for (const char* o : {"/output/1/tap", "/output/2/tap"}) set(o, "pre_fader");
        set("/channel/1/insert/source", "fx:1");
        render(std::vector<float>(48000), 9600);
    }
    void click_at(std::size_t when, std::size_t frames, int block = 64) {
        std::vector<float> wave(position() + frames);
        wave[position() + when] = 1;
        render(wave, frames, block);
    }
    double at(int output, std::size_t sample) const { return static_cast<double>(out(output - 1)[sample]); }
};

TEST(InsertMoves, an_effect_that_a_strip_had_off_serves_another_strip) {
    for (const int block : {16, 64, 512}) {
        MovingDesk desk;
        desk.set("/channel/1/insert/source", "none");
        desk.set("/channel/2/insert/source", "fx:1"), desk.set("/channel/2/insert/on", true);
        desk.click_at(4800, 14400, block);
        EXPECT_EQ(desk.at(2, 9600 + 4800), 0) << block;
        EXPECT_NEAR(desk.at(2, 9600 + 4800 + 4800), 1, 1e-5) << block;
    }
}

TEST(InsertMoves, an_effect_that_a_strip_had_off_serves_a_bus_and_its_return) {
    for (const int block : {16, 64, 512}) {
        MovingDesk desk;
        desk.set("/channel/1/insert/source", "none"), desk.set("/fx/1/source", "bus:1");
        desk.click_at(4800, 14400, block);
        EXPECT_NEAR(desk.at(3, 9600 + 4800 + 4800), 0.7071, 1e-3) << block;
    }
}

}  // namespace
}  // namespace tutti::test
