// What copying writes, for every pair of kinds of strips and settings at random: the same words below both strips, the
// same values, nothing else.
#include "engine/console/copying.hpp"

#include <gmock/gmock.h>

#include <map>

#include "engine/console/rules.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

const std::vector<std::string> kStrips = {"/channel/1", "/channel/3",   "/bus/2",      "/main",     "/dca/1",
                                          "/monitor/2", "/talkback/1",  "/oscillator", "/output/3", "/mutegroup/2",
                                          "/fx/1",      "/fx/2/return", "/bus/1",      "/matrix/1"};

// Every setting below a strip, as words: found by walking all slots, without what copying goes by.
std::map<std::string, std::string> settings_of(const Console& console, const std::string& strip) {
    std::map<std::string, std::string> all;
    for (Slot slot = 0; slot < console.layout().slot_count(); ++slot) {
        const Row& row = console.layout().row(slot);
        const std::string address = address_of(console.layout(), slot);
        if (row.kind != Kind::setting || row.part == Part::none || !address.starts_with(strip + "/")) continue;
        const std::string path = address.substr(strip.size() + 1);
        if (strip == "/fx/1" && path.starts_with("return/")) continue;
        std::string scratch;
        all[path] = row.type == Type::text ? console.text(slot)
                    : row.type == Type::choice || row.type == Type::route
                        ? std::string(value_word(console.layout(), row, console.number(slot), scratch))
                        : std::to_string(console.number(slot));
    }
    return all;
}

void scramble(Console& console, Dice& dice) {
    std::vector<Change> changes;
    for (int i = 0; i < 4000; ++i) {
        const Change change = random_change(console.layout(), dice);
        const Place place = console.layout().place(change.slot);
        if (!place.is("kind"_bus)) changes.push_back(change);
    }
    console.apply(changes, 1);
}

TEST(Copying, brings_the_same_words_to_every_other_kind_of_strip) {
    Dice dice(11);
    for (const std::string& from : kStrips)
        for (const std::string& to : kStrips) {
            Console console(sizes(4, 3));
            scramble(console, dice);
            const auto source = settings_of(console, from), before = settings_of(console, to);
            const auto changes =
                copied(console, *spot_of(console.tree(), from), *spot_of(console.tree(), to), kAllParts);
            console.apply(changes, 1);
            const auto after = settings_of(console, to);
            for (const auto& [path, value] : after) {
                const auto same = source.find(path);
                if (same == source.end()) {
                    EXPECT_EQ(value, before.at(path)) << from << " > " << to << " " << path;
                    continue;
                }
                // Words that the other kind has not and numbers beyond its range are all that may differ.
                const Row& row = console.tree().find(to + "/" + path)->info();
                const Row& its = console.tree().find(from + "/" + path)->info();
                const bool alike = row.type == its.type && row.routes == its.routes && row.max == its.max &&
                                   row.min == its.min && row.choices.data() == its.choices.data();
                if (alike) {
                    EXPECT_EQ(value, same->second) << from << " > " << to << " " << path;
                }
            }
        }
}

TEST(Copying, of_parts_writes_those_parts_only) {
    const Console console(sizes(2, 2));
    const auto from = spot_of(console.tree(), "/channel/1"), to = spot_of(console.tree(), "/channel/2");
    PartSet all = 0;
    for (std::size_t p = 1; p < std::size(kPartWords); ++p) {
        for (const Change& change : copied(console, *from, *to, only(static_cast<Part>(p)))) {
            EXPECT_EQ(console.layout().row(change.slot).part, static_cast<Part>(p));
            all |= only(console.layout().row(change.slot).part);
        }
    }
    EXPECT_EQ(words_of(all), "input patch hpf gate eq comp pan fader mute sends groups names insert");
}

TEST(Parts, are_words_in_any_order_with_blanks_between) {
    EXPECT_EQ(parts_of(""), kAllParts);
    EXPECT_EQ(parts_of("  "), kAllParts);
    EXPECT_EQ(parts_of("eq"), only(Part::eq));
    EXPECT_EQ(parts_of(" comp   eq "), only(Part::eq) | only(Part::comp));
    EXPECT_EQ(parts_of("eq,comp"), std::nullopt);
    EXPECT_EQ(parts_of("none"), std::nullopt);
    EXPECT_EQ(words_of(*parts_of("sends hpf")), "hpf sends");
}

// What goes by one name in scopes: everything of main, of an effect, of the monitors.
TEST(Parts, of_whole_families_name_all_that_is_theirs) {
    const Console console(sizes(2, 2));
    const auto main = spot_of(console.tree(), "/main");
    const auto by_family = copied(console, *main, *main, only(Part::main));
    EXPECT_EQ(by_family.size(), copied(console, *main, *main, kAllParts).size());
    EXPECT_GT(by_family.size(), copied(console, *main, *main, only(Part::eq)).size());
}

TEST(Spots, are_strips_and_what_lies_below_them) {
    const Console console(sizes(3, 2));
    const auto at = [&](std::string_view address) { return spot_of(console.tree(), address); };
    EXPECT_EQ(at("/channel/3")->strip, 2);
    EXPECT_EQ(at("/channel/3")->below, "");
    EXPECT_EQ(at("/channel/3/eq/band/2")->below, "eq/band/2");
    EXPECT_EQ(at("/main/comp")->below, "comp");
    EXPECT_EQ(at("/main")->kind(), "main");
    EXPECT_TRUE(at("/fx/2/return/eq")->is_return);
    EXPECT_EQ(at("/fx/2/return/eq")->below, "eq");
    EXPECT_EQ(at("/fx/2/return")->kind(), "fx/return");
    for (const char* none : {"", "/", "/channel", "/channel/4", "/channel/x", "/channel/1/eq/band/9", "/session/name",
                             "/preset/1", "/channel/1/", "channel/1", "/channel/*"})
        EXPECT_FALSE(at(none)) << none;
}

}  // namespace
}  // namespace tutti::test
