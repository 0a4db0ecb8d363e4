// The state thread and the audio thread at full speed side by side; the thread sanitizer watches in its preset.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/dsp/measure.hpp"
#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

TEST(Threads, frames_and_meters_cross_while_the_sound_goes_on) {
    Desk desk(small_desk(20, 18, 20, 4));
    for (int c = 0; c < 20; ++c) {
        desk.open_channel(c);
        desk.send(c, c % 18, 0.1F, 0.1F, Tap::pre_fader);
        desk.to_main(c, 0.05F, 0.05F);
        desk.play(c, sine(997, 1, 64 * 1000));
    }
    desk.open_main();
    desk.output(0, from_main());
    desk.post();
    std::atomic<bool> stop{false};
    std::atomic<int> posts{0};
    int answers = 0;
    std::thread state([&] {
        while (!stop) {
            // Sends and faders of all channels land together: the sum is the same before, on the way and after.
            const float level = posts % 2 ? 1.0F : 0.5F;
            for (int c = 0; c < 20; ++c) desk.channel(c).fader_gain = level;
            desk.post();
            ++posts;
            if (const MeterFrame* m = desk.engine.meters().answer()) {
                ++answers;
                for (int c = 1; c < 20; ++c)
                    EXPECT_EQ(m->channels[static_cast<std::size_t>(c)].output, m->channels[0].output);
                desk.engine.meters().ask();
            }
            std::this_thread::yield();
        }
    });
    for (int part = 0; part < 10; ++part) {
        const int before = posts;
        desk.render(64 * 100);
        while (posts == before) std::this_thread::yield();  // it may not have had a turn yet
    }
    stop = true;
    state.join();
    EXPECT_GT(answers, 1);  // the first is there ahead of any question
    EXPECT_LE(greatest(desk.out(0)), 1.1);
    EXPECT_LT(to_db(click(desk.out(0, 640).first(19200))), -80);
}

}  // namespace
}  // namespace tutti::test
