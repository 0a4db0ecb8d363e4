// The two lists of changes, settings and readings: newest last, each parameter once, and who changed it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/console/rules.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

using Of = ChangeList::Of;

std::vector<Slot> newest_first(const ChangeList& list, Of which) {
    std::vector<Slot> slots;
    for (Slot s = list.newest(which); s != kNoSlot && slots.size() < 10000; s = list.older(s)) slots.push_back(s);
    return slots;
}

TEST(Changes, are_listed_newest_first_each_once) {
    ChangeList list(10);
    EXPECT_THAT(newest_first(list, Of::settings), testing::IsEmpty());
    Revision r = 0;
    for (const Slot s : {3U, 5U, 3U, 3U, 7U, 5U, 9U, 3U}) list.touch(Of::settings, s, ++r, 1);
    EXPECT_THAT(newest_first(list, Of::settings), testing::ElementsAre(3, 9, 5, 7));
    EXPECT_EQ(list.revision(3), 8U);
    EXPECT_EQ(list.revision(7), 5U);
    EXPECT_EQ(list.revision(0), 0U);
}

TEST(Changes, settings_and_readings_stand_in_lists_of_their_own) {
    Console console(sizes(2, 1));
    const Layout& layout = console.layout();
    const Slot fader = layout.slot("fader"_channel, 0), mute = layout.slot("mute"_channel, 0);
    const Slot load = layout.slot("engine/load"_session), muted_by = layout.slot("muted_by"_channel, 0);
    console.publish(load, {0.5F});
    const Change first = set(fader, -10), second = set(mute, 1);
    console.apply({&first, 1}, 1);
    console.publish(muted_by, {0, "own"});
    console.apply({&second, 1}, 1);
    console.publish(load, {0.6F});
    EXPECT_THAT(newest_first(console.changes(), Of::settings), testing::ElementsAre(mute, fader));
    EXPECT_THAT(newest_first(console.changes(), Of::readings), testing::ElementsAre(load, muted_by));
    EXPECT_EQ(console.changes().revision(load), 3U) << "ticks";
    EXPECT_EQ(console.tick(), 3U);
    console.publish(load, {0.6F}), console.publish(muted_by, {0, "own"});
    EXPECT_EQ(console.tick(), 3U) << "the same is no news";
    EXPECT_EQ(console.revision(), 3U) << "readings are no revisions";
}

// Against a second bookkeeping that remembers everything.
TEST(Changes, at_random_keep_order_authors_and_what_others_did) {
    constexpr Slot kSlots = 40;
    ChangeList list(kSlots);
    struct Touch {
        Revision revision;
        Author author;
    };
    std::map<Slot, std::vector<Touch>> all;
    std::vector<Slot> order[2];
    Dice dice(5);
    for (Revision r = 1; r < 3000; ++r) {
        const auto slot = static_cast<Slot>(dice.below(kSlots));
        const std::size_t which = slot % 2;  // a slot stands in one list for ever
        const auto author = static_cast<Author>(dice.below(3));
        list.touch(static_cast<Of>(which), slot, r, author);
        all[slot].push_back({r, author});
        std::erase(order[which], slot);
        order[which].insert(order[which].begin(), slot);
        ASSERT_EQ(newest_first(list, static_cast<Of>(which)), order[which]);
        ASSERT_EQ(list.revision(slot), r);
        ASSERT_EQ(list.author(slot), author);
        Revision by_others = 0;
        for (const Touch& t : all[slot])
            if (t.author != author) by_others = t.revision;
        ASSERT_EQ(list.other_revision(slot), by_others);
    }
}

class MutedBy : public testing::Test {
protected:
    Console console{sizes(2, 2)};

    void set(const char* address, bool on) { set(address, on ? 1.0F : 0.0F); }
    void set(const char* address, float number) {
        const Change change{console.layout().slot(*console.tree().find(address)), {number}};
        console.apply({&change, 1}, 1);
    }
};

TEST_F(MutedBy, an_open_strip_by_nothing) {
    set("/channel/1/mutegroup/1", true), set("/channel/1/dca/1", true);
    set("/mutegroup/2/on", true), set("/dca/2/mute", true), set("/channel/2/mute", true);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 0}), "");
    EXPECT_EQ(muted_by(console, {.family = Family::bus, .strip = 0}), "");
}

TEST_F(MutedBy, every_cause_is_named) {
    set("/channel/2/mute", true);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 1}), "own");
    set("/channel/2/input/mute", true);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 1}), "own input");
    set("/channel/2/mutegroup/2", true), set("/mutegroup/2/on", true);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 1}), "own input mutegroup:2");
    set("/channel/2/dca/1", true), set("/dca/1/mute", true);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 1}), "own input mutegroup:2 dca:1");
    set("/channel/2/mute", false);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 1}), "input mutegroup:2 dca:1");
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 0}), "");
}

TEST_F(MutedBy, a_dcas_mute_but_not_its_fader) {
    set("/channel/1/dca/1", true), set("/bus/1/dca/1", true), set("/dca/1/fader", -90.0F);
    EXPECT_EQ(muted_by(console, {.family = Family::channel, .strip = 0}), "");
    EXPECT_EQ(muted_by(console, {.family = Family::bus, .strip = 0}), "");
}

TEST_F(MutedBy, buses_like_channels) {
    set("/bus/2/mute", true), set("/bus/2/mutegroup/1", true), set("/mutegroup/1/on", true);
    set("/bus/2/dca/2", true), set("/dca/2/mute", true);
    EXPECT_EQ(muted_by(console, {.family = Family::bus, .strip = 1}), "own mutegroup:1 dca:2");
    EXPECT_EQ(muted_by(console, {.family = Family::bus, .strip = 0}), "");
}

}  // namespace
}  // namespace tutti::test
