// What no recall touches: what is safe, the mixes and the ears of performers, and what a role may not write.
#include "tests/scenes/stage.hpp"
#include "tests/wire/kept.hpp"

namespace tutti::wire {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::string_view_literals;

struct Safe : Stage {};

TEST_F(Safe, parts_of_everything_and_of_a_strip_stay) {
    for (const char* strip : {"/channel/1", "/channel/2", "/bus/1"}) {
        set(strip + std::string("/eq/band/1/gain"), 6.0F);
        set(strip + std::string("/mute"), true);
    }
    set("/main/eq/band/1/gain", 6.0F), set("/fx/1/return/eq/band/1/gain", 6.0F), fader(1, -6), fader(2, -6);
    const int id = keep("One");
    for (const char* address : {"/channel/1", "/channel/2", "/bus/1", "/main", "/fx/1/return"})
        ana.send(address + std::string("/eq/band/1/gain/reset")), ana.send(address + std::string("/mute/reset"));
    fader(1, 0), fader(2, 0);
    set("/scene/safe/eq", true), set("/channel/1/safe/fader", true), set("/bus/1/safe/mute", true);
    go(id, "");
    for (const char* strip : {"/channel/1", "/channel/2", "/bus/1", "/main", "/fx/1/return"})
        EXPECT_EQ(number(strip + std::string("/eq/band/1/gain")), 0) << strip;
    EXPECT_EQ(fader(1), 0);
    EXPECT_EQ(fader(2), -6);
    EXPECT_TRUE(on("/channel/1/mute"));
    EXPECT_FALSE(on("/bus/1/mute"));
    set("/scene/safe/eq", false), set("/scene/safe/main", true), set("/scene/safe/fx", true);
    go(id, "");
    EXPECT_EQ(number("/channel/1/eq/band/1/gain"), 6);
    EXPECT_EQ(number("/main/eq/band/1/gain"), 0);
    EXPECT_EQ(number("/fx/1/return/eq/band/1/gain"), 0);
}

// All that is heard in a performer's ears, and where it is.
const std::vector<std::pair<std::string, Argument>>& of_the_mix() {
    static const std::vector<std::pair<std::string, Argument>> all = {
        {"/bus/3/fader", -20.0F},
        {"/bus/3/mute", true},
        {"/bus/3/balance", 0.5F},
        {"/bus/3/eq/band/1/gain", 3.0F},
        {"/bus/3/comp/on", true},
        {"/bus/3/name", "Ana"sv},
        {"/bus/3/tap", "post_fader"sv},
        {"/bus/3/follow/mute", true},
        {"/bus/3/dca/1", true},
        {"/bus/3/cue/me/level", -5.0F},
        {"/bus/3/cue/family/2/level", -7.0F},
        {"/bus/3/cue/family/3/mute", true},
        {"/channel/1/send/3/level", -11.0F},
        {"/channel/1/send/3/on", false},
        {"/channel/1/send/3/pan", 0.25F},
        {"/channel/1/send/3/pan_follow", false},
        {"/channel/1/send/3/tap", "input"sv},
        {"/channel/1/send/3/me", true},
        {"/channel/1/send/3/show", false},
        {"/channel/1/send/3/offset", 2.0F},
        {"/bus/1/send/3/level", -13.0F},
        {"/fx/1/return/send/3/level", -14.0F},
        {"/talkback/1/send/3/level", -6.0F},
        {"/talkback/1/to/bus/3", true},
    };
    return all;
}

TEST_F(Safe, a_cue_mix_stays_as_it_is_whatever_the_scope) {
    set("/bus/1/kind", "group"), set("/bus/3/kind", "cue"), set("/channel/1/send/2/level", -33.0F);
    const int id = keep("One");
    for (const auto& [address, value] : of_the_mix()) set(address, value);
    set("/channel/1/send/2/level", -3.0F);
    std::vector<Value> before;
    for (const auto& [address, value] : of_the_mix()) before.push_back(ana.get(address).values.at(0));
    ana.ask("/subscribe", {"/"sv});
    const HeardList heard = act("/scene/recall", {id, ""sv, 0.0F});
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_THAT(of(heard, of_the_mix()[i].first), IsEmpty()) << of_the_mix()[i].first;
        EXPECT_EQ(ana.get(of_the_mix()[i].first).values.at(0), before[i]) << of_the_mix()[i].first;
    }
    EXPECT_EQ(number("/channel/1/send/2/level"), -33) << "an aux is no performer's mix";
    EXPECT_EQ(code("recall/only", {id, "/bus/3 /channel/1/send/3"sv}), "/ok");
    EXPECT_EQ(number("/channel/1/send/3/level"), -11) << "not even by name";
}

TEST_F(Safe, unless_the_engineer_says_otherwise_and_never_the_guards_of_the_ears) {
    set("/bus/1/kind", "group"), set("/bus/3/kind", "cue");
    const int id = keep("One");
    for (const auto& [address, value] : of_the_mix()) set(address, value);
    const std::pair<const char*, Argument> guards[] = {{"/bus/3/limiter/ceiling", -20.0F},
                                                       {"/bus/3/limiter/on", true},
                                                       {"/bus/3/cue/limit", -12.0F},
                                                       {"/bus/3/cue/max", -3.0F},
                                                       {"/bus/3/cue/loudness_max", -20.0F}};
    for (const auto& [address, value] : guards) set(address, value);
    set("/bus/3/safe/sends", false), set("/bus/3/safe/fader", false);
    go(id, "");
    EXPECT_EQ(number("/channel/1/send/3/level"), -90);
    EXPECT_EQ(number("/bus/1/send/3/level"), -90);
    EXPECT_EQ(number("/bus/3/cue/me/level"), 0);
    EXPECT_TRUE(on("/channel/1/send/3/show"));
    EXPECT_EQ(number("/bus/3/fader"), 0);
    EXPECT_EQ(number("/bus/3/eq/band/1/gain"), 3) << "still safe";
    for (const char* part : {"eq", "comp", "pan", "mute", "groups", "names", "insert"})
        set("/bus/3/safe/" + std::string(part), false);
    go(id, "");
    EXPECT_EQ(number("/bus/3/eq/band/1/gain"), 0);
    EXPECT_EQ(number("/bus/3/limiter/ceiling"), -20);
    EXPECT_EQ(number("/bus/3/cue/limit"), -12);
    EXPECT_EQ(number("/bus/3/cue/max"), -3);
    EXPECT_EQ(number("/bus/3/cue/loudness_max"), -20);
}

TEST_F(Safe, a_bus_that_becomes_a_cue_by_a_recall_has_the_limiter_of_one) {
    set("/bus/2/kind", "cue");
    const int cue = keep("Cue");
    set("/bus/2/kind", "aux");
    EXPECT_FALSE(on("/bus/2/limiter/on"));
    go(cue);
    EXPECT_EQ(word("/bus/2/kind"), "cue");
    EXPECT_TRUE(on("/bus/2/limiter/on"));
    EXPECT_EQ(number("/bus/2/limiter/ceiling"), -6);
    EXPECT_TRUE(on("/bus/2/safe/sends"));
    // Not even where a text says otherwise.
    const int loud = number_in(scene("import", {R"({"scene": {"name": "Loud", "scope": "sends comp"},
        "/bus/3": {"kind": "cue", "limiter/on": false, "limiter/ceiling": 0}})"sv}));
    go(loud);
    EXPECT_EQ(word("/bus/3/kind"), "cue");
    EXPECT_TRUE(on("/bus/3/limiter/on"));
    EXPECT_EQ(number("/bus/3/limiter/ceiling"), -6);
}

struct ForProducers : Stage {
    static Wish wish() {
        Wish wish = Stage::wish();
        wish.server = "local_role = \"producer\"\n";
        wish.rest =
            "[set]\n\"/channel/1/fader\" = -6.0\n\"/fx/1/source\" = \"bus:2\"\n\"/channel/1/name\" = \"Kick\"\n";
        return wish;
    }
    ForProducers() : Stage(wish()) {}
};

TEST_F(ForProducers, a_recall_brings_what_they_may_write_and_names_the_rest) {
    const int id = keep("Mine");
    desk.end();
    desk.folder().write("desk.toml", config_text(Stage::wish()));
    desk.start_again();
    {
        TcpClient engineer(desk);
        engineer.ask("/fx/1/source", {"bus:4"sv});
        engineer.ask("/channel/1/fader", {0.0F});
        engineer.ask("/channel/1/input/source", {"input:4"sv});
        wait_until_saved(engineer);
    }
    desk.end();
    desk.folder().write("desk.toml", config_text(wish()));
    desk.start_again();
    TcpClient ben(desk);
    const HeardList answers = of(ben.ask("/scene/recall", {id, ""sv}), "/ok");
    ASSERT_EQ(answers.size(), 1U);
    ASSERT_EQ(answers[0].values.size(), 3U);
    EXPECT_THAT(answers[0].text(2), testing::AllOf(HasSubstr("left out 2:"), HasSubstr("/fx/1/source"),
                                                   HasSubstr("/channel/1/input/source")));
    EXPECT_EQ(ben.get("/channel/1/fader").number(), -6);
    EXPECT_EQ(ben.get("/fx/1/source").text(), "bus:4");
    expect_refused(but_answers_to_sync(ben.ask("/scene/recall", {id, "patch"sv})), "not_allowed");
}

struct ForViewers : Stage {
    static Wish wish() {
        Wish wish = Stage::wish();
        wish.server = "local_role = \"viewer\"\n";
        return wish;
    }
    ForViewers() : Stage(wish()) {}
};

TEST_F(ForViewers, everything_that_changes_something_is_refused) {
    for (const char* action : {"store", "overwrite", "recall", "recall/only", "next", "previous", "delete", "import"})
        EXPECT_EQ(code(action, {1}), "not_allowed") << action;
    EXPECT_EQ(code("compare", {1}), "bad_value");
    EXPECT_EQ(code("export", {1}), "bad_value");
}

}  // namespace
}  // namespace tutti::wire
