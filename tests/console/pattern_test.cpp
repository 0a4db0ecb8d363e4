// OSC patterns within one component, and that none of them costs much.
#include "engine/console/pattern.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tutti::test {
namespace {

struct Case {
    const char* pattern;
    const char* text;
    bool match;
};

TEST(Pattern, matches_as_osc_says) {
    constexpr Case cases[] = {
        {"fader", "fader", true},
        {"fader", "fade", false},
        {"fader", "faders", false},
        {"", "", true},
        {"*", "", true},
        {"*", "anything", true},
        {"f*", "fader", true},
        {"*r", "fader", true},
        {"f*r", "fader", true},
        {"f*x", "fader", false},
        {"*a*e*", "fader", true},
        {"**", "x", true},
        {"?", "1", true},
        {"?", "12", false},
        {"?", "", false},
        {"1?", "12", true},
        {"[123]", "2", true},
        {"[123]", "4", false},
        {"[1-3]", "3", true},
        {"[1-3]", "4", false},
        {"[1-3]", "", false},
        {"[!1-3]", "4", true},
        {"[!1-3]", "2", false},
        {"[!1-3]", "", false},
        {"[a-]", "-", true},
        {"[-a]", "-", true},
        {"[1-35-7]", "6", true},
        {"[1-35-7]", "4", false},
        {"[!!]", "!", false},
        {"[!!]", "a", true},
        {"[1!]", "!", true},
        {"[3-1]", "2", false},
        {"{1,2}", "1", true},
        {"{1,2}", "3", false},
        {"{on,mute}", "mute", true},
        {"{on,mute}", "onmute", false},
        {"{a,}b", "b", true},
        {"{a,}b", "ab", true},
        {"{}", "", true},
        {"{a}", "a", true},
        {"x{1,12}y", "x12y", true},
        {"x{1,12}2y", "x12y", true},
        {"a,b", "a,b", true},
        {"a,*", "a,b", true},
        {"{a,b},c", "b,c", true},
        {"{a,b},c", "bc", false},
        {"[1-3]{a,b}?*", "2bzz", true},
        {"1[0-9]", "10", true},
    };
    for (const Case& c : cases) EXPECT_EQ(matches(c.pattern, c.text), c.match) << c.pattern << " against " << c.text;
}

TEST(Pattern, what_is_not_closed_matches_nothing) {
    for (const char* pattern :
         {"[", "[1", "{", "{a", "a]", "a}", "[[]", "{{}}", "{*}", "{a/b}", "[a/b]", "[a}", "{a]", "]["}) {
        EXPECT_FALSE(valid_pattern(pattern)) << pattern;
        for (const char* text : {"a", "1", "", "[", "{", "[1"})
            if (is_pattern(pattern)) {
                EXPECT_FALSE(matches(pattern, text)) << pattern;
            }
    }
}

TEST(Pattern, a_wild_card_is_one_of_four) {
    for (const char* pattern : {"*", "a?", "[a]", "{a}"}) EXPECT_TRUE(is_pattern(pattern));
    for (const char* address : {"/channel/1/fader", "", "a-b!c,d"}) EXPECT_FALSE(is_pattern(address));
}

TEST(Pattern, eight_wild_cards_are_taken_and_nine_are_too_many) {
    EXPECT_TRUE(valid_pattern("/*/*/*/*/?/?/[1]/{a}"));
    EXPECT_FALSE(pattern_too_large("********"));
    EXPECT_TRUE(matches("********", "abc"));
    EXPECT_TRUE(pattern_too_large("*********"));
    EXPECT_FALSE(valid_pattern("/*/*/*/*/?/?/[1]/{a}/*"));
    EXPECT_FALSE(matches("*********", "abc"));
}

TEST(Pattern, two_hundred_and_fifty_five_bytes_are_taken_and_one_more_is_too_many) {
    const std::string text(254, 'a');
    EXPECT_TRUE(valid_pattern(text + "*"));
    EXPECT_TRUE(matches(text + "*", text));
    EXPECT_TRUE(pattern_too_large(text + "a*"));
    EXPECT_FALSE(matches(text + "a*", text + "a"));
}

// Counted, not timed: each character of the text may cost each position of the pattern a few looks, and no more.
TEST(Pattern, hostile_ones_cost_a_few_looks_for_each_character_and_position) {
    const std::string text(4000, 'a');
    std::string many = "{";
    for (int i = 0; i < 120; ++i) many += "a,";
    const std::string patterns[] = {
        "*a*a*a*a*a*a*a*b",
        "a*a*a*a*a*a*a*a*" + std::string(200, 'a') + "b",
        many + "a}",
        many + "a}{a,a}b",
        "*{" + std::string(240, ',') + "}*b",
        "{" + std::string(240, ',') + "}{,,,,}b",
        "*{" + std::string(100, ',') + "}*{" + std::string(100, ',') + "}*b",
        "*[" + std::string(240, 'b') + "]",
        "*[" + std::string(240, 'b') + "a]b",
        "*" + std::string(240, ',') + "{a,b}",
    };
    for (const std::string& pattern : patterns) {
        ASSERT_TRUE(valid_pattern(pattern)) << pattern;
        std::size_t looks = 0;
        EXPECT_FALSE(Pattern(pattern).matches(text, &looks)) << pattern;
        EXPECT_GT(looks, 0U);
        EXPECT_LT(looks, 5 * (pattern.size() + 1) * (text.size() + 1)) << pattern;
    }
}

TEST(Pattern, one_is_read_once_and_held_against_many_names) {
    const std::string text = "{on,mute,fader,[}1]";  // not valid
    const Pattern none(text), some("{1,12}?"), plain("fader");
    EXPECT_FALSE(none.matches("on"));
    for (const char* name : {"12", "123", "1x", "12x"}) EXPECT_TRUE(some.matches(name)) << name;
    for (const char* name : {"1", "", "2x", "12xx"}) EXPECT_FALSE(some.matches(name)) << name;
    EXPECT_TRUE(plain.matches("fader"));
    EXPECT_FALSE(plain.matches("faders"));
}

}  // namespace
}  // namespace tutti::test
