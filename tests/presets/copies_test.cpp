// /copy: what of one strip fits another arrives there, in one revision, and nothing else moves.
#include "tests/presets/studio.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Copies : Studio {
    // The values below an address as JSON text, without the address itself.
    std::string values(WsClient& ws, const std::string& address) {
        std::string text = ws.command(R"({"COMMAND": "GET", "DATA": ")" + address + R"(", "ID": 1})");
        for (std::size_t at; (at = text.find("\"" + address)) != std::string::npos;)
            text.replace(at, address.size() + 1, "\"");
        return text;
    }
};

TEST_F(Copies, of_a_whole_strip_makes_a_twin_in_one_revision) {
    set("/channel/1/name", "Ana"), set("/channel/1/color", "#ff8000"), set("/channel/1/input/source", "input:7");
    set("/channel/1/input/trim", 6.5F), set("/channel/1/hpf/on", true), set("/channel/1/hpf/slope", 24);
    set("/channel/1/gate/mode", "ducker"), set("/channel/1/gate/key", "channel:4"),
        set("/channel/1/eq/band/2/gain", -4.25F);
    set("/channel/1/eq/band/4/type", "high_shelf"), set("/channel/1/comp/ratio", 6.0F), set("/channel/1/pan", -0.5F);
    set("/channel/1/fader", -3.0F), set("/channel/1/mute", true), set("/channel/1/send/3/level", -12.0F);
    set("/channel/1/send/3/tap", "pre_eq"), set("/channel/1/dca/2", true), set("/channel/1/to/main", false);
    ana.sync();
    const auto before = ana.revision_of_sync;
    const HeardList answers = copy("/channel/1", "/channel/2");
    ASSERT_THAT(answers, SizeIs(1));
    EXPECT_EQ(answers[0].address, "/ok");
    EXPECT_EQ(answers[0].text(0), "/copy");
    EXPECT_EQ(answers[0].whole(1), before + 1);
    WsClient ws(desk);
    // Muted channels say why they are; everything else is a setting.
    EXPECT_EQ(values(ws, "/channel/1"), values(ws, "/channel/2"));
    EXPECT_EQ(word("/channel/2/input/source"), "input:7");
    EXPECT_EQ(number("/channel/2/send/3/level"), -12);
    EXPECT_EQ(number("/channel/3/fader"), -90) << "nobody else";
}

TEST_F(Copies, of_parts_leaves_the_others_alone) {
    set("/channel/1/fader", -3.0F), set("/channel/1/hpf/frequency", 120.0F), set("/channel/1/comp/makeup", 5.0F);
    set("/channel/1/to/main", false), set("/channel/1/pan", 0.25F), set("/channel/1/name", "Ana");
    EXPECT_THAT(of(copy("/channel/1", "/channel/2", " comp  hpf "), "/ok"), SizeIs(1));
    EXPECT_EQ(number("/channel/2/hpf/frequency"), 120);
    EXPECT_EQ(number("/channel/2/comp/makeup"), 5);
    EXPECT_EQ(number("/channel/2/fader"), -90);
    EXPECT_EQ(number("/channel/2/pan"), 0);
    EXPECT_EQ(word("/channel/2/name"), "");
    EXPECT_TRUE(on("/channel/2/to/main"));
    copy("/channel/1", "/channel/2", "sends");
    EXPECT_FALSE(on("/channel/2/to/main"));
}

TEST_F(Copies, takes_no_solo_and_nothing_else_that_is_in_no_scene) {
    set("/channel/1/solo/1", true), set("/channel/1/fader", 0.0F);
    copy("/channel/1", "/channel/2");
    EXPECT_FALSE(on("/channel/2/solo/1"));
    EXPECT_EQ(number("/channel/2/fader"), 0);
}

TEST_F(Copies, between_kinds_of_strips_take_what_fits) {
    set("/channel/1/eq/band/2/type", "notch"), set("/channel/1/eq/band/2/frequency", 997.0F);
    set("/channel/1/comp/on", true), set("/channel/1/comp/key", "channel:3"), set("/channel/1/gate/on", true);
    set("/channel/1/name", "Ana"), set("/bus/2/eq/band/6/gain", 3.0F), set("/bus/2/limiter/ceiling", -4.0F);
    EXPECT_THAT(of(copy("/channel/1", "/bus/2", "eq comp gate names"), "/ok"), SizeIs(1));
    EXPECT_EQ(word("/bus/2/eq/band/2/type"), "notch");
    EXPECT_EQ(number("/bus/2/eq/band/2/frequency"), 997);
    EXPECT_EQ(word("/bus/2/comp/key"), "channel:3");
    EXPECT_TRUE(on("/bus/2/comp/on"));
    EXPECT_EQ(word("/bus/2/name"), "Ana");
    EXPECT_EQ(number("/bus/2/eq/band/6/gain"), 3) << "a channel has no sixth band";
    EXPECT_EQ(number("/bus/2/limiter/ceiling"), -4) << "nor a limiter";
    set("/bus/2/comp/key", "bus:1");
    EXPECT_THAT(of(copy("/bus/2", "/channel/5", "comp"), "/ok"), SizeIs(1));
    EXPECT_TRUE(on("/channel/5/comp/on"));
    EXPECT_EQ(word("/channel/5/comp/key"), "self") << "a bus is no key of a channel";
    EXPECT_THAT(of(copy("/bus/2", "/main", "eq"), "/ok"), SizeIs(1));
    EXPECT_EQ(number("/main/eq/band/6/gain"), 3);
    EXPECT_THAT(of(copy("/channel/1", "/fx/2/return", "eq"), "/ok"), SizeIs(1));
    EXPECT_EQ(word("/fx/2/return/eq/band/2/type"), "notch");
}

TEST_F(Copies, of_a_processor_go_to_a_strip_or_to_another_processor) {
    set("/channel/1/eq/band/1/gain", 6.0F), set("/channel/1/send/1/level", -7.0F), set("/channel/1/fader", -5.0F);
    copy("/channel/1/eq", "/channel/2");
    EXPECT_EQ(number("/channel/2/eq/band/1/gain"), 6);
    EXPECT_EQ(number("/channel/2/fader"), -90);
    copy("/channel/1", "/channel/3/eq");
    EXPECT_EQ(number("/channel/3/eq/band/1/gain"), 6);
    EXPECT_EQ(number("/channel/3/fader"), -90);
    copy("/channel/1/eq/band/1", "/channel/1/eq/band/3");
    EXPECT_EQ(number("/channel/1/eq/band/3/gain"), 6);
    EXPECT_EQ(number("/channel/1/eq/band/3/frequency"), 80);
    copy("/channel/1/send/1", "/channel/4/send/2");
    EXPECT_EQ(number("/channel/4/send/2/level"), -7);
    EXPECT_EQ(number("/channel/4/send/1/level"), -90);
    copy("/channel/1/fader", "/channel/4/fader");
    EXPECT_EQ(number("/channel/4/fader"), -5);
}

TEST_F(Copies, tell_the_sender_and_all_others_what_changed) {
    TcpClient ben(desk);
    for (TcpClient* client : {&ana, &ben}) client->ask("/subscribe", {std::string_view("/channel/2")});
    set("/channel/1/fader", -3.0F);
    EXPECT_THAT(of(copy("/channel/1", "/channel/2", "fader"), "/channel/2/fader"), SizeIs(1));
    EXPECT_EQ(of(ben.sync(), "/channel/2/fader").at(0).number(), -3);
}

TEST_F(Copies, leave_alone_what_another_hand_holds_and_name_it) {
    TcpClient ben(desk);
    ben.ask("/channel/2/fader/touch", {true});
    set("/channel/1/fader", -3.0F), set("/channel/1/pan", 0.5F);
    const HeardList answers = of(copy("/channel/1", "/channel/2", "fader pan"), "/ok");
    ASSERT_THAT(answers, SizeIs(1));
    ASSERT_THAT(answers[0].values, SizeIs(3));
    EXPECT_EQ(answers[0].text(2), "/channel/2/fader");
    EXPECT_EQ(number("/channel/2/fader"), -90);
    EXPECT_EQ(number("/channel/2/pan"), 0.5F);
}

TEST_F(Copies, end_fades_on_both_sides_of_a_linked_pair) {
    set("/channel/3/link", true), set("/channel/1/fader", -3.0F);
    ana.ask("/channel/4/fader/fade", {10.0F, 600.0F});
    EXPECT_THAT(of(copy("/channel/1", "/channel/3", "fader"), "/ok"), SizeIs(1));
    // Were it still under way, it would have moved while another one begins and ends.
    ana.ask("/subscribe", {std::string_view("/main/fader")});
    ana.send("/main/fader/fade", {-6.0F, 0.5F});
    ana.until([](const Heard& h) { return h.address == "/main/fader" && h.number() == -6; });
    EXPECT_EQ(number("/channel/3/fader"), -3);
    EXPECT_EQ(number("/channel/4/fader"), -3);
}

// Nobody's ears lose their guard because an engineer copied a mix.
TEST_F(Copies, never_touch_the_limiter_of_a_cue_bus) {
    set("/bus/1/kind", "cue"), set("/bus/1/limiter/ceiling", -12.0F);
    set("/bus/1/cue/limit", -9.0F), set("/bus/1/cue/loudness_max", -30.0F);
    set("/bus/2/eq/band/1/gain", 4.0F);
    ana.sync();
    EXPECT_THAT(of(copy("/bus/2", "/bus/1", "comp eq"), "/ok"), SizeIs(1));
    EXPECT_EQ(number("/bus/1/eq/band/1/gain"), 4);
    EXPECT_TRUE(on("/bus/1/limiter/on"));
    EXPECT_EQ(number("/bus/1/limiter/ceiling"), -12);
    EXPECT_EQ(number("/bus/1/cue/limit"), -9);
    EXPECT_EQ(number("/bus/1/cue/loudness_max"), -30);
    EXPECT_THAT(of(copy("/bus/1", "/bus/3"), "/ok"), SizeIs(1));
    EXPECT_EQ(word("/bus/3/kind"), "cue");
    EXPECT_TRUE(on("/bus/3/limiter/on"));
    EXPECT_EQ(number("/bus/3/limiter/ceiling"), -6) << "its kind's own";
}

TEST_F(Copies, what_cannot_be_is_refused_and_changes_nothing) {
    set("/channel/1/fader", -3.0F);
    ana.sync();
    expect_refused(copy("/channel/9", "/channel/2"), "bad_value");
    expect_refused(copy("/channel/1", "/channel"), "bad_value");
    expect_refused(copy("/channel/1", "/"), "bad_value");
    expect_refused(copy("/session", "/session"), "bad_value");
    expect_refused(copy("/channel/1", "/channel/2", "fader loudness"), "bad_value");
    expect_refused(copy("/channel/1", "/dca/1", "eq"), "bad_value");
    expect_refused(act("/copy", {std::string_view("/channel/1")}), "bad_type");
    expect_refused(act("/copy", {1, 2, 3}), "bad_type");
    EXPECT_EQ(number("/channel/2/fader"), -90);
}

TEST_F(Copies, come_as_text_commands_too) {
    set("/channel/1/fader", -3.0F);
    ana.sync();
    WsClient ws(desk);
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/copy", "/channel/1", "/channel/2", "fader"], "ID": 1})"),
                HasSubstr("\"OK\": true"));
    EXPECT_EQ(number("/channel/2/fader"), -3);
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/copy", "/channel/1", "/channel/99", ""], "ID": 2})"),
                HasSubstr("bad_value"));
}

struct Watching : Studio {
    static Wish wish() {
        Wish wish = Studio::wish();
        wish.server = "local_role = \"viewer\"\n";
        return wish;
    }
    Watching() : Studio(wish()) {}
};

TEST_F(Watching, who_may_only_look_copies_and_keeps_nothing) {
    expect_refused(copy("/channel/1", "/channel/2"), "not_allowed");
    expect_refused(recall(1, "/channel/2"), "not_allowed");
    expect_refused(
        act("/preset/store", {std::string_view("/channel/1"), std::string_view("Mine"), std::string_view("")}),
        "not_allowed");
    expect_refused(act("/preset/delete", {101}), "not_allowed");
    EXPECT_EQ(word("/preset/1/name"), "Kick, inside");
}

}  // namespace
}  // namespace tutti::wire
