// The parameter table read as data, for mistakes that no compiler sees, and the two pages that are made of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "engine/console/accept.hpp"
#include "protocol/describe/describe.hpp"
#include "protocol/describe/words.hpp"

namespace tutti {
namespace {

template <typename Check>
void for_each_row(Check check) {
    for (const FamilyInfo& family : kFamilyInfo)
        for (const Row& row : family.rows) {
            SCOPED_TRACE(std::string(family.name) + ' ' + std::string(row.path));
            check(family, row);
        }
}

TEST(Table, PathsAreUniqueAndWellFormed) {
    std::set<std::string> seen;
    // Reserved for what is done to an address; session/panic/toggle is no parameter.
    const std::set<std::string_view> reserved = {"by", "turn", "fade", "reset", "toggle", "touch"};
    for_each_row([&](const FamilyInfo& family, const Row& row) {
        EXPECT_TRUE(seen.insert(std::string(family.name) + '/' + std::string(row.path)).second);
        EXPECT_EQ(row.path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_/{}"), std::string_view::npos);
        EXPECT_EQ(row.path.find("//"), std::string_view::npos);
        EXPECT_FALSE(row.path.starts_with('/') || row.path.ends_with('/') || row.path.empty());
        EXPECT_FALSE(reserved.contains(row.path.substr(row.path.rfind('/') + 1)));
    });
}

TEST(Table, PlaceholdersAreWhatTheRowCounts) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        constexpr std::string_view names[] = {"",          "{band}",    "{bus}",    "{dca}",   "{mutegroup}",
                                              "{monitor}", "{channel}", "{matrix}", "{family}"};
        const std::size_t open = row.path.find('{');
        const std::string_view name = names[static_cast<std::size_t>(row.index)];
        if (name.empty()) {
            EXPECT_EQ(open, std::string_view::npos);
        } else {
            ASSERT_NE(open, std::string_view::npos);
            EXPECT_EQ(row.path.substr(open, name.size()), name);
            EXPECT_EQ(row.path.find('{', open + 1), std::string_view::npos);
        }
        EXPECT_EQ(row.bands > 0, row.index == Index::band);
        if (!row.initials.empty()) {
            EXPECT_EQ(row.initials.size(), static_cast<std::size_t>(row.bands));
        }
    });
}

TEST(Table, DefaultsAreInsideTheirRange) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        if (row.type == Type::text || row.type == Type::action || row.type == Type::counter || row.type == Type::route)
            return;
        EXPECT_LT(row.min, row.max);
        EXPECT_EQ(settle(row, row.initial), row.initial);
        for (const float initial : row.initials) EXPECT_EQ(settle(row, initial), initial);
        if (row.law == Law::log) {
            EXPECT_GT(row.min, 0);
        }
        if (row.law == Law::fader) {
            EXPECT_EQ(row.min, -90);
        }
    });
}

TEST(Table, ChoicesAreThereAndDiffer) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        if (row.type == Type::choice) {
            EXPECT_FALSE(row.choices.empty());
            EXPECT_EQ(row.max, static_cast<float>(row.choices.size() - 1));
            EXPECT_EQ(row.min, 0);
        }
        EXPECT_EQ(row.type == Type::route, row.routes != RouteSet::none);
        const std::set<std::string_view> different(row.choices.begin(), row.choices.end());
        EXPECT_EQ(different.size(), row.choices.size());
        EXPECT_FALSE(different.contains(""));
    });
}

TEST(Table, EveryRowIsExplained) {
    for_each_row([](const FamilyInfo&, const Row& row) {
        ASSERT_FALSE(row.help.empty());
        EXPECT_LE(row.help.size(), 160U);
        EXPECT_EQ(row.help.back(), '.');
        EXPECT_EQ(row.help.find('\n'), std::string_view::npos);
        EXPECT_EQ(row.type == Type::action, row.kind == Kind::action);
        if (row.kind != Kind::setting) {
            EXPECT_EQ(row.part, Part::none);
        }
    });
}

TEST(Describe, DefaultWordsOfRoutesAreThoseOfTheDesk) {
    const Layout layout(Sizes{});
    for_each_row([&](const FamilyInfo&, const Row& row) {
        if (row.type == Type::route) {
            EXPECT_EQ(default_word(row), route_name(layout, row.routes, static_cast<int>(row.initial)));
        }
    });
}

std::size_t lines_with(const std::string& text, std::string_view beginning) {
    std::istringstream lines(text);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) count += line.starts_with(beginning) ? 1U : 0U;
    return count;
}

std::size_t row_count() {
    std::size_t count = 0;
    for (const FamilyInfo& family : kFamilyInfo) count += family.rows.size();
    return count;
}

TEST(Describe, TypescriptHasEveryRow) {
    const std::string page = describe_typescript();
    EXPECT_TRUE(page.starts_with("// Made by `tuttid --describe typescript`. Do not edit.\nexport interface Row {"));
    EXPECT_TRUE(page.ends_with("} as const satisfies Record<string, Record<string, Row>>;\n"));
    EXPECT_EQ(lines_with(page, "    '"), row_count());
    for (const FamilyInfo& family : kFamilyInfo)
        EXPECT_NE(page.find("\n  " + std::string(family.key()) + ": {\n"), std::string::npos) << family.key();
    EXPECT_NE(page.find("\n    'fader': { type: 'f', kind: 'setting', unit: 'dB', law: 'fader', min: -90, max: 10, "
                        "default: -90, part: 'fader', help: 'Level; -90 is off.' },\n"),
              std::string::npos);
    EXPECT_NE(page.find("min: 0.3, max: 20, "), std::string::npos);
    EXPECT_NE(page.find("default: 18, choices: ['12', '18', '24'], "), std::string::npos);
}

// Quotes inside are escaped: outside of escapes, each line of a row has an even number of them.
TEST(Describe, TypescriptQuotesClose) {
    std::istringstream lines(describe_typescript());
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("    '")) continue;
        int quotes = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == '\'')
                ++quotes;
        }
        EXPECT_EQ(quotes % 2, 0) << line;
        EXPECT_TRUE(line.ends_with("' },")) << line;
    }
}

TEST(Describe, MarkdownHasEveryRowInTablesThatHold) {
    const std::string page = describe_markdown();
    EXPECT_TRUE(page.starts_with("# Parameters\n"));
    EXPECT_EQ(lines_with(page, "| `/"), row_count());
    EXPECT_EQ(lines_with(page, "## "), kFamilies);
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `/")) continue;
        int bars = 0;
        for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && line[i - (i > 0 ? 1 : 0)] != '\\';
        EXPECT_EQ(bars, 9) << line;
    }
}

TEST(Describe, IsTheSameEachTime) {
    EXPECT_EQ(describe_typescript(), describe_typescript());
    EXPECT_EQ(describe_markdown(), describe_markdown());
}

}  // namespace
}  // namespace tutti
