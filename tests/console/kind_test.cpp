// What a bus's kind brings (behaviour.md, Sends; defaults as in parameters.md): its own settings and every send into
// it, in one revision, and never over what the same list says.
#include <gtest/gtest.h>

#include "engine/console/rules.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

struct Defaults {
    BusKind kind;
    Tap tap;
    float follow_mute, to_main, limiter_on, ceiling, send_on, send_level;
};
constexpr Defaults kDefaults[] = {
    {BusKind::group, Tap::post_fader, 1, 1, 0, -1, 0, 0},
    {BusKind::fx, Tap::post_fader, 1, 0, 0, -1, 1, -90},
    {BusKind::aux, Tap::pre_fader, 1, 0, 0, -1, 1, -90},
    {BusKind::cue, Tap::pre_fader, 0, 0, 1, -6, 1, -90},
};

class Kinds : public testing::Test {
protected:
    Console console{sizes(3, 4)};
    const Layout& layout = console.layout();

    Revision apply(const std::vector<Change>& changes) { return console.apply(changes, 7); }
    Change kind(int bus, BusKind k) { return set(layout.slot("kind"_bus, bus), static_cast<float>(k)); }

    void expect_defaults(int bus, const Defaults& d) {
        EXPECT_EQ(console.number("tap"_bus, bus), static_cast<float>(d.tap));
        EXPECT_EQ(console.number("follow/mute"_bus, bus), d.follow_mute);
        EXPECT_EQ(console.number("to/main"_bus, bus), d.to_main);
        EXPECT_EQ(console.number("limiter/on"_bus, bus), d.limiter_on);
        EXPECT_EQ(console.number("limiter/ceiling"_bus, bus), d.ceiling);
        for (int s = 0; s < 3; ++s) {
            EXPECT_EQ(console.number("send/{bus}/on"_channel, s, bus), d.send_on);
            EXPECT_EQ(console.number("send/{bus}/level"_channel, s, bus), d.send_level);
            EXPECT_EQ(console.number("send/{bus}/on"_bus, s, bus), d.send_on);
            EXPECT_EQ(console.number("send/{bus}/level"_bus, s, bus), d.send_level);
        }
    }
    // Everything that a kind brings, somewhere else than any kind has it.
    std::vector<Change> astray(int bus) {
        std::vector<Change> changes = {
            set(layout.slot("tap"_bus, bus), static_cast<float>(Tap::pre_eq)),
            set(layout.slot("limiter/ceiling"_bus, bus), -13),
        };
        for (int s = 0; s < 3; ++s) {
            changes.push_back(set(layout.slot("send/{bus}/level"_channel, s, bus), -17));
            changes.push_back(set(layout.slot("send/{bus}/level"_bus, s, bus), -19));
        }
        return changes;
    }
};

// A packet may say the same thing thousands of times; what follows from it follows once.
TEST_F(Kinds, said_a_hundred_times_brings_its_defaults_once) {
    std::vector<Change> once = {kind(1, BusKind::cue)}, often;
    for (int time = 0; time < 100; ++time) often.insert(often.end(), {kind(1, BusKind::group), kind(1, BusKind::cue)});
    const auto consequences = [&](const std::vector<Change>& changes) {
        Console fresh{layout.sizes()};
        fresh.apply(changes, 7);
        std::vector<Change> out;
        append_consequences(fresh, changes, out);
        return out.size();
    };
    EXPECT_GT(consequences(once), 10U);
    EXPECT_EQ(consequences(often), consequences(once));
}

TEST_F(Kinds, a_new_desk_has_aux_buses) {
    for (int bus = 0; bus < 4; ++bus) expect_defaults(bus, kDefaults[2]);
}

TEST_F(Kinds, each_brings_its_defaults_from_any_other) {
    for (const Defaults& from : kDefaults)
        for (const Defaults& to : kDefaults) {
            if (from.kind == to.kind) continue;
            apply({kind(1, from.kind)});
            apply(astray(1));
            const Revision r = apply({kind(1, to.kind)});
            SCOPED_TRACE(testing::Message() << static_cast<int>(from.kind) << " to " << static_cast<int>(to.kind));
            expect_defaults(1, to);
            for (const Change& change : astray(1)) EXPECT_EQ(console.changes().revision(change.slot), r);
        }
}

TEST_F(Kinds, other_buses_and_other_settings_stay) {
    apply(astray(0));
    apply({set(layout.slot("send/{bus}/pan"_channel, 0, 1), 0.5F), set(layout.slot("fader"_bus, 1), -5),
           set(layout.slot("width"_bus, 1), 0), set(layout.slot("limiter/release"_bus, 1), 300),
           set(layout.slot("send/{bus}/tap"_channel, 0, 1), 2), set(layout.slot("send/{bus}/level"_bus, 1, 2), -8)});
    apply({kind(1, BusKind::cue)});
    for (const Change& change : astray(0)) EXPECT_EQ(console.number(change.slot), change.value.number);
    EXPECT_EQ(console.number("send/{bus}/pan"_channel, 0, 1), 0.5F);
    EXPECT_EQ(console.number("send/{bus}/tap"_channel, 0, 1), 2);
    EXPECT_EQ(console.number("fader"_bus, 1), -5);
    EXPECT_EQ(console.number("width"_bus, 1), 0);
    EXPECT_EQ(console.number("limiter/release"_bus, 1), 300);
    EXPECT_EQ(console.number("send/{bus}/level"_bus, 1, 2), -8) << "what it sends itself";
}

TEST_F(Kinds, what_the_same_list_sets_holds_in_any_order) {
    for (const bool kind_first : {false, true}) {
        apply({kind(1, BusKind::aux)});
        std::vector<Change> changes = astray(1);
        changes.insert(kind_first ? changes.begin() : changes.end(), kind(1, BusKind::cue));
        const Revision r = apply(changes);
        for (const Change& change : astray(1)) EXPECT_EQ(console.number(change.slot), change.value.number);
        EXPECT_EQ(console.number("limiter/on"_bus, 1), 1) << "the rest is the kind's";
        EXPECT_EQ(console.number("follow/mute"_bus, 1), 0);
        EXPECT_EQ(console.changes().revision(layout.slot("limiter/on"_bus, 1)), r);
    }
}

TEST_F(Kinds, a_list_may_change_several_buses) {
    apply({kind(0, BusKind::group), kind(1, BusKind::cue), kind(3, BusKind::fx)});
    expect_defaults(0, kDefaults[0]);
    expect_defaults(1, kDefaults[3]);
    expect_defaults(2, kDefaults[2]);
    expect_defaults(3, kDefaults[1]);
}

TEST_F(Kinds, the_kind_that_it_has_changes_nothing) {
    apply({kind(1, BusKind::cue)});
    apply(astray(1));
    apply({kind(1, BusKind::cue)});
    for (const Change& change : astray(1)) EXPECT_EQ(console.number(change.slot), change.value.number);
}

TEST_F(Kinds, defaults_are_told_to_the_sender_too) {
    apply({kind(1, BusKind::cue)});
    EXPECT_EQ(console.changes().author(layout.slot("kind"_bus, 1)), 7U);
    EXPECT_EQ(console.changes().author(layout.slot("limiter/on"_bus, 1)), 0U);
}

TEST_F(Kinds, a_cue_mix_is_safe_from_recalls_until_somebody_says_otherwise) {
    const auto safe = [&](const char* part) {
        return console.number(layout.slot(*console.tree().find(std::string("/bus/1/safe/") + part)));
    };
    const Slot sends = layout.slot("safe/sends"_bus, 0);
    apply({kind(0, BusKind::cue)});
    for (const char* part : {"eq", "comp", "pan", "fader", "mute", "sends", "groups", "names", "insert"})
        EXPECT_EQ(safe(part), 1) << part;
    apply({{sends, {0}}});
    EXPECT_EQ(safe("sends"), 0);
    EXPECT_EQ(safe("fader"), 1);
    apply({kind(0, BusKind::group)});
    for (const char* part : {"eq", "fader", "sends", "insert"}) EXPECT_EQ(safe(part), 0) << part;
}

TEST_F(Kinds, a_reset_goes_to_the_kinds_default) {
    apply({kind(1, BusKind::cue), kind(2, BusKind::group)});
    const auto initial = [&](const char* address) { return console.initial_number(*console.tree().find(address)); };
    EXPECT_EQ(initial("/bus/2/limiter/ceiling"), -6);
    EXPECT_EQ(initial("/bus/1/limiter/ceiling"), -1);
    EXPECT_EQ(initial("/bus/2/safe/sends"), 1) << "a performer's mix is safe as a whole";
    EXPECT_EQ(initial("/bus/3/safe/sends"), 0);
    EXPECT_EQ(initial("/channel/1/send/2/level"), -90);
    EXPECT_EQ(initial("/channel/1/send/3/level"), 0);
    EXPECT_EQ(initial("/channel/1/send/3/on"), 0);
    EXPECT_EQ(initial("/bus/1/send/3/on"), 0);
    EXPECT_EQ(initial("/bus/3/send/1/on"), 1) << "into an aux";
}

}  // namespace
}  // namespace tutti::test
