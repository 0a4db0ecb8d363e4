// What a send of a cue mix is heard at (behaviour.md, Cue mixes), read from the frame in dB: the performer's own level,
// families, what the mix follows, its bounds.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/console/resolve.hpp"
#include "engine/console/rules.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

constexpr float kOff = -90;
constexpr int kMain = 1, kBus = 2;  // routes of inherit/source; buses count on from there

// Four channels, a group (bus 0), two cue mixes (1 and 2), an aux (3) and one more cue (4).
class CueMix : public testing::Test {
protected:
    CueMix() {
        for (const int bus : {1, 2, 4}) put("kind"_bus, bus, 0, static_cast<float>(BusKind::cue));
        put("kind"_bus, 0, 0, static_cast<float>(BusKind::group));
    }
    template <Family F>
    void put(RowOf<F> row, int strip, int index, float number, bool slowly = false) {
        console.apply({{{layout.slot(row, strip, index), {number}, slowly}}}, 1);
    }
    void family(int channel, std::string_view word) {
        console.apply({{{layout.slot("family"_channel, channel), {0, word}}}}, 1);
    }
    void level(int channel, int bus, float db) { put("send/{bus}/level"_channel, channel, bus, db); }
    void fader(int channel, float db) { put("fader"_channel, channel, 0, db); }
    // dB of a channel's row into the left side of a bus, above a pan in the middle; -90 where it is silent.
    float heard(int row, int bus) {
        MixFrame frame(layout, 48000);
        catch_up(console, frame);
        const float gain = frame.send_left[static_cast<std::size_t>(row * frame.stride + bus)];
        return gain > 0 ? 20 * std::log10(gain) + (row < 4 ? 3.0103F : 0.0F) : kOff;
    }
    std::vector<float> mix(int bus) {
        std::vector<float> all;
        for (int row = 0; row < 4; ++row) all.push_back(heard(row, bus));
        return all;
    }
    void expect_mix(int bus, const std::vector<float>& expected) {
        const auto is = mix(bus);
        for (std::size_t c = 0; c < is.size(); ++c) EXPECT_NEAR(is[c], expected[c], 0.02) << "channel " << c;
    }

    Console console{sizes(4, 5)};
    const Layout& layout = console.layout();
};

TEST_F(CueMix, own_level_and_families_add_to_sends_and_move_no_value) {
    for (int c = 0; c < 4; ++c) level(c, 1, -10);
    put("send/{bus}/me"_channel, 0, 1, 1);
    family(0, "vocals"), family(1, "vocals"), family(2, "strings");
    put("cue/me/level"_bus, 1, 0, 4);
    put("cue/family/{family}/level"_bus, 1, 3, -6);
    put("cue/family/{family}/level"_bus, 1, 8, 2);
    expect_mix(1, {-12, -16, -8, -10});
    put("cue/family/{family}/mute"_bus, 1, 3, 1);
    expect_mix(1, {kOff, kOff, -8, -10});
    put("cue/family/{family}/level"_bus, 1, 8, kOff);
    expect_mix(1, {kOff, kOff, kOff, -10});
    for (int c = 0; c < 4; ++c) EXPECT_EQ(console.number("send/{bus}/level"_channel, c, 1), -10);
    // Of another kind of bus they are nothing.
    for (int c = 0; c < 4; ++c) level(c, 3, -10);
    put("cue/family/{family}/mute"_bus, 3, 3, 1), put("send/{bus}/me"_channel, 0, 3, 1);
    put("cue/me/level"_bus, 3, 0, -20);
    expect_mix(3, {-10, -10, -10, -10});
}

TEST_F(CueMix, groups_and_returns_count_by_their_own_family) {
    console.apply({{{layout.slot("family"_bus, 0), {0, "drums"}}, {layout.slot("return/family"_fx, 0), {0, "fx"}}}}, 1);
    put("send/{bus}/level"_bus, 0, 1, 0), put("return/send/{bus}/level"_fx, 0, 1, 0);
    put("cue/family/{family}/level"_bus, 1, 0, -7), put("cue/family/{family}/level"_bus, 1, 5, -9);
    MixFrame frame(layout, 48000);
    EXPECT_NEAR(heard(frame.bus_row(0), 1), -7, 0.01);
    EXPECT_NEAR(heard(frame.fx_row(0), 1), -9, 0.01);
}

TEST_F(CueMix, words_of_the_studio_keep_their_number_while_a_strip_has_them) {
    const Families& families = console.families();
    family(2, "strings"), family(0, "brass"), family(1, "keys");
    EXPECT_EQ(families.name(2), "keys");
    EXPECT_EQ(families.name(8), "strings");
    EXPECT_EQ(families.name(9), "brass");
    EXPECT_EQ(families.of_channel(2), 8);
    family(3, "strings"), family(2, "");
    EXPECT_EQ(families.of_channel(3), 8);
    EXPECT_EQ(families.of_channel(2), Families::kNone);
    family(3, "choir");
    EXPECT_EQ(families.name(8), "choir");
    EXPECT_EQ(families.name(9), "brass");
    // Where the numbers are out, a word counts as other.
    family(1, "pets"), family(2, "guests");
    EXPECT_EQ(families.name(11), "guests");
    console.apply({{{layout.slot("family"_bus, 0), {0, "machines"}}}}, 1);
    EXPECT_EQ(families.of_bus(0), Families::kOther);
}

TEST_F(CueMix, what_follows_main_moves_with_fader_and_dca_but_not_with_mute) {
    for (int c = 0; c < 4; ++c) fader(c, -6.0F - static_cast<float>(c));
    put("inherit/source"_bus, 1, 0, kMain);
    expect_mix(1, {kOff, kOff, kOff, kOff});  // it was silent before
    for (int c = 0; c < 4; ++c) put("send/{bus}/offset"_channel, c, 1, 2);
    expect_mix(1, {-4, -5, -6, -7});
    put("dca/{dca}"_channel, 0, 0, 1), put("fader"_dca, 0, 0, -5);
    put("mute"_channel, 1, 0, 1), put("to/main"_channel, 3, 0, 0);
    expect_mix(1, {-9, -5, -6, kOff});
    put("send/{bus}/offset"_channel, 2, 1, kOff);
    expect_mix(1, {-9, -5, kOff, kOff});
    // Never above what the mix may have.
    put("cue/max"_bus, 1, 0, -10), put("send/{bus}/offset"_channel, 1, 1, 20);
    expect_mix(1, {-10, -10, kOff, kOff});
}

TEST_F(CueMix, what_follows_a_bus_has_its_sends) {
    for (int c = 0; c < 3; ++c) level(c, 3, -10);
    put("send/{bus}/on"_channel, 2, 3, 0);
    put("inherit/source"_bus, 1, 0, kBus + 3), put("inherit/source"_bus, 2, 0, kBus + 1);
    for (const int bus : {1, 2})
        for (int c = 0; c < 4; ++c) put("send/{bus}/offset"_channel, c, bus, 1);
    expect_mix(1, {-9, -9, kOff, kOff});
    expect_mix(2, {-8, -8, kOff, kOff});
    // Another cue with what its performer made of it.
    put("send/{bus}/me"_channel, 0, 1, 1), put("cue/me/level"_bus, 1, 0, -5);
    expect_mix(2, {-13, -8, kOff, kOff});
}

TEST_F(CueMix, a_strip_that_appears_later_comes_in_as_the_source_has_it) {
    level(0, 1, -12), fader(0, -3);
    put("inherit/source"_bus, 1, 0, kMain);
    expect_mix(1, {-12, kOff, kOff, kOff});
    fader(1, -4), fader(2, 8);
    expect_mix(1, {-12, -4, 0, kOff});  // cue/max
}

TEST_F(CueMix, nothing_that_is_heard_changes_when_it_begins_or_ends_to_follow) {
    Dice dice(3);
    const auto db = [&] { return dice.once_in(4) ? kOff : dice.between(-89, 10); };
    for (int n = 0; n < 200 && !HasFailure(); ++n) {
        put("cue/max"_bus, 1, 0, dice.once_in(2) ? 0 : dice.between(-30, 10));
        put("cue/owner"_bus, 1, 0, static_cast<float>(dice.below(2)));
        for (int c = 0; c < 4; ++c) {
            fader(c, db()), level(c, 2, db());
            put("dca/{dca}"_channel, c, 0, static_cast<float>(dice.below(2)));
            put("send/{bus}/tap"_channel, c, 1, static_cast<float>(dice.below(6)));
            if (dice.once_in(2)) level(c, 1, db());
        }
        put("fader"_dca, 0, 0, db());
        const auto before = mix(1);
        constexpr int sources[] = {0, kMain, kBus, kBus + 2};
        put("inherit/source"_bus, 1, 0, static_cast<float>(sources[dice.below(4)]));
        const auto after = mix(1);
        for (std::size_t c = 0; c < 4; ++c)
            EXPECT_NEAR(std::max(after[c], -85.0F), std::max(before[c], -85.0F), 0.1)
                << "channel " << c << " in round " << n;
    }
}

// What no offset reaches stays at its own level, and offsets move it all the same.
TEST_F(CueMix, a_send_of_a_mix_that_follows_can_have_a_level_of_its_own) {
    fader(0, -6), level(0, 1, -9), level(1, 1, -12);
    put("inherit/source"_bus, 1, 0, kMain);
    EXPECT_NEAR(console.number("send/{bus}/offset"_channel, 0, 1), -3, 0.01);
    EXPECT_EQ(console.number("send/{bus}/level"_channel, 0, 1), kOff);
    EXPECT_EQ(console.number("send/{bus}/offset"_channel, 1, 1), 0);
    put("send/{bus}/offset"_channel, 1, 1, -4);
    expect_mix(1, {-9, -16, kOff, kOff});
    fader(1, 0);
    expect_mix(1, {-9, -16, kOff, kOff});
    put("inherit/source"_bus, 1, 0, 0), put("inherit/source"_bus, 1, 0, kMain);
    expect_mix(1, {-9, -16, kOff, kOff});
    fader(1, -3);
    expect_mix(1, {-9, -19, kOff, kOff});
    // The engineer's level, with the performer's offset; closed, it stays closed.
    level(0, 1, -20);
    expect_mix(1, {-23, -19, kOff, kOff});
    level(0, 1, kOff);
    expect_mix(1, {kOff, -19, kOff, kOff});
    put("send/{bus}/offset"_channel, 0, 1, -1);
    expect_mix(1, {-7, -19, kOff, kOff});
}

TEST_F(CueMix, a_circle_is_refused_and_where_it_is_made_all_the_same_is_silent) {
    put("inherit/source"_bus, 1, 0, kBus + 2);
    const auto refused = [&](int bus, int source) {
        return forbidden(console, {Family::bus, ("inherit/source"_bus).row, bus, -1}, {static_cast<float>(source)})
            .has_value();
    };
    EXPECT_TRUE(refused(2, kBus + 1));
    EXPECT_TRUE(refused(2, kBus + 2));
    EXPECT_FALSE(refused(2, kBus + 4));
    put("inherit/source"_bus, 2, 0, kBus + 4);
    EXPECT_TRUE(refused(4, kBus + 1));
    put("inherit/source"_bus, 4, 0, kBus + 1);
    for (const int bus : {1, 2, 4}) {
        for (int c = 0; c < 4; ++c) put("send/{bus}/offset"_channel, c, bus, 10);
        expect_mix(bus, {kOff, kOff, kOff, kOff});
    }
}

TEST_F(CueMix, the_sum_stays_under_the_bound_where_somebody_hears_it) {
    level(0, 1, 0), put("send/{bus}/me"_channel, 0, 1, 1), put("cue/me/level"_bus, 1, 0, 8);
    EXPECT_NEAR(heard(0, 1), 8, 0.02);
    put("cue/owner"_bus, 1, 0, 3);
    EXPECT_NEAR(heard(0, 1), 0, 0.02);
    put("cue/max"_bus, 1, 0, 5);
    EXPECT_NEAR(heard(0, 1), 5, 0.02);
}

TEST_F(CueMix, a_new_performer_starts_at_a_low_level) {
    put("cue/owner"_bus, 1, 0, 3);
    EXPECT_EQ(console.number("fader"_bus, 1), -20);
    put("fader"_bus, 1, 0, -3);
    put("cue/owner"_bus, 1, 0, 3), put("cue/owner"_bus, 1, 0, 0);
    EXPECT_EQ(console.number("fader"_bus, 1), -3);
    put("cue/owner"_bus, 3, 0, 4);  // no cue
    EXPECT_EQ(console.number("fader"_bus, 3), 0);
}

TEST_F(CueMix, what_a_performer_raises_is_heard_to_rise_slowly) {
    const auto at = [&](double seconds) {
        for (int n = 0; n < 10; ++n) console.rise(seconds / 10);
        return heard(0, 1);
    };
    const auto slowly = [&](float db) { put("send/{bus}/level"_channel, 0, 1, db, true); };
    slowly(-30);
    EXPECT_NEAR(heard(0, 1), -30, 0.02);
    slowly(0);
    EXPECT_EQ(console.number("send/{bus}/level"_channel, 0, 1), 0);
    EXPECT_NEAR(heard(0, 1), -20, 0.02);
    EXPECT_NEAR(at(0.5), -10, 0.05);
    slowly(-4);  // moves that follow each other rise no faster
    EXPECT_NEAR(heard(0, 1), -10, 0.05);
    EXPECT_NEAR(at(0.2), -6, 0.05);
    EXPECT_NEAR(at(1), -4, 0.02);
    EXPECT_FALSE(console.rises());
    slowly(-15);
    EXPECT_NEAR(heard(0, 1), -15, 0.02);
    // Two of them at once share the speed, or their sum would be faster.
    put("send/{bus}/me"_channel, 0, 1, 1), put("cue/me/level"_bus, 1, 0, -20);
    slowly(-5), put("cue/me/level"_bus, 1, 0, -10, true);
    EXPECT_NEAR(heard(0, 1), -35, 0.05);
    EXPECT_NEAR(at(0.5), -25, 0.05);
    // The engineer's hand is obeyed at once.
    level(0, 1, -3), put("cue/me/level"_bus, 1, 0, 0);
    EXPECT_NEAR(heard(0, 1), -3, 0.02);
    EXPECT_FALSE(console.rises());
}

TEST_F(CueMix, the_other_side_of_a_pair_rises_as_slowly) {
    put("link"_channel, 0, 0, 1);
    put("send/{bus}/level"_channel, 0, 1, 0, true);
    MixFrame frame(layout, 48000);
    catch_up(console, frame);
    EXPECT_NEAR(20 * std::log10(frame.send_right[static_cast<std::size_t>(frame.stride + 1)]), -20, 0.02);
}

}  // namespace
}  // namespace tutti::test
