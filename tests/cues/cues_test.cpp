// The actions of cue mixes, as clients see them: kept mixes, the start mix, copies, what follows from a new performer,
// and what is there again after a restart.
#include <unistd.h>

#include "tests/presets/studio.hpp"
#include "tests/wire/kept.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;

struct CueMixes : Studio {
    CueMixes() {
        set("/bus/3/kind", "cue"), set("/bus/4/kind", "cue");
        ana.sync();
    }
    std::string send(int channel, const char* what = "level", int bus = 3) {
        return "/channel/" + std::to_string(channel) + "/send/" + std::to_string(bus) + "/" + what;
    }
    void levels(float first, float second) { set(send(1), first), set(send(2), second); }
    int kept(std::string_view name, const std::string& bus = "/bus/3") {
        const HeardList answers = of(act(bus + "/cue/store", {name}), "/ok");
        return answers.size() == 1 && answers[0].values.size() == 3 ? static_cast<int>(answers[0].whole(2)) : 0;
    }
    std::vector<std::string> list(const std::string& bus = "/bus/3") {
        const HeardList answers = of(act(bus + "/cue/list", {}), "/ok");
        std::vector<std::string> names;
        if (answers.size() == 1)
            for (std::size_t i = 3; i < answers[0].values.size(); i += 2) names.push_back(answers[0].text(i));
        return names;
    }
    void expect_done(const HeardList& answers) {
        EXPECT_THAT(of(answers, "/ok"), SizeIs(1));
        EXPECT_THAT(of(answers, "/error"), IsEmpty());
    }
    // A fade takes as long as it takes.
    void expect_level(const std::string& address, float level) {
        for (int tries = 0; tries < 4000 && number(address) != level; ++tries) ::usleep(5000);
        EXPECT_EQ(number(address), level) << address;
    }
    void expect_levels(float first, float second) { expect_level(send(1), first), expect_level(send(2), second); }
};

TEST_F(CueMixes, are_kept_recalled_listed_and_deleted) {
    levels(-6, -12), set(send(2, "pan"), 0.5F), set("/bus/3/cue/me/level", -3.0F), set(send(1, "me"), true);
    set("/bus/3/cue/family/2/mute", true), set("/bus/3/fader", -9.0F);
    const int first = kept("quiet"sv);
    ASSERT_GT(first, 0);
    levels(-1, -90), set(send(2, "pan_follow"), true), set("/bus/3/cue/me/level", 0.0F), set(send(1, "me"), false);
    set("/bus/3/cue/family/2/mute", false), set("/bus/3/fader", -4.0F), set(send(3), -20.0F);
    const int second = kept("loud"sv);
    EXPECT_GT(second, first);
    EXPECT_THAT(list(), ElementsAre("quiet", "loud"));

    expect_done(act("/bus/3/cue/recall", {first}));
    expect_levels(-6, -12), expect_level(send(3), -90), expect_level(send(2, "pan"), 0.5F);
    expect_level("/bus/3/cue/me/level", -3);
    EXPECT_TRUE(on("/bus/3/cue/family/2/mute"));
    EXPECT_TRUE(on(send(1, "me")));
    EXPECT_FALSE(on(send(2, "pan_follow")));
    EXPECT_EQ(number("/bus/3/fader"), -4) << "how loud it is stays with the hand";

    expect_done(act("/bus/3/cue/recall", {second}));
    expect_levels(-1, -90);
    EXPECT_TRUE(on(send(2, "pan_follow")));
    expect_done(act("/bus/3/cue/delete", {first}));
    EXPECT_THAT(list(), ElementsAre("loud"));
    expect_refused(act("/bus/3/cue/recall", {first}), "bad_value");
    expect_refused(act("/bus/3/cue/delete", {first}), "bad_value");
    EXPECT_THAT(list("/bus/4"), IsEmpty()) << "of nobody, and of another bus";
}

TEST_F(CueMixes, come_back_over_a_second_and_the_last_one_too) {
    levels(-40, -40);
    const int id = kept("far"sv);
    levels(-10, -20);
    ana.sync();
    ana.send("/subscribe", {std::string_view("/channel/1/send/3/level")});
    ana.sync();
    expect_done(act("/bus/3/cue/recall", {id}));
    float last = -10;
    int steps = 0;
    ana.until([&](const Heard& heard) {
        if (heard.address != "/channel/1/send/3/level") return false;
        EXPECT_LE(heard.number(), last + 1e-3F);
        last = heard.number(), ++steps;
        return last == -40;
    });
    EXPECT_GT(steps, 5);
    expect_levels(-40, -40);
    expect_done(act("/bus/3/cue/recall", {0}));
    expect_levels(-10, -20);
    expect_refused(act("/bus/4/cue/recall", {0}), "bad_value");
}

TEST_F(CueMixes, start_from_the_start_mix) {
    expect_refused(act("/bus/3/cue/start", {}), "bad_value");
    levels(-15, -25);
    expect_done(act("/bus/3/cue/start/store", {}));
    levels(-3, -3);
    expect_done(act("/bus/3/cue/start", {}));
    expect_levels(-15, -25);
    // A new performer has it at once, at a low level.
    levels(-3, -3), set("/bus/3/fader", 0.0F);
    set("/bus/3/cue/owner", 5);
    expect_levels(-15, -25), expect_level("/bus/3/fader", -20);
}

TEST_F(CueMixes, belong_to_the_performer_and_come_along) {
    set("/bus/3/cue/owner", 5);
    levels(-15, -25);
    const int id = kept("mine"sv);
    EXPECT_THAT(list("/bus/4"), IsEmpty());
    expect_refused(act("/bus/4/cue/recall", {id}), "bad_value");
    set("/bus/4/cue/owner", 5);
    EXPECT_THAT(list("/bus/4"), ElementsAre("mine"));
    expect_done(act("/bus/4/cue/recall", {id}));
    expect_level(send(1, "level", 4), -15);
    set("/bus/3/cue/owner", 6);
    EXPECT_THAT(list(), IsEmpty());
}

TEST_F(CueMixes, go_with_the_performer) {
    const int number = of(act("/user/add", {"eva"sv, "artist"sv, "1234"sv}), "/ok").at(0).whole(2);
    set("/bus/3/cue/owner", number);
    ASSERT_GT(kept("eva's"sv), 0);
    ASSERT_GT(kept("of nobody"sv, "/bus/4"), 0);
    expect_done(act("/user/" + std::to_string(number) + "/delete", {}));
    ASSERT_EQ(of(act("/user/add", {"ida"sv, "artist"sv, "1234"sv}), "/ok").at(0).whole(2), number);
    set("/bus/3/cue/owner", number);
    EXPECT_THAT(list(), IsEmpty()) << "whoever has the number next begins with nothing";
    EXPECT_THAT(list("/bus/4"), ElementsAre("of nobody"));
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient again(desk);
    EXPECT_THAT(of(again.ask("/bus/3/cue/list"), "/ok").at(0).values, SizeIs(2));
}

TEST_F(CueMixes, what_was_there_before_outlives_the_daemon) {
    levels(-6, -12);
    const int id = kept("kept"sv);
    levels(-20, -30);
    expect_done(act("/bus/3/cue/recall", {id}));
    expect_levels(-6, -12);
    wait_until_saved(ana);
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient again(desk);
    EXPECT_THAT(of(again.ask("/bus/3/cue/recall", {0}), "/ok"), SizeIs(1));
    for (int tries = 0; tries < 4000 && again.get(send(2)).number() != -30; ++tries) ::usleep(5000);
    EXPECT_EQ(again.get(send(1)).number(), -20);
    EXPECT_EQ(again.get(send(2)).number(), -30);
}

TEST_F(CueMixes, have_room_for_fifty) {
    for (int n = 0; n < 50; ++n) ASSERT_GT(kept("mix " + std::to_string(n)), 0);
    expect_refused(act("/bus/3/cue/store", {"one more"sv}), "busy");
    EXPECT_GT(kept("of another"sv, "/bus/4"), 0);
}

TEST_F(CueMixes, are_copied_as_they_are_heard_and_never_too_loud) {
    set("/channel/1/fader", -4.0F), set("/channel/2/fader", 9.0F), set("/channel/3/fader", 0.0F);
    set("/channel/3/mute", true), set("/channel/1/dca/1", true), set("/dca/1/fader", -3.0F);
    set("/bus/3/cue/me/level", -10.0F), set(send(4), -5.0F);
    expect_done(act("/bus/3/cue/copy", {"main"sv}));
    expect_level(send(1), -13), expect_level(send(2), 0), expect_level(send(4), -90);
    EXPECT_EQ(number(send(3)), -90);
    expect_level("/bus/3/cue/me/level", 0);
    set(send(1, "pan"), -1.0F);
    expect_done(act("/bus/4/cue/copy", {"bus:3"sv, -2.0F}));
    expect_level(send(1, "level", 4), -15), expect_level(send(1, "pan", 4), -1);
    expect_done(act("/bus/3/cue/recall", {0}));
    expect_level(send(4), -5);
    for (const auto wrong : {"bus:3"sv, "bus:9"sv, "none"sv, ""sv})
        expect_refused(act("/bus/3/cue/copy", {wrong}), "bad_value");
    expect_refused(act("/bus/3/cue/copy", {3}), "bad_type");
    expect_refused(act("/bus/2/cue/copy", {"main"sv}), "bad_value");
}

TEST_F(CueMixes, skip_what_a_hand_holds_and_say_so) {
    levels(-6, -12);
    const int id = kept("kept"sv);
    levels(-20, -20);
    ana.sync();
    TcpClient bo(desk);
    bo.ask(send(1) + "/touch", {true});
    const HeardList answers = of(act("/bus/3/cue/recall", {id}), "/ok");
    ASSERT_THAT(answers, SizeIs(1));
    ASSERT_THAT(answers[0].values, SizeIs(3));
    EXPECT_EQ(answers[0].text(2), send(1));
    expect_level(send(2), -12);
    EXPECT_EQ(number(send(1)), -20);
}

TEST_F(CueMixes, that_follow_change_over_without_a_gap) {
    set("/channel/1/fader", -8.0F), levels(-10, -30);
    const int own = kept("own"sv);
    set("/bus/3/inherit/source", "main");
    EXPECT_NEAR(number(send(1, "offset")), -2, 0.01);
    set(send(1, "offset"), 4.0F);
    const int following = kept("following"sv);
    expect_done(act("/bus/3/cue/recall", {own}));
    EXPECT_EQ(word("/bus/3/inherit/source"), "none");
    expect_levels(-10, -30);
    expect_done(act("/bus/3/cue/recall", {following}));
    EXPECT_EQ(word("/bus/3/inherit/source"), "main");
    expect_level(send(1, "offset"), 4), expect_levels(-90, -30);
    // In a circle nobody follows anybody.
    set("/bus/4/inherit/source", "bus:3");
    expect_refused(act("/bus/3/inherit/source", {"bus:4"sv}), "bad_value");
}

TEST_F(CueMixes, are_there_again_after_the_end_of_the_daemon) {
    set("/channel/4/family", "strings"), set("/channel/1/family", "brass");
    set("/channel/4/family", ""), set("/channel/3/family", "choir");
    EXPECT_EQ(word("/bus/3/cue/family/9/name"), "choir");
    EXPECT_EQ(word("/bus/3/cue/family/10/name"), "brass");
    EXPECT_EQ(word("/bus/4/cue/family/1/name"), "drums");
    levels(-15, -25);
    expect_done(act("/bus/3/cue/start/store", {}));
    levels(-5, -6);
    set("/bus/3/cue/owner", 5);
    expect_levels(-15, -25);
    levels(-5, -6), set("/bus/3/fader", -7.0F);
    const int id = kept("Größe \"eins\""sv);
    ASSERT_GT(id, 0);
    // What is answered is kept; of moves the last 100 ms may be lost.
    wait_until_saved(ana);
    EXPECT_EQ(desk.end(SIGKILL), -1);
    desk.start_again();
    TcpClient again(desk);
    const HeardList listed = of(again.ask("/bus/3/cue/list"), "/ok");
    ASSERT_THAT(listed, SizeIs(1));
    ASSERT_THAT(listed[0].values, SizeIs(4));
    EXPECT_EQ(listed[0].whole(2), id);
    EXPECT_EQ(listed[0].text(3), "Größe \"eins\"");
    EXPECT_EQ(again.get(send(1)).number(), -5) << "who performs already is no new performer";
    EXPECT_EQ(again.get("/bus/3/fader").number(), -7);
    EXPECT_EQ(again.get("/bus/3/cue/family/9/name").text(), "choir");
    EXPECT_EQ(again.get("/bus/3/cue/family/10/name").text(), "brass");
    again.ask("/bus/3/cue/start");
    for (int tries = 0; tries < 4000 && again.get(send(1)).number() != -15; ++tries) ::usleep(5000);
    EXPECT_EQ(again.get(send(1)).number(), -15);
}

}  // namespace
}  // namespace tutti::wire
