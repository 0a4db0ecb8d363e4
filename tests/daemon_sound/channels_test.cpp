// Sound through the whole daemon: 32 musicians at a real JACK server, faders moved over OSC, every output measured.
#include <gmock/gmock.h>

#include <random>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class DaemonSound : public testing::Test {
protected:
    void SetUp() override {
        const wire::Wish wish = on_jack();
        ASSERT_TRUE(server_.start()) << "jackd, which scripts/test installs, does not start";
        desk_ = std::make_unique<wire::DeskProcess>(wish);
        hand_ = std::make_unique<wire::TcpClient>(*desk_);
        ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
        player_ = std::make_unique<Player>();
        recorder_ = std::make_unique<Recorder>();
        ASSERT_TRUE(player_->connect_to("tutti"));
        ASSERT_TRUE(recorder_->connect_to("tutti"));
        faders_.fill(-90);
    }

    // As a surface does it: all that moved in one bundle.
    void move(int channel, float to) { faders_[static_cast<std::size_t>(channel)] = to; }
    void send_faders() {
        std::vector<std::string> moves;
        for (int c = 0; c < kChannels; ++c)
            moves.push_back(
                wire::message("/channel/" + std::to_string(c + 1) + "/fader", {faders_[static_cast<std::size_t>(c)]}));
        hand_->send_packet(wire::bundle(moves));
    }

    double latency_ms() const {
        double frames = 0;
        for (const auto& [port, mode] :
             {std::pair("system:capture_1", JackCaptureLatency), std::pair("system:playback_1", JackPlaybackLatency)}) {
            jack_latency_range_t range{};
            jack_port_get_latency_range(jack_port_by_name(player_->client(), port), mode, &range);
            frames += range.max;
        }
        return frames * 1000 / 48000;
    }

    Jackd server_;
    std::unique_ptr<wire::DeskProcess> desk_;
    std::unique_ptr<wire::TcpClient> hand_;
    std::unique_ptr<Player> player_;
    std::unique_ptr<Recorder> recorder_;
    std::array<float, kChannels> faders_{};
};

// SCHED_FIFO priorities of all threads of a process.
std::vector<int> priorities_of(pid_t process) {
    std::vector<int> all;
    const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
    for (const auto& task : fs::directory_iterator(tasks)) {
        sched_param param{};
        const pid_t thread = std::stoi(task.path().filename());
        if (sched_getparam(thread, &param) == 0) all.push_back(param.sched_priority);
    }
    return all;
}

TEST_F(DaemonSound, each_of_32_channels_at_its_own_output_at_the_level_of_its_fader) {
    EXPECT_TRUE(sounds_like(*recorder_, faders_)) << "all faders are down at first";
    std::mt19937 dice(7);
    std::uniform_real_distribution<float> decibels(-30, 6);
    for (int round = 0; round < 4; ++round) {
        // Hands on all faders at once, for a second, every 10 ms; only where they come to rest is measured.
        for (int step = 0; step < 50; ++step) {
            for (int c = 0; c < kChannels; ++c) move(c, decibels(dice));
            send_faders();
            hand_->listen(10);
        }
        for (int c = 0; c < kChannels; ++c)
            if ((c + round) % 4 == 3) move(c, -90);
        send_faders();
        EXPECT_TRUE(sounds_like(*recorder_, faders_)) << "round " << round;
    }
}

TEST_F(DaemonSound, one_open_channel_is_heard_at_its_output_only) {
    for (const int alone : {0, 15, 16, 31}) {
        faders_.fill(-90);
        move(alone, 0);
        send_faders();
        EXPECT_TRUE(sounds_like(*recorder_, faders_)) << "channel " << alone + 1;
    }
}

TEST_F(DaemonSound, a_moving_fader_leaves_the_others_as_they_are) {
    faders_.fill(0);
    send_faders();
    ASSERT_TRUE(sounds_like(*recorder_, faders_));
    for (int step = 0; step < 100; ++step) {
        hand_->send("/channel/2/fader", {-20.0F + 0.2F * static_cast<float>(step)});
        if (step % 10 != 9) continue;
        // A window that was recorded while one moves: all others stand, up to what an overloaded machine loses.
        EXPECT_TRUE(eventually([&] {
            const std::vector<float> tape = recorder_->record();
            if (tape.empty()) return false;
            for (int c = 0; c < kChannels; ++c)
                if (c != 1 && std::abs(hear(tape, c, c).level[static_cast<std::size_t>(c)] - level_of(c)) > 0.05)
                    return false;
            return true;
        })) << "step "
            << step;
    }
}

TEST_F(DaemonSound, a_scene_sounds_as_it_was_stored_at_once_or_on_the_way_and_so_does_its_undo) {
    const auto stored = [&](const char* name) {
        const auto answers = wire::of(hand_->ask("/scene/store", {std::string_view(name)}), "/ok");
        return answers.empty() || answers[0].values.size() < 3 ? 0 : static_cast<int>(answers[0].whole(2));
    };
    std::array<float, kChannels> verse{}, chorus{};
    for (int c = 0; c < kChannels; ++c) {
        verse[static_cast<std::size_t>(c)] = c % 3 == 0 ? -90 : -20.0F - 0.25F * static_cast<float>(c);
        chorus[static_cast<std::size_t>(c)] = c % 5 == 0 ? -90 : -12.0F + 0.25F * static_cast<float>(c);
    }
    faders_ = verse, send_faders();
    const int first = stored("Verse");
    faders_ = chorus, send_faders();
    hand_->ask("/channel/1/mute", {true});
    const int second = stored("Chorus");
    ASSERT_GT(first, 0);
    ASSERT_GT(second, first);
    hand_->ask("/scene/recall", {first});
    EXPECT_TRUE(sounds_like(*recorder_, verse));
    hand_->ask("/scene/recall", {second, std::string_view(""), 1.5F});
    // On the way nothing is louder than where it comes from or goes to.
    for (int windows = 0; windows < 10; ++windows) {
        const std::vector<float> tape = recorder_->record();
        for (int c = 0; c < kChannels && !tape.empty(); ++c) {
            const auto at = static_cast<std::size_t>(c);
            const double most = std::max(verse[at], chorus[at]) + level_of(c);
            EXPECT_LT(hear(tape, c, c).peak, std::pow(10, (most + 0.1) / 20) + 1e-4) << "channel " << c + 1;
        }
    }
    EXPECT_TRUE(sounds_like(*recorder_, chorus));
    hand_->ask("/session/undo");
    EXPECT_TRUE(sounds_like(*recorder_, verse)) << "a recall is one step";
}

TEST_F(DaemonSound, the_desk_says_truly_what_it_runs_on) {
    EXPECT_EQ(engine(*hand_, "state").text(), "running");
    EXPECT_EQ(engine(*hand_, "reason").text(), "");
    EXPECT_EQ(engine(*hand_, "device").text(), "JACK Audio Connection Kit: system");
    EXPECT_EQ(engine(*hand_, "device_wanted").text(), "JACK Audio Connection Kit: system");
    EXPECT_EQ(engine(*hand_, "rate").number(), 48000);
    EXPECT_TRUE(eventually([&] { return engine(*hand_, "block").whole() == 64; }));
    EXPECT_NEAR(engine(*hand_, "latency").number(), latency_ms(), 0.01);
    EXPECT_GT(engine(*hand_, "latency").number(), 0);
    EXPECT_TRUE(eventually([&] {
        const float load = engine(*hand_, "load").number();
        return load > 0 && load <= 1;
    }));
    const auto priority = static_cast<int>(engine(*hand_, "priority").whole());
    EXPECT_THAT(priorities_of(desk_->pid()), testing::Contains(priority));
    EXPECT_THAT(desk_->log(), HasSubstr("JACK Audio Connection Kit: system at 48000 Hz, 32 in, 32 out"));
}

TEST_F(DaemonSound, dropouts_are_counted) {
    EXPECT_GE(engine(*hand_, "xruns").whole(), 0);
    for (int round = 0; round < 2; ++round) {
        const auto before = engine(*hand_, "xruns").whole();
        player_->nap_ms = 100;
        EXPECT_TRUE(eventually([&] { return engine(*hand_, "xruns").whole() > before; })) << round;
    }
    EXPECT_EQ(engine(*hand_, "state").text(), "running");
}

TEST_F(DaemonSound, a_sample_that_is_no_number_is_counted_and_goes_nowhere) {
    EXPECT_EQ(engine(*hand_, "nan").whole(), 0);
    faders_.fill(0);
    send_faders();
    // Played again and again, since one of them may fall into a dropout.
    EXPECT_TRUE(eventually([&] { return player_->plays_nan = true, engine(*hand_, "nan").whole() >= 3; }));
    EXPECT_TRUE(sounds_like(*recorder_, faders_));
}

TEST_F(DaemonSound, meters_show_what_comes_in_and_goes_out) {
    faders_.fill(-3);
    send_faders();
    ASSERT_TRUE(sounds_like(*recorder_, faders_));
    const auto agree = [&](const std::string& what, double offset) {
        hand_->send("/meters/subscribe", {std::string_view(what), 25});
        EXPECT_TRUE(eventually([&] {
            const std::string blob = hand_->until("/meters/" + what).back().text();
            const auto at = [&](int i) {
                const auto n = static_cast<std::size_t>(2 * i);
                return static_cast<std::int16_t>(static_cast<unsigned char>(blob.at(n)) |
                                                 static_cast<unsigned char>(blob.at(n + 1)) << 8) /
                       100.0;
            };
            for (int c = 0; c < kChannels; ++c)
                if (std::abs(at(2 + c) - level_of(c) - offset) > 0.1) return false;
            return true;
        })) << what;
        hand_->send("/meters/unsubscribe", {std::string_view(what)});
    };
    agree("inputs", 0);
    agree("outputs", -3);
}

TEST_F(DaemonSound, ends_while_it_plays_and_leaves_the_server_to_the_others) {
    EXPECT_EQ(desk_->end(), 0) << desk_->log();
    EXPECT_TRUE(eventually([&] { return jack_port_by_name(player_->client(), "tutti:in_1") == nullptr; }));
    faders_.fill(-90);
    EXPECT_TRUE(sounds_like(*recorder_, faders_));
}

}  // namespace
}  // namespace tutti::test
