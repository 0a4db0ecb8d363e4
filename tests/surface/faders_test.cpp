// Fingers and motors, by the clock of the test: nobody's hand is fought, nothing is lost, nothing trembles.
#include "tests/surface/hands.hpp"

namespace tutti::surface {
namespace {

TEST(SurfaceFaders, what_others_move_the_motor_follows) {
    Hands hands;
    hands.watched();
    hands.told("/channel/3/fader", 0.0F);
    hands.turn();
    EXPECT_EQ(hands.driven(), "2=12288");
    hands.told("/channel/9/fader", 0.0F);
    hands.told("/main/fader", 10.0F);
    hands.turn();
    EXPECT_EQ(hands.driven(), "8=16383") << "channel 9 is not in front of anybody; main is the ninth fader";
}

TEST(SurfaceFaders, a_touched_fader_gets_no_byte_until_it_is_let_go) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch on");
    hands.move(0, 8192);
    EXPECT_EQ(hands.asked(), "/channel/1/fader -10");
    hands.told("/channel/1/fader", -3.0F);
    hands.wait(1500);
    EXPECT_EQ(hands.driven(), "");
    hands.touch(0, false);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch off");
    EXPECT_EQ(hands.driven(), "");
}

TEST(SurfaceFaders, the_stored_value_is_written_once_30_ms_after_release) {
    Hands hands;
    hands.told("/channel/1/fader", -10.0F);
    hands.watched();
    hands.touch(0);
    hands.move(0, 12288);
    hands.touch(0, false);
    hands.turn(29);
    EXPECT_EQ(hands.driven(), "");
    hands.turn(2);
    EXPECT_EQ(hands.driven(), "0=12288") << "or it falls back to -10";
    hands.wait(1000);
    EXPECT_EQ(hands.driven(), "") << "once";
    hands.touch(0);
    hands.turn(50);
    hands.touch(0, false);
    hands.turn(31);
    EXPECT_EQ(hands.driven(), "0=12288") << "a finger that moved nothing may still have pushed it";
}

TEST(SurfaceFaders, moves_of_others_wait_until_200_ms_after_release) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    hands.move(0, 12288);
    hands.touch(0, false);
    hands.turn(31);
    EXPECT_EQ(hands.driven(), "0=12288");
    hands.told("/channel/1/fader", -10.0F);
    hands.turn(160);
    EXPECT_EQ(hands.driven(), "") << "at 191 ms";
    ASSERT_TRUE(hands.surface.due().has_value());
    EXPECT_NEAR(*hands.surface.due() - hands.now, 0.009, 0.001) << "it knows when to look again";
    hands.turn(10);
    EXPECT_EQ(hands.driven(), "0=8192");
}

TEST(SurfaceFaders, a_converter_between_two_steps_says_nothing) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    hands.move(0, 8000);
    hands.move(0, 8016);
    hands.asked();
    for (int i = 0; i < 50; ++i) hands.move(0, 8000 + 16 * (i % 2));
    EXPECT_EQ(hands.asked(), "");
    hands.move(0, 8040);
    hands.move(0, 8056);
    EXPECT_EQ(std::count(hands.said.begin(), hands.said.end(), ';'), 1)
        << hands.said << ": a hand that goes on is followed";
    hands.asked();
    hands.move(0, 8040);
    EXPECT_EQ(hands.asked(), "") << "one step back";
    hands.move(0, 8024);
    EXPECT_NE(hands.asked(), "") << "two";
    hands.move(0, 8008);
    hands.move(0, 10);
    hands.asked();
    hands.move(0, 0);
    EXPECT_EQ(hands.asked(), "/channel/1/fader -90") << "the ends are always reached";
}

TEST(SurfaceFaders, what_was_set_comes_back_as_the_same_position) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    for (int position = 40; position < kTop; position += 113) hands.move(0, position);
    hands.touch(0, false);
    hands.turn(31);
    EXPECT_EQ(hands.driven(), "0=16312");
}

TEST(SurfaceFaders, moves_that_have_not_gone_out_are_replaced) {
    Hands hands;
    hands.watched();
    for (const int position : {1000, 2000, 3000, 8192})
        hands.surface.event(0, {Event::Kind::fader, 1, position}, hands.now);
    hands.turn();
    EXPECT_EQ(hands.asked(), "");
    hands.turn(1000);
    hands.touch(1);
    for (const int position : {1000, 2000, 3000, 8192})
        hands.surface.event(0, {Event::Kind::fader, 1, position}, hands.now);
    hands.turn();
    EXPECT_EQ(hands.asked(), "/channel/2/fader/touch on; /channel/2/fader -10");
}

TEST(SurfaceFaders, a_hold_is_renewed_while_the_finger_rests) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    hands.asked();
    hands.wait(4500);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch on; /channel/1/fader/touch on");
}

TEST(SurfaceFaders, a_bank_change_under_a_finger_releases_that_hold_first) {
    Hands hands;
    hands.told("/channel/9/fader", 0.0F);
    hands.watched();
    hands.touch(0);
    hands.move(0, 8192);
    hands.asked();
    hands.press("bank_right");
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch off");
    EXPECT_THAT(hands.driven(), ::testing::Not(::testing::StartsWith("0="))) << "the finger is still there";
    hands.move(0, 9000);
    hands.wait(3000);
    EXPECT_EQ(hands.asked(), "") << "it means channel 1, not channel 9";
    hands.touch(0, false);
    EXPECT_EQ(hands.asked(), "");
    hands.turn(31);
    EXPECT_EQ(hands.driven(), "0=12288") << "channel 9";
    hands.touch(0);
    hands.move(0, 8192);
    EXPECT_EQ(hands.asked(), "/channel/9/fader/touch on; /channel/9/fader -10");
}

TEST(SurfaceFaders, without_touch_a_move_is_a_hand_until_it_rests) {
    Profile no_touch;
    no_touch.touch = false;
    Hands hands(one_unit(no_touch));
    hands.watched();
    hands.move(0, 8192);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch on; /channel/1/fader -10");
    hands.told("/channel/1/fader", 0.0F);
    hands.wait(280);
    EXPECT_EQ(hands.driven(), "");
    hands.wait(30);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch off");
    hands.wait(40);
    EXPECT_EQ(hands.driven(), "0=12288");
}

TEST(SurfaceFaders, a_motor_that_reports_its_own_way_is_no_hand) {
    Hands hands;
    hands.watched();
    hands.told("/channel/1/fader", 0.0F);
    hands.turn();
    for (int position = 1000; position < 12288; position += 1000) {
        hands.turn(30);
        hands.move(0, position);
    }
    EXPECT_EQ(hands.asked(), "");
    hands.turn(300);
    hands.move(0, 8192);
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch on; /channel/1/fader -10") << "by then it has arrived";
}

TEST(SurfaceFaders, without_a_desk_motors_hold_and_touches_are_dropped) {
    Hands hands;
    hands.told("/channel/2/fader", -10.0F);
    hands.watched();
    hands.touch(0);
    hands.move(0, 8192);
    hands.asked();
    hands.surface.lost();
    hands.move(0, 9000);
    hands.move(1, 9000);
    hands.touch(2);
    hands.wait(100);
    EXPECT_EQ(hands.asked(), "");
    EXPECT_EQ(hands.driven(), "");
    EXPECT_EQ(hands.top(0), "no desk");
    EXPECT_EQ(hands.lamp("pan"), Lamp::off);
    hands.surface.settling(false);
    hands.told("/channel/1/fader", -30.0F);
    hands.surface.joined();
    hands.turn();
    hands.move(0, 9100);
    hands.move(2, 9100);
    hands.wait(500);
    EXPECT_EQ(hands.asked(), "") << "on return the desk's values hold, whatever a finger says that never left";
    EXPECT_EQ(hands.driven(), "");
    hands.touch(0, false);
    hands.touch(2, false);
    hands.wait(300);
    EXPECT_THAT(hands.driven(), ::testing::AnyOf("0=4096 2=0", "2=0 0=4096"));
    EXPECT_EQ(hands.top(0), "Ch1");
}

TEST(SurfaceFaders, without_a_desk_it_waits_for_news_only) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    hands.hand(Event::Kind::turn, 1, 1);
    hands.press("cancel");
    hands.surface.lost();
    hands.turn();
    hands.wait(2000);
    EXPECT_FALSE(hands.surface.due().has_value());
    hands.surface.settling(false);
    hands.surface.joined();
    hands.turn();
    EXPECT_EQ(hands.below(1), "Ch 2") << "what was turned before is not shown any more";
}

// That nothing is due in the past is asked in each turn of these hands.
TEST(SurfaceFaders, a_finger_that_moves_nothing_does_not_keep_the_loop_awake) {
    Hands hands;
    hands.watched();
    hands.press("aux");
    hands.touch(6);  // there are three buses
    hands.wait(5000);
    hands.touch(0);
    hands.press("inputs");
    hands.asked();
    hands.wait(5000);
    EXPECT_EQ(hands.asked(), "") << "stale";
    hands.surface.lost();
    hands.surface.settling(false);
    hands.surface.joined();
    hands.wait(5000);
    EXPECT_EQ(hands.asked(), "") << "of before the loss";
    for (const int n : {0, 6}) hands.touch(n, false);
    hands.wait(2000);
    EXPECT_FALSE(hands.surface.due().has_value());
}

TEST(SurfaceFaders, a_value_that_is_not_there_yet_is_waited_for) {
    SurfacePlan plan = one_unit();
    plan.user = "ana";
    Hands hands(plan);
    hands.watched();
    hands.told("/user/1/flip", std::string("bus:50"));
    hands.turn();
    hands.touch(kMaster);
    hands.move(kMaster, 9000);
    hands.touch(0);
    hands.move(0, 9000);
    EXPECT_THAT(hands.asked(), ::testing::Not(::testing::HasSubstr("fader -")));
    EXPECT_THAT(hands.said, ::testing::Not(::testing::HasSubstr("level -")));
    for (const int n : {0, kMaster}) hands.touch(n, false);
    hands.wait(3000);
    EXPECT_EQ(hands.driven(), "");
    hands.told("/bus/50/fader", 0.0F);
    hands.turn();
    EXPECT_EQ(hands.driven(), "8=12288");
}

TEST(SurfaceFaders, a_unit_that_is_unplugged_holds_nothing) {
    Hands hands;
    hands.watched();
    hands.touch(0);
    hands.press("user_a");
    hands.hand(Event::Kind::key, key_number("click"), 1);
    hands.asked();
    hands.surface.unplugged(0, hands.now);
    hands.turn();
    EXPECT_EQ(hands.asked(), "/channel/1/fader/touch off; /talkback/1/on off");
}

}  // namespace
}  // namespace tutti::surface
