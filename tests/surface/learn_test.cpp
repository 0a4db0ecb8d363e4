// Plain controllers: what is recognised of how a control speaks, and that none writes before it is caught.
#include <gmock/gmock.h>

#include "clients/surface/learn/controller.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "tests/surface/bytes.hpp"
#include "tests/wire/desk_process.hpp"

namespace tutti::surface {
namespace {

using Kind = Control::Kind;

std::vector<MidiMessage> said(const std::string& bytes) {
    MidiReader reader;
    std::vector<MidiMessage> messages;
    reader.feed(midi(hex(bytes)), [&](const MidiMessage& message) { messages.push_back(message); });
    return messages;
}

TEST(SurfaceLearn, recognises_faders_endless_knobs_and_keys_by_how_they_speak) {
    const auto fader = recognised(said("B0 07 10 07 11 07 13 07 20 07 1F"), "/channel/1/fader", false);
    EXPECT_EQ(fader.sender.words(), "cc 1 7");
    EXPECT_EQ(fader.kind, Kind::fader);
    const auto slow = recognised(said("B0 07 01 07 02 07 03 07 02 07 01"), "/channel/1/fader", false);
    EXPECT_EQ(slow.kind, Kind::fader) << "at the lower end of its way";
    const auto turns = [](const std::string& bytes) {
        const Control one = recognised(said(bytes), "/channel/1/pan", false);
        EXPECT_EQ(one.kind, Kind::knob) << bytes;
        return one.turns;
    };
    EXPECT_EQ(turns("B1 10 01 10 01 10 02 10 7F 10 7F 10 7E"), Turns::twos);
    EXPECT_EQ(turns("B1 10 01 10 01 10 02 10 41 10 41 10 42"), Turns::signs);
    EXPECT_EQ(turns("B1 10 41 10 41 10 42 10 3F 10 3F 10 3E"), Turns::offset);
    const auto key = recognised(said("9F 24 7F 8F 24 40"), "/channel/1/mute", true);
    EXPECT_EQ(key.kind, Kind::key);
    EXPECT_EQ(key.sender.words(), "note 16 36");
    EXPECT_EQ(key.lamp->words(), "note 16 36");
    EXPECT_EQ(recognised(said("90 24 7F"), "/talkback/1/on", true).kind, Kind::hold);
    EXPECT_EQ(recognised(said("E2 00 40 E2 00 41"), "/main/fader", false).sender.words(), "bend 3");
}

TEST(SurfaceLearn, a_file_is_read_as_it_was_written_and_mistakes_are_told) {
    const wire::Folder folder;
    const auto file = folder.path() / "nano.toml";
    EXPECT_TRUE(read_controls(file).empty());
    Control knob;
    knob.sender = {Sender::Kind::cc, 3, 16};
    knob.address = "/channel/1/pan";
    knob.kind = Kind::knob;
    knob.turns = Turns::offset;
    Control key;
    key.sender = {Sender::Kind::note, 0, 36};
    key.address = "/channel/1/mute";
    key.kind = Kind::key;
    key.lamp = key.sender;
    write_controls(file, {knob, key});
    const auto read = read_controls(file);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].sender.words() + " " + read[0].address, "cc 4 16 /channel/1/pan");
    EXPECT_EQ(read[0].kind, Kind::knob);
    EXPECT_EQ(read[0].turns, Turns::offset);
    EXPECT_EQ(read[1].lamp, key.sender);
    const std::string fader = "\naddress = \"/channel/1/fader\"";
    const std::pair<std::string, const char*> wrong[] = {
        {"sender = \"cc 17 1\"" + fader, "control.sender: is like"},
        {"sender = \"cc 1 128\"" + fader, "control.sender: is like"},
        {"sender = \"bend 1 5\"" + fader, "control.sender: is like"},
        {"sender = \"cc 1 1\"\naddress = \"/channel/1/fadr\"",
         "control.address: no desk has a setting /channel/1/fadr"},
        {"sender = \"cc 1 1\"\naddress = \"/scene/current\"", "control.address: no desk has a setting"},
        {"sender = \"cc 1 1\"" + fader + "\nkind = \"wheel\"", "control.kind: is fader, knob, key or hold"},
        {"sender = \"cc 1 1\"" + fader + "\nturns = \"left\"", "control.turns: is signs, twos or offset"},
        {"sender = \"cc 1 1\"" + fader + "\nlamp = \"x\"", "control.lamp: is like"},
        {"sender = \"cc 1 1\"" + fader + "\ncolour = 3", "wrong.toml:4: control.colour: is no key of this file"}};
    for (const auto& [text, told] : wrong) try {
            read_controls(folder.write("wrong.toml", "[[control]]\n" + text));
            ADD_FAILURE() << "taken: " << text;
        } catch (const ConfigError& error) {
            EXPECT_THAT(error.what(), ::testing::HasSubstr(told));
        }
    EXPECT_THROW(read_controls(folder.write("wrong.toml", "control = 3")), ConfigError);
    EXPECT_THROW(read_controls(folder.write("wrong.toml", "control = [3]")), ConfigError);
    EXPECT_THROW(write_controls("/no/such/folder/x.toml", {}), ConfigError);
}

struct Hands {
    explicit Hands(Kind kind, const std::string& address, const std::string& sender) {
        Control control;
        control.sender = *Sender::of(sender);
        control.address = address;
        control.kind = kind;
        control.lamp = Sender{Sender::Kind::note, 0, 41};
        controller.emplace_back(std::vector{control});
        it().joined();
    }
    Controller& it() { return controller[0]; }
    std::string hears(const std::string& bytes, double after_ms = 10) {
        now += after_ms / 1000;
        for (const MidiMessage& message : said(bytes)) it().heard(message, now);
        it().turn(now);
        std::string text;
        for (const remote::Message& one : it().requests()) {
            text += (text.empty() ? "" : "; ") + one.address;
            for (const remote::Value& value : one.arguments) text += " " + remote::in_words(value);
        }
        return text;
    }
    double now = 50;
    std::vector<Controller> controller;
};

TEST(SurfaceLearn, a_fader_writes_nothing_until_it_is_caught) {
    Hands hands(Kind::fader, "/channel/1/fader", "cc 1 7");
    EXPECT_EQ(hands.hears("B0 07 20"), "") << "the desk has not said where it is";
    hands.it().told("/channel/1/fader", 0.0F);  // at 0.75
    EXPECT_EQ(in_hex(hands.it().lamps()), "90 29 00");
    EXPECT_EQ(hands.hears("B0 07 28 07 40 07 5D 07 5E"), "") << "a step and a quarter below";
    EXPECT_EQ(in_hex(hands.it().lamps()), "") << "still dark";
    EXPECT_EQ(hands.hears("B0 07 60"), "/channel/1/fader/touch on; /channel/1/fader 0.23622048") << "past 0.75: caught";
    EXPECT_EQ(in_hex(hands.it().lamps()), "90 29 7F");
    EXPECT_EQ(hands.hears("B0 07 7F"), "/channel/1/fader 10");
    EXPECT_EQ(hands.hears("", 310), "/channel/1/fader/touch off") << "the hand rests";
    hands.it().told("/channel/1/fader", -30.0F);
    EXPECT_EQ(in_hex(hands.it().lamps()), "90 29 00") << "somebody else has moved it";
    EXPECT_EQ(hands.hears("B0 07 7E 07 60 07 30 07 22"), "") << "two steps and a quarter above";
    EXPECT_THAT(hands.hears("B0 07 10"), ::testing::StartsWith("/channel/1/fader/touch on; /channel/1/fader -"));
    hands.it().lost();
    EXPECT_EQ(hands.hears("B0 07 11 07 12"), "");
    hands.it().joined();
    EXPECT_EQ(hands.hears("B0 07 40"), "") << "caught anew after a loss";
}

TEST(SurfaceLearn, a_hold_ends_when_somebody_else_has_moved_it) {
    Hands hands(Kind::fader, "/channel/1/fader", "cc 1 7");
    hands.it().told("/channel/1/fader", 0.0F);
    hands.hears("B0 07 50");
    EXPECT_THAT(hands.hears("B0 07 60"), ::testing::StartsWith("/channel/1/fader/touch on"));
    hands.it().told("/channel/1/fader", -30.0F);
    EXPECT_EQ(hands.hears(""), "/channel/1/fader/touch off");
    EXPECT_EQ(hands.hears("", 5000), "");
}

TEST(SurfaceLearn, values_that_all_come_anew_take_away_what_is_gone) {
    Hands hands(Kind::key, "/channel/40/mute", "note 1 36");
    hands.it().told("/channel/40/mute", true);
    hands.it().lost();
    hands.it().settling(false);
    hands.it().joined();
    EXPECT_EQ(hands.hears("90 24 7F 90 24 00"), "/channel/40/mute off") << "the same desk";
    hands.it().lost();
    hands.it().settling(true);
    hands.it().joined();
    EXPECT_EQ(hands.hears("90 24 7F 90 24 00"), "") << "one without that channel";
}

TEST(SurfaceLearn, a_control_that_trembles_has_said_enough_after_a_while) {
    const auto one = said("B0 07 10")[0], other = said("B0 08 10")[0];
    OneControl fast;
    for (int i = 0; i < 20'000; ++i) fast.heard(one, 50);
    EXPECT_TRUE(fast.is_complete(50.1));
    EXPECT_TRUE(fast.is_restless(50.1));
    EXPECT_LE(fast.said().size(), OneControl::kMostSaid);
    OneControl slow;
    double now = 50;
    for (; now < 59.5; now += 0.4) {
        slow.heard(one, now);
        EXPECT_FALSE(slow.is_complete(now));
    }
    for (; !slow.is_complete(now) && now < 70; now += 0.4) slow.heard(one, now);
    EXPECT_NEAR(now, 60, 0.5);
    EXPECT_TRUE(slow.is_complete(now));
    EXPECT_TRUE(slow.is_restless(now));
    OneControl next({*Sender::of(one)});
    next.heard(one, 70);
    next.heard(other, 70.1);
    next.heard(one, 70.2);
    EXPECT_FALSE(next.is_complete(70.7));
    EXPECT_TRUE(next.is_complete(70.9));
    EXPECT_FALSE(next.is_restless(70.9));
    ASSERT_EQ(next.said().size(), 1U);
    EXPECT_EQ(*Sender::of(next.said()[0]), *Sender::of(other));
}

TEST(SurfaceLearn, a_fast_move_over_the_value_catches_it) {
    Hands hands(Kind::fader, "/channel/1/fader", "bend 1");
    hands.it().told("/channel/1/fader", 0.0F);
    EXPECT_EQ(hands.hears("E0 00 10"), "");
    EXPECT_EQ(hands.hears("E0 7F 7F"), "/channel/1/fader/touch on; /channel/1/fader 10");
}

TEST(SurfaceLearn, endless_knobs_and_keys_need_no_catching) {
    Hands knob(Kind::knob, "/channel/1/pan", "cc 2 16");
    knob.it().told("/channel/1/pan", 0.5F);
    EXPECT_EQ(knob.hears("B1 10 02 10 7F"), "/channel/1/pan/turn 0.02; /channel/1/pan/turn -0.01");
    EXPECT_EQ(knob.hears("B0 10 02 B1 11 02"), "") << "another channel, another knob";
    Hands key(Kind::key, "/channel/1/mute", "note 1 36");
    key.it().told("/channel/1/mute", false);
    EXPECT_EQ(key.hears("90 24 7F 90 24 00"), "/channel/1/mute on");
    EXPECT_EQ(in_hex(key.it().lamps()), "90 29 7F");
    EXPECT_EQ(key.hears("90 24 7F 80 24 00"), "/channel/1/mute off");
    Hands talk(Kind::hold, "/talkback/1/on", "note 1 36");
    talk.it().told("/talkback/1/on", false);
    EXPECT_EQ(talk.hears("90 24 7F"), "/talkback/1/on on");
    EXPECT_EQ(talk.hears("", 510), "/talkback/1/on on") << "a sign of life";
    talk.it().unplugged(talk.now);
    EXPECT_EQ(talk.hears(""), "/talkback/1/on off");
}

}  // namespace
}  // namespace tutti::surface
