// What an undo and a restore make of the levels of a cue mix: nothing gets louder than cue/max, or than it is.
#include "tests/history/asking.hpp"

namespace tutti::wire {
namespace {

struct CueBound : testing::TestWithParam<const char*> {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, bob{desk};

    CueBound() { bob.ask("/bus/1/kind", {"cue"sv}); }
    // Steps of their own.
    void moves(std::initializer_list<float> levels) {
        for (const float level : levels) {
            ana.ask(GetParam(), {level});
            desk.forward(2);
        }
    }
    void bound(float most) { bob.ask("/bus/1/cue/max", {most}); }
    float now() { return ana.get(GetParam()).number(); }
};

TEST_P(CueBound, an_undo_lifts_to_it_and_no_further) {
    moves({5, -30});
    bound(-12);
    EXPECT_EQ(undo(ana).code, "");
    expect_level(ana, GetParam(), -12);
}

TEST_P(CueBound, a_restore_too) {
    moves({5});
    ana.sync();
    const std::int64_t loud = ana.revision_of_sync;
    moves({-30});
    bound(-12);
    EXPECT_EQ(restore(ana, loud, GetParam()).code, "");
    expect_level(ana, GetParam(), -12);
}

TEST_P(CueBound, what_is_over_it_goes_down_as_far_as_it_was) {
    moves({2, 3});
    bound(-12);
    ASSERT_EQ(now(), 3) << "who sets the bound moves no level";
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, GetParam(), 2);
    EXPECT_EQ(redo(ana).code, "") << "up again, no further than it is";
    EXPECT_EQ(now(), 2);
}

TEST_P(CueBound, what_is_over_it_goes_below_it) {
    moves({-20, 3});
    bound(-12);
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, GetParam(), -20);
    EXPECT_EQ(redo(ana).code, "");
    expect_level(ana, GetParam(), -12);
}

INSTANTIATE_TEST_SUITE_P(Levels, CueBound,
                         testing::Values("/channel/1/send/1/level", "/bus/1/fader", "/bus/1/cue/me/level",
                                         "/bus/1/cue/family/1/level"),
                         [](const auto& one) {
                             std::string name = one.param + 1;
                             std::replace(name.begin(), name.end(), '/', '_');
                             return name;
                         });

}  // namespace
}  // namespace tutti::wire
