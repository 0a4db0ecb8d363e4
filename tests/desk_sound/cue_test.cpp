// The guards of a cue bus: the engineer's ceiling and the performer's own limit, whichever is lower; and a limiter at
// full scale where the engineer switched it off.
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kCue = RoutingDesk::bus(2);

// 20 dB over full scale in bus 2.
struct LoudCue : RoutingDesk {
    LoudCue() {
        set("/bus/2/kind", "cue");
        set("/channel/1/send/2/level", 10.0F), set("/channel/1/input/trim", 24.0F), set("/bus/2/fader", 9.0F);
    }
    double peak() {
        play();
        return to_db(std::max(greatest(heard(kCue)), greatest(heard(kCue + 1))));
    }
};

TEST(Cue, is_limited_by_the_lower_of_ceiling_and_own_limit) {
    LoudCue desk;
    EXPECT_NEAR(desk.peak(), -6, 0.01);
    const struct { float ceiling, limit; } cases[] = {{-6, -12}, {-20, -12}, {-20, 0}, {0, -30}, {-1, 0}};
    for (const auto& [ceiling, limit] : cases) {
        desk.set("/bus/2/limiter/ceiling", ceiling), desk.set("/bus/2/cue/limit", limit);
        EXPECT_NEAR(desk.peak(), std::min(ceiling, limit), 0.01);
    }
}

TEST(Cue, always_ends_in_a_limiter) {
    LoudCue desk;
    desk.set("/bus/2/limiter/on", false);
    EXPECT_NEAR(desk.peak(), 0, 0.01);
    desk.set("/bus/2/cue/limit", -9.0F);
    EXPECT_NEAR(desk.peak(), -9, 0.01);
}

TEST(Cue, limits_are_of_cues_alone) {
    LoudCue desk;
    desk.set("/bus/2/cue/limit", -9.0F);
    for (const char* kind : {"aux", "fx", "group"}) {
        desk.set("/bus/2/kind", kind);
        desk.set("/channel/1/send/2/on", true), desk.set("/channel/1/send/2/level", 10.0F);
        desk.set("/channel/1/send/2/tap", "input");
        EXPECT_GT(desk.peak(), 10) << kind;
    }
    desk.set("/bus/2/kind", "cue"), desk.set("/channel/1/send/2/level", 10.0F);
    EXPECT_NEAR(desk.peak(), -9, 0.01);
}

}  // namespace
}  // namespace tutti::test
