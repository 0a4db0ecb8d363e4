// The two mailboxes under two threads that never wait; the thread sanitizer watches in its preset.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <numeric>
#include <thread>

#include "engine/rt/ask_answer.hpp"
#include "engine/rt/triple_buffer.hpp"

namespace tutti::rt {
namespace {

using Numbers = std::array<std::uint64_t, 64>;

TEST(TripleBuffer, nothing_is_taken_before_something_is_published) {
    TripleBuffer<int> box([] { return 7; });
    EXPECT_FALSE(box.take());
    EXPECT_EQ(box.front(), 7);
}

TEST(TripleBuffer, the_newest_wins_and_is_taken_once) {
    TripleBuffer<int> box(0, 0, 0);
    for (int i = 1; i <= 5; ++i) {
        box.back() = i;
        box.publish();
    }
    EXPECT_TRUE(box.take());
    EXPECT_EQ(box.front(), 5);
    EXPECT_FALSE(box.take());
    EXPECT_EQ(box.front(), 5);
}

TEST(TripleBuffer, the_writer_never_gets_what_the_reader_holds) {
    TripleBuffer<int> box(0, 1, 2);
    for (int i = 0; i < 100; ++i) {
        EXPECT_NE(&box.back(), &box.front());
        box.publish();
        if (i % 3 == 0) box.take();
    }
}

TEST(TripleBuffer, values_arrive_whole_and_in_order_under_stress) {
    TripleBuffer<Numbers> box([] { return Numbers{}; });
    constexpr std::uint64_t kLast = 200000;
    std::thread writer([&] {
        for (std::uint64_t i = 1; i <= kLast; ++i) {
            box.back().fill(i);
            box.publish();
        }
    });
    std::uint64_t newest = 0;
    while (newest < kLast) {
        if (!box.take()) continue;
        const Numbers& seen = box.front();
        ASSERT_GT(seen[0], newest);
        for (const std::uint64_t n : seen) ASSERT_EQ(n, seen[0]);
        newest = seen[0];
    }
    writer.join();
}

TEST(AskAnswer, there_is_no_answer_before_it_was_published) {
    AskAnswer<int> box(3);
    EXPECT_EQ(box.question(), nullptr);
    box.ask();
    EXPECT_EQ(box.answer(), nullptr);
    int* to = box.question();
    ASSERT_NE(to, nullptr);
    *to = 4;
    EXPECT_EQ(box.answer(), nullptr);
    box.publish();
    ASSERT_NE(box.answer(), nullptr);
    EXPECT_EQ(*box.answer(), 4);
    EXPECT_EQ(box.question(), nullptr);
}

TEST(AskAnswer, asking_twice_is_one_question) {
    AskAnswer<int> box(0);
    box.ask();
    box.ask();
    ASSERT_NE(box.question(), nullptr);
    box.publish();
    EXPECT_NE(box.answer(), nullptr);
    EXPECT_EQ(box.question(), nullptr);
}

// The audio thread counts events; each must be in exactly one answer.
TEST(AskAnswer, every_event_is_in_exactly_one_answer_under_stress) {
    AskAnswer<Numbers> box(Numbers{});
    std::atomic<bool> stop{false};
    std::uint64_t counted = 0, pending = 0;
    std::thread audio([&] {
        while (!stop.load(std::memory_order_relaxed)) {
            ++pending, ++counted;
            if (Numbers* to = box.question()) {
                to->fill(pending);
                pending = 0;
                box.publish();
            }
        }
    });
    std::uint64_t received = 0;
    for (int i = 0; i < 20000; ++i) {
        box.ask();
        const Numbers* answer = nullptr;
        while (!(answer = box.answer())) std::this_thread::yield();
        for (const std::uint64_t n : *answer) ASSERT_EQ(n, (*answer)[0]);
        received += (*answer)[0];
    }
    stop = true;
    audio.join();
    EXPECT_EQ(received + pending, counted);
}

}  // namespace
}  // namespace tutti::rt
