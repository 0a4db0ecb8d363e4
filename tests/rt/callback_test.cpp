#include "engine/rt/callback.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "engine/rt/flush.hpp"

namespace tutti::rt {
namespace {

TEST(CallbackScope, marks_only_this_thread_and_only_while_it_lives) {
    EXPECT_FALSE(in_callback());
    {
        const CallbackScope outer;
        EXPECT_TRUE(in_callback());
        std::thread([] { EXPECT_FALSE(in_callback()); }).join();
        { const CallbackScope inner; }
        EXPECT_TRUE(in_callback());
    }
    EXPECT_FALSE(in_callback());
}

TEST(CallbackScope, a_thread_can_be_real_time_for_good) {
    std::thread([] {
        mark_realtime();
        EXPECT_TRUE(in_callback());
    }).join();
    EXPECT_FALSE(in_callback());
}

TEST(FlushDenormals, denormals_are_zero_inside_and_come_back_outside) {
    volatile float small = std::numeric_limits<float>::min();
    {
        const FlushDenormals flush;
        EXPECT_EQ(small * 0.5F, 0.0F);
    }
    EXPECT_GT(small * 0.5F, 0.0F);
}

}  // namespace
}  // namespace tutti::rt
