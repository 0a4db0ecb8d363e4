// behaviour.md: nobody hears a parameter jump. Every row of the table that sounds, from one end to the other and back,
// under a full-scale sine of 997 and of 100 Hz and under a full-scale constant; what is above 6 kHz stays below -80
// dBFS at every output. And it must have been heard: somewhere both ends sound different.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/desk_sound/audible.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kHold = 9713;  // no whole number of periods, so that changes fall where they like
constexpr std::size_t kFrames = 4 * kHold;
constexpr double kAllowed = 1e-4;  // -80 dBFS
constexpr double kHeard = 1e-3;    // -60 dBFS

std::vector<Slot> sounding_slots() {
    const Layout layout(sounding_sizes());
    std::vector<Slot> slots;
    for (Slot slot = 0; slot < layout.slot_count(); ++slot) {
        const Place place = layout.place(slot);
        const bool sounds = place.info().kind == Kind::setting && place.info().type != Type::text;
        const bool second_of_its_kind =
            (place.family == Family::channel || place.family == Family::talkback || place.family > Family::session) &&
            place.strip > 0;
        // Noise covers any click: what a change of kind does is measured in tests/mix/oscillator_test.cpp.
        const bool noise = place.is("kind"_oscillator);
        // The values of effects are measured one effect at a time: tests/fx/every_type_test.cpp.
        const bool of_type = place.family == Family::fx && place.info().part == Part::fx && !place.is("type"_fx);
        if (sounds && !second_of_its_kind && !noise && !of_type) slots.push_back(slot);
    }
    return slots;
}

std::vector<float> steady(double frequency) {
    return frequency == 0 ? std::vector<float>(kFrames, 1.0F) : sine(frequency, 1, kFrames);
}

// A sine whose level moves between 0 and -12 dBFS: for what only motion tells apart.
std::vector<float> swelling() {
    std::vector<float> x = sine(997, 1, kFrames);
    for (std::size_t t = 0; t < x.size(); ++t)
        x[t] *=
            static_cast<float>(0.625 + 0.375 * std::sin(2 * std::numbers::pi * 20 * static_cast<double>(t) / 48000));
    return x;
}

class Clicks : public testing::TestWithParam<Slot> {
protected:
    const Layout layout{sounding_sizes()};
    const std::string address = address_of(layout, GetParam());
    const Ends ends = ends_of(layout, layout.place(GetParam()));

    // The whole of `wave`, starting at the first end; the parameter changes each kHold if it is to.
    std::unique_ptr<SoundingDesk> play(const std::vector<float>& wave, bool changing) const {
        auto desk = std::make_unique<SoundingDesk>();
        open_everything(*desk);
        make_audible(*desk, address);
        for (const float value : {ends.first, ends.second, ends.first, ends.second}) {
            desk->set(GetParam(), {changing ? value : ends.first});
            desk->render(wave, kHold);
        }
        return desk;
    }
    static std::span<const float> window(const std::vector<float>& out, std::size_t from, std::size_t to) {
        return std::span(out).subspan(from, to - from);
    }
    // Whether the second end sounds different once it has settled.
    static bool told_apart(const std::vector<float>& out, const std::vector<float>& unchanged) {
        const std::size_t from = kHold + 4800, to = 2 * kHold;
        return greatest_difference(window(out, from, to), window(unchanged, from, to)) > kHeard;
    }
    // A limiter bends a sine even at rest; what it does then, before and after, is no click.
    void expect_no_click(const std::vector<float>& out, bool bends, const std::string& what) const {
        const std::size_t rest = bends ? 4800 : 2400;
        for (std::size_t change = kHold; change < kFrames; change += kHold) {
            const double before = click(window(out, change - rest, change));
            const double after = click(window(out, change + kHold - rest, change + kHold));
            const double during = click(window(out, change - 600, change + 4800));
            const double own = bends ? std::max(before, after) * 1.01 : 0;  // the sine's peaks fall between samples
            EXPECT_LT(to_db(during), to_db(own + kAllowed)) << what << ", change at " << change;
            if (bends) continue;
            EXPECT_LT(to_db(std::max(before, after)), to_db(kAllowed)) << what << ", at rest beside " << change;
        }
    }
};

TEST_P(Clicks, no_click_at_any_output) {
    bool heard = false;
    for (const double frequency : {997.0, 100.0, 0.0}) {
        const auto wave = steady(frequency);
        const auto changed = play(wave, true), unchanged = play(wave, false);
        for (int o = 0; o < layout.sizes().outputs; ++o) {
            // What is not even touched cannot click.
            if (changed->out(o) == unchanged->out(o)) continue;
            heard |= told_apart(changed->out(o), unchanged->out(o));
            const bool bends = frequency != 0 && bends_sound(address);
            expect_no_click(changed->out(o), bends,
                            address + " at output " + std::to_string(o + 1) + " under " + std::to_string(frequency));
        }
    }
    if (heard_in_motion(address)) {
        const auto wave = swelling();
        const auto changed = play(wave, true), unchanged = play(wave, false);
        for (int o = 0; o < layout.sizes().outputs; ++o) heard |= told_apart(changed->out(o), unchanged->out(o));
    }
    EXPECT_NE(heard, silent_row(address)) << address << (heard ? " is heard" : " is not heard: see audible.hpp");
}
INSTANTIATE_TEST_SUITE_P(Table, Clicks, testing::ValuesIn(sounding_slots()), [](const auto& test) {
    std::string name = address_of(Layout(sounding_sizes()), test.param).substr(1);
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
});

}  // namespace
}  // namespace tutti::test
