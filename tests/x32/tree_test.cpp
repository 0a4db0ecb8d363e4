// The tree of the X32 dialect as its clients know it, in their addresses and in the desk's.
#include <gmock/gmock.h>

#include "tests/x32/seen.hpp"

namespace tutti {
namespace {

using test::Seen;
using x32::Setting;
using Outcome = x32::Tree::Outcome;
using testing::FloatNear;

TEST(X32Tree, FaderMuteAndNameAreTheChannels) {
    Seen seen(Sizes{});
    EXPECT_EQ(seen.set("/ch/01/mix/fader", 0.75F), Outcome::desk);
    EXPECT_THAT(seen.number("/channel/1/fader"), FloatNear(0, 0.011F));
    EXPECT_EQ(seen.set("/ch/32/mix/on", 0), Outcome::desk);
    EXPECT_EQ(seen.number("/channel/32/mute"), 1);
    EXPECT_EQ(seen.set("/ch/02/config/name", std::string_view("Snare")), Outcome::desk);
    EXPECT_EQ(seen.console.text(seen.slot("/channel/2/name")), "Snare");
    EXPECT_EQ(seen.line("ch/02/mix"), "/ch/02/mix ON -oo ON +0 OFF -oo\n");
}

TEST(X32Tree, AWindowBeginsWhereItSays) {
    Seen seen(test::large(), {.first_channel = 33, .first_bus = 9, .monitor = 2});
    seen.set("/ch/01/mix/16/level", 0.75F);
    EXPECT_EQ(seen.number("/channel/33/send/24/level"), 0);
    seen.set("/auxin/01/mix/fader", 1.0F);
    EXPECT_EQ(seen.number("/channel/65/fader"), 10);
    seen.set("/bus/01/mix/on", 0);
    EXPECT_EQ(seen.number("/bus/9/mute"), 1);
    seen.set("/-stat/solosw/01", 1);
    EXPECT_EQ(seen.number("/channel/33/solo/2"), 1);
    EXPECT_EQ(seen.get("/ch/01/config/source").step, 1);
    EXPECT_EQ(seen.get("/config/chlink/1-2").step, 0);
    seen.set("/config/chlink/1-2", 1);
    EXPECT_EQ(seen.number("/channel/33/link"), 1);
}

TEST(X32Tree, TheDeskHasItsNameAmongThePreferences) {
    EXPECT_EQ(Seen(Sizes{}, {.name = "Studio A"}).get("/-prefs/name").text, "Studio A");
}

TEST(X32Tree, WhatTheDeskHasNotIsKept) {
    Seen seen(Sizes{.channels = 1, .buses = 0, .fx = 0});
    EXPECT_EQ(seen.get("/ch/02/mix/on").step, 1);
    EXPECT_EQ(seen.set("/ch/02/mix/fader", 0.5F), Outcome::kept);
    EXPECT_EQ(seen.set("/ch/02/mix/fader", 0.5F), Outcome::nothing);
    EXPECT_EQ(seen.get("/ch/02/mix/fader").step, 511);
    EXPECT_EQ(seen.set("/headamp/000/gain", 1.0F), Outcome::kept);
    EXPECT_EQ(seen.line("headamp/000"), "/headamp/000 +60.0 OFF\n");
    EXPECT_EQ(seen.set("/-ha/00/index", 3), Outcome::nothing) << "read only";
}

TEST(X32Tree, AValueBetweenTwoStepsSurvivesWhatItReadsAs) {
    Seen seen(Sizes{});
    seen.desk("/channel/1/fader", -7.1234F);
    const x32::Leaf& fader = seen.leaf("/ch/01/mix/fader");
    const Argument sent = x32::on_wire(fader.grid(), seen.tree.get(fader));
    EXPECT_EQ(seen.set("/ch/01/mix/fader", sent), Outcome::nothing);
    seen.take_line("ch/01/mix ON -7.1 ON +0 OFF -oo");
    EXPECT_EQ(seen.number("/channel/1/fader"), -7.1234F);
    seen.take_line("ch/01/mix ON -7.2");
    EXPECT_THAT(seen.number("/channel/1/fader"), FloatNear(-7.2F, 0.02F));

    seen.desk("/channel/1/name", std::string_view("Lead vocal, dry \"take\""));
    EXPECT_EQ(seen.line("/ch/01/config/name"), "/ch/01/config/name \"Lead vocal, \"\n");
    seen.take_line("/ch/01/config \"Lead vocal, \"");
    EXPECT_EQ(seen.console.text(seen.slot("/channel/1/name")), "Lead vocal, dry \"take\"");
}

}  // namespace
}  // namespace tutti
