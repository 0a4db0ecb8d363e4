// The parameter table, row by row, and the way from a slot to its address and back on desks of several shapes.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "engine/console/laws.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

std::string title(const FamilyInfo& family, const Row& row) {
    return std::string(family.name) + ": " + std::string(row.path);
}

template <class Check>
void for_each_row(Check check) {
    for (const FamilyInfo& family : kFamilyInfo)
        for (const Row& row : family.rows) {
            SCOPED_TRACE(title(family, row));
            check(family, row);
        }
}

TEST(Table, paths_are_unique_and_end_in_no_reserved_word) {
    for (const FamilyInfo& family : kFamilyInfo) {
        std::set<std::string_view> seen;
        for (const Row& row : family.rows) EXPECT_TRUE(seen.insert(row.path).second) << title(family, row);
    }
    for_each_row([](const FamilyInfo&, const Row& row) {
        const std::string_view last = row.path.substr(row.path.rfind('/') + 1);
        for (const std::string_view word : {"by", "turn", "fade", "reset", "toggle", "touch"}) EXPECT_NE(last, word);
        EXPECT_EQ(row.path.find_first_not_of("abcdefghijklmnopqrstuvwxyz_/{}"), std::string_view::npos);
    });
}

TEST(Table, every_row_is_explained_and_what_sounds_is_in_a_part) {
    for_each_row([](const FamilyInfo& family, const Row& row) {
        EXPECT_GE(row.help.size(), 4U);
        EXPECT_TRUE(row.help.ends_with('.'));
        // What opens something belongs to those who are there: solo, listening to keys, talk, the oscillator.
        const bool opens = row.path.ends_with("solo/{monitor}") ||
                           row.path.find("/listen/") != std::string_view::npos ||
                           ((family.name == "oscillator" || family.name == "talkback") && row.path == "on");
        // Whose mix it is and how loud it may be, who is called, what is safe, and people and scenes themselves.
        const bool of_people = family.name == "user" || family.name == "scene" ||
                               (row.path.starts_with("cue/") && row.part != Part::sends && row.part != Part::comp);
        const bool in_no_scene = row.kind != Kind::setting || opens || of_people || family.name == "session" ||
                                 row.path.starts_with("safe/");
        EXPECT_EQ(row.part == Part::none, in_no_scene);
    });
}

TEST(Table, defaults_lie_inside_their_ranges) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        if (row.type == Type::action) {
            EXPECT_EQ(row.kind, Kind::action);
        }
        if (row.type == Type::text || row.type == Type::route || row.type == Type::action || row.type == Type::counter)
            return;
        EXPECT_LT(row.min, row.max);
        EXPECT_LE(row.min, row.initial);
        EXPECT_GE(row.max, row.initial);
        EXPECT_EQ(settle(row, row.initial), row.initial);
        for (const float initial : row.initials) EXPECT_TRUE(initial >= row.min && initial <= row.max);
        if (!row.initials.empty()) {
            EXPECT_EQ(row.initials.size(), static_cast<std::size_t>(row.bands));
        }
        if (row.type == Type::toggle) {
            EXPECT_TRUE(row.min == 0 && row.max == 1);
        }
        if (row.law == Law::log) {
            EXPECT_GT(row.min, 0);
        }
        if (row.law == Law::fader) {
            EXPECT_EQ(row.min, kOffDb);
        }
    });
}

TEST(Table, choices_are_unique_words_and_count_as_the_range_says) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        EXPECT_EQ(row.type == Type::choice || (row.type == Type::integer && row.law == Law::steps),
                  !row.choices.empty());
        EXPECT_EQ(row.type == Type::route, row.routes != RouteSet::none);
        if (row.type == Type::choice) {
            EXPECT_EQ(row.max + 1, static_cast<float>(row.choices.size()));
        }
        EXPECT_EQ(std::set(row.choices.begin(), row.choices.end()).size(), row.choices.size());
    });
}

TEST(Table, a_placeholder_counts_what_its_row_says) {
    constexpr std::array<std::string_view, 9> names = {"",          "{band}",    "{bus}",    "{dca}",   "{mutegroup}",
                                                       "{monitor}", "{channel}", "{matrix}", "{family}"};
    for_each_row([&](const FamilyInfo&, const Row& row) {
        EXPECT_EQ(std::count(row.path.begin(), row.path.end(), '{'), row.index == Index::none ? 0 : 1);
        EXPECT_NE(row.path.find(names[static_cast<std::size_t>(row.index)]), std::string_view::npos);
        EXPECT_EQ(row.bands > 0, row.index == Index::band);
    });
}

TEST(Table, a_text_begins_as_a_text_that_would_be_accepted) {
    const Layout layout{Sizes{}};
    for_each_row([&](const FamilyInfo&, const Row& row) {
        if (row.type != Type::text || row.kind != Kind::setting) return;
        EXPECT_TRUE(std::holds_alternative<Value>(accept(layout, row, row.initial_text)));
    });
}

TEST(Layouts, each_slot_has_one_place_one_address_and_is_found_again) {
    for (const Sizes& s : layouts()) {
        SCOPED_TRACE(shape(s));
        ASSERT_FALSE(s.complaint());
        const Layout layout(s);
        const AddressTree tree(layout);
        std::set<std::string> addresses;
        for (Slot slot = 0; slot < layout.slot_count(); ++slot) {
            const Place place = layout.place(slot);
            ASSERT_EQ(layout.slot(place), slot);
            ASSERT_EQ(place.index >= 0, place.info().index != Index::none);
            const std::string address = address_of(layout, slot);
            ASSERT_TRUE(addresses.insert(address).second) << address;
            const auto found = tree.find(address);
            ASSERT_TRUE(found) << address;
            ASSERT_EQ(layout.slot(*found), slot) << address;
        }
    }
}

TEST(Layouts, the_slots_are_the_rows_of_all_strips) {
    for (const Sizes& s : layouts()) {
        const Layout layout(s);
        std::size_t count = 0;
        for (std::size_t f = 0; f < kFamilies; ++f)
            for (const Row& row : kFamilyInfo[f].rows)
                count += static_cast<std::size_t>(layout.strips(static_cast<Family>(f)) * layout.indices(row));
        EXPECT_EQ(layout.slot_count(), count) << shape(s);
    }
}

TEST(Layouts, what_the_desk_has_not_is_not_found) {
    const Layout layout(sizes(33, 17));
    const AddressTree tree(layout);
    EXPECT_TRUE(tree.find("/channel/33/send/17/level"));
    for (const char* address : {"",
                                "/",
                                "//",
                                "channel/1/fader",
                                "/channel/0/fader",
                                "/channel/01/fader",
                                "/channel/34/fader",
                                "/channel/1",
                                "/channel/1/fader/",
                                "/channel/1/send/18/level",
                                "/channel/1/send/0/level",
                                "/channel//fader",
                                "/channel/-1/fader",
                                "/channel/+1/fader",
                                "/channel/1 /fader",
                                "/channel/99999999999999999999/fader",
                                "/channel/1/Fader",
                                "/main/1/fader",
                                "/channel/*/fader",
                                "/channel/1/eq/band/5/gain",
                                "/bus/1/eq/band/7/gain",
                                "/dca/3/fader",
                                "/monitor/3/level",
                                "/channel/1/fader/by",
                                "/channel/4294967297/fader"})
        EXPECT_FALSE(tree.find(address)) << address;
}

TEST(Layouts, sizes_out_of_range_are_complained_about) {
    EXPECT_FALSE(Sizes{}.complaint());
    EXPECT_TRUE(sizes(0, 0).complaint());
    EXPECT_TRUE(sizes(1025, 0).complaint());
    EXPECT_TRUE(sizes(1, 65).complaint());
    EXPECT_TRUE(sizes(1, -1).complaint());
    EXPECT_TRUE(sizes(1, 1, 33).complaint());
    EXPECT_TRUE(sizes(1, 1, 1, 33).complaint());
    EXPECT_TRUE(sizes(1, 1, 1, 1, 0).complaint());
    EXPECT_TRUE(sizes(1, 1, 1, 1, 9).complaint());
    EXPECT_TRUE(sizes(1, 1, 1, 1, 1, 1025).complaint());
    EXPECT_TRUE(sizes(1, 1, 1, 1, 1, 1, 1025).complaint());
    EXPECT_FALSE(sizes(1024, 64, 32, 32, 8, 1024, 1024).complaint());
}

TEST(Routes, every_route_has_one_name_and_is_found_by_it) {
    for (const Sizes& s : layouts()) {
        const Layout layout(s);
        for (const RouteSet set : {RouteSet::channel_source, RouteSet::monitor_source, RouteSet::output_source,
                                   RouteSet::fx_source, RouteSet::insert_source}) {
            std::set<std::string> names;
            const int count = route_count(layout, set);
            for (int i = 0; i < count; ++i) {
                const std::string name = route_name(layout, set, i);
                ASSERT_TRUE(names.insert(name).second) << name;
                ASSERT_EQ(route_index(layout, set, name), i) << name;
            }
            EXPECT_EQ(route_name(layout, set, count), "");
            EXPECT_EQ(route_name(layout, set, -1), "");
        }
    }
}

}  // namespace
}  // namespace tutti::test
