// From what clients send to what the desk stores (protocol.md, sections 1 and 5).
#include "engine/console/accept.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/console/laws.hpp"
#include "tests/console/support.hpp"

namespace tutti::test {
namespace {

class Accept : public testing::Test {
protected:
    Layout layout{sizes(33, 17)};
    AddressTree tree{layout};

    const Row& row(const char* address) { return tree.find(address)->info(); }
    std::variant<Value, Refusal> given(const char* address, const Argument& argument) {
        return accept(layout, row(address), argument);
    }
    void expect_number(const char* address, const Argument& argument, float number) {
        const auto result = given(address, argument);
        ASSERT_TRUE(std::holds_alternative<Value>(result)) << address << ": " << std::get<Refusal>(result).reason;
        EXPECT_EQ(std::get<Value>(result).number, number) << address;
    }
    void expect_refused(const char* address, const Argument& argument, Code code) {
        const auto result = given(address, argument);
        ASSERT_TRUE(std::holds_alternative<Refusal>(result)) << address;
        EXPECT_EQ(code_name(std::get<Refusal>(result).code), code_name(code)) << address;
        EXPECT_FALSE(std::get<Refusal>(result).reason.empty());
    }
    void expect_text(const char* address, std::string_view text, bool fits) {
        if (!fits) return expect_refused(address, text, Code::bad_value);
        const auto result = given(address, text);
        ASSERT_TRUE(std::holds_alternative<Value>(result)) << text;
        EXPECT_EQ(std::get<Value>(result).text, text);
    }
};

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr double kWideInf = std::numeric_limits<double>::infinity();
const std::byte kBytes[] = {std::byte{1}};

TEST_F(Accept, numbers_of_every_type_and_clamps_them) {
    const char* fader = "/channel/1/fader";
    expect_number(fader, -6.5F, -6.5F);
    expect_number(fader, -6.5, -6.5F);
    expect_number(fader, std::int32_t{-6}, -6);
    expect_number(fader, std::int64_t{-6}, -6);
    expect_number(fader, true, 1);
    expect_number(fader, 11.0F, 10);
    expect_number(fader, std::int64_t{1} << 60, 10);
    expect_number(fader, 1e300, 10);
    expect_number(fader, -1e300, -90);
    expect_number(fader, -90.001F, -90);
    expect_number("/channel/1/pan", -2, -1);
    expect_number("/channel/1/hpf/frequency", 0.0F, 20);
}

TEST_F(Accept, off_is_minus_ninety_and_nothing_else_is_infinite) {
    for (const char* address : {"/channel/1/fader", "/channel/1/send/17/level", "/monitor/1/level", "/dca/1/fader"}) {
        expect_number(address, -kInf, -90);
        expect_number(address, -kWideInf, -90);
        expect_refused(address, kInf, Code::bad_value);
        expect_refused(address, kWideInf, Code::bad_value);
        expect_refused(address, std::nanf(""), Code::bad_value);
        expect_refused(address, std::nan(""), Code::bad_value);
    }
    for (const char* address : {"/channel/1/mute", "/channel/1/hpf/slope", "/channel/1/pan"}) {
        expect_refused(address, std::nanf(""), Code::bad_value);
        expect_refused(address, kInf, Code::bad_value);
    }
}

TEST_F(Accept, zero_has_no_sign) {
    for (const char* address : {"/channel/1/pan", "/channel/1/fader", "/main/balance", "/channel/1/mute"})
        EXPECT_FALSE(std::signbit(std::get<Value>(given(address, -0.0F)).number)) << address;
}

TEST_F(Accept, a_switch_takes_true_false_nought_and_one) {
    const char* mute = "/channel/1/mute";
    expect_number(mute, true, 1);
    expect_number(mute, false, 0);
    expect_number(mute, std::int32_t{1}, 1);
    expect_number(mute, std::int64_t{0}, 0);
    expect_number(mute, 1.0F, 1);
    expect_number(mute, 0.0, 0);
    expect_refused(mute, std::int32_t{2}, Code::bad_value);
    expect_refused(mute, std::int32_t{-1}, Code::bad_value);
    expect_refused(mute, 0.5F, Code::bad_value);
}

TEST_F(Accept, text_blobs_and_nothing_are_no_numbers) {
    for (const char* address : {"/channel/1/fader", "/channel/1/mute", "/channel/1/hpf/slope"}) {
        expect_refused(address, std::string_view("1"), Code::bad_type);
        expect_refused(address, std::monostate{}, Code::bad_type);
        expect_refused(address, Blob(kBytes), Code::bad_type);
    }
    for (const char* address : {"/channel/1/name", "/bus/1/kind", "/channel/1/input/source"}) {
        expect_refused(address, std::monostate{}, Code::bad_type);
        expect_refused(address, Blob(kBytes), Code::bad_type);
        expect_refused(address, 1.0F, Code::bad_type);
        expect_refused(address, true, Code::bad_type);
    }
    expect_refused("/channel/1/name", std::int32_t{1}, Code::bad_type);
}

TEST_F(Accept, a_slope_is_one_of_three) {
    const char* slope = "/channel/1/hpf/slope";
    expect_number(slope, std::int32_t{12}, 12);
    expect_number(slope, std::int32_t{0}, 12);
    expect_number(slope, 17.0F, 18);
    expect_number(slope, std::int32_t{22}, 24);
    expect_number(slope, std::int32_t{99}, 24);
}

TEST_F(Accept, a_choice_by_name_or_index) {
    expect_number("/bus/1/kind", std::string_view("cue"), 3);
    expect_number("/bus/1/kind", std::int32_t{0}, 0);
    expect_number("/bus/1/kind", std::int64_t{3}, 3);
    expect_number("/channel/1/send/1/tap", std::string_view("post_fader"), 5);
    for (const char* word : {"", "Cue", "cue ", "3", "none"})
        expect_refused("/bus/1/kind", std::string_view(word), Code::bad_value);
    expect_refused("/bus/1/kind", std::int32_t{4}, Code::bad_value);
    expect_refused("/bus/1/kind", std::int32_t{-1}, Code::bad_value);
    expect_refused("/bus/1/kind", std::int64_t{1} << 32, Code::bad_value);
    expect_refused("/bus/1/tap", std::string_view("bus"), Code::bad_value);
}

TEST_F(Accept, a_route_to_what_there_is) {
    expect_number("/channel/1/input/source", std::string_view("none"), 0);
    expect_number("/channel/1/input/source", std::string_view("input:4"), 4);
    expect_number("/monitor/1/source", std::string_view("bus:17"), 17);
    expect_number("/output/1/source", std::string_view("main:r"), 2);
    expect_number("/output/1/source", std::string_view("bus:1"), 3);
    expect_number("/output/1/source", std::string_view("bus:1:r"), 5);
    const int count = route_count(layout, RouteSet::output_source);
    expect_number("/output/1/source", std::int32_t{count - 1}, static_cast<float>(count - 1));
    expect_refused("/output/1/source", std::int32_t{count}, Code::bad_value);
    expect_refused("/output/1/source", std::int64_t{1} << 40, Code::bad_value);
    for (const char* word : {"",
                             "input",
                             "input:",
                             "input:0",
                             "input:5",
                             "input:01",
                             "input:-1",
                             "input:1:l",
                             "input:1 ",
                             "channel:34",
                             "bus:18",
                             "bus:1:",
                             "bus:1:x",
                             "main",
                             "main:s",
                             "monitor:1",
                             "monitor:3:l",
                             "none:1",
                             "input:4294967297",
                             "input:99999999999999999999",
                             "input:+1"})
        expect_refused("/output/1/source", std::string_view(word), Code::bad_value);
    expect_refused("/channel/1/input/source", std::string_view("input:5"), Code::bad_value);
    expect_refused("/channel/1/input/source", std::string_view("channel:1"), Code::bad_value);
    expect_refused("/monitor/1/source", std::string_view("none"), Code::bad_value);
}

TEST_F(Accept, names_of_thirty_two_characters) {
    const char* name = "/channel/1/name";
    std::string wide;
    for (int i = 0; i < 32; ++i) wide += "é";
    for (const std::string& text :
         {std::string(), std::string("Kick"), std::string(32, 'x'), wide, std::string("鼓 🥁")})
        expect_text(name, text, true);
    for (const std::string& text : {std::string(33, 'x'), wide + "x", std::string("a\nb"), std::string("a\0b", 3),
                                    std::string("\x7F"), std::string("\xC2\x85"), std::string("\xFF"),
                                    std::string("\xC3"), std::string("\xC0\xAF"), std::string("\xED\xA0\x80"),
                                    std::string("\xE0\x80\x80"), std::string("\xF4\x90\x80\x80"), std::string("\x80")})
        expect_text(name, text, false);
}

TEST_F(Accept, colours_and_short_names) {
    for (const char* text : {"#000000", "#ffFF09"}) expect_text("/bus/1/color", text, true);
    for (const char* text : {"", "#fff", "000000", "#00000g", "#0000000", "red", " #00000"})
        expect_text("/bus/1/color", text, false);
    for (const char* text : {"", "Kick", "1234567"}) expect_text("/bus/1/short", text, true);
    for (const char* text : {"12345678", "é", "a\tb"}) expect_text("/bus/1/short", text, false);
}

TEST_F(Accept, readings_are_read_only_and_actions_have_no_value) {
    expect_refused("/channel/1/muted_by", std::string_view("own"), Code::read_only);
    expect_refused("/session/engine/load", 0.5F, Code::read_only);
    expect_refused("/monitor/1/solo/clear", true, Code::bad_type);
}

TEST_F(Accept, every_number_of_the_table_clamps_to_both_ends) {
    for (Slot slot = 0; slot < layout.slot_count(); ++slot) {
        const Row& r = layout.row(slot);
        if (r.kind != Kind::setting || (r.type != Type::number && r.type != Type::integer)) continue;
        EXPECT_EQ(std::get<Value>(accept(layout, r, r.min - 1)).number, r.min) << r.path;
        EXPECT_EQ(std::get<Value>(accept(layout, r, r.max + 1)).number, r.max) << r.path;
        EXPECT_EQ(std::get<Value>(accept(layout, r, r.initial)).number, r.initial) << r.path;
    }
}

}  // namespace
}  // namespace tutti::test
