// When effects rest, by a clock that the test turns: the load of each tenth of a second in, the decision out.
#include "server/shedding.hpp"

#include <gtest/gtest.h>

namespace tutti {
namespace {

using namespace std::chrono_literals;

struct Machine {
    Shedding shedding;
    Shedding::Time now{1h};
    bool allowed = true;

    // The last decision.
    bool runs(float load, std::chrono::milliseconds how_long) {
        bool rests = false;
        for (const auto end = now + how_long; now < end; now += 100ms) rests = shedding.follow(allowed, load, now);
        return rests;
    }
    // Seconds until it is what is wanted.
    double until(bool wanted, float load) {
        for (int ticks = 0; ticks < 10'000; ++ticks, now += 100ms)
            if (shedding.follow(allowed, load, now) == wanted) return ticks / 10.0;
        return -1;
    }
};

TEST(Shedding, waits_three_seconds_of_overload_and_needs_to_be_allowed) {
    Machine machine;
    EXPECT_FALSE(machine.runs(1, 2900ms));
    EXPECT_FALSE(machine.runs(0.5F, 100ms)) << "a moment of air begins the wait anew";
    EXPECT_FALSE(machine.runs(1, 2900ms));
    EXPECT_TRUE(machine.runs(1, 300ms));
    machine.allowed = false;
    EXPECT_FALSE(machine.runs(1, 60s)) << "without the engineer's consent nothing is left out";
}

TEST(Shedding, ends_after_ten_seconds_with_time_to_spare) {
    Machine machine;
    ASSERT_TRUE(machine.runs(1, 4s));
    EXPECT_TRUE(machine.runs(0.8F, 60s)) << "busy, though no longer too busy";
    EXPECT_TRUE(machine.runs(0.5F, 9s));
    EXPECT_FALSE(machine.runs(0.5F, 2s));
}

TEST(Shedding, rests_twice_as_long_each_time_it_came_back_in_vain_within_a_bound) {
    Machine machine;
    for (const double seconds : {10, 20, 40, 80, 160, 320, 320}) {
        EXPECT_NEAR(machine.until(true, 1), 3, 0.3);
        EXPECT_NEAR(machine.until(false, 0.5F), seconds, 0.3);
    }
    EXPECT_FALSE(machine.runs(0.5F, 60s));
    machine.until(true, 1);
    EXPECT_NEAR(machine.until(false, 0.5F), 10, 0.3) << "a good while later it begins anew";
}

}  // namespace
}  // namespace tutti
