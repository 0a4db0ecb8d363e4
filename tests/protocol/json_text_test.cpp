// Texts and numbers written as JSON, read again by a parser that knows nothing of the desk.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "protocol/json/text.hpp"

namespace tutti::json {
namespace {

using namespace std::string_view_literals;

std::string number(float value) {
    std::string out;
    append_number(out, value);
    return out;
}

TEST(JsonText, QuotesAndControlCharacters) {
    EXPECT_EQ(quoted(""), "\"\"");
    EXPECT_EQ(quoted("Kick"), "\"Kick\"");
    EXPECT_EQ(quoted("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    EXPECT_EQ(quoted("\0\n\x1f\x7f"sv), "\"\\u0000\\u000a\\u001f\x7f\"");
    EXPECT_EQ(quoted("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8E\xB8"), "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8E\xB8\"");
}

TEST(JsonText, WhatIsNoUtf8IsNeverWritten) {
    const std::string_view broken[] = {"\x80"sv,
                                       "\xC0\x80"sv,
                                       "\xC3"sv,
                                       "\xE2\x82"sv,
                                       "\xE0\x80\x80"sv,
                                       "\xED\xA0\x80"sv,
                                       "\xF5\x80\x80\x80"sv,
                                       "\xF4\x90\x80\x80"sv,
                                       "\xFF"sv};
    for (const auto text : broken) {
        const std::string out = json::quoted(std::string(text) + "x");
        const auto read = boost::json::parse(out);  // throws where it is no JSON or no UTF-8
        EXPECT_TRUE(read.as_string().starts_with("\xEF\xBF\xBD")) << out;
        EXPECT_TRUE(read.as_string().ends_with("x")) << out;
    }
}

TEST(JsonText, AnyBytesAreJsonAndAsciiStaysAsItWas) {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const unsigned characters = round % 2 == 0 ? 128 : 256;
        std::string text;
        for (unsigned size = random() % 20; size > 0; --size) text += static_cast<char>(random() % characters);
        const auto read = boost::json::parse(json::quoted(text));
        if (characters == 128) {
            EXPECT_EQ(std::string_view(read.as_string()), text);
        }
    }
}

TEST(JsonText, NumbersAreShort) {
    EXPECT_EQ(number(-6), "-6");
    EXPECT_EQ(number(-6.5F), "-6.5");
    EXPECT_EQ(number(0.1F), "0.1");
    EXPECT_EQ(number(20000), "20000");
    EXPECT_EQ(number(-3.2999999F), "-3.3");
    EXPECT_EQ(number(0), "0");
}

TEST(JsonText, NumbersReadBackAsTheSameFloat) {
    std::mt19937 random(2);
    for (int round = 0; round < 100000; ++round) {
        const auto bits = static_cast<std::uint32_t>(random());
        float value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) continue;
        const std::string text = number(value);
        float back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        ASSERT_EQ(back, value) << text;
        // A reader of JSON makes a double of it first, as JavaScript does.
        ASSERT_EQ(static_cast<float>(std::stod(text)), value) << text;
    }
}

TEST(JsonText, WhatIsNoNumberIsNull) {
    EXPECT_EQ(number(std::numeric_limits<float>::infinity()), "null");
    EXPECT_EQ(number(-std::numeric_limits<float>::infinity()), "null");
    EXPECT_EQ(number(std::numeric_limits<float>::quiet_NaN()), "null");
}

}  // namespace
}  // namespace tutti::json
