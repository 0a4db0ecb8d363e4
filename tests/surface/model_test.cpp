// What a surface makes of its desk: layers, banks, pages, flip, lamps and texts.
#include "tests/surface/hands.hpp"

namespace tutti::surface {
namespace {

TEST(SurfaceModel, banks_over_several_units) {
    Profile extender;
    extender.master = false;
    Hands hands({.units = {extender, Profile{}}});
    hands.watched(2);
    EXPECT_EQ(hands.top(0, 0), "Ch1");
    EXPECT_EQ(hands.top(7, 1), "Ch16");
    hands.press(key_number("bank_right"), 1);
    EXPECT_EQ(hands.top(0, 0), "Ch17");
    EXPECT_EQ(hands.top(4, 0), "") << "there are twenty";
    hands.press(key_number("bank_right"), 1);
    EXPECT_EQ(hands.top(0, 0), "Ch17") << "and no more";
    hands.press(key_number("bank_left"), 1);
    hands.press(key_number("channel_right"), 1);
    EXPECT_EQ(hands.top(0, 0), "Ch2");
    EXPECT_EQ(hands.top(0, 1), "Ch10");
    hands.driven();
    hands.told("/channel/10/fader", 0.0F);
    hands.turn();
    EXPECT_EQ(hands.driven(), "9=12288");
    hands.touch(kMaster, true, 1);
    EXPECT_EQ(hands.asked(), "/main/fader/touch on");
    hands.touch(kMaster, true, 0);
    EXPECT_EQ(hands.asked(), "") << "an extender has none";
}

TEST(SurfaceModel, layers) {
    SurfacePlan setup = one_unit();
    setup.own = {"/main", "/channel/7", "/dca/1"};
    Hands hands(setup);
    hands.watched();
    hands.press("aux");
    EXPECT_EQ(hands.top(0) + hands.top(2) + hands.top(3), "Cue1Cue3");
    EXPECT_EQ(hands.lamp("aux"), Lamp::on);
    EXPECT_EQ(hands.lamp("inputs"), Lamp::off);
    hands.press("group");
    EXPECT_EQ(hands.top(1), "All2");
    hands.press("outputs");
    EXPECT_EQ(hands.top(0), "Main");
    hands.press("user");
    EXPECT_EQ(hands.top(0) + hands.top(1) + hands.top(2), "MainCh7All1");
    hands.touch(1);
    EXPECT_EQ(hands.asked(), "/channel/7/fader/touch on");
}

TEST(SurfaceModel, mute_is_steady_for_its_own_and_blinks_for_another_cause) {
    Hands hands;
    hands.watched();
    hands.press(kMuteKeys + 1);
    EXPECT_EQ(hands.asked(), "/channel/2/mute on");
    EXPECT_EQ(hands.lamp(kMuteKeys + 1), Lamp::on);
    hands.told("/channel/3/muted_by", std::string("dca:1"));
    hands.told("/channel/2/muted_by", std::string("own dca:1"));
    hands.turn();
    EXPECT_EQ(hands.lamp(kMuteKeys + 2), Lamp::blink);
    EXPECT_EQ(hands.lamp(kMuteKeys + 1), Lamp::on);
    hands.press(kMuteKeys + 1);
    EXPECT_EQ(hands.asked(), "/channel/2/mute off");
}

TEST(SurfaceModel, solo_goes_to_the_monitor_where_the_user_sits) {
    Hands nobody;
    nobody.watched();
    nobody.press(kSoloKeys);
    EXPECT_EQ(nobody.asked(), "/channel/1/solo/1 on");
    SurfacePlan setup = one_unit();
    setup.user = "ana";
    Hands ana(setup);
    ana.watched();
    EXPECT_THAT(ana.surface.patterns(), ::testing::Contains("/channel/*/solo/2"));
    ana.press(kSoloKeys);
    EXPECT_EQ(ana.asked(), "/channel/1/solo/2 on");
    EXPECT_EQ(ana.lamp(kSoloKeys), Lamp::on);
    ana.told("/monitor/2/solo/active", true);
    ana.turn();
    EXPECT_EQ(ana.lamp(kRudeSolo), Lamp::on);
    ana.press("solo");
    EXPECT_EQ(ana.asked(), "/monitor/2/solo/clear");
}

TEST(SurfaceModel, no_solo_goes_to_another_monitor_while_that_of_the_user_is_on_its_way) {
    SurfacePlan setup = one_unit();
    setup.user = "ana";
    Hands hands(setup);
    hands.surface.lost();
    hands.surface.settling(true);
    hands.told("/user/1/name", std::string("ana"));
    hands.strip("/channel/1", "Ch1");
    hands.surface.joined();
    hands.turn();
    hands.press(kSoloKeys);
    EXPECT_EQ(hands.asked(), "");
    hands.told("/user/1/monitor", 2);
    hands.turn();
    hands.press(kSoloKeys);
    EXPECT_EQ(hands.asked(), "/channel/1/solo/2 on");
}

TEST(SurfaceModel, selection_and_flip_follow_the_user_on_all_devices) {
    SurfacePlan setup = one_unit();
    setup.user = "ana";
    Hands hands(setup);
    hands.watched();
    hands.press(kSelectKeys + 3);
    EXPECT_EQ(hands.asked(), "/user/1/selection channel:4");
    EXPECT_EQ(hands.lamp(kSelectKeys + 3), Lamp::on);
    hands.told("/user/1/selection", std::string("channel:6"));
    hands.turn();
    EXPECT_EQ(hands.lamp(kSelectKeys + 3), Lamp::off);
    EXPECT_EQ(hands.lamp(kSelectKeys + 5), Lamp::on);
    hands.told("/user/1/flip", std::string("bus:2"));
    hands.turn();
    EXPECT_THAT(hands.surface.patterns(), ::testing::Contains("/channel/*/send/2/{level,on,pan}"));
    EXPECT_EQ(hands.lamp("flip"), Lamp::blink);
    EXPECT_EQ(hands.driven(), "") << "motors wait for the levels";
    hands.sends(2);
    EXPECT_THAT(hands.driven(), ::testing::StartsWith("0=6144 1=6144"));
    hands.press("flip");
    EXPECT_EQ(hands.asked(), "/user/1/flip none");
}

TEST(SurfaceModel, a_surface_may_keep_its_selection_to_itself) {
    SurfacePlan plan = one_unit();
    plan.user = "ana";
    plan.follow = false;
    Hands hands(plan);
    hands.watched();
    hands.press(kSelectKeys + 3);
    EXPECT_EQ(hands.asked(), "");
    EXPECT_EQ(hands.lamp(kSelectKeys + 3), Lamp::on);
    hands.told("/user/1/selection", std::string("channel:6"));
    hands.turn();
    EXPECT_EQ(hands.lamp(kSelectKeys + 5), Lamp::off);
    hands.press(kSoloKeys);
    EXPECT_EQ(hands.asked(), "/channel/1/solo/2 on") << "ana's monitor all the same";
}

TEST(SurfaceModel, flip_makes_faders_sends_to_the_selected_bus) {
    Hands hands;
    hands.told("/bus/3/fader", 0.0F);
    hands.watched();
    hands.press("aux");
    hands.press(kSelectKeys + 2);
    hands.press("inputs");
    hands.press("flip");
    hands.sends(3);
    hands.driven();
    EXPECT_EQ(hands.lamp("flip"), Lamp::blink);
    EXPECT_EQ(hands.below(0), ">Cue3") << "its name is on the displays";
    EXPECT_EQ(hands.surface.face(0).digits[1], '3');
    EXPECT_EQ(hands.lamp(kMuteKeys), Lamp::on) << "mute keys are the sends' switches";
    hands.asked();
    hands.press(kMuteKeys);
    EXPECT_EQ(hands.asked(), "/channel/1/send/3/on off");
    hands.touch(0);
    hands.move(0, 12288);
    EXPECT_EQ(hands.asked(), "/channel/1/send/3/level/touch on; /channel/1/send/3/level 0");
    hands.touch(kMaster);
    EXPECT_EQ(hands.asked(), "/bus/3/fader/touch on") << "the master is that bus";
    hands.press("flip");
    EXPECT_EQ(hands.asked(), "/channel/1/send/3/level/touch off; /bus/3/fader/touch off");
    EXPECT_EQ(hands.lamp("flip"), Lamp::off);
}

TEST(SurfaceModel, knobs_turn_along_the_law_and_faster_when_turned_fast) {
    Hands hands;
    hands.watched();
    hands.hand(Event::Kind::turn, 0, 1);
    EXPECT_EQ(hands.asked(), "/channel/1/pan/turn 0.01");
    hands.turn(10);
    hands.hand(Event::Kind::turn, 0, -2);
    EXPECT_EQ(hands.asked(), "/channel/1/pan/turn -0.08");
    hands.turn(500);
    hands.hand(Event::Kind::key, key_number("shift"), 1);
    hands.hand(Event::Kind::turn, 0, 2);
    EXPECT_EQ(hands.asked(), "/channel/1/pan/turn 0.005") << "finer with shift";
    hands.press(kPushKeys);
    EXPECT_EQ(hands.asked(), "/channel/1/pan/reset");
    EXPECT_EQ(hands.surface.face(0).rings[0], (Ring{Ring::Mode::from_middle, 6}));
    hands.told("/channel/1/pan", 1.0F);
    hands.turn();
    EXPECT_EQ(hands.surface.face(0).rings[0], (Ring{Ring::Mode::from_middle, 11}));
}

TEST(SurfaceModel, pages_of_the_selected_strip) {
    Hands hands;
    hands.watched();
    hands.press(kSelectKeys + 4);
    hands.press("eq");
    EXPECT_THAT(hands.surface.patterns(), ::testing::Contains("/channel/5/eq"));
    for (int k = 1; k <= 4; ++k)
        for (const char* what : {"gain", "frequency", "q"})
            hands.told("/channel/5/eq/band/" + std::to_string(k) + "/" + what, k == 1 ? 1000.0F : 2.0F);
    hands.told("/channel/5/eq/band/1/on", true);
    hands.turn();
    hands.asked();
    EXPECT_EQ(hands.below(0) + "|" + hands.below(1) + "|" + hands.below(7), "1 Gain|1 Freq|3 Freq");
    hands.hand(Event::Kind::turn, 1, 1);
    EXPECT_EQ(hands.asked(), "/channel/5/eq/band/1/frequency/turn 0.01");
    EXPECT_EQ(hands.below(1), "1.00k") << "the value while it is turned";
    hands.wait(1300);
    EXPECT_EQ(hands.below(1), "1 Freq");
    hands.press(kPushKeys + 1);
    EXPECT_EQ(hands.asked(), "/channel/5/eq/band/1/on off");
    hands.press("eq");
    EXPECT_EQ(hands.below(0), "3 Q") << "the same key again: the rest of the page";
    hands.press("eq");
    EXPECT_EQ(hands.below(0), "1 Gain");
    hands.press("send");
    hands.sends(1);
    hands.sends(2);
    EXPECT_EQ(hands.below(0) + "|" + hands.below(1), "Cue1|Cue2");
    hands.asked();
    hands.hand(Event::Kind::turn, 1, -1);
    EXPECT_EQ(hands.asked(), "/channel/5/send/2/level/turn -0.01");
}

TEST(SurfaceModel, displays_show_names_and_values_while_moved) {
    Hands hands;
    hands.told("/channel/1/name", std::string("Overheads L\xC3\xA9"
                                              "a"));
    hands.told("/channel/2/short", std::string("Kick"));
    hands.told("/channel/3/name", std::string());
    hands.watched();
    EXPECT_EQ(hands.top(0), "OvrhdsL");
    EXPECT_EQ(hands.top(1), "Kick");
    EXPECT_EQ(hands.top(2), "Ch 3");
    EXPECT_EQ(hands.below(0), "Ch 1");
    EXPECT_EQ(hands.surface.face(0).scribbles[0].color, 0xFF0000U);
    hands.touch(0);
    EXPECT_EQ(hands.below(0), "off");
    hands.move(0, 12288);
    EXPECT_EQ(hands.below(0), "0.0");
    hands.wait(3000);
    EXPECT_EQ(hands.below(0), "0.0") << "as long as the finger is on it";
    hands.touch(0, false);
    hands.wait(1300);
    EXPECT_EQ(hands.below(0), "Ch 1");
    EXPECT_EQ(shortened("Backing Vox 12", 6), "Bckn12");
    EXPECT_EQ(shortened("Kick" + std::string(500'000, 'a') + std::string(500'000, 'b'), 7), "Kickaaa") << "at once";
    EXPECT_EQ(shortened("\xE6\x9D\xB1", 6), "") << "no letters that it has";
}

TEST(SurfaceModel, words_from_outside_need_not_be_numbers) {
    SurfacePlan plan = one_unit();
    plan.user = "ana";
    plan.own = {"/channel/Kick", "/bus/x", "/bus/99999999999"};
    Hands hands(plan);
    hands.watched();
    hands.press("user");
    for (const int n : {0, 1, 2}) hands.press(kSelectKeys + n);
    hands.press("flip");
    for (const char* word : {"bus:x", "bus:", "bus:99999999999", "bus:-1", "channel:", ":", "fx:x"})
        for (const char* what : {"selection", "flip"}) {
            hands.told("/user/1/" + std::string(what), std::string(word));
            hands.turn();
            hands.press("flip");
            hands.press("eq");
        }
    for (const char* reading : {"/user/1/monitor", "/scene/current"}) hands.told(reading, 1e30);
    hands.told("/channel/1/pan", std::nanf(""));
    hands.turn();
    hands.press("inputs");
    EXPECT_EQ(hands.top(0), "Ch1");
}

TEST(SurfaceModel, what_is_in_no_table_is_not_kept) {
    Hands hands;
    hands.watched();
    for (const char* address : {"/rubbish", "/channel/1025/fader", "/channel/1/fader/", "/channel/1/rubbish"}) {
        hands.told(address, 1.0F);
        EXPECT_FALSE(hands.surface.shows(address)) << address;
    }
    EXPECT_FALSE(hands.surface.has_news()) << "nor is it worth a turn";
    hands.told("/channel/1/gate/range", 1.0F);
    EXPECT_TRUE(hands.surface.shows("/channel/1/gate/range"));
}

TEST(SurfaceModel, meters_of_what_is_in_front_of_us) {
    Hands hands;
    hands.watched();
    EXPECT_THAT(hands.surface.meters(), ::testing::ElementsAre("channels:1-8"));
    hands.surface.metered({"channels", 1, {{-10, 0, 0, 0, -12}, {-10, 0, 0, 0, -60}}});
    EXPECT_EQ(hands.surface.levels(0)[0], -12);
    EXPECT_EQ(hands.surface.levels(0)[7], kDark);
    hands.press("bank_right");
    EXPECT_THAT(hands.surface.meters(), ::testing::ElementsAre("channels:9-16"));
    hands.press("outputs");
    hands.surface.metered({"main", 1, {{-1, -1, 0, 0, -9, -7}}});
    EXPECT_EQ(hands.surface.levels(0)[0], -7);
}

TEST(SurfaceModel, values_that_all_come_anew_take_away_what_is_gone) {
    Hands hands;
    hands.watched();
    hands.surface.lost();
    hands.surface.settling(true);
    for (int n = 1; n <= 3; ++n) hands.strip("/channel/" + std::to_string(n), "New" + std::to_string(n));
    hands.surface.joined();
    hands.turn();
    EXPECT_EQ(hands.top(2) + hands.top(3), "New3");
}

}  // namespace
}  // namespace tutti::surface
