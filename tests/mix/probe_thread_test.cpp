// Probes that come and go while the sound goes on, three threads side by side; the thread sanitizer watches in its
// preset.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/mix/desk.hpp"

namespace tutti::test {
namespace {

// Channel n plays the constant (n + 1) / 32: whoever asked for it must hear that and nothing else.
TEST(Threads, each_take_of_a_probe_is_the_signal_that_was_asked_for) {
    constexpr int kChannels = 20, kBlocks = 4000;
    Desk desk(small_desk(kChannels, 2, kChannels, 4));
    for (int c = 0; c < kChannels; ++c) {
        desk.open_channel(c);
        desk.play(c, std::vector<float>(64 * kBlocks, static_cast<float>(c + 1) / 32));
    }
    desk.post();
    rt::SoundRing ring(1024);
    std::atomic<int> wanted{0};  // its take is one more; from then on another channel
    std::atomic<bool> stop{false};
    std::thread state([&] {
        while (!stop) {
            const int number = wanted.load();
            ProbeFrame& frame = desk.engine.probes().back();
            frame = {};
            if (number % 3 != 2)
                frame.probes[5] = {from_channel(number % kChannels, Tap::post_fader),
                                   {},
                                   &ring,
                                   static_cast<std::uint64_t>(number + 1)};
            desk.engine.probes().publish();
            while (!stop && wanted.load() == number) std::this_thread::yield();
        }
    });
    std::uint64_t heard = 0;
    int takes = 0;
    std::thread reader([&] {
        std::vector<float> sound(2 * 128);
        while (!stop) {
            const int number = wanted.load();
            std::size_t count = 0;
            for (int tries = 0; tries < 2000 && count == 0 && number % 3 != 2; ++tries) {
                count = ring.read(static_cast<std::uint64_t>(number + 1), sound);
                if (count == 0) std::this_thread::yield();
            }
            for (std::size_t i = 0; i < count; ++i) {
                ASSERT_EQ(sound[2 * i], static_cast<float>(number % kChannels + 1) / 32) << "take " << number;
                ASSERT_EQ(sound[2 * i + 1], 0);
            }
            heard += count;
            takes += count > 0 ? 1 : 0;
            wanted.store(number + 1);
        }
    });
    // On a busy machine, the other two have their turn too.
    desk.render(64 * kBlocks, 64, [](std::size_t) { std::this_thread::yield(); });
    stop = true;
    state.join();
    reader.join();
    EXPECT_GT(takes, 0);
    EXPECT_GT(heard, 0U);
}

}  // namespace
}  // namespace tutti::test
