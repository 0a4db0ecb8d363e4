// Programs that say what they hear: they write every value back when they have loaded a desk, and echo each one that
// comes, late and rounded to what they show. The desk stays where people have put it, and comes to rest.
#include <gmock/gmock.h>

#include <atomic>
#include <boost/json.hpp>
#include <cmath>
#include <thread>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using Clock = std::chrono::steady_clock;

constexpr char kFader[] = "/channel/1/fader";
constexpr char kFrequency[] = "/channel/1/eq/band/2/frequency";

float to_decimals(float value, int decimals) {
    const double step = std::pow(10, decimals);
    return static_cast<float>(std::round(static_cast<double>(value) * step) / step);
}

// Says each number, switch and text back, `late`, rounded; on a thread of its own, until it is destroyed.
class Echo {
public:
    Echo(std::unique_ptr<Client> client, int decimals, std::chrono::milliseconds late)
        : client_(std::move(client)), thread_([this, decimals, late] { run(decimals, late); }) {}
    ~Echo() { end(); }
    int end() {
        ended_ = true;
        if (thread_.joinable()) thread_.join();
        return said_;
    }
    int said() const { return said_; }

private:
    void run(int decimals, std::chrono::milliseconds late) {
        std::deque<std::pair<Clock::time_point, Heard>> waiting;
        while (!ended_) {
            client_->listen(1);
            for (; !client_->waiting.empty(); client_->waiting.pop_front())
                waiting.emplace_back(Clock::now() + late, client_->waiting.front());
            for (; !waiting.empty() && waiting.front().first <= Clock::now(); waiting.pop_front()) {
                const Heard& heard = waiting.front().second;
                if (heard.values.size() != 1 || !heard.address.starts_with("/channel")) continue;
                ++said_;
                if (const auto* number = std::get_if<float>(&heard.values[0]))
                    client_->send(heard.address, {to_decimals(*number, decimals)});
                else if (const auto* on = std::get_if<bool>(&heard.values[0]))
                    client_->send(heard.address, {*on});
                else if (const auto* text = std::get_if<std::string>(&heard.values[0]))
                    client_->send(heard.address, {std::string_view(*text)});
            }
        }
    }

    std::unique_ptr<Client> client_;
    std::atomic<bool> ended_ = false;
    std::atomic<int> said_ = 0;
    std::thread thread_;
};

struct Echoes : testing::Test {
    DeskProcess desk;
    TcpClient ana{desk};

    std::unique_ptr<Echo> by_listen(int decimals, std::chrono::milliseconds late) {
        auto ws = std::make_unique<WsClient>(desk);
        for (const char* address : {kFader, kFrequency, "/channel/1/mute", "/channel/1/name"})
            ws->say(R"({"COMMAND": "LISTEN", "DATA": ")" + std::string(address) + "\"}");
        return std::make_unique<Echo>(std::move(ws), decimals, late);
    }
    std::unique_ptr<Echo> by_udp(int decimals, std::chrono::milliseconds late) {
        auto udp = std::make_unique<UdpClient>(desk);
        udp->send("/subscribe", {"/channel/1"sv});
        return std::make_unique<Echo>(std::move(udp), decimals, late);
    }
    // Until nobody has said anything for a while; false: it goes round and round.
    template <typename... Each>
    static bool comes_to_rest(const Each&... echo) {
        int before = -1;
        for (const auto end = Clock::now() + 20s; Clock::now() < end;) {
            const int now = (echo->said() + ...);
            if (now == before) return true;
            before = now;
            std::this_thread::sleep_for(300ms);
        }
        return false;
    }
    std::int64_t revision() { return ana.sync(), ana.revision_of_sync; }
};

TEST_F(Echoes, an_echo_at_once_is_no_news) {
    const auto echo = by_listen(7, 0ms);
    ASSERT_TRUE(comes_to_rest(echo));
    ana.ask(kFader, {-6.5F});
    ana.ask("/channel/1/mute", {true});
    ana.ask("/channel/1/name", {"Kick"sv});
    EXPECT_TRUE(comes_to_rest(echo));
    EXPECT_EQ(ana.get(kFader).number(), -6.5F);
    EXPECT_LT(echo->end(), 20);
}

TEST_F(Echoes, two_of_them_do_not_keep_each_other_going) {
    const auto one = by_listen(7, 3ms), other = by_udp(7, 5ms);
    ASSERT_TRUE(comes_to_rest(one, other));
    ana.ask("/channel/1/mute", {true});
    ana.ask(kFader, {-6.5F});
    EXPECT_TRUE(comes_to_rest(one, other));
    EXPECT_EQ(ana.get(kFader).number(), -6.5F);
    EXPECT_TRUE(std::get<bool>(ana.get("/channel/1/mute").values[0]));
}

TEST_F(Echoes, rounding_moves_nothing) {
    const auto one = by_listen(2, 3ms), other = by_udp(3, 5ms);
    ASSERT_TRUE(comes_to_rest(one, other));
    ana.ask(kFader, {-6.123456F});
    ana.ask(kFrequency, {1234.5678F});
    EXPECT_TRUE(comes_to_rest(one, other));
    EXPECT_EQ(ana.get(kFader).number(), -6.123456F);
    EXPECT_EQ(ana.get(kFrequency).number(), 1234.5678F);
}

// A fader under a finger: by the time the echo of a step comes, the finger is further. They come to rest, and who then
// says where the fader is to be is heard. (Whose finger is on it says so, by /touch.)
TEST_F(Echoes, late_ones_come_to_rest_and_the_next_word_holds) {
    const auto one = by_listen(2, 60ms), other = by_udp(7, 35ms);
    ASSERT_TRUE(comes_to_rest(one, other));
    for (const float width : {0.8765F, 1.0F}) {
        for (int step = 1; step <= 60; ++step) {
            ana.send(kFader, {-60.0F + static_cast<float>(step) * width});
            std::this_thread::sleep_for(8ms);  // how fast a finger is, not a wait for something
        }
        EXPECT_TRUE(comes_to_rest(one, other));
        ana.ask(kFader, {-12.3456F});
        EXPECT_TRUE(comes_to_rest(one, other));
        EXPECT_EQ(ana.get(kFader).number(), -12.3456F);
    }
}

TEST_F(Echoes, late_ones_do_not_pull_a_fader_from_a_finger_that_touches_it) {
    const auto one = by_listen(2, 60ms), other = by_udp(7, 35ms);
    ASSERT_TRUE(comes_to_rest(one, other));
    ana.ask("/channel/1/fader/touch", {true});
    for (int step = 1; step <= 60; ++step) {
        ana.send(kFader, {-60.0F + static_cast<float>(step) * 0.8765F});
        std::this_thread::sleep_for(8ms);
    }
    EXPECT_TRUE(comes_to_rest(one, other));
    EXPECT_EQ(ana.get(kFader).number(), -60.0F + 60 * 0.8765F);
}

TEST_F(Echoes, end_no_fade) {
    const auto one = by_listen(2, 80ms), other = by_udp(7, 75ms);  // the fade is some steps further by then
    ASSERT_TRUE(comes_to_rest(one, other));
    ana.ask("/channel/1/fader/fade", {-3.3F, 1.0F});
    std::this_thread::sleep_for(1200ms);
    EXPECT_TRUE(comes_to_rest(one, other));
    EXPECT_EQ(TcpClient(desk).get(kFader).number(), -3.3F);
}

// What loads a desk by HTTP or OSC and writes everything back as it shows it.
struct WrittenBack : Echoes {
    WrittenBack() {
        ana.ask(kFader, {-6.123456F});
        ana.ask(kFrequency, {1234.5678F});
        ana.ask("/channel/2/pan", {0.33333F});
        before = revision();
    }
    void expect_nothing_changed() {
        EXPECT_EQ(ana.get(kFader).number(), -6.123456F);
        EXPECT_EQ(ana.get(kFrequency).number(), 1234.5678F);
        EXPECT_EQ(ana.get("/channel/2/pan").number(), 0.33333F);
        EXPECT_EQ(revision(), before);
    }
    std::int64_t before = 0;
};

TEST_F(WrittenBack, a_desk_that_was_read_over_http_is_as_it_was) {
    UdpClient reader(desk);
    EXPECT_FALSE(boost::json::parse(whole(http(desk, "GET /channel"))).as_object().empty());
    for (const char* address : {kFader, kFrequency, "/channel/2/pan"}) {
        const auto reply = boost::json::parse(http(desk, "GET " + std::string(address) + "?VALUE").body);
        const auto value = reply.at("VALUE").at(0).to_number<double>();
        reader.send(address, {to_decimals(static_cast<float>(value), 2)});
    }
    EXPECT_EQ(reader.sync().size(), 0U);
    expect_nothing_changed();
}

TEST_F(WrittenBack, a_desk_that_was_read_over_osc_is_as_it_was) {
    TcpClient reader(desk);
    for (const Heard& heard : reader.ask("/channel"))
        if (std::holds_alternative<float>(heard.values.at(0)))
            reader.send(heard.address, {to_decimals(heard.number(), 2)});
    reader.sync();
    expect_nothing_changed();
}

// What a page looks at first, or what is not there, tells nobody a value.
TEST_F(WrittenBack, who_has_read_no_value_means_what_it_says) {
    UdpClient ben(desk);
    EXPECT_EQ(http(desk, "GET /no/such").status, 404);
    EXPECT_EQ(http(desk, "GET /?HOST_INFO").status, 200);
    EXPECT_EQ(http(desk, "GET /channel/1/fader?RANGE").status, 200);
    ben.ask(kFader, {-6.12F});
    EXPECT_EQ(ana.get(kFader).number(), -6.12F);
}

// A value of the start is a value like others.
TEST(EchoesOfTheStart, are_none) {
    Wish wish;
    wish.rest = "[set]\n\"/channel/1/fader\" = -3.3333\n";
    DeskProcess desk(wish);
    TcpClient ana(desk), ben(desk);
    ana.ask("/subscribe", {"/channel/1"sv}), ben.ask("/subscribe", {"/channel/1"sv});
    ben.ask(kFader, {-10.0F});
    ana.ask(kFader, {-3.3333F});
    EXPECT_EQ(ben.get(kFader).number(), -3.3333F);
}

// A finger that says something else than what it was told is heard, however near.
TEST_F(Echoes, what_somebody_means_is_stored) {
    TcpClient ben(desk);
    ben.ask("/subscribe", {"/channel/1"sv});
    ana.ask(kFader, {-6.123456F});
    ben.ask(kFader, {-6.1F});
    EXPECT_EQ(ana.get(kFader).number(), -6.1F);
    ben.ask(kFader, {-6.12F});
    EXPECT_EQ(ana.get(kFader).number(), -6.12F);
    ana.ask(kFader, {-5.0F});
    ana.ask(kFader, {-10.0F});
    ben.ask(kFader, {-5.0F});
    EXPECT_EQ(ana.get(kFader).number(), -5);
    ana.ask(kFader, {-89.999F});
    ben.ask(kFader, {-90.0F});
    EXPECT_EQ(ana.get(kFader).number(), -90);
    ana.ask("/channel/1/pan", {0.004F});
    ben.ask("/channel/1/pan", {0.0F});
    EXPECT_EQ(ana.get("/channel/1/pan").number(), 0);
    for (const float there : {-12.5F, -7.0F, -12.5F, -7.0F, -12.5F, -7.0F}) {
        ana.ask(kFader, {-20.0F + there}), ana.ask(kFader, {there});
        ben.ask(kFader, {-20.0F + there});
        EXPECT_EQ(ana.get(kFader).number(), -20.0F + there) << "what was there lately may be wanted again";
    }
    for (int time = 0; time < 12; ++time) {
        ana.ask("/channel/1/mute", {true});
        ben.ask("/channel/1/mute", {false});
        EXPECT_FALSE(std::get<bool>(ana.get("/channel/1/mute").values[0]));
    }
}

}  // namespace
}  // namespace tutti::wire
