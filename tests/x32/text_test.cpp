// Node lines and scene files of the X32: what is written is read again as the same, and what is wrong moves nothing.
#include <gmock/gmock.h>

#include <fstream>

#include "server/x32/scene_lines.hpp"
#include "tests/console/support.hpp"
#include "tests/x32/seen.hpp"

namespace tutti {
namespace {

using test::Seen;
using x32::Tree;

// Values at random all over the desk, links among them; no kinds of buses and types of effects, which an X32 has not,
// nor solos that end others.
void stir(Seen& seen, unsigned seed) {
    test::Dice dice(seed);
    const std::string_view left_out[] = {"kind", "type", "exclusive"};
    const auto monitor = seen.slot("/monitor/1/source");  // of which the X32 only knows main
    for (int i = 0; i < 30000; ++i) {
        const Change change = test::random_change(seen.console.layout(), dice);
        const Row& row = seen.console.layout().row(change.slot);
        if (std::find(std::begin(left_out), std::end(left_out), row.path) != std::end(left_out) ||
            change.slot == monitor)
            continue;
        seen.console.apply({&change, 1}, 1);
    }
    seen.desk("/channel/1/name", std::string_view("Kick \"in\""));
    seen.desk("/bus/3/name", std::string_view("Anna's ears"));
    seen.desk("/channel/4/color", std::string_view("#e0523f"));
    seen.desk("/channel/4/icon", std::string_view("kick"));
}

std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> out;
    x32::each_scene_line(text, [&](std::string_view line) { out.emplace_back(line); });
    return out;
}

TEST(X32Lines, NodesHaveTheOrderOfTheSheet) {
    Seen seen(Sizes{});
    const std::pair<std::string_view, std::string_view> lines[] = {
        {"ch/01/config", "/ch/01/config \"\" 1 OFF 1\n"},
        {"ch/01/delay", "/ch/01/delay OFF 0.3\n"},
        {"ch/01/preamp", "/ch/01/preamp +0.0 OFF OFF 18 79\n"},
        {"ch/01/gate", "/ch/01/gate OFF GATE -80.0 60.0 1 50.2 198 0\n"},
        {"ch/01/gate/filter", "/ch/01/gate/filter OFF 1.0 990.9\n"},
        {"ch/01/dyn", "/ch/01/dyn OFF COMP RMS LOG 0.0 3.0 1 0.00 10 0.02 151 POST 0 100 OFF\n"},
        {"mtx/01/dyn", "/mtx/01/dyn OFF COMP RMS LOG 0.0 3.0 1 0.00 10 0.02 151 POST 100 OFF\n"},
        {"ch/01/insert", "/ch/01/insert OFF POST OFF\n"},
        {"ch/01/eq", "/ch/01/eq ON\n"},
        {"ch/01/eq/2", "/ch/01/eq/2 PEQ 403.7 +0.00 1.0\n"},
        {"ch/01/mix", "/ch/01/mix ON -oo ON +0 OFF -oo\n"},
        {"ch/01/mix/01", "/ch/01/mix/01 ON -oo +0 PRE 1\n"},
        {"ch/01/mix/02", "/ch/01/mix/02 ON -oo\n"},
        {"ch/01/grp", "/ch/01/grp %00000000 %000000\n"},
        {"ch/01/automix", "/ch/01/automix OFF +0.0\n"},
        {"headamp/127", "/headamp/127 +0.0 OFF\n"},
        {"dca/1", "/dca/1 ON 0.0\n"},
        {"dca/8/config", "/dca/8/config \"\" 1 OFF\n"},
        {"mtx/06/mix", "/mtx/06/mix ON 0.0\n"},
        {"main/st/mix", "/main/st/mix ON 0.0 +0\n"},
        {"config/talk/A", "/config/talk/A -20.0 ON OFF %000000000000000000\n"},
        {"config/osc", "/config/osc -30.0 1k00 1k00 F1 SINE 19\n"},
        {"config/solo", "/config/solo -30.0 LR 0.0 PFL PFL PFL OFF OFF OFF -20 OFF OFF OFF 0.3 OFF OFF OFF\n"},
        {"config/auxlink", "/config/auxlink OFF OFF OFF OFF\n"},
        {"config/routing/IN", "/config/routing/IN AN1-8 AN9-16 AN17-24 AN25-32 AUX1-4\n"},
        {"config/routing/OUT", "/config/routing/OUT OUT1-4 OUT5-8 OUT9-12 OUT13-16\n"},
        {"outputs/p16/01/iQ", "/outputs/p16/01/iQ OFF none Linear 0\n"},
        {"outputs/rec/01", "/outputs/rec/01 0 POST\n"},
        {"config/mute", "/config/mute OFF OFF OFF OFF OFF OFF\n"},
        {"outputs/main/01", "/outputs/main/01 1 POST OFF\n"},
        {"/ch/01/mix/fader", "/ch/01/mix/fader -oo\n"}};
    for (const auto& [path, line] : lines) EXPECT_EQ(seen.line(path), line);
    for (const std::string_view none : {"ch", "ch/33/mix", "ch/1/mix", "dca/01", "", "/", "ch/01/mix/"})
        EXPECT_EQ(seen.line(none), "") << none;
}

TEST(X32Lines, ALineMayBeShortSpacedAndPartlyWrong) {
    Seen seen(Sizes{});
    seen.take_line("/ch/05/mix   OFF    +3.0");
    EXPECT_EQ(seen.line("ch/05/mix"), "/ch/05/mix OFF +3.0 ON +0 OFF -oo\n");
    seen.take_line("ch/05/mix MAYBE -oo loud +40");
    EXPECT_EQ(seen.line("ch/05/mix"), "/ch/05/mix OFF -oo ON +40 OFF -oo\n")
        << "words that say nothing are passed over";
    seen.take_line("ch/05/eq/1 HShv 1k02 +99 2.0 and more words");
    EXPECT_EQ(seen.line("ch/05/eq/1"), "/ch/05/eq/1 HShv 1k02 +15.00 2.0\n");
    EXPECT_FLOAT_EQ(seen.number("/channel/5/eq/band/1/gain"), 15);
    seen.take_line("ch/05/grp %101 %000011");
    EXPECT_EQ(seen.number("/channel/5/dca/3"), 1);
    EXPECT_EQ(seen.number("/channel/5/mutegroup/2"), 1);
    seen.take_line("ch/05/config \"Bass DI\" 17 RD");
    EXPECT_EQ(seen.line("ch/05/config"), "/ch/05/config \"Bass DI\" 17 RD 5\n");
    for (const std::string_view line : {"", " ", "ch", "ch/05/mix", "ch/99/mix ON", "ch/05/mix \"", "# ch/05/mix ON"})
        EXPECT_TRUE(seen.tree.wanted(line).empty()) << line;
}

TEST(X32Lines, EveryNodeMovesToAnotherDesk) {
    Seen from(test::large()), to(test::large());
    stir(from, 3);
    for (const x32::Node& node : x32::Addresses::all().nodes()) to.take_line(from.line(node.path));
    std::size_t fixed = 0;
    for (const x32::Node& node : x32::Addresses::all().nodes()) {
        const bool any_fixed = Tree::leaves()[node.leaves.front()].row->fixed;
        fixed += any_fixed ? 1 : 0;
        if (!any_fixed && node.path != "/-stat") {
            EXPECT_EQ(to.line(node.path), from.line(node.path));
        }
    }
    EXPECT_LT(fixed, 60U);
}

TEST(X32Scenes, AWholeWindowIsWrittenAndReadUnchanged) {
    for (const Sizes& sizes : {Sizes{}, test::large()}) {
        Seen from(sizes), to(sizes);
        stir(from, 5);
        from.set("/headamp/007/gain", 0.5F);
        const std::string text = x32::scene_lines(from.tree, "Song 1", "with \"strings\"");
        EXPECT_THAT(text, testing::StartsWith("#4.0# \"Song 1\" \"with 'strings'\" %000000000 1\n/config/chlink O"));
        EXPECT_THAT(text, testing::Not(testing::HasSubstr("/-")));
        EXPECT_TRUE(x32::is_scene_head(text));
        EXPECT_THAT(text, testing::ContainsRegex("\n/config/chlink [^\n]*ON"));
        to.take_scene(text);
        EXPECT_EQ(lines(x32::scene_lines(to.tree, "Song 1", "with \"strings\"")), lines(text));
        // Whatever stood there before, and however its pairs were linked.
        for (const unsigned seed : {7U, 8U}) {
            stir(to, seed);
            to.take_scene(text);
            EXPECT_EQ(lines(x32::scene_lines(to.tree, "Song 1", "with \"strings\"")), lines(text));
        }
        // And on the desk that it came from it moves nothing at all.
        const Revision before = from.console.revision();
        x32::each_scene_line(text, [&](std::string_view line) { from.take_line(line); });
        EXPECT_EQ(from.console.revision(), before);
    }
    for (const std::string_view none : {"/ch/01/mix ON", "", "#", "4.0#"}) EXPECT_FALSE(x32::is_scene_head(none));
}

}  // namespace
}  // namespace tutti
