// The crew by itself: every job once, what follows in order, and nothing in a place that is still in use.
#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "engine/mix/crew.hpp"

namespace tutti {
namespace {

TEST(Threads, a_crew_does_each_job_once_and_what_follows_in_order) {
    for (const int workers : {1, 2, 5}) {
        Crew crew(workers);
        std::vector<std::atomic<int>> done(200);
        std::vector<int> places(static_cast<std::size_t>(crew.places()), -1);  // job that stands there
        for (int round = 0; round < 500; ++round) {
            const int count = round % 200;
            for (auto& times : done) times = 0;
            int next = 0;
            crew.run(
                count,
                [&](int job, int place) {
                    ++done[static_cast<std::size_t>(job)];
                    places[static_cast<std::size_t>(place)] = job;  // a race here is for the thread sanitizer
                },
                [&](int job, int place) {
                    EXPECT_EQ(job, next++);
                    EXPECT_EQ(places[static_cast<std::size_t>(place)], job);
                });
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
