// What a performer may set in a cue mix, at the door itself: never above cue/max, in whatever way it is said, and heard
// to rise slowly.
#include <gtest/gtest.h>

#include "server/door.hpp"

namespace tutti {
namespace {

class Bounds : public testing::Test {
protected:
    Bounds() {
        performer.role = Role::artist;
        performer.user = 1;
        performer.rights =
            std::make_shared<const Rights>(console, Person{.role = Role::artist, .user = 1, .cues = {3}});
        engineer.role = Role::engineer;
        engineer.rights = all_rights();
        engineer.id = 1, performer.id = 2;
        set(engineer, "/bus/3/kind", std::string_view("cue"));
        set(engineer, "/bus/3/cue/max", -5.0F);
    }
    void set(Client& client, std::string_view address, Argument value) { set(client, address, {&value, 1}); }
    void set(Client& client, std::string_view address, std::span<const Argument> values) {
        Door::Visit visit(door, client, Clock::now());
        const auto refusal = visit.set(address, values);
        EXPECT_FALSE(refusal) << address << ": " << refusal->reason;
        visit.finish();
    }
    float number(std::string_view address) {
        return console.number(console.layout().slot(*console.tree().find(address)));
    }
    bool told(const Client& client, std::string_view address) {
        const Slot slot = console.layout().slot(*console.tree().find(address));
        return std::count(client.owed.begin(), client.owed.end(), slot) > 0;
    }

    Console console{Sizes{}};
    Door door{console};
    Client engineer, performer;
};

constexpr std::string_view kLevels[] = {"/channel/1/send/3/level",   "/bus/1/send/3/level", "/fx/1/return/send/3/level",
                                        "/bus/3/cue/family/2/level", "/bus/3/cue/me/level", "/bus/3/fader"};

TEST_F(Bounds, hold_for_every_level_and_the_performer_hears_the_truth) {
    for (const std::string_view address : kLevels) {
        performer.owed.clear();
        set(performer, address, 3.0F);
        EXPECT_EQ(number(address), -5) << address;
        EXPECT_TRUE(told(performer, address)) << address;
        performer.owed.clear();
        set(performer, address, -8.0F);
        EXPECT_EQ(number(address), -8) << address;
        EXPECT_FALSE(told(performer, address)) << address;
    }
}

TEST_F(Bounds, hold_for_moves_turns_resets_patterns_and_fades) {
    for (const std::string_view address : kLevels) {
        const std::string of(address);
        set(performer, address, -6.0F);
        set(performer, of + "/by", 4.0F);
        EXPECT_EQ(number(address), -5) << address;
        set(performer, of + "/turn", 0.5F);
        EXPECT_EQ(number(address), -5) << address;
        set(performer, of + "/reset", std::span<const Argument>());
        EXPECT_LE(number(address), -5) << address;
        const Argument fade[] = {10.0F, 0.0F};
        set(performer, of + "/fade", fade);
        EXPECT_EQ(number(address), -5) << address;
    }
    Door::Visit visit(door, performer, Clock::now());
    EXPECT_FALSE(visit.set("/channel/*/send/3/level", std::vector<Argument>{10.0F}));
    visit.finish();
    EXPECT_EQ(number("/channel/32/send/3/level"), -5);
}

TEST_F(Bounds, of_an_offset_depend_on_what_the_mix_follows) {
    set(engineer, "/channel/1/fader", -2.0F);
    set(engineer, "/bus/3/inherit/source", std::string_view("main"));
    set(performer, "/channel/1/send/3/offset", 20.0F);
    EXPECT_NEAR(number("/channel/1/send/3/offset"), -3, 1e-4);
    set(performer, "/channel/1/send/3/offset", -10.0F);
    EXPECT_EQ(number("/channel/1/send/3/offset"), -10);
}

TEST_F(Bounds, are_the_performers_alone_but_hold_for_whatever_is_brought) {
    set(engineer, "/channel/1/send/3/level", 6.0F);
    EXPECT_EQ(number("/channel/1/send/3/level"), 6);
    Door::Visit visit(door, engineer, Clock::now());
    std::vector<Slot> held;
    const Slot slot = console.layout().slot("send/{bus}/level"_channel, 1, 2);
    EXPECT_FALSE(visit.bring({slot, {8}}, held));
    visit.finish();
    EXPECT_EQ(console.number(slot), -5);
}

TEST_F(Bounds, of_the_others_buses_are_none) {
    set(engineer, "/bus/4/cue/max", -40.0F);  // it is no cue
    performer.rights = std::make_shared<const Rights>(console, Person{.role = Role::artist, .user = 1, .cues = {4}});
    set(performer, "/channel/1/send/4/level", 2.0F);
    EXPECT_EQ(number("/channel/1/send/4/level"), 2);
}

TEST_F(Bounds, what_a_performer_raises_is_heard_slowly_and_what_the_engineer_raises_at_once) {
    constexpr auto level = "send/{bus}/level"_channel;
    set(performer, "/channel/1/send/3/level", -5.0F);
    EXPECT_EQ(console.number(level, 0, 2), -5);
    EXPECT_EQ(console.heard(level, 0, 2), -20);
    console.rise(0.25);
    EXPECT_NEAR(console.heard(level, 0, 2), -15, 1e-4);
    set(performer, "/channel/1/send/3/level/by", 3.0F);
    EXPECT_NEAR(console.heard(level, 0, 2), -15, 1e-4);
    set(engineer, "/channel/1/send/3/level", -6.0F);
    EXPECT_EQ(console.heard(level, 0, 2), -6);
    set(performer, "/channel/1/send/3/level", -30.0F);
    EXPECT_EQ(console.heard(level, 0, 2), -30);
    // A fade is no way around it.
    const Argument fade[] = {-5.0F, 0.1F};
    set(performer, "/channel/1/send/3/level/fade", fade);
    std::vector<Fades::Due> due;
    door.fades().advance(console, Clock::now() + std::chrono::seconds(1), due);
    ASSERT_EQ(due.size(), 1U);
    console.apply({&due[0].change, 1}, 0);
    EXPECT_EQ(console.number(level, 0, 2), -5);
    EXPECT_EQ(console.heard(level, 0, 2), -20);
}

}  // namespace
}  // namespace tutti
