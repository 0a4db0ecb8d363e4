// What keys do, and what they do not: deliberate ones, talk, and what the configuration says of them.
#include "tests/surface/hands.hpp"

namespace tutti::surface {
namespace {

TEST(SurfaceKeys, deliberate_keys_want_two_presses_or_shift) {
    Hands hands;
    hands.watched();
    hands.press("cancel");
    EXPECT_EQ(hands.asked(), "");
    EXPECT_EQ(hands.lamp("cancel"), Lamp::blink);
    hands.wait(600);
    EXPECT_EQ(hands.lamp("cancel"), Lamp::off);
    hands.press("cancel");
    EXPECT_EQ(hands.asked(), "") << "too late for a second one";
    hands.turn(300);
    hands.press("cancel");
    EXPECT_EQ(hands.asked(), "/session/panic on");
    hands.press("nudge");
    hands.press("marker");
    EXPECT_EQ(hands.asked(), "") << "two keys are not one twice";
    hands.wait(600);
    hands.hand(Event::Kind::key, key_number("shift"), 1);
    hands.press("nudge");
    EXPECT_EQ(hands.asked(), "/scene/next");
    hands.press("undo");
    EXPECT_EQ(hands.asked(), "/session/redo own");
    hands.hand(Event::Kind::key, key_number("shift"), 0);
    hands.press("undo");
    EXPECT_EQ(hands.asked(), "/session/undo own");
}

TEST(SurfaceKeys, talk_is_open_while_the_key_is_held_and_says_so) {
    Hands hands;
    hands.watched();
    hands.hand(Event::Kind::key, key_number("click"), 1);
    EXPECT_EQ(hands.asked(), "/talkback/1/on on");
    EXPECT_EQ(hands.lamp("click"), Lamp::on);
    hands.wait(1100);
    EXPECT_EQ(hands.asked(), "/talkback/1/on on; /talkback/1/on on");
    hands.hand(Event::Kind::key, key_number("click"), 0);
    EXPECT_EQ(hands.asked(), "/talkback/1/on off");
    hands.hand(Event::Kind::key, key_number("click"), 1);
    hands.asked();
    hands.surface.lost();
    hands.surface.settling(false);
    hands.surface.joined();
    hands.wait(1100);
    EXPECT_EQ(hands.asked(), "") << "a key that was held over a loss must be pressed anew";
}

TEST(SurfaceKeys, keys_are_what_the_configuration_says) {
    SurfacePlan setup = one_unit();
    setup.units[0].keys = {{key_number("f1"), "undo"}, {key_number("f3"), "scene 12"}};
    setup.keys = {{key_number("f1"), "toggle /mutegroup/1/on"},
                  {key_number("f2"), "set /monitor/1/level -20"},
                  {key_number("cancel"), "off"}};
    Hands hands(setup);
    hands.told("/mutegroup/1/on", false);
    hands.watched();
    EXPECT_THAT(hands.surface.patterns(), ::testing::Contains("/mutegroup/1/on"));
    hands.press("f1");
    EXPECT_EQ(hands.asked(), "/mutegroup/1/on on");
    EXPECT_EQ(hands.lamp("f1"), Lamp::on);
    hands.press("f2");
    EXPECT_EQ(hands.asked(), "/monitor/1/level -20");
    hands.press("f3");
    hands.press("f3");
    EXPECT_EQ(hands.asked(), "/scene/recall 12");
    for (const char* key : {"cancel", "play", "record", "stop", "f8"}) {
        hands.press(key);
        hands.press(key);
        EXPECT_EQ(hands.asked(), "") << key;
        EXPECT_EQ(hands.lamp(key), Lamp::off) << key;
    }
    hands.press(kRecordKeys);
    EXPECT_EQ(hands.asked(), "");
    for (const char* wrong : {"page drums", "bank", "talk 9", "toggle", "set /channel/1/fader", "dance", "scene x",
                              "scene 2001", "toggle /mutegroup/99/on", "set /monitr/1/level -20"}) {
        SurfacePlan bad = one_unit();
        bad.keys = {{key_number("f1"), wrong}};
        EXPECT_THROW(Surface{bad}, ConfigError) << wrong;
    }
}

TEST(SurfaceKeys, what_a_key_sets_makes_no_desk_larger) {
    SurfacePlan setup = one_unit();
    setup.keys = {{key_number("f1"), "set /channel/99/fader -10"}, {key_number("f2"), "toggle /mutegroup/20/on"}};
    Hands hands(setup);
    hands.watched();
    hands.press("f1");
    hands.press("f2");
    EXPECT_EQ(hands.asked(), "/channel/99/fader -10; /mutegroup/20/on on");
    EXPECT_EQ(hands.lamp("f2"), Lamp::off) << "the desk has said nothing of it";
    for (int i = 0; i < 3; ++i) hands.press("bank_right");
    EXPECT_EQ(hands.top(0), "Ch17") << "the last of twenty";
}

TEST(SurfaceKeys, scenes_and_panic_are_deliberate_whatever_words_say_them) {
    for (const std::string word : {"do /scene/recall 3", "do /scene/next", "toggle /session/panic",
                                   "set /session/panic true", "do /session/panic true"}) {
        SurfacePlan setup = one_unit();
        setup.keys = {{key_number("f1"), word.c_str()}};
        Hands hands(setup);
        hands.watched();
        hands.press("f1");
        EXPECT_EQ(hands.asked(), "") << word;
        hands.press("f1");
        EXPECT_NE(hands.asked(), "") << word;
    }
}

}  // namespace
}  // namespace tutti::surface
