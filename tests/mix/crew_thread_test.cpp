// The crew by itself: every job once, what follows in order, and nothing in a place that is still in use.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "engine/mix/crew.hpp"

namespace tutti {
namespace {

TEST(Threads, a_crew_does_each_job_once_and_what_follows_in_order) {
    for (const int workers : {1, 2, 5}) {
        Crew crew(workers);
        std::vector<std::atomic<int>> done(200);
        std::vector<int> places(static_cast<std::size_t>(crew.places()), -1);  // job that stands there
        for (int round = 0; round < 300; ++round) {
            const int count = round % 200;
            for (auto& times : done) times = 0;
            int next = 0;
            std::atomic<int> passed = 0, too_early = 0;  // a job whose place may still be read
            crew.run(
                count,
                [&](int job, int place) {
                    if (job >= passed + crew.places()) ++too_early;
                    ++done[static_cast<std::size_t>(job)];
                    places[static_cast<std::size_t>(place)] = job;  // a race here is for the thread sanitizer
                },
                [&](int job, int place) {
                    EXPECT_EQ(job, next++);
                    EXPECT_EQ(places[static_cast<std::size_t>(place)], job);
                    if (job == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));  // the others run ahead
                    ++passed;
                });
            EXPECT_EQ(too_early, 0);
            EXPECT_EQ(next, count);
            for (int job = 0; job < 200; ++job) EXPECT_EQ(done[static_cast<std::size_t>(job)], job < count ? 1 : 0);
        }
    }
}

TEST(Threads, a_crew_may_go_without_ever_having_worked) {
    const Crew idle(3);
}

}  // namespace
}  // namespace tutti
