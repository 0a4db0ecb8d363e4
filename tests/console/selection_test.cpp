// Selections against a second matcher that goes through all addresses as texts, with std::regex.
#include "engine/console/selection.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "engine/console/pattern.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

using enum Selection::Depth;

std::vector<std::string> components(const std::string& address) {
    std::vector<std::string> parts;
    for (std::size_t at = 1; at < address.size();) {
        const std::size_t end = std::min(address.find('/', at), address.size());
        parts.push_back(address.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::regex as_regex(const std::string& component) {
    std::string out;
    char open = 0;
    for (const char c : component) {
        if (open == '[') {
            out += c == '!' && out.back() == '[' ? '^' : c;
        } else if (c == '*' || c == '?') {
            out += c == '*' ? ".*" : ".";
        } else if (c == '{' || c == '}') {
            out += c == '{' ? '(' : ')';
        } else {
            out += c == ',' && open == '{' ? '|' : c;
        }
        if (c == '[' || c == '{') open = c;
        if (c == ']' || c == '}') open = 0;
    }
    return std::regex(out);
}

// The slots in order that a valid pattern names.
class ByText {
public:
    explicit ByText(const Layout& layout) {
        for (Slot slot = 0; slot < layout.slot_count(); ++slot)
            addresses_.push_back(layout.row(slot).kind == Kind::action ? std::vector<std::string>{}
                                                                       : components(address_of(layout, slot)));
    }

    std::vector<Slot> select(const std::string& pattern, Selection::Depth depth) const {
        std::vector<std::regex> wanted;
        for (const std::string& part : components(pattern)) wanted.push_back(as_regex(part));
        std::vector<Slot> found;
        for (Slot slot = 0; slot < addresses_.size(); ++slot) {
            const auto& address = addresses_[slot];
            if (address.size() < wanted.size() || (depth == leaves && address.size() != wanted.size())) continue;
            bool all = !address.empty();
            for (std::size_t i = 0; i < wanted.size() && all; ++i) all = std::regex_match(address[i], wanted[i]);
            if (all) found.push_back(slot);
        }
        return found;
    }

private:
    std::vector<std::vector<std::string>> addresses_;
};

std::vector<Slot> walked(const Layout& layout, const Selection& selection) {
    std::vector<Slot> slots;
    for (Slot s = selection.next(layout, 0); s != kNoSlot; s = selection.next(layout, s + 1)) slots.push_back(s);
    return slots;
}

void expect_same(const Layout& layout, const AddressTree& tree, const ByText& by_text, const std::string& pattern) {
    for (const auto depth : {leaves, below}) {
        SCOPED_TRACE(pattern + (depth == below ? " and below" : ""));
        const Selection selection(layout, tree, pattern, depth);
        const std::vector<Slot> expected = by_text.select(pattern, depth);
        EXPECT_EQ(walked(layout, selection), expected);
        EXPECT_EQ(selection.empty(), expected.empty());
        std::vector<Slot> contained;
        for (Slot slot = 0; slot < layout.slot_count(); ++slot)
            if (layout.row(slot).kind != Kind::action && selection.contains(layout.place(slot)))
                contained.push_back(slot);
        EXPECT_EQ(contained, expected);
    }
}

TEST(Selection, selects_what_its_pattern_matches) {
    const Layout layout(sizes(12, 11));
    const AddressTree tree(layout);
    const ByText by_text(layout);
    for (const char* pattern : {"/",
                                "/*",
                                "/channel",
                                "/channel/3",
                                "/channel/3/fader",
                                "/channel/*/fader",
                                "/channel/[1-3]/eq/*",
                                "/channel/1?/send/*/level",
                                "/channel/{2,12}/{fader,mute}",
                                "/*/1/fader",
                                "/*/fader",
                                "/*/*/solo/2",
                                "/{main,dca}",
                                "/channel/1/eq/band/[!2]/gain",
                                "/bus/*/send/1?/on",
                                "/channel/13/fader",
                                "/channel/0/fader",
                                "/channel/01/fader",
                                "/main/fader",
                                "/main/*/*",
                                "/session/engine",
                                "/session/*/rate",
                                "/monitor/1/solo",
                                "/monitor/*/solo/clear",
                                "/????[a-z]/*",
                                "/nothing",
                                "/channel/3/nothing",
                                "/channel/*/eq",
                                "/*/*/*/*/*",
                                "/channel/*/input/{trim,source}",
                                "/m*/*/o*",
                                "/channel/?/*",
                                "/[b-d]*/2",
                                "/main/1/on",
                                "/main/*"})
        expect_same(layout, tree, by_text, pattern);
}

TEST(Selection, selects_the_same_as_a_text_search_for_patterns_at_random) {
    const Layout layout(sizes(12, 11));
    const AddressTree tree(layout);
    const ByText by_text(layout);
    Dice dice(3);
    for (int n = 0; n < 150; ++n) {
        auto parts =
            components(address_of(layout, static_cast<Slot>(dice.below(static_cast<int>(layout.slot_count())))));
        if (dice.once_in(3)) parts.resize(1 + static_cast<std::size_t>(dice.below(static_cast<int>(parts.size()))));
        std::string pattern;
        for (const std::string& part : parts) {
            const std::string tail = part.substr(1);
            const std::string variants[] = {part,
                                            part,
                                            part,
                                            "*",
                                            "?" + tail,
                                            part.substr(0, 1) + "*",
                                            "[a-m1-3]" + tail,
                                            "[!b2]" + tail,
                                            "{1,mute," + part + "}"};
            pattern += "/" + variants[dice.below(9)];
        }
        if (valid_pattern(pattern)) expect_same(layout, tree, by_text, pattern);
    }
}

TEST(Selection, numbers_of_large_desks_are_told_apart) {
    const Layout layout(sizes(130, 64));
    const AddressTree tree(layout);
    const auto count = [&](const char* pattern) { return walked(layout, {layout, tree, pattern, leaves}).size(); };
    EXPECT_EQ(count("/channel/*/fader"), 130U);
    EXPECT_EQ(count("/channel/1?[0-9]/fader"), 31U);
    EXPECT_EQ(count("/channel/129/send/64/level"), 1U);
    EXPECT_EQ(count("/channel/*/send/64/level"), 130U);
    EXPECT_EQ(count("/channel/*/send/*/level"), 130U * 64U);
    EXPECT_EQ(count("/bus/6[3-5]/fader"), 2U);
    EXPECT_EQ(count("/session/sip/channel/*"), 130U);
    EXPECT_EQ(count("/session/sip/channel/1[0-2]?"), 30U);
    EXPECT_EQ(count("/session/sip/channel/128"), 1U);
    EXPECT_EQ(count("/session/sip/channel/131"), 0U);
    const Selection last(layout, tree, "/session/sip/channel/129", leaves);
    for (int c = 0; c < 130; ++c)
        EXPECT_EQ(last.contains(layout.place(layout.slot("sip/channel/{channel}"_session, 0, c))), c == 128) << c;
}

TEST(Selection, what_is_no_pattern_selects_nothing) {
    const Layout layout(sizes(4, 4));
    const AddressTree tree(layout);
    for (const char* pattern : {"", "channel/1/fader", "*", "/channel/[1/fader", "/channel/{1/fader}",
                                "/*/*/*/*/*/*/*/*/*", "//", "/channel//fader", "/channel/1/muted_by/x"}) {
        const Selection selection(layout, tree, pattern, below);
        EXPECT_TRUE(selection.empty()) << pattern;
        for (Slot slot = 0; slot < layout.slot_count(); ++slot) EXPECT_FALSE(selection.contains(layout.place(slot)));
    }
}

TEST(Selection, what_is_no_pattern_can_be_walked) {
    const Layout layout(sizes(4, 4));
    const AddressTree tree(layout);
    for (const char* pattern : {"", "/channel/[1/fader", "*"})
        EXPECT_EQ(Selection(layout, tree, pattern, below).next(layout, 0), kNoSlot) << pattern;
}

TEST(Selection, everything_is_the_root_alone) {
    const Layout layout(sizes(4, 4));
    const AddressTree tree(layout);
    EXPECT_TRUE(Selection(layout, tree, "/", below).everything());
    EXPECT_FALSE(Selection(layout, tree, "/channel", below).everything());
    EXPECT_EQ(Selection(layout, tree, "/channel/1", below).next(layout, layout.slot_count()), kNoSlot);
}

}  // namespace
}  // namespace tutti::test
