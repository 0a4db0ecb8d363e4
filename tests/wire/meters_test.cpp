// Meters over the wire: each client at its own rate, each peak in exactly one of its frames, the blob as documented.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "tests/wire/follower.hpp"
#include "tests/wire/stem.hpp"

namespace tutti::wire {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;
using Clock = std::chrono::steady_clock;

constexpr int kRate = kStemRate, kSilence = -32768;

std::filesystem::path write_wav(const Folder& folder, const std::vector<float>& samples) {
    return folder.write("stem.wav", wav_of(samples));
}

std::vector<float> impulse(double seconds_of_loop, double at) {
    std::vector<float> samples(static_cast<std::size_t>(seconds_of_loop * kRate));
    samples[static_cast<std::size_t>(at * kRate)] = 0.5F;
    return samples;
}

// One each second, each lower than the one before, so that it is known by its height.
std::vector<float> impulses(int seconds_of_loop) {
    std::vector<float> samples(static_cast<std::size_t>(seconds_of_loop * kRate));
    for (int i = 0; i < seconds_of_loop; ++i)
        samples[static_cast<std::size_t>((i + 0.5) * kRate)] = static_cast<float>(0.5 * std::pow(0.9, i));
    return samples;
}

// Takes what has come and counts frames, and those in which input 1 is heard.
struct Watcher {
    std::unique_ptr<Client> client;
    int frames = 0, loud = 0, since = 0;  // since: frames behind the last loud one
    bool synced = false;                  // an answer to /sync was among it
    std::vector<int> peaks;

    void listen() {
        client->listen(1);
        for (; !client->waiting.empty(); client->waiting.pop_front()) {
            synced = synced || client->waiting.front().address == "/synced";
            if (client->waiting.front().address != "/meters/inputs") continue;
            const int peak = frame_of(client->waiting.front()).values.at(0);
            ++frames, ++since;
            if (peak > -10000) ++loud, since = 0, peaks.push_back(peak);
        }
    }
};

struct Meters : testing::Test {
    Folder folder;

    Wish playing(const std::vector<float>& samples) const {
        return {.device = "inputs = 4\noutputs = 2\nstems = [\"" + write_wav(folder, samples).string() + "\"]\n"};
    }
    static std::vector<Watcher> watchers(const DeskProcess& desk) {
        std::vector<Watcher> all(3);
        all[0].client = connect(By::udp, desk.osc_port());
        all[1].client = connect(By::length, desk.osc_port());
        all[2].client = connect(By::ws, desk.http_port());
        return all;
    }
};

TEST_F(Meters, show_one_impulse_in_exactly_one_frame_of_each_client) {
    const DeskProcess desk(playing(impulse(20, 1.2)));
    std::vector<Watcher> all = watchers(desk);
    const int rates[] = {7, 25, 60};
    for (std::size_t i = 0; i < 3; ++i) all[i].client->send("/meters/subscribe", {"inputs"sv, rates[i]});
    const auto done = [&] {
        for (std::size_t i = 0; i < 3; ++i)
            if (all[i].loud == 0 || all[i].since < rates[i] / 2) return false;
        return true;
    };
    for (const auto end = Clock::now() + std::chrono::seconds(60); !done() && Clock::now() < end;)
        for (Watcher& watcher : all) watcher.listen();
    for (const Watcher& watcher : all) {
        EXPECT_EQ(watcher.loud, 1);
        EXPECT_THAT(watcher.peaks, Each(-602));
    }
}

// Never more than was asked for; and each, in the calmest second the machine had, more than half of it, which is more
// than the next slower one gets.
TEST_F(Meters, come_at_the_rate_that_was_asked_for) {
    const DeskProcess desk;
    std::vector<Watcher> all = watchers(desk);
    const double rates[] = {7, 25, 60};
    const auto begin = Clock::now();
    all[0].client->send("/meters/subscribe", {"inputs"sv, 7});
    all[1].client->send("/meters/subscribe", {"inputs"sv});           // 25
    all[2].client->send("/meters/subscribe", {"inputs"sv, 1000.0F});  // 60 is the most
    bool reached[3] = {};
    for (int tries = 0; tries < 60 && !(reached[0] && reached[1] && reached[2]); ++tries) {
        const int before[] = {all[0].frames, all[1].frames, all[2].frames};
        const auto since = Clock::now();
        while (Clock::now() - since < std::chrono::seconds(1))
            for (Watcher& watcher : all) watcher.listen();
        const std::chrono::duration<double> second = Clock::now() - since, whole = Clock::now() - begin;
        for (std::size_t i = 0; i < 3; ++i) {
            reached[i] = reached[i] || all[i].frames - before[i] > 0.5 * rates[i] * second.count();
            ASSERT_LE(all[i].frames, rates[i] * whole.count() + 2);
        }
    }
    EXPECT_THAT(reached, Each(true));
}

TEST_F(Meters, of_a_fast_client_do_not_wait_for_a_slow_one) {
    const DeskProcess desk;
    TcpClient slow(desk), fast(desk);
    slow.send("/meters/subscribe", {"inputs"sv, 1});
    fast.send("/meters/subscribe", {"inputs"sv, 60});
    std::size_t ahead = 0;
    for (const auto end = Clock::now() + std::chrono::seconds(30); ahead < 10 && Clock::now() < end;) {
        fast.listen(20), slow.listen(0);
        ahead = fast.waiting.size() - std::min(slow.waiting.size(), fast.waiting.size());
    }
    EXPECT_THAT(of(slow.sync(), "/error"), IsEmpty());
    EXPECT_GE(ahead, 10U);
}

TEST_F(Meters, begin_with_the_subscription) {
    const DeskProcess desk(playing(sine(-12)));
    TcpClient ana(desk);
    ana.ask("/channel/1/fader", {0.0F});
    ana.send("/meters/subscribe", {"channels:1"sv, 60});
    ana.until([](const Heard& h) { return h.address == "/meters/channels" && frame_of(h).values.at(4) > -1300; });
    ana.ask("/meters/unsubscribe", {"channels:1"sv});
    // Nobody looks while it is loud. The first frame of who comes later tells nothing of it; a busy machine takes
    // longer until it is silent, and each try gives it more time.
    int first = 0;
    for (int tries = 1; tries <= 20 && first != kSilence; ++tries) {
        ana.ask("/channel/1/fader", {0.0F});
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        ana.ask("/channel/1/fader/reset");
        std::this_thread::sleep_for(std::chrono::milliseconds(60 * tries));
        ana.send("/meters/subscribe", {"channels:1"sv, 60});
        first = frame_of(ana.until("/meters/channels").back()).values.at(4);
        ana.ask("/meters/unsubscribe", {"channels:1"sv});
    }
    EXPECT_EQ(first, kSilence);
}

TEST_F(Meters, are_records_of_hundredths_of_a_decibel) {
    const DeskProcess desk(playing(sine(-12)));
    TcpClient ana(desk);
    ana.ask("/channel/1/input/trim", {6.0F});
    ana.ask("/channel/1/fader", {-10.0F});
    ana.ask("/channel/1/send/2/level", {-4.0F});
    ana.ask("/bus/2/width", {"mono"sv});
    ana.ask("/main/fader", {-3.0F});
    ana.ask("/main/matrix/1/on", {true});
    ana.ask("/matrix/1/fader", {-5.0F});
    const auto near = [](int value, int wanted) { EXPECT_NEAR(value, wanted, 3); };
    // The frame in which the ramps, and the fade-in after the device's start, are over.
    const auto settled = [&](const std::string& what, const std::string& address, std::size_t count) {
        ana.send("/meters/subscribe", {std::string_view(what), 60});
        std::vector<int> last;
        int same = 0;
        Frame frame;
        ana.until([&](const Heard& h) {
            if (h.address != address) return false;
            frame = frame_of(h);
            same = frame.values == last && frame.values.at(0) > -5000 ? same + 1 : 0;
            last = frame.values;
            return same == 40;
        });
        ana.ask("/meters/unsubscribe", {std::string_view(what)});
        EXPECT_THAT(frame.values, SizeIs(count)) << what;
        return frame;
    };
    Frame frame = settled("inputs", "/meters/inputs", 4);
    EXPECT_EQ(frame.record, 1);
    EXPECT_EQ(frame.first, 1);
    near(frame.values[0], -1200);
    EXPECT_EQ(frame.values[3], kSilence);

    frame = settled("channels", "/meters/channels", 8 * 5);
    EXPECT_EQ(frame.record, 5);
    near(frame.values[0], -600);
    EXPECT_THAT(std::vector(frame.values.begin() + 1, frame.values.begin() + 4), Each(0));
    near(frame.values[4], -1600);
    EXPECT_THAT(std::vector(frame.values.begin() + 5, frame.values.begin() + 10),
                ElementsAre(kSilence, 0, 0, 0, kSilence));

    frame = settled("buses:2-3", "/meters/buses", 2 * 6);
    EXPECT_EQ(frame.record, 6);
    EXPECT_EQ(frame.first, 2);
    for (const std::size_t side : {0U, 1U, 4U, 5U})
        near(frame.values[side], -1000);  // pre-fader; mono repeats the left
    EXPECT_EQ(frame.values[2] + frame.values[3], 0);
    EXPECT_EQ(frame.values[6], kSilence);

    frame = settled("main", "/meters/main", 6);
    for (const std::size_t side : {0U, 1U}) near(frame.values[side], -1600 - 301);
    for (const std::size_t side : {4U, 5U}) near(frame.values[side], -1600 - 301 - 300);

    frame = settled("matrices:1-2", "/meters/matrices", 2 * 6);
    for (const std::size_t side : {0U, 1U}) near(frame.values[side], -1600 - 301 - 300);
    for (const std::size_t side : {4U, 5U}) near(frame.values[side], -1600 - 301 - 300 - 500);
    EXPECT_EQ(frame.values[2] + frame.values[3], 0);
    EXPECT_EQ(frame.values[6], kSilence);

    frame = settled("outputs", "/meters/outputs", 2);
    EXPECT_EQ(frame.record, 1);
    for (const std::size_t side : {0U, 1U}) near(frame.values[side], -1600 - 301 - 300);

    frame = settled("strip:/channel/1", "/meters/strip", 5);
    EXPECT_EQ(frame.first, 1);
    near(frame.values[4], -1600);
    ana.send("/meters/subscribe", {"strip:/channel/1"sv, 60});
    EXPECT_EQ(ana.until("/meters/strip").back().text(0), "/channel/1");
}

TEST_F(Meters, end_when_they_are_ended) {
    const DeskProcess desk;
    TcpClient ana(desk);
    auto ben = std::make_unique<TcpClient>(desk);
    ana.send("/meters/subscribe", {"inputs"sv, 60});
    ben->send("/meters/subscribe", {"inputs"sv, 60});
    ana.until("/meters/inputs");
    ana.ask("/meters/unsubscribe", {"inputs"sv});
    for (int i = 0; i < 20; ++i) ben->until("/meters/inputs");
    EXPECT_THAT(ana.sync(), IsEmpty());
    ben = nullptr;  // ends with its connection
    ana.send("/meters/subscribe", {"inputs"sv, 60});
    for (int i = 0; i < 10; ++i) ana.until("/meters/inputs");
    WsClient ws(desk);
    ws.command(R"({"COMMAND": "METERS", "DATA": {"WHAT": "main", "RATE": 60}, "ID": 1})");
    ws.until("/meters/main");
    EXPECT_EQ(ws.command(R"({"COMMAND": "METERS", "DATA": {"WHAT": "main", "RATE": 0}, "ID": 2})"),
              R"({"ID": 2, "OK": true})");
    ws.sync();
    for (int i = 0; i < 20; ++i) ana.until("/meters/inputs");
    EXPECT_THAT(ws.sync(), IsEmpty());
}

TEST_F(Meters, refuse_what_does_not_exist) {
    const DeskProcess desk;
    TcpClient ana(desk);
    for (const char* what :
         {"", "everything", "inputs:", "inputs:0", "channels:9", "channels:3-2", "channels:1-9", "buses:-1", "main:2",
          "strip:", "strip:/", "strip:/channel", "strip:/channel/9", "strip:/channel/1/fader", "channels:01"}) {
        const HeardList heard = ana.ask("/meters/subscribe", {std::string_view(what), 25});
        ASSERT_THAT(heard, SizeIs(1)) << what;
        EXPECT_EQ(heard[0].text(1), "bad_value") << what;
        EXPECT_EQ(heard[0].text(0), "/meters/subscribe") << what;
        std::this_thread::sleep_for(std::chrono::milliseconds(60));  // twenty errors a second are told
    }
    EXPECT_EQ(ana.ask("/meters/subscribe", {25}).at(0).text(1), "bad_type");
    EXPECT_EQ(ana.ask("/meters/subscribe", {"inputs"sv, std::nanf("")}).at(0).text(1), "bad_value");
}

// The same strips under two names are one group of meters, and each name is ended for itself.
TEST_F(Meters, of_the_same_strips_under_two_names_end_one_by_one) {
    DeskProcess desk;
    TcpClient ana(desk), ben(desk);
    for (const char* what : {"inputs", "inputs:1-32"}) ana.ask("/meters/subscribe", {std::string_view(what), 60});
    ana.ask("/meters/unsubscribe", {"inputs"sv});
    ana.until("/meters/inputs");
    ana.ask("/meters/unsubscribe", {"inputs:1-32"sv});
    ben.send("/meters/subscribe", {"inputs"sv, 60});
    for (int i = 0; i < 10; ++i) ben.until("/meters/inputs");
    EXPECT_THAT(ana.sync(), IsEmpty());
    EXPECT_TRUE(desk.alive());
}

// A frame that finds no room is dropped, and its peaks stand in the next one that does. (Who reads nothing for five
// seconds is dropped as a whole: the impulses are nearer.)
TEST_F(Meters, keep_the_peaks_of_frames_that_were_dropped) {
    const DeskProcess desk(playing(impulses(30)));
    std::vector<Watcher> all = watchers(desk);
    Watcher &deaf = all[1], &witness = all[2];
    const int little = 256 * 1024;  // no less than the segments of loopback, which it would slow down
    ::setsockopt(deaf.client->socket().fd(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    for (Watcher* watcher : {&deaf, &witness}) watcher->client->send("/meters/subscribe", {"inputs"sv, 60});
    const auto end = Clock::now() + std::chrono::seconds(60);
    // Both have heard the same impulse: what is missed is one of the next.
    while ((witness.loud == 0 || deaf.peaks.empty() || deaf.peaks.back() != witness.peaks.back()) && Clock::now() < end)
        deaf.listen(), witness.listen();
    for (int i = 0; i < 40; ++i) deaf.client->send("/refresh", {"/"sv});  // some megabytes
    const int before = witness.loud;
    while (witness.loud == before && Clock::now() < end) witness.listen();
    ASSERT_GT(witness.loud, before);
    const int missed = witness.peaks[static_cast<std::size_t>(before)];
    deaf.client->send("/sync", {1});
    while (!deaf.synced && Clock::now() < end) deaf.listen();
    for (deaf.frames = 0; deaf.frames < 5 && Clock::now() < end;) deaf.listen();
    EXPECT_TRUE(deaf.synced);
    EXPECT_EQ(std::count(deaf.peaks.begin(), deaf.peaks.end(), missed), 1);
}

}  // namespace
}  // namespace tutti::wire
