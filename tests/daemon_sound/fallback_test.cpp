// The device that is not there, goes, hangs and comes back: the desk runs on the silent clock meanwhile, loses nothing,
// and says so.
#include <gmock/gmock.h>

#include <csignal>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kSystem[] = "JACK Audio Connection Kit: system";

int count(const std::string& text, const std::string& words) {
    int found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
}

class Fallback : public testing::Test {
protected:
    void SetUp() override {
        wish_ = on_jack();
        ASSERT_TRUE(server_.start()) << "jackd, which scripts/test installs, does not start";
    }
    void start_desk() {
        desk_ = std::make_unique<wire::DeskProcess>(wish_);
        hand_ = std::make_unique<wire::TcpClient>(*desk_);
    }
    // Something on the desk that must never be lost: a fader for each channel and names.
    void set_desk() {
        for (int c = 0; c < kChannels; ++c) {
            const std::string channel = "/channel/" + std::to_string(c + 1);
            faders_[static_cast<std::size_t>(c)] = c % 5 == 4 ? -90 : static_cast<float>(-c) / 2;
            hand_->send(channel + "/fader", {faders_[static_cast<std::size_t>(c)]});
            hand_->send(channel + "/name", {std::string_view("Mic")});
        }
        hand_->sync();
    }
    void expect_nothing_lost() {
        for (int c = 0; c < kChannels; ++c) {
            const std::string channel = "/channel/" + std::to_string(c + 1);
            EXPECT_EQ(hand_->get(channel + "/fader").number(), faders_[static_cast<std::size_t>(c)]) << channel;
            EXPECT_EQ(hand_->get(channel + "/name").text(), "Mic") << channel;
        }
    }
    void expect_sound() {
        const Player player;
        Recorder recorder;
        ASSERT_TRUE(player.connect_to("tutti"));
        ASSERT_TRUE(recorder.connect_to("tutti"));
        EXPECT_TRUE(sounds_like(recorder, faders_));
    }

    wire::Wish wish_;
    Jackd server_;
    std::unique_ptr<wire::DeskProcess> desk_;
    std::unique_ptr<wire::TcpClient> hand_;
    std::array<float, kChannels> faders_{};
};

TEST_F(Fallback, without_its_device_the_desk_starts_silent_and_takes_it_when_it_appears) {
    server_.stop();
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "fallback")) << desk_->log();
    const std::string why = engine(*hand_, "reason").text();
    EXPECT_THAT(why, AllOf(HasSubstr("no such device"), HasSubstr(kSystem), HasSubstr("no JACK server is running")));
    EXPECT_EQ(engine(*hand_, "device").text(), "virtual");
    EXPECT_EQ(engine(*hand_, "device_wanted").text(), kSystem);
    EXPECT_EQ(engine(*hand_, "rate").number(), 48000);
    EXPECT_TRUE(eventually([&] { return engine(*hand_, "block").whole() == 64; })) << "the silent clock runs";
    EXPECT_THAT(desk_->log(), AllOf(HasSubstr(why), HasSubstr("silent fallback: the wanted device is missing")));
    set_desk();
    hand_->send("/meters/subscribe", {std::string_view("outputs"), 25});
    hand_->until("/meters/outputs");

    ASSERT_TRUE(server_.start());
    ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
    EXPECT_EQ(engine(*hand_, "reason").text(), "");
    EXPECT_EQ(engine(*hand_, "device").text(), kSystem);
    EXPECT_EQ(engine(*hand_, "device_wanted").text(), kSystem);
    expect_nothing_lost();
    expect_sound();
    hand_->waiting.clear();
    hand_->until("/meters/outputs");
    EXPECT_EQ(desk_->end(), 0);
}

TEST_F(Fallback, a_default_that_does_not_exist_is_named_as_that) {
    server_.stop();
    const Cards none;
    wish_.device = "inputs = 32\noutputs = 32\n";
    start_desk();
    ASSERT_TRUE(eventually([&] { return engine(*hand_, "state").text() != "stopped"; }));
    EXPECT_EQ(engine(*hand_, "device_wanted").text(), "default");
    if (engine(*hand_, "state").text() == "fallback") {  // else this machine has a card
        EXPECT_THAT(engine(*hand_, "reason").text(), HasSubstr("there is no default device"));
        ASSERT_TRUE(server_.start());
        ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
    }
    EXPECT_EQ(desk_->end(), 0);
}

class Loss : public Fallback, public testing::WithParamInterface<int> {};

TEST_P(Loss, of_the_server_takes_nothing_from_the_desk) {
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "running"));
    set_desk();
    expect_sound();
    // The second time shows what the first has left behind; once is enough to find out which way it can go.
    for (int round = 0; round < (GetParam() == SIGTERM ? 2 : 1); ++round) {
        server_.send(GetParam());
        ASSERT_TRUE(becomes(*hand_, "fallback")) << desk_->log();
        EXPECT_THAT(engine(*hand_, "reason").text(), Not(testing::IsEmpty()));
        EXPECT_EQ(engine(*hand_, "device").text(), "virtual");
        expect_nothing_lost();
        faders_[1] = static_cast<float>(-round) - 6;  // moved while it is away, heard when it is back
        EXPECT_THAT(hand_->ask("/channel/2/fader", {faders_[1]}), testing::IsEmpty());
        if (GetParam() == SIGSTOP) {
            server_.send(SIGCONT);
        } else {
            server_.stop();
            ASSERT_TRUE(server_.start());
        }
        ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
        EXPECT_EQ(engine(*hand_, "reason").text(), "");
        expect_nothing_lost();
        expect_sound();
    }
    EXPECT_THAT(desk_->log(), HasSubstr("has stopped"));
    EXPECT_EQ(desk_->end(), 0) << desk_->log();
}
INSTANTIATE_TEST_SUITE_P(By, Loss, testing::Values(SIGTERM, SIGKILL, SIGSTOP), [](const auto& test) {
    return test.param == SIGTERM ? "ending" : test.param == SIGKILL ? "being_killed" : "hanging";
});

TEST_F(Fallback, dropouts_and_broken_samples_are_counted_since_the_start_whatever_comes_and_goes) {
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "running"));
    {
        Player player;
        ASSERT_TRUE(player.connect_to("tutti"));
        player.nap_ms = 100;
        ASSERT_TRUE(eventually([&] { return engine(*hand_, "xruns").whole() > 0; }));
        ASSERT_TRUE(eventually([&] { return player.plays_nan = true, engine(*hand_, "nan").whole() > 0; }));
    }
    const auto dropouts = engine(*hand_, "xruns").whole(), broken = engine(*hand_, "nan").whole();
    server_.stop();
    ASSERT_TRUE(becomes(*hand_, "fallback"));
    EXPECT_GE(engine(*hand_, "xruns").whole(), dropouts);
    EXPECT_GE(engine(*hand_, "nan").whole(), broken);
    ASSERT_TRUE(server_.start());
    ASSERT_TRUE(becomes(*hand_, "running"));
    EXPECT_GE(engine(*hand_, "xruns").whole(), dropouts);
    EXPECT_GE(engine(*hand_, "nan").whole(), broken);
}

// Counts how often the desk comes to the server to look.
struct Doorman {
    Doorman() : client(Jackd::connect("doorman")) {
        const auto count = [](const char* name, int arrives, void* self) {
            if (arrives && std::string_view(name).starts_with("tutti")) ++static_cast<Doorman*>(self)->visits;
        };
        jack_set_client_registration_callback(client, count, this);
        jack_activate(client);
    }
    ~Doorman() { jack_client_close(client); }
    std::atomic<int> visits{0};
    jack_client_t* client;
};

TEST_F(Fallback, a_device_that_cannot_do_it_is_tried_without_disturbing_anything) {
    server_.stop();
    ASSERT_TRUE(server_.start(32, 32, 44100));
    Doorman doorman;
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "fallback"));
    EXPECT_THAT(engine(*hand_, "reason").text(), AllOf(HasSubstr("48000 Hz"), HasSubstr("44100 Hz")));
    const int before = doorman.visits;
    ASSERT_TRUE(eventually([&] { return doorman.visits > before + 3; }));
    EXPECT_EQ(count(desk_->log(), "silent fallback"), 1) << desk_->log();
    EXPECT_EQ(count(desk_->log(), "cannot run at"), 1) << desk_->log();
    EXPECT_EQ(engine(*hand_, "state").text(), "fallback");
}

TEST_F(Fallback, the_reason_is_todays_not_yesterdays) {
    server_.stop();
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "fallback"));
    EXPECT_THAT(engine(*hand_, "reason").text(), HasSubstr("no JACK server is running"));
    ASSERT_TRUE(server_.start(32, 32, 44100));
    EXPECT_TRUE(eventually([&] { return engine(*hand_, "reason").text().find("44100 Hz") != std::string::npos; }));
    server_.stop();
    ASSERT_TRUE(server_.start());
    ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
}

TEST_F(Fallback, the_daemon_ends_cleanly_while_it_waits_and_while_the_server_hangs) {
    start_desk();
    ASSERT_TRUE(becomes(*hand_, "running"));
    server_.send(SIGSTOP);
    ASSERT_TRUE(becomes(*hand_, "fallback"));
    EXPECT_EQ(desk_->end(), 0) << desk_->log();
    server_.send(SIGCONT);

    start_desk();
    ASSERT_TRUE(becomes(*hand_, "running"));
    server_.send(SIGSTOP);  // and before anybody noticed
    EXPECT_EQ(desk_->end(), 0) << desk_->log();
    server_.send(SIGCONT);
    server_.stop();

    start_desk();
    ASSERT_TRUE(becomes(*hand_, "fallback"));
    EXPECT_EQ(desk_->end(), 0) << desk_->log();
}

TEST_F(Fallback, where_not_even_the_clock_can_run_the_desk_says_why) {
    wish_.kind = "virtual";
    wish_.device = "inputs = 0\noutputs = 0\n";
    wish_.rest.clear();
    start_desk();
    EXPECT_TRUE(eventually([&] { return engine(*hand_, "reason").text().find("device.outputs") == 0; }))
        << engine(*hand_, "reason").text() << desk_->log();
    EXPECT_EQ(engine(*hand_, "state").text(), "stopped");
    EXPECT_EQ(hand_->get("/main/fader").number(), 0);
    EXPECT_EQ(desk_->end(), 0);
}

}  // namespace
}  // namespace tutti::test
