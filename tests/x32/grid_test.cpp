// The X32's grids and its text, held against closed forms.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "protocol/x32/text.hpp"
#include "server/x32/addresses.hpp"

namespace tutti::x32 {
namespace {

const Leaf& leaf(std::string_view address) {
    const Leaf* found = Addresses::all().leaf(address);
    if (!found) throw std::runtime_error("no leaf " + std::string(address));
    return *found;
}
float sent(std::string_view address, std::int32_t step) {
    return std::get<float>(on_wire(leaf(address).grid(), {step}));
}
std::int32_t step(std::string_view address, float f) {
    return from_wire(leaf(address).grid(), f)->step;
}
double number(std::string_view address, float f) {
    return unit(leaf(address).grid(), step(address, f));
}
std::string printed(const Grid& grid, std::int32_t step) {
    std::string out;
    append_text(out, grid, {step});
    return out;
}

TEST(X32Grid, FadersFollowTheFourSegments) {
    const std::pair<float, double> points[] = {{1, 10},        {0.825F, 3},     {0.75F, 0},   {0.625F, -5},
                                               {0.5F, -10},    {0.375F, -20},   {0.25F, -30}, {0.125F, -50},
                                               {0.0625F, -60}, {0.03125F, -75}, {0, -90}};
    for (const auto& [f, db] : points) {
        EXPECT_NEAR(number("/ch/01/mix/01/level", f), db, 1e-4) << f;
        EXPECT_NEAR(number("/ch/01/mix/fader", f), db, 480.0 / 1023) << f;
    }
    for (std::int32_t k = 0; k < 1024; ++k) {
        EXPECT_EQ(step("/ch/01/mix/fader", sent("/ch/01/mix/fader", k)), k);
        EXPECT_FLOAT_EQ(sent("/ch/01/mix/fader", k), static_cast<float>(k) / 1023.0F);
    }
    // Between two steps it is cut, not rounded: trunc(f * 1023.5).
    for (const float f : {0.5F, 0.75F, 0.1F, 0.9999F, 0.00097F, 0.333F})
        EXPECT_EQ(step("/ch/01/mix/fader", f), static_cast<int>(std::trunc(f * 1023.5))) << f;
}

TEST(X32Grid, LevelsHave161StepsThatGetFinerUpwards) {
    const Grid& grid = leaf("/config/solo/level").grid();
    for (std::int32_t k = 0; k < 160; ++k) {
        const double below = unit(grid, k), size = unit(grid, k + 1) - below;
        EXPECT_NEAR(size, below < -60 ? 3 : below < -30 ? 1 : below < -10 ? 0.5 : 0.25, 1e-9) << below;
    }
}

TEST(X32Grid, UnitsAreThoseOfTheSheet) {
    EXPECT_NEAR(number("/ch/01/eq/1/f", 0.5F), 20 * std::pow(1000, 0.5), 0.01);
    EXPECT_NEAR(number("/config/osc/f1", 1), 20000, 0.1);
    EXPECT_NEAR(number("/ch/01/preamp/hpf", 0.5F), 20 * std::sqrt(20.0), 0.01);
    EXPECT_NEAR(number("/ch/01/eq/1/q", 0), 10, 1e-6);
    EXPECT_NEAR(number("/ch/01/eq/1/q", 1), 0.3, 1e-6);
    EXPECT_NEAR(number("/ch/01/eq/4/g", 0.525F), 0.75, 1e-6);
    EXPECT_NEAR(number("/ch/01/gate/range", 0), 3, 1e-6);
    EXPECT_NEAR(number("/ch/01/gate/hold", 1), 2000, 0.01);
    EXPECT_NEAR(number("/ch/01/gate/release", 0), 5, 1e-6);
    EXPECT_NEAR(number("/ch/01/mix/pan", 0.25F), -50, 1e-6);
    EXPECT_NEAR(number("/ch/01/delay/time", 1), 500, 1e-3);
    const std::pair<const char*, std::int32_t> steps[] = {
        {"/ch/01/eq/1/f", 201},        {"/config/osc/f1", 121},     {"/ch/01/preamp/hpf", 101},
        {"/ch/01/eq/1/g", 121},        {"/ch/01/eq/1/q", 72},       {"/ch/01/gate/range", 58},
        {"/ch/01/gate/hold", 101},     {"/ch/01/dyn/mgain", 49},    {"/ch/01/mix/pan", 101},
        {"/ch/01/preamp/trim", 145},   {"/headamp/000/gain", 145},  {"/config/solo/dimatt", 41},
        {"/ch/01/automix/weight", 49}, {"/-prefs/rta/decay", 19},   {"/ch/01/gate/thr", 161},
        {"/ch/01/dyn/thr", 121},       {"/ch/01/delay/time", 4998}, {"/config/solo/level", 161},
        {"/main/st/mix/fader", 1024},  {"/ch/01/dyn/mix", 21}};
    for (const auto& [address, count] : steps) EXPECT_EQ(leaf(address).grid().steps, count) << address;
}

TEST(X32Grid, WhatDoesNotFitIsNothing) {
    const Grid& mode = leaf("/ch/01/gate/mode").grid();
    EXPECT_EQ(from_wire(mode, std::string_view("GATE"))->step, 3);
    EXPECT_EQ(from_wire(mode, 4)->step, 4);
    for (const Argument& wrong :
         {Argument{5}, Argument{-1}, Argument{0.5F}, Argument{std::string_view("gate")}, Argument{}})
        EXPECT_FALSE(from_wire(mode, wrong));
    EXPECT_FALSE(from_wire(leaf("/ch/01/gate/keysrc").grid(), std::string_view("1"))) << "a key only by its number";
    EXPECT_FALSE(from_wire(leaf("/ch/01/mix/fader").grid(), NAN));
    EXPECT_FALSE(from_wire(leaf("/ch/01/mix/fader").grid(), 1));
    EXPECT_EQ(step("/ch/01/mix/fader", 7), 1023);
    EXPECT_EQ(step("/ch/01/mix/fader", -7), 0);
    EXPECT_FALSE(from_wire(leaf("/ch/01/grp/dca").grid(), 256));
    EXPECT_FALSE(from_wire(leaf("/ch/01/config/icon").grid(), 0));
    EXPECT_EQ(from_wire(leaf("/ch/01/config/name").grid(), std::string_view("Fl\xc3\xb6ten und \xc3\xb6l"))->text,
              "Fl\xc3\xb6ten und ");
}

TEST(X32Text, NumbersArePrintedAsThatDeskDoes) {
    const auto at = [](std::string_view address, double value) {
        const Grid& grid = leaf(address).grid();
        return printed(grid, nearest(grid, value));
    };
    EXPECT_EQ(at("/ch/01/mix/fader", -90), "-oo");
    EXPECT_EQ(at("/ch/01/mix/fader", 3), "+3.0");
    EXPECT_EQ(at("/ch/01/mix/fader", 0), "0.0");
    EXPECT_EQ(at("/ch/01/mix/01/level", -10.5), "-10.5");
    EXPECT_EQ(at("/ch/01/mix/pan", 0), "+0");
    EXPECT_EQ(at("/ch/01/mix/pan", -30), "-30");
    EXPECT_EQ(at("/ch/01/eq/1/f", 124.7), "124.7");
    EXPECT_EQ(at("/ch/01/eq/1/f", 1020), "1k02");
    EXPECT_EQ(at("/ch/01/eq/1/f", 10370), "10k37");
    EXPECT_EQ(at("/ch/01/eq/1/g", 0), "+0.00");
    EXPECT_EQ(at("/ch/01/eq/1/q", 2), "2.0");
    EXPECT_EQ(at("/ch/01/grp/dca", 5), "%00000101");
    EXPECT_EQ(at("/config/talk/A/destmap", 1), "%000000000000000001");
    EXPECT_EQ(at("/ch/01/mix/on", 1), "ON");
    EXPECT_EQ(at("/ch/01/dyn/hold", 10), "10.0");
}

TEST(X32Text, WhatIsPrintedReadsAsWhatPrintsTheSame) {
    std::set<const LeafRow*> rows;
    for (const Leaf& one : Addresses::all().leaves()) {
        if (!rows.insert(one.row).second || one.grid().kind == Kind::text) continue;
        const std::int32_t last = last_step(one.grid()), stride = std::max(1, last / 5000);
        for (std::int64_t k = 0; k <= last; k += stride) {
            const std::string text = printed(one.grid(), static_cast<std::int32_t>(k));
            const auto back = from_text(one.grid(), text);
            ASSERT_TRUE(back) << one.address << ' ' << text;
            ASSERT_EQ(printed(one.grid(), back->step), text) << one.address;
        }
    }
}

TEST(X32Text, LinesAreWordsWithAnyNumberOfBlanks) {
    EXPECT_THAT(split("  /ch/01/config   \"Lead  vocal\" 1\tRD\r\nrest", 9),
                testing::ElementsAre("/ch/01/config", "Lead  vocal", "1", "RD"));
    EXPECT_THAT(split("a \"open end", 9), testing::ElementsAre("a", "open end"));
    EXPECT_THAT(split("a \"\" b c", 3), testing::ElementsAre("a", "", "b"));
    EXPECT_THAT(split(" \t", 9), testing::ElementsAre());
}

}  // namespace
}  // namespace tutti::x32
