// Pairs of channels (behaviour.md, Link): what both have in common, what each keeps, and what comes back.
#include "engine/console/link.hpp"

#include <gtest/gtest.h>

#include <set>

#include "engine/console/rules.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

class Links : public testing::Test {
protected:
    Console console{sizes(5, 3)};
    const Layout& layout = console.layout();

    Slot at(const std::string& address) const { return layout.slot(*console.tree().find(address)); }
    float number(const std::string& address) const { return console.number(at(address)); }
    Revision apply(const std::vector<std::pair<std::string, float>>& sets) {
        std::vector<Change> changes;
        for (const auto& [address, value] : sets) changes.push_back({at(address), {value}});
        return console.apply(changes, 7);
    }
    // Settings of channel n that are numbers, and whether a linked pair keeps them apart.
    static bool is_own(const Row& row) {
        const std::set<std::string_view> own = {
            "input/source", "input/trim",   "input/invert", "input/delay/on", "input/delay/time", "insert/source",
            "pan",          "pan_unlinked", "link"};
        return row.type == Type::text || own.contains(row.path);
    }
    template <class Do>
    void for_each_setting(Do&& act) {
        for (std::uint16_t r = 0; r < info(Family::channel).rows.size(); ++r) {
            const Row& row = info(Family::channel).rows[r];
            if (row.kind != Kind::setting || row.type == Type::text) continue;
            for (int i = 0; i < layout.indices(row); ++i)
                act(row, Place{Family::channel, r, 2, row.index == Index::none ? -1 : i});
        }
    }
    Slot beside(Place place) const {
        place.strip ^= 1;
        return layout.slot(place);
    }
    // Somewhere else than it is.
    float elsewhere(const Row& row, Slot slot) const {
        if (row.type == Type::route) return console.number(slot) == 0 ? 1 : 0;
        return console.number(slot) == row.max ? row.min : row.max;
    }
    // Every setting of channel 3 away from its default, but for what switches others.
    void send_astray() {
        for_each_setting([&](const Row& row, const Place& place) {
            if (row.path == "link" || place.is("send/{bus}/pan_follow"_channel)) return;
            const Change change{layout.slot(place), {elsewhere(row, layout.slot(place))}};
            console.apply({&change, 1}, 7);
        });
    }
};

TEST_F(Links, the_right_side_takes_what_the_left_one_has_and_each_keeps_its_own) {
    send_astray();
    std::vector<float> before;
    for_each_setting([&](const Row&, const Place& place) { before.push_back(console.number(beside(place))); });
    const Revision r = apply({{"/channel/3/link", 1}});
    std::size_t n = 0;
    for_each_setting([&](const Row& row, const Place& place) {
        const float was = before[n++];
        if (row.path == "pan" || row.path == "pan_unlinked" || row.path == "link") return;
        const float now = console.number(beside(place));
        EXPECT_EQ(now, is_own(row) ? was : console.number(layout.slot(place)))
            << address_of(layout, layout.slot(place));
        if (now == was) return;
        EXPECT_EQ(console.changes().revision(beside(place)), r) << "one revision";
        EXPECT_EQ(console.changes().author(beside(place)), 0U) << "told to the sender too";
    });
}

TEST_F(Links, a_change_to_either_side_is_one_to_both_in_one_revision_and_told_to_the_sender) {
    apply({{"/channel/3/link", 1}});
    for (const int side : {0, 1})
        for_each_setting([&](const Row& row, Place place) {
            if (row.path == "link") return;
            place.strip ^= side;
            const Slot slot = layout.slot(place), other = beside(place);
            const float before = console.number(other);
            const Change change{slot, {elsewhere(row, slot)}};
            const Revision r = console.apply({&change, 1}, 7);
            EXPECT_EQ(console.number(slot), change.value.number);
            EXPECT_EQ(console.number(other), is_own(row) ? before : change.value.number) << address_of(layout, slot);
            if (is_own(row)) return;
            EXPECT_EQ(console.changes().revision(other), r);
            EXPECT_EQ(console.changes().author(slot), 7U);
            EXPECT_EQ(console.changes().author(other), 0U);
        });
}

TEST_F(Links, others_are_left_alone) {
    apply({{"/channel/3/link", 1}, {"/channel/1/fader", -20}});
    apply({{"/channel/3/fader", -5}, {"/channel/1/mute", 1}, {"/channel/5/fader", -7}});
    EXPECT_EQ(number("/channel/1/fader"), -20);
    EXPECT_EQ(number("/channel/2/fader"), -90);
    EXPECT_EQ(number("/channel/2/mute"), 0);
    EXPECT_EQ(number("/channel/5/fader"), -7);
}

TEST_F(Links, pans_go_to_the_sides_and_come_back) {
    apply({{"/channel/3/pan", 0.25F}, {"/channel/4/pan", -0.5F}});
    apply({{"/channel/3/link", 1}});
    EXPECT_EQ(number("/channel/3/pan"), -1);
    EXPECT_EQ(number("/channel/4/pan"), 1);
    apply({{"/channel/3/pan", -0.75F}});
    EXPECT_EQ(number("/channel/4/pan"), 1) << "narrower on one side only";
    apply({{"/channel/3/link", 1}});
    EXPECT_EQ(number("/channel/3/pan"), -0.75F) << "a link that is there already changes nothing";
    const Revision r = apply({{"/channel/3/link", 0}});
    EXPECT_EQ(number("/channel/3/pan"), 0.25F);
    EXPECT_EQ(number("/channel/4/pan"), -0.5F);
    EXPECT_EQ(console.changes().revision(at("/channel/4/pan")), r);
    apply({{"/channel/3/fader", -3}});
    EXPECT_EQ(number("/channel/4/fader"), -90) << "they go their own ways again";
}

TEST_F(Links, what_the_same_list_sets_holds) {
    apply({{"/channel/3/fader", -5}, {"/channel/3/mute", 1}});
    apply({{"/channel/3/link", 1}, {"/channel/4/mute", 0}, {"/channel/4/pan", 0.5F}});
    EXPECT_EQ(number("/channel/4/fader"), -5);
    EXPECT_EQ(number("/channel/4/mute"), 0);
    EXPECT_EQ(number("/channel/4/pan"), 0.5F);
    apply({{"/channel/3/fader", -1}, {"/channel/4/fader", -2}});
    EXPECT_EQ(number("/channel/3/fader"), -1);
    EXPECT_EQ(number("/channel/4/fader"), -2);
    apply({{"/channel/4/fader", -8}, {"/channel/4/fader", -9}});
    EXPECT_EQ(number("/channel/3/fader"), -9) << "the last one";
}

TEST_F(Links, what_follows_for_one_side_follows_for_both) {
    apply({{"/channel/3/link", 1}});
    apply({{"/channel/3/send/2/pan", 0.5F}});
    EXPECT_EQ(number("/channel/4/send/2/pan"), 0.5F);
    EXPECT_EQ(number("/channel/3/send/2/pan_follow"), 0);
    EXPECT_EQ(number("/channel/4/send/2/pan_follow"), 0);
    apply({{"/bus/1/kind", static_cast<float>(BusKind::group)}, {"/channel/3/send/1/level", -12}});
    EXPECT_EQ(number("/channel/3/send/1/level"), -12);
    EXPECT_EQ(number("/channel/4/send/1/level"), -12);
    apply({{"/session/sip/channel/4", 1}});
    EXPECT_EQ(number("/session/sip/channel/3"), 1);
}

TEST_F(Links, a_solo_of_one_is_a_solo_of_both_even_where_it_ends_the_others) {
    apply({{"/channel/3/link", 1}, {"/monitor/1/exclusive", 1}, {"/channel/1/solo/1", 1}});
    apply({{"/channel/4/solo/1", 1}});
    EXPECT_EQ(number("/channel/3/solo/1"), 1);
    EXPECT_EQ(number("/channel/4/solo/1"), 1);
    EXPECT_EQ(number("/channel/1/solo/1"), 0);
    apply({{"/channel/2/gate/listen/1", 1}});
    EXPECT_EQ(number("/channel/3/solo/1"), 0);
    EXPECT_EQ(number("/channel/4/solo/1"), 0);
}

TEST_F(Links, a_fade_takes_the_other_side_along) {
    apply({{"/channel/3/link", 1}});
    console.glide(at("/channel/4/fader"), -33);
    EXPECT_EQ(number("/channel/3/fader"), -33);
    const Revision r = apply({{"/channel/4/fader", -33}});
    EXPECT_EQ(console.changes().revision(at("/channel/3/fader")), r) << "and tells it";
}

TEST_F(Links, only_an_odd_channel_with_one_beside_it_can_be_linked) {
    const auto refused = [&](const char* address) {
        const auto refusal = forbidden(console, *console.tree().find(address), {1});
        return refusal && refusal->code == Code::bad_value;
    };
    EXPECT_FALSE(refused("/channel/1/link"));
    EXPECT_TRUE(refused("/channel/2/link"));
    EXPECT_FALSE(refused("/channel/3/link"));
    EXPECT_TRUE(refused("/channel/4/link"));
    EXPECT_TRUE(refused("/channel/5/link")) << "nobody is beside the last one";
}

// However a desk is handled, linked pairs agree in all they have in common, unless one list said otherwise.
TEST_F(Links, pairs_agree_whatever_happens_one_by_one) {
    Dice dice(5);
    apply({{"/channel/1/link", 1}, {"/channel/3/link", 1}});
    for (int n = 0; n < 3000; ++n) {
        const Change change = random_change(layout, dice);
        console.apply({&change, 1}, 1);
        if (dice.once_in(10)) console.glide(change.slot, change.value.number);
    }
    int compared = 0;
    for (const int left : {0, 2})
        for_each_setting([&](const Row& row, Place place) {
            place.strip = left;
            if (!is_linked(console, left) || is_own(row)) return;
            ++compared;
            EXPECT_EQ(console.number(layout.slot(place)), console.number(beside(place)))
                << address_of(layout, layout.slot(place));
        });
    EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace tutti::test
