// Scene files of an X32 given out by one desk and taken in by another, over TCP, as one step that can be taken back.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using namespace std::string_view_literals;
using namespace std::chrono_literals;

struct Exchanging : testing::Test {
    static wire::Wish wish() {
        return {.server = "session = \"desk.tutti\"\n",
                .device = "inputs = 40\noutputs = 24\n",
                .desk = "channels = 40\nbuses = 16\nfx = 8\n"};
    }
    wire::DeskProcess desk{wish()}, elsewhere{wish()};
    wire::TcpClient ana{desk}, ben{elsewhere};

    static std::string exported(wire::TcpClient& client) {
        const auto answers = of(client.ask("/x32/export"), "/ok");
        EXPECT_EQ(answers.size(), 1U);
        return answers.empty() ? "" : answers[0].text(2);
    }
    static wire::HeardList import(wire::TcpClient& client, std::string_view text) {
        return client.ask("/x32/import", {text});
    }
};

TEST_F(Exchanging, a_desk_goes_to_another_and_back_by_one_undo) {
    ana.ask("/channel/3/name", {"Bass DI"sv});
    ana.ask("/channel/3/fader", {-12.5F});
    ana.ask("/channel/3/send/5/level", {-20.0F});
    ana.ask("/bus/7/eq/band/6/gain", {4.5F});
    ana.ask("/matrix/2/mute", {true});
    ana.ask("/channel/9/dca/4", {true});
    const std::string text = exported(ana), before = exported(ben);
    EXPECT_THAT(text, testing::StartsWith("#4.0# \"Tutti\""));
    EXPECT_THAT(text, testing::HasSubstr("\n/ch/03/config \"Bass DI\" 1 OFF 3\n"));
    ASSERT_NE(text, before);

    const auto answers = of(import(ben, text), "/ok");
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_GE(answers[0].whole(2), 6);
    EXPECT_EQ(exported(ben), text);
    EXPECT_NEAR(ben.get("/channel/3/fader").number(), -12.5, 0.05);
    EXPECT_TRUE(std::get<bool>(ben.get("/matrix/2/mute").values.at(0)));
    EXPECT_EQ(of(import(ben, text), "/ok").at(0).whole(2), 0) << "it stands there already";

    EXPECT_EQ(of(ben.ask("/session/undo", {"own"sv}), "/ok").size(), 1U);
    const auto patience = std::chrono::steady_clock::now() + 20s;  // levels take their time
    while (exported(ben) != before && std::chrono::steady_clock::now() < patience) std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(exported(ben) == before);
}

TEST_F(Exchanging, parameters_follow_the_type_that_comes_with_them) {
    const std::string text =
        "#4.0# \"Song\" \"\" %000000000 1\n"
        "/fx/1 HALL\n/fx/1/source MIX13 MIX13\n/fx/1/par  25 2.50 44\n"
        "/headamp/000 +22.5 ON\n/some/thing else\n# a remark\n/ch/01/mix ON   0.0 ON +0 OFF   -oo\n";
    ASSERT_EQ(of(import(ben, text), "/ok").size(), 1U);
    EXPECT_EQ(ben.get("/fx/1/type").text(), "hall");
    EXPECT_EQ(ben.get("/fx/1/source").text(), "bus:13");
    EXPECT_NEAR(ben.get("/fx/1/hall/predelay").number(), 25, 0.2);
    EXPECT_NEAR(ben.get("/fx/1/hall/decay").number(), 2.5, 0.01);
    EXPECT_NEAR(ben.get("/channel/1/fader").number(), 0, 0.02);
}

TEST_F(Exchanging, an_insert_changes_hands_whoever_is_named_first) {
    ben.ask("/channel/5/insert/source", {"fx:1"sv});
    import(ben, "#4.0# \"Song\" \"\"\n/ch/01/insert ON POST FX1L\n/ch/05/insert ON POST OFF\n");
    EXPECT_EQ(ben.get("/channel/5/insert/source").text(), "none");
    EXPECT_EQ(ben.get("/channel/1/insert/source").text(), "fx:1");
}

// What follows from a link never stands against what the file says, even where the desk has that already.
struct ExchangingPairs : Exchanging {
    float number(const std::string& address) { return ben.get(address).number(); }
    int import_lines(const std::string& lines) {
        const auto answers = of(import(ben, "#4.0# \"Song\" \"\"\n" + lines), "/ok");
        EXPECT_EQ(answers.size(), 1U);
        return answers.empty() ? -1 : static_cast<int>(answers[0].whole(2));
    }
};

TEST_F(ExchangingPairs, unlinked_by_a_file_have_its_pans) {
    ben.ask("/channel/1/link", {true});
    EXPECT_EQ(number("/channel/2/pan"), 1);
    EXPECT_EQ(import_lines("/config/chlink OFF\n/ch/01/mix ON -oo ON -100\n/ch/02/mix ON -oo ON +100\n"), 1);
    EXPECT_EQ(number("/channel/1/pan"), -1);
    EXPECT_EQ(number("/channel/2/pan"), 1);
}

TEST_F(ExchangingPairs, linked_by_a_file_have_its_pans) {
    EXPECT_EQ(import_lines("/config/chlink ON\n/ch/01/mix ON -oo ON +0\n/ch/02/mix ON -oo ON +0\n"), 1);
    EXPECT_EQ(ben.get("/channel/1/link").whole(), 1);
    EXPECT_EQ(number("/channel/1/pan"), 0);
    EXPECT_EQ(number("/channel/2/pan"), 0);
}

TEST_F(ExchangingPairs, linked_by_a_file_have_its_right_side) {
    ben.ask("/channel/1/fader", {-20.0F});
    ben.ask("/channel/2/fader", {-5.0123F});
    ben.ask("/channel/2/dca/2", {true});
    import_lines(
        "/config/chlink ON\n/ch/01/mix ON -10.0\n/ch/02/mix ON -5.0\n/ch/01/grp %00000000\n/ch/02/grp %00000011\n");
    EXPECT_NEAR(number("/channel/1/fader"), -10, 0.02);
    EXPECT_EQ(number("/channel/2/fader"), -5.0123F) << "what lies between two steps survives";
    EXPECT_EQ(ben.get("/channel/2/dca/1").whole(), 1);
    EXPECT_EQ(ben.get("/channel/2/dca/2").whole(), 1);
    EXPECT_EQ(ben.get("/channel/1/dca/2").whole(), 0);
}

TEST_F(ExchangingPairs, that_stay_linked_have_both_of_its_sides) {
    ben.ask("/channel/1/link", {true});
    ben.ask("/channel/1/fader", {-5.0123F});
    EXPECT_EQ(number("/channel/2/fader"), -5.0123F);
    EXPECT_EQ(import_lines("/config/chlink ON\n/ch/01/mix ON -10.0\n/ch/02/mix ON -5.0\n"), 1);
    EXPECT_NEAR(number("/channel/1/fader"), -10, 0.02);
    EXPECT_EQ(number("/channel/2/fader"), -5.0123F);
}

TEST_F(ExchangingPairs, come_to_another_desk_as_they_are) {
    for (const char* link : {"/channel/1/link", "/channel/5/link", "/channel/33/link"}) ana.ask(link, {true});
    for (const char* link : {"/channel/3/link", "/channel/5/link"}) ben.ask(link, {true});
    ana.ask("/channel/{1,3,6,33}/{fader,send/3/level}", {-7.0F});
    ana.ask("/channel/{2,4,5}/pan", {0.4F});
    ana.ask("/channel/{33,34}/pan", {0.0F});  // where they are on the other desk too
    ana.ask("/channel/{2,4,5}/send/5/pan", {-0.4F});
    ben.ask("/channel/{2,3,6,34}/{fader,send/3/level}", {-9.0F});
    ben.ask("/channel/{1,4,5}/pan", {-0.6F});
    ben.ask("/channel/{1,3,6}/send/5/pan", {0.6F});
    const std::string text = exported(ana);
    EXPECT_EQ(of(import(ben, text), "/ok").size(), 1U);
    EXPECT_EQ(exported(ben), text);
    EXPECT_EQ(of(import(ben, text), "/ok").at(0).whole(2), 0);
}

TEST_F(Exchanging, a_window_begins_further_on) {
    const std::string text = "#4.0# \"\" \"\"\n/ch/01/config \"Far\"\n/bus/01/mix OFF\n";
    EXPECT_EQ(of(ben.ask("/x32/import", {std::string_view(text), 9, 5}), "/ok").at(0).whole(2), 2);
    EXPECT_EQ(ben.get("/channel/9/name").text(), "Far");
    EXPECT_TRUE(std::get<bool>(ben.get("/bus/5/mute").values.at(0)));
}

TEST_F(Exchanging, what_is_no_scene_file_is_refused) {
    const auto code = [&](std::initializer_list<Argument> arguments) {
        const auto errors = of(ben.ask("/x32/import", arguments), "/error");
        return errors.size() == 1 ? errors[0].text(1) : "";
    };
    const std::string lines = "#4.0# \"x\"\n" + std::string(9000, '\n'), large(400'001, '#');
    EXPECT_EQ(code({}), "bad_type");
    EXPECT_EQ(code({1}), "bad_type");
    EXPECT_EQ(code({"/ch/01/mix ON"sv}), "bad_value");
    EXPECT_EQ(code({std::string_view(lines)}), "too_large");
    EXPECT_EQ(code({std::string_view(large)}), "too_large");
    EXPECT_EQ(code({"#4.0# \"x\""sv, 99, 1}), "bad_value");
    EXPECT_EQ(code({"#4.0# \"x\""sv, 1}), "bad_type");
}

TEST(ExchangeRights, are_the_engineers) {
    wire::DeskProcess desk({.server = "local_role = \"producer\"\n"});
    wire::TcpClient ana(desk);
    EXPECT_EQ(of(ana.ask("/x32/export"), "/ok").size(), 1U);
    const auto errors = of(ana.ask("/x32/import", {"#4.0# \"x\"\n/ch/01/mix OFF\n"sv}), "/error");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].text(1), "not_allowed");
    EXPECT_FALSE(std::get<bool>(ana.get("/channel/1/mute").values.at(0)));
}

}  // namespace
}  // namespace tutti::x32
