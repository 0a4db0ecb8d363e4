// Sound between two threads that never wait: what arrives is what was written, in order, and what is missing is
// counted. The thread sanitizer watches in its preset.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "engine/rt/sound_ring.hpp"

namespace tutti::rt {
namespace {

using Frames = std::vector<float>;

void write(SoundRing& ring, float first, int frames) {
    Frames left(static_cast<std::size_t>(frames)), right(left);
    for (int i = 0; i < frames; ++i) {
        left[static_cast<std::size_t>(i)] = first + static_cast<float>(i);
        right[static_cast<std::size_t>(i)] = -left[static_cast<std::size_t>(i)];
    }
    ring.write(left.data(), right.data(), frames);
}

Frames read(SoundRing& ring, std::uint64_t take, std::size_t most = 64) {
    Frames frames(2 * most);
    frames.resize(2 * ring.read(take, frames));
    return frames;
}

TEST(SoundRing, gives_what_was_written_left_and_right_in_turn) {
    SoundRing ring(16);
    ring.begin(1);
    EXPECT_EQ(read(ring, 1), Frames{});
    write(ring, 1, 3);
    EXPECT_EQ(read(ring, 1), (Frames{1, -1, 2, -2, 3, -3}));
    EXPECT_EQ(read(ring, 1), Frames{});
    write(ring, 4, 15);  // over its end
    EXPECT_EQ(read(ring, 1, 1), (Frames{4, -4}));
    const Frames rest = read(ring, 1);
    ASSERT_EQ(rest.size(), 28U);
    EXPECT_EQ(rest.back(), -18);
    EXPECT_EQ(ring.lost(), 0U);
}

TEST(SoundRing, what_does_not_fit_is_left_out_as_a_whole_and_counted) {
    SoundRing ring(16);
    ring.begin(1);
    write(ring, 1, 10);
    write(ring, 11, 7);
    EXPECT_EQ(ring.lost(), 7U);
    write(ring, 18, 6);
    EXPECT_EQ(ring.lost(), 7U);
    const Frames frames = read(ring, 1);
    ASSERT_EQ(frames.size(), 32U);
    EXPECT_EQ(frames[18], 10);
    EXPECT_EQ(frames[20], 18);
}

TEST(SoundRing, a_reader_hears_its_own_take_only) {
    SoundRing ring(16);
    ring.begin(1);
    write(ring, 1, 4);
    EXPECT_EQ(read(ring, 2), Frames{}) << "it has not begun";
    ring.begin(2);
    write(ring, 100, 1);
    EXPECT_EQ(read(ring, 1), Frames{}) << "it is over";
    EXPECT_EQ(read(ring, 2), (Frames{100, -100}));
    ring.begin(2);
    write(ring, 101, 1);
    EXPECT_EQ(read(ring, 2), (Frames{101, -101})) << "the same take goes on";
}

TEST(SoundRing, two_threads_lose_nothing_that_is_not_counted) {
    SoundRing ring(64);
    ring.begin(1);
    constexpr int kBlocks = 20000, kFrames = 7;
    std::uint64_t read_frames = 0;
    std::thread reader([&] {
        std::array<float, 2 * 16> frames;
        float last = 0;
        while (read_frames + ring.lost() < static_cast<std::uint64_t>(kBlocks) * kFrames) {
            const std::size_t count = ring.read(1, frames);
            for (std::size_t i = 0; i < count; ++i) {
                ASSERT_GT(frames[2 * i], last);
                ASSERT_EQ(frames[2 * i + 1], -frames[2 * i]);
                last = frames[2 * i];
            }
            read_frames += count;
        }
    });
    for (int block = 0; block < kBlocks; ++block) write(ring, static_cast<float>(1 + block * kFrames), kFrames);
    reader.join();
    EXPECT_EQ(read_frames + ring.lost(), static_cast<std::uint64_t>(kBlocks) * kFrames);
    EXPECT_GT(read_frames, 0U);
}

// Takes that follow each other faster than anybody reads: no frame of one is taken for another's.
TEST(SoundRing, a_take_that_begins_while_the_last_is_read_does_not_mix_with_it) {
    SoundRing ring(64);
    std::atomic<std::uint64_t> begun{0};
    std::atomic<bool> enough{false};
    std::uint64_t heard = 0, strange = 0;
    std::thread reader([&] {
        std::array<float, 2 * 16> frames;
        while (heard < 100000) {
            const std::uint64_t take = begun;
            if (take == 0) continue;
            const std::size_t count = ring.read(take, frames);
            for (std::size_t i = 0; i < count; ++i) strange += frames[2 * i] != static_cast<float>(take % 1000) ? 1 : 0;
            heard += count;
        }
        enough = true;
    });
    for (std::uint64_t take = 1; !enough; ++take) {
        begun = take;
        ring.begin(take);
        const Frames frames(3, static_cast<float>(take % 1000));
        for (int block = 0; block < 40; ++block) ring.write(frames.data(), frames.data(), 3);
        std::this_thread::yield();
    }
    reader.join();
    EXPECT_EQ(strange, 0U) << "of " << heard;
}

}  // namespace
}  // namespace tutti::rt
