// A frame caught up change by change is, byte for byte, the frame that is resolved afresh.
#include "engine/console/resolve.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "engine/console/laws.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

template <class T>
bool same_bytes(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

void expect_same(const MixFrame& a, const MixFrame& b) {
    EXPECT_TRUE(same_bytes(a.channels, b.channels));
    EXPECT_TRUE(same_bytes(a.buses, b.buses));
    EXPECT_EQ(std::memcmp(&a.main, &b.main, sizeof a.main), 0);
    EXPECT_TRUE(same_bytes(a.matrices, b.matrices));
    EXPECT_TRUE(same_bytes(a.matrix_left, b.matrix_left) && same_bytes(a.matrix_right, b.matrix_right));
    EXPECT_TRUE(same_bytes(a.monitors, b.monitors));
    EXPECT_TRUE(same_bytes(a.outputs, b.outputs));
    EXPECT_TRUE(same_bytes(a.talkbacks, b.talkbacks) && same_bytes(a.talk_monitor, b.talk_monitor));
    EXPECT_TRUE(same_bytes(a.talk_left, b.talk_left) && same_bytes(a.talk_right, b.talk_right));
    EXPECT_EQ(std::memcmp(&a.oscillator, &b.oscillator, sizeof a.oscillator), 0);
    EXPECT_TRUE(same_bytes(a.oscillator_left, b.oscillator_left) && same_bytes(a.oscillator_right, b.oscillator_right));
    EXPECT_TRUE(same_bytes(a.send_left, b.send_left) && same_bytes(a.send_right, b.send_right));
    EXPECT_TRUE(same_bytes(a.send_tap, b.send_tap));
    EXPECT_TRUE(same_bytes(a.main_left, b.main_left) && same_bytes(a.main_right, b.main_right));
    EXPECT_TRUE(same_bytes(a.solo_left, b.solo_left) && same_bytes(a.solo_right, b.solo_right));
    EXPECT_TRUE(same_bytes(a.solo_tap, b.solo_tap));
    EXPECT_TRUE(same_bytes(a.listen_left, b.listen_left) && same_bytes(a.listen_right, b.listen_right));
    EXPECT_TRUE(same_bytes(a.stamps, b.stamps) && same_bytes(a.processor_stamps, b.processor_stamps));
}

Change random_family(const Layout& layout, Dice& dice) {
    constexpr std::string_view words[] = {"", "drums", "vocals", "strings", "brass", "choir", "guests", "pets"};
    const std::string_view word = words[dice.below(8)];
    const Sizes& n = layout.sizes();
    if (n.buses > 0 && dice.once_in(3)) return {layout.slot("family"_bus, dice.below(n.buses)), {0, word}};
    if (n.fx > 0 && dice.once_in(3)) return {layout.slot("return/family"_fx, dice.below(n.fx)), {0, word}};
    return {layout.slot("family"_channel, dice.below(n.channels)), {0, word}};
}

TEST(CatchUp, a_frame_kept_up_to_date_is_a_fresh_one) {
    for (const Sizes& s : {sizes(1, 0, 0, 0, 1, 0, 0), sizes(1, 1, 1, 1, 1, 1, 1), sizes(5, 6, 3, 3), sizes(33, 17)}) {
        SCOPED_TRACE(shape(s));
        Console console(s);
        MixFrame kept(console.layout(), 48000);
        catch_up(console, kept);
        Dice dice(11);
        for (int n = 0; n < 400 && !testing::Test::HasFailure(); ++n) {
            std::vector<Change> changes;
            for (int k = 0; k <= dice.below(12); ++k) changes.push_back(random_change(console.layout(), dice));
            // Among so many addresses chance alone would hardly ever arm it.
            if (dice.once_in(4))
                changes.push_back({console.layout().slot("sip/armed"_session), {dice.once_in(3) ? 0.0F : 1.0F}});
            if (dice.once_in(4)) changes.push_back({console.layout().slot("sip/channel/{channel}"_session, 0, 0), {1}});
            if (dice.once_in(5)) console.glide(changes[0].slot, changes[0].value.number);
            for (Change& change : changes) change.slowly = dice.once_in(3);
            if (dice.once_in(3)) changes.push_back(random_family(console.layout(), dice));
            // A desk of cue mixes that follow each other, and main.
            if (s.buses > 0 && dice.once_in(3)) {
                const int bus = dice.below(s.buses);
                changes.push_back({console.layout().slot("kind"_bus, bus), {static_cast<float>(BusKind::cue)}});
                changes.push_back(
                    {console.layout().slot("inherit/source"_bus, bus), {static_cast<float>(dice.below(s.buses + 2))}});
            }
            console.apply(changes, 1);
            if (dice.once_in(3)) console.rise(0.1);
            catch_up(console, kept);
            EXPECT_EQ(catch_up(console, kept), 0);
            MixFrame fresh(console.layout(), 48000);
            EXPECT_EQ(catch_up(console, fresh), fresh.strips());
            expect_same(kept, fresh);
        }
    }
}

// Most changes move only gains, and the rest of a channel stays as it was resolved: for each address there is, alone,
// from a desk where everything is on.
TEST(CatchUp, each_setting_alone_reaches_its_frame) {
    Console console(sizes(5, 6, 3, 3));
    const Layout& layout = console.layout();
    std::vector<Change> on;
    for (Slot slot = 0; slot < layout.slot_count(); ++slot)
        if (layout.row(slot).type == Type::toggle && layout.place(slot).info().path.ends_with("on"))
            on.push_back({slot, {1}});
    console.apply(on, 1);
    MixFrame kept(layout, 48000);
    catch_up(console, kept);
    for (Slot slot = 0; slot < layout.slot_count() && !testing::Test::HasFailure(); ++slot) {
        const Row& row = layout.row(slot);
        if (row.type == Type::text || layout.place(slot).family != Family::channel) continue;
        SCOPED_TRACE(row.path);
        for (const float number : {row.max, row.min, 0.5F * (row.min + row.max)}) {
            console.apply({{{slot, {number}}}}, 1);
            catch_up(console, kept);
            MixFrame fresh(layout, 48000);
            catch_up(console, fresh);
            expect_same(kept, fresh);
        }
    }
}

TEST(Laws, the_fader_has_its_six_points) {
    constexpr double points[][2] = {{10, 1}, {0, 0.75}, {-10, 0.5}, {-30, 0.25}, {-60, 0.0625}, {-90, 0}};
    for (const auto& [db, place] : points) {
        EXPECT_DOUBLE_EQ(fader_position(db), place);
        EXPECT_DOUBLE_EQ(fader_db(place), db);
    }
    EXPECT_EQ(level_gain(-90), 0);
    EXPECT_EQ(level_gain(0), 1);
    EXPECT_FLOAT_EQ(level_gain(-20), 0.1F);
}

}  // namespace
}  // namespace tutti::test
