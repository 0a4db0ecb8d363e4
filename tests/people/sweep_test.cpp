// An artist who tries every address of the desk outside the own mix, by every carrier, is refused every time, and
// nothing changes. What is the own mix stands here once more, in the words of the rules for performers.
#include <regex>

#include "engine/console/console.hpp"
#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

bool is_anas(const std::string& address) {
    static const std::regex own(
        "/(channel|bus)/[0-9]+/send/3/(level|pan|pan_follow|on|me|offset)|"
        "/fx/[0-9]+/return/send/3/(level|pan|pan_follow|on|me|offset)|"
        "/bus/3/(fader|mute|balance|eq/.*|inherit/source|cue/(limit|call|call_text|me/"
        "level|store|recall|delete|start))|"
        "/bus/3/cue/family/[0-9]+/(level|mute)|/talkback/[0-9]+/send/3/level|/session/(undo|redo)|"
        "/user/1/(selection|flip)");
    return std::regex_match(address, own);
}

struct Tried {
    std::string address;
    Type type;
    Kind kind;
    std::string json;  // another value than the default, as JSON
    Argument argument;
};

// Every row of every strip; of people, places, scenes and presets, which are many of the same, the first two.
std::vector<Tried> table() {
    const Console console(Sizes{.channels = 4, .buses = 4, .matrices = 1, .dcas = 1, .mutegroups = 1, .fx = 1});
    const Layout& layout = console.layout();
    std::vector<Tried> all;
    for (Slot slot = 0; slot < layout.slot_count(); ++slot) {
        const Place place = layout.place(slot);
        const bool many = layout.strips(place.family) > 4;
        if (many && place.family != Family::output && place.strip > 1) continue;
        const Row& row = place.info();
        Tried tried{address_of(layout, slot), row.type, row.kind, "1", 1.0F};
        if (row.type == Type::toggle) tried.json = "true", tried.argument = true;
        if (row.type == Type::text || row.type == Type::route) tried.json = "\"none\"", tried.argument = "none"sv;
        if (row.type == Type::choice)
            tried.json = "\"" + std::string(row.choices.back()) + "\"", tried.argument = row.choices.back();
        all.push_back(std::move(tried));
    }
    return all;
}

struct Sweep : testing::Test {
    DeskProcess desk{with_people()};
    TcpClient engineer{desk};
    std::vector<Tried> all = table();
    std::string token;
    std::vector<std::string> before;

    std::vector<std::string> state() {
        std::vector<std::string> values;
        for (
            const Heard& heard : engineer.ask(
                "/refresh",
                {"/{channel,bus,main,matrix,dca,mutegroup,fx,monitor,talkback,oscillator,output,preset,user,scene}"sv}))
            if (!heard.address.ends_with("/online"))
                values.push_back(heard.address + " " + heard.text() + " " + std::to_string(heard.number()));
        std::sort(values.begin(), values.end());
        return values;
    }
    void SetUp() override {
        WsClient ws(desk);
        token = token_of(json_login(ws, "ana", "4821"));
        ASSERT_NE(token, "");
        before = state();
        ASSERT_GT(before.size(), 500U);
    }
    void TearDown() override { EXPECT_EQ(state(), before) << "nothing has changed"; }

    // At most twenty errors a second are told: a fresh connection for each twenty.
    template <typename Connect>
    void by_osc(const Connect& connect) {
        std::unique_ptr<Client> ana;
        int tried = 0;
        for (const Tried& one : all) {
            if (is_anas(one.address)) continue;
            if (tried++ % 20 == 0) ana = connect();
            ana->send(one.address, {one.argument});
            HeardList heard = ana->until("/error");
            if (heard.back().text(1) == "busy") {  // a UDP port that was given to us twice within the second
                ana = connect();
                ana->send(one.address, {one.argument});
                heard = ana->until("/error");
            }
            EXPECT_EQ(heard.back().text(0), one.address);
            EXPECT_EQ(heard.back().text(1), "not_allowed") << one.address;
        }
        EXPECT_GT(tried, 500);
    }
};

TEST_F(Sweep, by_json) {
    WsClient ana(desk);
    ASSERT_THAT(json_token(ana, token), HasSubstr("\"artist\""));
    for (const Tried& one : all) {
        if (is_anas(one.address)) continue;
        const std::string reply = one.kind == Kind::action
                                      ? do_it(ana, "\"" + one.address + "\"")
                                      : ana.command("{\"COMMAND\": \"SET\", \"DATA\": {\"" + one.address +
                                                    "\": " + one.json + "}, \"ID\": 1}");
        EXPECT_THAT(reply, HasSubstr("\"not_allowed\"")) << one.address;
    }
}

TEST_F(Sweep, by_json_and_every_way_to_move) {
    WsClient ana(desk);
    ASSERT_THAT(json_token(ana, token), HasSubstr("\"artist\""));
    for (const Tried& one : all) {
        if (is_anas(one.address) || one.kind != Kind::setting) continue;
        for (const char* way : {"/by\", 1", "/turn\", 0.1", "/fade\", 1, 0", "/toggle\"", "/reset\"", "/touch\", true"})
            EXPECT_THAT(do_it(ana, "\"" + one.address + way), HasSubstr("\"not_allowed\"")) << one.address << way;
    }
}

TEST_F(Sweep, by_websocket_in_osc) {
    by_osc([&] {
        auto ana = std::make_unique<WsClient>(desk);
        EXPECT_THAT(json_token(*ana, token), HasSubstr("\"artist\""));
        return ana;
    });
}

TEST_F(Sweep, by_tcp) {
    by_osc([&] {
        auto ana = std::make_unique<TcpClient>(desk);
        ana->send("/login", {std::string_view(token)});
        EXPECT_EQ(ana->until("/ok").back().text(2), "artist");
        return ana;
    });
}

TEST_F(Sweep, by_udp_from_an_address_that_is_hers) {
    EXPECT_EQ(of(engineer.ask("/enrol/add", {"127.0.0.1"sv, 0, "ana"sv}), "/ok").size(), 1U);
    by_osc([&] { return std::make_unique<UdpClient>(desk); });
}

TEST_F(Sweep, by_http) {
    const std::string headers = "Host: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n";
    for (const Tried& one : all) {
        if (is_anas(one.address)) continue;
        EXPECT_EQ(http(desk, "PUT " + one.address, headers, "{\"VALUE\": [" + one.json + "]}").status, 403)
            << one.address;
    }
}

TEST_F(Sweep, by_actions_that_are_no_rows) {
    WsClient ana(desk);
    ASSERT_THAT(json_token(ana, token), HasSubstr("\"artist\""));
    for (const char* words :
         {R"("/user/add", "max", "engineer", "9999")", R"("/user/1/grant", "/")", R"("/user/1/pin", "1234")",
          R"("/user/1/tokens/add")", R"("/user/1/tokens/revoke")", R"("/user/1/delete")",
          R"("/enrol/add", "127.0.0.1", 0, "eve")", R"("/enrol/delete", 1)", R"("/enrol/list")",
          R"("/session/clients/1/drop")", R"("/preset/store", "/bus/3", "x", "")", R"("/preset/delete", 101)",
          R"("/copy", "/channel/1", "/channel/2", "")", R"("/copy", "/bus/1", "/bus/3", "comp")"})
        EXPECT_THAT(do_it(ana, words), HasSubstr("\"not_allowed\"")) << words;
}

}  // namespace
}  // namespace tutti::wire
