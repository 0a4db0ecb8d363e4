// What the desk refuses, in which words, and what it never answers.
#include <gmock/gmock.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <thread>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;

struct Refusals : testing::Test {
    DeskProcess desk;
    TcpClient ana{desk};

    std::string code(const std::string& address, std::initializer_list<Argument> values = {}) {
        const HeardList heard = ana.ask(address, values);
        if (heard.size() != 1 || heard[0].address != "/error") return "no error";
        EXPECT_EQ(heard[0].text(0), address);
        EXPECT_THAT(heard[0].text(2), testing::Not(IsEmpty()));
        return heard[0].text(1);
    }
};

TEST_F(Refusals, tell_why) {
    EXPECT_EQ(code("/no/such"), "unknown_address");
    EXPECT_EQ(code("/channel/9/fader", {1.0F}), "unknown_address");
    EXPECT_EQ(code("/channel/01/fader", {1.0F}), "unknown_address");
    EXPECT_EQ(code("/channel/*/nothing", {1.0F}), "unknown_address");
    EXPECT_EQ(code("/channel/1/fader", {"-6"sv}), "bad_type");
    EXPECT_EQ(code("/channel/1/mute", {"true"sv}), "bad_type");
    EXPECT_EQ(code("/channel/1/fader", {1.0F, 2.0F}), "bad_type");
    EXPECT_EQ(code("/channel/1/fader", {std::nanf("")}), "bad_value");
    EXPECT_EQ(code("/channel/1/fader", {std::numeric_limits<float>::infinity()}), "bad_value");
    EXPECT_EQ(code("/channel/1/eq/band/1/type", {"bent"sv}), "bad_value");
    EXPECT_EQ(code("/channel/1/input/source", {"input:999"sv}), "bad_value");
    EXPECT_EQ(code("/sync", {std::int64_t{1} << 32}), "bad_type");
    EXPECT_EQ(code("/channel/1/muted_by", {"own"sv}), "read_only");
    EXPECT_EQ(code("/session/revision", {std::int64_t{1}}), "read_only");
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -90);
}

TEST_F(Refusals, keep_keys_in_the_order_of_the_desk) {
    ana.ask("/bus/1/kind", {"group"sv});
    EXPECT_EQ(code("/bus/1/comp/key", {"bus:2"sv}), "bad_value");  // an aux bus is mixed behind a group
    EXPECT_EQ(code("/channel/1/gate/key", {"bus:1"sv}), "bad_value");
    EXPECT_THAT(ana.ask("/bus/2/comp/key", {"bus:1"sv}), IsEmpty());
    EXPECT_THAT(ana.ask("/bus/1/comp/key", {"channel:8"sv}), IsEmpty());
    EXPECT_THAT(ana.ask("/channel/1/gate/key", {"channel:2"sv}), IsEmpty());
    EXPECT_EQ(ana.get("/bus/1/comp/key").text(), "channel:8");
}

// Memory for two: what a packet switches on is counted together, and what it switched off before is free again.
TEST(RefusalsOfDelays, say_busy_when_their_memory_is_taken) {
    DeskProcess desk{{.desk = "channels = 8\nbuses = 4\ndelays = 2\n"}};
    TcpClient ana{desk};
    const auto on = [](int channel, bool value = true) {
        return message("/channel/" + std::to_string(channel) + "/input/delay/on", {value});
    };
    ana.send_packet(bundle({on(1), on(2), on(3)}));
    HeardList heard = ana.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(0), "/channel/3/input/delay/on");
    EXPECT_EQ(heard[0].text(1), "busy");
    EXPECT_EQ(ana.get("/channel/2/input/delay/on").whole(), 1);
    EXPECT_EQ(ana.get("/channel/3/input/delay/on").whole(), 0);
    ana.send_packet(bundle({on(1), on(2, false), on(3), on(4)}));
    heard = ana.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(0), "/channel/4/input/delay/on");
    ana.send_packet(on(1, false));
    EXPECT_EQ(ana.ask("/output/1/delay/on", {true}).at(0).text(1), "busy") << "a second needs two pieces";
    EXPECT_THAT(ana.ask("/channel/1/input/delay/time", {500.0F}), IsEmpty());
    EXPECT_THAT(ana.ask("/channel/1/input/delay/on", {true}), IsEmpty());
}

TEST_F(Refusals, bound_patterns) {
    EXPECT_EQ(code("/*/*/*/*/*/*/*/*/*", {1.0F}), "too_large");
    const HeardList heard = ana.ask("/" + std::string(260, 'a') + "*", {1.0F});
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(1), "too_large");
}

TEST_F(Refusals, bound_bundles) {
    std::string deep = message("/channel/1/fader", {-3.0F});
    for (int i = 0; i < 9; ++i) deep = bundle({deep});
    ana.send_packet(deep);
    HeardList heard = ana.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(1), "too_large");
    ana.send_packet(bundle(std::vector<std::string>(16385, message("/channel/1/fader", {-3.0F}))));
    heard = ana.sync();
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].text(1), "too_large");
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -90);
}

TEST_F(Refusals, bound_packets_and_close_nothing) {
    const std::string large = message("/channel/1/name", {std::string_view(std::string(2 << 20, 'x'))});
    TcpClient slip(desk, TcpClient::By::slip);
    WsClient ws(desk);
    for (Client* client : std::initializer_list<Client*>{&ana, &slip, &ws}) {
        client->send_packet(large);
        const HeardList heard = client->sync();
        ASSERT_THAT(heard, SizeIs(1));
        EXPECT_EQ(heard[0].text(1), "too_large");
        EXPECT_EQ(client->get("/channel/1/name").text(), "");
    }
    EXPECT_THAT(ws.command(R"({"COMMAND": "SET", "DATA": {"/channel/1/name": ")" + std::string(2 << 20, 'x') +
                           R"("}, "ID": 1})"),
                testing::HasSubstr(R"({"ID": null, "ERROR": "too_large")"));
    ana.send_packet(bundle(std::vector<std::string>(16384, message("/channel/1/fader", {-3.0F}))));
    EXPECT_THAT(ana.sync(), IsEmpty());
    std::string deep = message("/channel/2/fader", {-3.0F});
    for (int i = 0; i < 8; ++i) deep = bundle({deep});
    ana.send_packet(deep);
    EXPECT_THAT(ana.sync(), IsEmpty());
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -3);
    EXPECT_EQ(ana.get("/channel/2/fader").number(), -3);
}

// What 20 a second may come to since the first of many: 20, unless the machine was slow.
int most_since(std::chrono::steady_clock::time_point first) {
    return 20 * (1 + static_cast<int>((std::chrono::steady_clock::now() - first) / std::chrono::seconds(1)));
}
bool is_busy(const Heard& heard) {
    return heard.address == "/error" && heard.text(1) == "busy";
}

TEST_F(Refusals, are_twenty_a_second_and_then_one_busy) {
    std::string many;
    for (int i = 0; i < 200; ++i) osc::append_length_prefixed(many, message("/no/such", {i}));
    ana.socket().write(many);  // in one turn of the desk's: all within one second
    HeardList heard = ana.sync();
    if (heard.empty() || !is_busy(heard.back()))
        for (Heard& more : ana.until(is_busy)) heard.push_back(more);
    ASSERT_THAT(heard, SizeIs(21));
    EXPECT_THAT(heard.back().text(2), testing::HasSubstr("180"));
}

// Five clients begin 200 ms apart and err for 300 ms each: wherever seconds begin for the desk, it is within one of
// them.
TEST_F(Refusals, are_twenty_a_second_whenever_it_begins) {
    std::vector<std::unique_ptr<TcpClient>> clients;
    for (int i = 0; i < 5; ++i) clients.push_back(std::make_unique<TcpClient>(desk));
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    std::vector<Clock::time_point> first(clients.size());
    std::vector<int> heard(clients.size()), most(clients.size()), busy(clients.size());
    for (int step = 0; step < 220; ++step) {
        std::this_thread::sleep_until(begin + std::chrono::milliseconds(5 * step));
        for (std::size_t i = 0; i < clients.size(); ++i) {
            const int since = step - static_cast<int>(i) * 40;
            if (since == 0) first[i] = Clock::now();
            if (since < 0 || since >= 60) continue;
            for (const Heard& one : clients[i]->ask("/no/such", {step})) ++(is_busy(one) ? busy : heard)[i];
            most[i] = most_since(first[i]);
        }
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
        EXPECT_GE(heard[i], 20) << i;
        EXPECT_LE(heard[i], most[i]) << i;
        // Where the machine took three seconds for the sixty, none was too many.
        if (heard[i] < 60 && busy[i] == 0) {
            EXPECT_THAT(clients[i]->until(is_busy), SizeIs(1)) << i;
        }
    }
}

TEST_F(Refusals, are_for_the_sender_alone) {
    TcpClient ben(desk);
    ben.ask("/subscribe", {"/"sv});
    ana.ask("/no/such", {1});
    EXPECT_THAT(of(ben.sync(), "/error"), IsEmpty());
}

TEST_F(Refusals, never_answer_answers) {
    for (const char* address : {"/error", "/ok", "/synced", "/resumed"}) {
        EXPECT_THAT(ana.ask(address, {"/a"sv, "busy"sv, "b"sv}), IsEmpty());
        EXPECT_THAT(ana.ask(address), IsEmpty());
    }
}

TEST_F(Refusals, never_answer_what_is_no_osc) {
    UdpClient udp(desk);
    udp.send_packet("hello desk");
    udp.send_packet(std::string(1, '\0'));
    udp.send_packet(std::string(400, '\xff'));
    udp.send_packet("GET / HTTP/1.1\r\n\r\n");
    EXPECT_THAT(udp.sync(), IsEmpty());
}

// Each daemon takes the other for a client that sends nonsense: the errors must not go round.
TEST_F(Refusals, do_not_go_back_and_forth_between_two_desks) {
    DeskProcess other;
    UdpClient to_ana(desk), to_other(other);
    to_ana.send("/no/such", {1});
    to_other.send("/error", {"/no/such"sv, "unknown_address"sv, "so it is"sv});
    const HeardList errors = to_ana.sync();
    ASSERT_THAT(errors, SizeIs(1));
    to_other.send("/error",
                  {std::string_view(errors[0].values.empty() ? "" : "/no/such"), "unknown_address"sv, "again"sv});
    EXPECT_THAT(to_other.sync(), IsEmpty());
    for (int i = 0; i < 100; ++i) to_ana.send("/error", {"/x"sv, "busy"sv, "99 errors were left out"sv});
    EXPECT_THAT(to_ana.sync(), IsEmpty());
}

}  // namespace
}  // namespace tutti::wire
