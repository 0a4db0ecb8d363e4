// Undo and redo: of one's own, of everybody's, over others, under hands, and what they never do.
#include "tests/history/asking.hpp"

namespace tutti::wire {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Undo : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, bob{desk};
};

TEST_F(Undo, takes_back_the_last_step_and_redo_brings_it_again) {
    ana.ask("/channel/1/fader", {-20.0F});
    ana.ask("/channel/2/mute", {true});
    ana.ask("/channel/3/name", {"Vox"sv});
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_EQ(ana.get("/channel/3/name").text(), "");
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/2/mute"));
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -90);
    EXPECT_EQ(undo(ana).code, "bad_value");
    EXPECT_EQ(redo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -20);
    EXPECT_EQ(redo(ana).count, 1);
    EXPECT_TRUE(is_on(ana, "/channel/2/mute"));
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/2/mute"));
    EXPECT_EQ(redo(ana).count, 1);
    EXPECT_EQ(redo(ana).count, 1);
    EXPECT_EQ(ana.get("/channel/3/name").text(), "Vox");
    EXPECT_EQ(redo(ana).code, "bad_value");
}

TEST_F(Undo, is_a_revision_that_everybody_hears_of_and_stands_in_the_list) {
    bob.ask("/subscribe", {"/channel/1/mute"sv});
    ana.ask("/channel/1/mute", {true});
    const Answer answer = undo(ana);
    const HeardList heard = of(bob.sync(), "/channel/1/mute");
    ASSERT_FALSE(heard.empty());
    EXPECT_FALSE(std::get<bool>(heard.back().values.at(0)));
    const auto entries = list(ana);
    EXPECT_THAT(changes(entries), ElementsAre("/channel/1/mute true -> false", "/channel/1/mute false -> true"));
    EXPECT_EQ(entries[0].revision, answer.revision);
    EXPECT_TRUE(entries[1].undone);
    EXPECT_FALSE(entries[0].undone);
}

TEST_F(Undo, a_new_change_ends_what_could_be_redone) {
    ana.ask("/channel/1/mute", {true});
    undo(ana);
    bob.ask("/channel/2/mute", {true});
    ana.ask("/channel/3/mute", {true});
    EXPECT_EQ(redo(ana).code, "bad_value");
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/3/mute"));
}

TEST_F(Undo, a_change_of_somebody_else_does_not) {
    ana.ask("/channel/1/mute", {true});
    undo(ana);
    bob.ask("/channel/2/mute", {true});
    EXPECT_EQ(redo(ana).count, 1);
    EXPECT_TRUE(is_on(ana, "/channel/1/mute"));
}

TEST_F(Undo, takes_back_what_is_ones_own_and_nothing_of_others) {
    ana.ask("/channel/1/mute", {true});
    bob.ask("/channel/2/mute", {true});
    EXPECT_EQ(undo(ana).count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/1/mute"));
    EXPECT_TRUE(is_on(ana, "/channel/2/mute"));
    EXPECT_EQ(undo(ana).code, "bad_value");
    EXPECT_EQ(undo(bob).count, 1);
    EXPECT_FALSE(is_on(ana, "/channel/2/mute"));
}

TEST_F(Undo, leaves_alone_and_names_what_somebody_else_has_changed_since) {
    ana.send_packet(bundle({message("/channel/1/fader", {-20.0F}), message("/channel/2/fader", {-20.0F})}));
    ana.sync();
    bob.ask("/channel/1/fader", {-10.0F});
    const Answer answer = undo(ana);
    EXPECT_THAT(answer.left, ElementsAre("/channel/1/fader"));
    EXPECT_EQ(answer.count, 1);
    expect_level(ana, "/channel/2/fader", -90);
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -10);
    // Once that has been taken back, nothing newer is left.
    undo(bob);
    expect_level(ana, "/channel/1/fader", -20);
    EXPECT_EQ(redo(ana).code, "");
    EXPECT_EQ(undo(ana).count, 2);
    expect_level(ana, "/channel/1/fader", -90);
}

TEST_F(Undo, of_all_goes_by_the_newest_step_of_anybody) {
    ana.ask("/channel/1/fader", {-20.0F});
    bob.ask("/channel/1/fader", {-10.0F});
    ana.ask("/channel/1/fader", {-5.0F});
    for (const float level : {-10.0F, -20.0F, -90.0F}) {
        EXPECT_EQ(undo(bob, "all").count, 1);
        expect_level(ana, "/channel/1/fader", level);
    }
    EXPECT_EQ(undo(bob, "all").code, "bad_value");
    for (const float level : {-20.0F, -10.0F, -5.0F}) {
        EXPECT_EQ(redo(bob, "all").count, 1);
        expect_level(ana, "/channel/1/fader", level);
    }
}

TEST_F(Undo, of_all_is_the_engineers) {
    DeskProcess other{{.server = "local_role = \"producer\"\n"}};
    TcpClient producer(other);
    producer.ask("/channel/1/fader", {-20.0F});
    EXPECT_EQ(undo(producer, "all").code, "not_allowed");
    EXPECT_EQ(redo(producer, "all").code, "not_allowed");
    EXPECT_EQ(restore(producer, 1, "/").code, "not_allowed");
    EXPECT_EQ(undo(producer).count, 1);
    expect_level(producer, "/channel/1/fader", -90);
    DeskProcess third{{.server = "local_role = \"viewer\"\n"}};
    TcpClient viewer(third);
    EXPECT_EQ(undo(viewer).code, "not_allowed");
    EXPECT_THAT(list(viewer), IsEmpty());
}

TEST_F(Undo, skips_and_names_what_a_hand_holds) {
    ana.send_packet(bundle({message("/channel/1/fader", {-20.0F}), message("/channel/2/fader", {-20.0F})}));
    ana.sync();
    bob.ask("/channel/2/fader/touch", {true});
    const Answer answer = undo(ana);
    EXPECT_THAT(answer.left, ElementsAre("/channel/2/fader"));
    expect_level(ana, "/channel/1/fader", -90);
    EXPECT_EQ(ana.get("/channel/2/fader").number(), -20);
}

TEST_F(Undo, a_move_that_goes_on_behind_it_is_a_step_of_its_own) {
    ana.ask("/channel/1/fader", {-20.0F});
    undo(ana);
    expect_level(ana, "/channel/1/fader", -90);
    ana.ask("/channel/1/fader", {-30.0F});
    EXPECT_EQ(redo(ana).code, "bad_value");
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -90);
}

TEST_F(Undo, a_change_of_kind_comes_back_with_all_its_sends) {
    for (int c = 1; c <= 8; ++c) ana.ask("/channel/" + std::to_string(c) + "/send/2/level", {static_cast<float>(-c)});
    // What the new kind sets where it already is must not be set by the way back.
    ana.ask("/channel/5/send/2/level", {0.0F});
    ana.ask("/channel/6/send/2/on", {false});
    ana.ask("/bus/2/limiter/ceiling", {-3.0F});
    ana.ask("/bus/2/tap", {"post_eq"sv});
    const auto before = picture(desk);
    desk.forward(2);
    ana.ask("/bus/2/kind", {"group"sv});
    ASSERT_NE(picture(desk), before);
    const auto changed = picture(desk);
    EXPECT_GT(undo(ana).count, 8);
    expect_level(ana, "/channel/1/send/2/level", -1);
    expect_level(ana, "/channel/8/send/2/level", -8);
    expect_picture(desk, before);
    redo(ana);
    expect_level(ana, "/channel/8/send/2/level", 0);
    expect_picture(desk, changed);
}

TEST_F(Undo, a_link_comes_apart_as_it_was) {
    ana.ask("/channel/1/fader", {-10.0F});
    ana.ask("/channel/2/fader", {-20.0F});
    ana.ask("/channel/2/pan", {0.5F});
    ana.ask("/channel/2/eq/band/1/gain", {6.0F});
    const auto before = picture(desk);
    ana.ask("/channel/1/link", {true});
    ASSERT_EQ(ana.get("/channel/2/fader").number(), -10);
    undo(ana);
    expect_level(ana, "/channel/2/fader", -20);
    expect_picture(desk, before);
}

TEST_F(Undo, a_preset_and_a_copy_are_one_step) {
    ana.ask("/channel/1/eq/band/1/gain", {6.0F});
    ana.ask("/channel/1/comp/threshold", {-30.0F});
    const auto before = picture(desk);
    EXPECT_EQ(answer_of(ana.ask("/copy", {"/channel/1"sv, "/channel/2"sv, ""sv}), "/copy").code, "");
    ASSERT_NE(picture(desk), before);
    EXPECT_GE(undo(ana).count, 2);
    expect_picture(desk, before);
    EXPECT_EQ(answer_of(ana.ask("/preset/recall", {1, "/channel/3"sv}), "/preset/recall").code, "");
    ASSERT_NE(picture(desk), before);
    undo(ana);
    expect_picture(desk, before);
}

TEST_F(Undo, never_lifts_a_cue_over_its_bound) {
    ana.ask("/bus/1/kind", {"cue"sv});
    ana.ask("/channel/1/send/1/level", {5.0F});
    desk.forward(2);
    ana.ask("/channel/1/send/1/level", {-30.0F});
    ana.ask("/bus/1/cue/max", {-12.0F});
    EXPECT_EQ(undo(bob, "all").count, 1) << "the bound";
    redo(bob, "all");
    desk.forward(2);
    bob.ask("/channel/8/mute", {true});
    EXPECT_EQ(undo(ana).count, 1) << "the bound again, as its own newest step";
    ana.ask("/bus/1/cue/max", {-12.0F});
    TcpClient carl(desk);
    undo(carl, "all");
    redo(carl, "all");
    ASSERT_EQ(ana.get("/bus/1/cue/max").number(), -12);
    const auto before = list(ana, 0, 1, "/channel/1/send/1/level");
    ASSERT_EQ(before.at(0).from, "5");
    EXPECT_EQ(restore(ana, before[0].revision - 1, "/channel/1/send/1/level").count, 1);
    expect_level(ana, "/channel/1/send/1/level", -12);
}

TEST_F(Undo, never_opens_a_voice_or_a_tone) {
    ana.ask("/oscillator/to/main", {true});
    ana.ask("/talkback/1/to/bus/1", {true});
    desk.forward(2);
    ana.ask("/oscillator/to/main", {false});
    ana.ask("/oscillator/on", {true});
    ana.ask("/talkback/1/to/bus/1", {false});
    ana.ask("/talkback/1/on", {true});
    EXPECT_THAT(undo(ana).left, ElementsAre("/talkback/1/to/bus/1"));
    EXPECT_THAT(undo(ana).left, ElementsAre("/oscillator/to/main"));
    EXPECT_FALSE(is_on(ana, "/oscillator/to/main"));
    EXPECT_FALSE(is_on(ana, "/talkback/1/to/bus/1"));
}

// What happens at once is told at once. A desk that has no time may be done with the fade by then, but not each time.
TEST_F(Undo, levels_take_a_moment_switches_none) {
    ana.ask("/subscribe", {"/channel"sv});
    bool seen = false;
    for (int c = 1; c <= 8 && !seen; ++c) {
        const std::string channel = "/channel/" + std::to_string(c);
        ana.send_packet(bundle({message(channel + "/fader", {-5.0F}), message(channel + "/mute", {true})}));
        ana.sync();
        ana.send("/session/undo", {"own"sv});
        const HeardList heard = ana.until([&](const Heard& one) { return one.address == channel + "/fader"; });
        const HeardList mutes = of(heard, channel + "/mute");
        ASSERT_FALSE(mutes.empty()) << "not behind the level";
        EXPECT_FALSE(std::get<bool>(mutes.back().values.at(0)));
        EXPECT_EQ(heard.back().number(), -90);
        seen = mutes.back().packet != heard.back().packet;
    }
    EXPECT_TRUE(seen) << "the level was there as soon as the switch";
}

TEST_F(Undo, many_at_once_are_done_one_after_the_other) {
    for (int c = 1; c <= 8; ++c) ana.ask("/channel/" + std::to_string(c) + "/mute", {true});
    for (int c = 1; c <= 8; ++c) ana.send("/session/undo", {"own"sv});
    const HeardList heard = ana.sync();
    EXPECT_EQ(of(heard, "/ok").size(), 8U);
    for (int c = 1; c <= 8; ++c) EXPECT_FALSE(is_on(ana, "/channel/" + std::to_string(c) + "/mute")) << c;
}

}  // namespace
}  // namespace tutti::wire
