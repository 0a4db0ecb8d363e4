// Console::apply: a list of changes is one revision, and what follows from it by the rules of a desk is part of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

constexpr Author kAna = 7;

class Apply : public testing::Test {
protected:
    Console console{sizes(3, 4), 100};

    Slot slot(const std::string& address) {
        const auto place = console.tree().find(address);
        EXPECT_TRUE(place) << address;
        return console.layout().slot(*place);
    }
    float number(const std::string& address) { return console.number(slot(address)); }
    Revision told(const std::string& address) { return console.changes().revision(slot(address)); }
    struct Set {
        std::string address;
        float number;
    };
    Revision apply(const std::vector<Set>& sets, Author author = kAna) {
        std::vector<Change> changes;
        for (const Set& s : sets) changes.push_back(set(slot(s.address), s.number));
        return console.apply(changes, author);
    }
};

TEST_F(Apply, a_list_is_one_revision) {
    const Revision r = apply({{"/channel/1/fader", -10}, {"/channel/2/mute", 1}, {"/main/fader", -3}});
    EXPECT_EQ(r, 101U);
    EXPECT_EQ(console.revision(), r);
    for (const char* address : {"/channel/1/fader", "/channel/2/mute", "/main/fader"}) EXPECT_EQ(told(address), r);
    EXPECT_EQ(apply({{"/channel/1/fader", -11}}), r + 1);
    EXPECT_EQ(told("/channel/1/fader"), r + 1);
    EXPECT_EQ(told("/main/fader"), r) << "nobody touched it";
}

TEST_F(Apply, what_stays_the_same_is_nobodys_news) {
    const Revision first = apply({{"/channel/1/fader", -10}});
    EXPECT_EQ(apply({{"/channel/1/fader", -10}, {"/channel/1/pan", 0}}), first + 1) << "the answer needs a number";
    EXPECT_EQ(told("/channel/1/fader"), first);
    EXPECT_EQ(told("/channel/1/pan"), 0U);
    EXPECT_EQ(apply({}), first + 2);
}

TEST_F(Apply, of_one_parameter_twice_in_a_list_the_last_holds) {
    apply({{"/channel/1/fader", -10}, {"/channel/1/fader", -20}});
    EXPECT_EQ(number("/channel/1/fader"), -20);
}

TEST_F(Apply, texts_change_like_numbers) {
    const Change name{slot("/channel/1/name"), {0, "Kick"}};
    const Revision r = console.apply({&name, 1}, kAna);
    EXPECT_EQ(console.text(name.slot), "Kick");
    EXPECT_EQ(told("/channel/1/name"), r);
    console.apply({&name, 1}, kAna);
    EXPECT_EQ(told("/channel/1/name"), r);
    EXPECT_EQ(console.text(slot("/channel/2/name")), "");
}

TEST_F(Apply, readings_and_actions_are_not_written) {
    const Change changes[] = {{slot("/channel/1/muted_by"), {0, "own"}}, set(slot("/monitor/1/solo/active"), 1)};
    console.apply(changes, kAna);
    EXPECT_EQ(console.text(changes[0].slot), "");
    EXPECT_EQ(console.number(changes[1].slot), 0);
    EXPECT_EQ(told("/channel/1/muted_by"), 0U);
}

TEST_F(Apply, what_a_fade_has_moved_is_news_once_it_is_applied) {
    const Revision r = apply({{"/channel/1/fader", -10}});
    console.glide(slot("/channel/1/fader"), -12);
    EXPECT_EQ(number("/channel/1/fader"), -12);
    EXPECT_EQ(told("/channel/1/fader"), r) << "nobody is told of each step";
    EXPECT_EQ(console.revision(), r);
    EXPECT_EQ(apply({{"/channel/1/fader", -12}}), r + 1);
    EXPECT_EQ(told("/channel/1/fader"), r + 1);
    apply({{"/channel/1/fader", -12}});
    EXPECT_EQ(told("/channel/1/fader"), r + 1);
}

// ---- a send's own pan ----

TEST_F(Apply, a_sends_own_pan_ends_pan_follow) {
    for (const std::string send : {"/channel/2/send/3/", "/bus/1/send/3/"}) {
        const Revision r = apply({{send + "pan", 0.5F}});
        EXPECT_EQ(number(send + "pan_follow"), 0) << send;
        EXPECT_EQ(told(send + "pan_follow"), r);
        EXPECT_EQ(console.changes().author(slot(send + "pan_follow")), 0U) << "told to the sender too";
        EXPECT_EQ(console.changes().author(slot(send + "pan")), kAna);
        apply({{send + "pan_follow", 1}});
        EXPECT_EQ(number(send + "pan"), 0.5F);
        apply({{send + "pan", 0.5F}});
        EXPECT_EQ(number(send + "pan_follow"), 0) << "also to the place where it was";
    }
    EXPECT_EQ(number("/channel/2/send/2/pan_follow"), 1);
    EXPECT_EQ(number("/channel/1/send/3/pan_follow"), 1);
}

TEST_F(Apply, pan_follow_in_the_same_list_holds_in_any_order) {
    apply({{"/channel/1/send/1/pan", 0.5F}, {"/channel/1/send/1/pan_follow", 1}});
    EXPECT_EQ(number("/channel/1/send/1/pan_follow"), 1);
    apply({{"/channel/1/send/1/pan_follow", 1}, {"/channel/1/send/1/pan", -0.5F}});
    EXPECT_EQ(number("/channel/1/send/1/pan_follow"), 1);
    EXPECT_EQ(number("/channel/1/send/1/pan"), -0.5F);
}

// ---- solo ----

const char* const kSolos[] = {"/channel/1/solo/1", "/channel/3/solo/1", "/bus/2/solo/1", "/main/solo/1",
                              "/dca/1/solo/1"};

TEST_F(Apply, an_exclusive_solo_ends_the_others_of_its_monitor) {
    apply({{"/monitor/1/exclusive", 1}, {"/channel/2/solo/2", 1}});
    const char* before = nullptr;
    std::vector<const char*> round(std::begin(kSolos), std::end(kSolos));
    round.push_back(kSolos[0]);  // so that each of them has been ended
    for (const char* address : round) {
        const Revision r = apply({{address, 1}});
        EXPECT_EQ(number(address), 1);
        if (before) {
            EXPECT_EQ(number(before), 0) << before << " after " << address;
            EXPECT_EQ(told(before), r) << "the same revision";
        }
        before = address;
    }
    EXPECT_EQ(number("/channel/2/solo/2"), 1) << "the other monitor's";
}

TEST_F(Apply, solos_add_up_where_they_are_not_exclusive) {
    for (const char* address : kSolos) apply({{address, 1}});
    for (const char* address : kSolos) EXPECT_EQ(number(address), 1) << address;
    apply({{"/monitor/1/exclusive", 1}});
    for (const char* address : kSolos) EXPECT_EQ(number(address), 1) << address << ": no new solo";
    apply({{"/channel/1/solo/1", 1}});
    EXPECT_EQ(number("/dca/1/solo/1"), 1) << "it was soloed already";
    apply({{"/channel/1/solo/1", 0}});
    EXPECT_EQ(number("/dca/1/solo/1"), 1) << "an end is no new solo";
}

TEST_F(Apply, solos_of_one_list_stay_together) {
    apply({{"/monitor/1/exclusive", 1}, {"/channel/2/solo/1", 1}});
    apply({{"/channel/1/solo/1", 1}, {"/bus/2/solo/1", 1}});
    EXPECT_EQ(number("/channel/1/solo/1"), 1);
    EXPECT_EQ(number("/bus/2/solo/1"), 1);
    EXPECT_EQ(number("/channel/2/solo/1"), 0);
}

}  // namespace
}  // namespace tutti::test
