// The parts of the command line client that need no desk: JSON, and the picture of the meters.
#include <gmock/gmock.h>

#include "clients/cli/bars.hpp"
#include "clients/cli/json.hpp"
#include "clients/cli/table.hpp"

namespace tutti::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(CliJson, WhatIsDumpedIsLoaded) {
    const std::vector<Message> messages = {{"/channel/1/fader", {-6.5f}},
                                           {"/channel/1/mute", {true}},
                                           {"/channel/1/name", {std::string("Kick \"in\"")}},
                                           {"/channel/1/hpf/slope", {std::int32_t(18)}}};
    const std::vector<Message> back = from_json(to_json(messages, true));
    ASSERT_EQ(back.size(), messages.size());
    for (std::size_t index = 0; index < back.size(); ++index) {
        EXPECT_EQ(back[index].address, messages[index].address);
        EXPECT_EQ(back[index].arguments, messages[index].arguments);
    }
}

TEST(CliJson, WhatIsNoObjectOfValuesIsRefusedWithASentence) {
    EXPECT_THROW(from_json("{"), std::runtime_error);
    EXPECT_THROW(from_json("[1]"), std::runtime_error);
    EXPECT_THROW(from_json(R"({"fader": 1})"), std::runtime_error);
    EXPECT_THROW(from_json(R"({"/fader": [1]})"), std::runtime_error);
}

TEST(CliBars, AFrameIsALineForEachStripOrJson) {
    const MeterFrame frame{"outputs", 3, {{-6.0f}, {-327.68f}}};
    EXPECT_EQ(in_plain_lines(frame), "outputs 3 -6\noutputs 4 -327.68\n");
    EXPECT_EQ(in_json(frame), R"({"what": "outputs", "first": 3, "records": [[-6], [-327.68]]})");
}

TEST(CliBars, ABarGrowsWithItsLevel) {
    EXPECT_EQ(bar(-60, 4), "    ");
    EXPECT_EQ(bar(0, 4), "████");
    EXPECT_EQ(bar(12, 4), "████");
    EXPECT_EQ(bar(-30, 4), "██  ");
    EXPECT_EQ(bar(-22.5f, 4), "██▌ ");
}

TEST(CliBars, ThePictureFitsTheTerminalAndSaysWhatIsLeftOut) {
    MeterFrame frame{"channels", 1, std::vector<std::vector<float>>(32, {-6, -3.1f, 0, 0, -12})};
    Look look{.columns = 80, .rows = 10, .colours = false, .names = {{1, "Gitarre für Ända"}}};
    const auto lines = draw(frame, look);
    ASSERT_EQ(lines.size(), 9u);
    EXPECT_THAT(lines[0], StartsWith("   1 Gitarre fü "));
    EXPECT_THAT(lines[0], HasSubstr("gate   -3.1"));
    EXPECT_THAT(lines[8], HasSubstr("24 more: ask for a range, as channels:9-32"));
    for (const auto& line : lines) {
        const auto cells = std::count_if(line.begin(), line.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
        EXPECT_LE(cells, 80);
    }
}

TEST(CliTable, ReadingsAreKnownByTheirRow) {
    EXPECT_TRUE(is_reading("/channel/12/muted_by"));
    EXPECT_TRUE(is_reading("/session/engine/load"));
    EXPECT_TRUE(is_reading("/monitor/1/solo/active"));
    EXPECT_FALSE(is_reading("/channel/12/send/3/level"));
    EXPECT_FALSE(is_reading("/main/fader"));
    EXPECT_FALSE(is_reading("/something/new"));
    EXPECT_FALSE(is_reading(""));
}

}  // namespace
}  // namespace tutti::cli
