// The loop of an insert through the whole daemon: a cable from an output of a real JACK server to an input, and its
// round trip as the desk measures it.
#include <gmock/gmock.h>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using testing::IsEmpty;

constexpr double kBlock = 64 * 1000.0 / 48000;  // ms

class LoopTest : public testing::Test {
protected:
    void SetUp() override {
        wire::Wish wish = on_jack();
        wish.rest.clear();
        ASSERT_TRUE(server_.start()) << "jackd, which scripts/test installs, does not start";
        desk_ = std::make_unique<wire::DeskProcess>(wish);
        hand_ = std::make_unique<wire::TcpClient>(*desk_);
        ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
        recorder_ = std::make_unique<Recorder>();
        ASSERT_THAT(hand_->ask("/channel/1/insert/source", {std::string_view("loop:9:7")}), IsEmpty());
    }
    void plug_cable() const { ASSERT_EQ(jack_connect(recorder_->client(), "tutti:out_9", "tutti:in_7"), 0); }
    wire::Heard measure() {
        hand_->send("/channel/1/insert/measure");
        return hand_->until([](const wire::Heard& h) { return h.address == "/ok" || h.address == "/error"; }).back();
    }

    // The answer is `ms`. A dropout amid a measurement makes another block of it: an overloaded machine may measure
    // again.
    bool measures(double ms) {
        return eventually([&] {
            const wire::Heard answer = measure();
            return answer.address == "/ok" && std::abs(static_cast<double>(answer.number(2)) - ms) < 0.001;
        });
    }
    double latency() { return static_cast<double>(hand_->get("/channel/1/insert/latency").number()); }
    bool becomes_unknown() {
        return eventually([&] { return latency() == 0; });
    }

    Jackd server_;
    std::unique_ptr<wire::DeskProcess> desk_;
    std::unique_ptr<wire::TcpClient> hand_;
    std::unique_ptr<Recorder> recorder_;
};

TEST_F(LoopTest, its_round_trip_is_measured_in_whole_blocks_of_the_server) {
    plug_cable();
    hand_->ask("/subscribe", {std::string_view("/channel/1/insert/latency")});
    EXPECT_TRUE(measures(kBlock));
    EXPECT_NEAR(latency(), kBlock, 0.001);
    hand_->ask("/channel/1/insert/source", {std::string_view("loop:10:7")});
    EXPECT_TRUE(becomes_unknown()) << "another loop";
}

TEST_F(LoopTest, is_unknown_once_the_device_has_gone_until_it_is_measured_again) {
    plug_cable();
    ASSERT_TRUE(measures(kBlock));
    recorder_.reset();
    server_.stop();
    ASSERT_TRUE(becomes(*hand_, "fallback")) << desk_->log();
    EXPECT_TRUE(becomes_unknown());
    ASSERT_TRUE(server_.start());
    ASSERT_TRUE(becomes(*hand_, "running")) << desk_->log();
    EXPECT_EQ(latency(), 0) << "nobody knows what is plugged in there now";
    recorder_ = std::make_unique<Recorder>();
    plug_cable();
    EXPECT_TRUE(measures(kBlock));
    EXPECT_NEAR(latency(), kBlock, 0.001);
}

TEST_F(LoopTest, is_unknown_once_the_block_is_another) {
    plug_cable();
    ASSERT_TRUE(measures(kBlock));
    ASSERT_EQ(jack_set_buffer_size(recorder_->client(), 128), 0);
    ASSERT_TRUE(eventually([&] { return engine(*hand_, "block").whole() == 128; }));
    EXPECT_TRUE(becomes_unknown());
    EXPECT_TRUE(measures(2 * kBlock));
    EXPECT_NEAR(latency(), 2 * kBlock, 0.001);
}

TEST_F(LoopTest, is_unknown_once_its_output_is_delayed_otherwise) {
    plug_cable();
    hand_->ask("/output/9/delay/time", {10.0F});
    ASSERT_TRUE(measures(kBlock));
    hand_->ask("/output/9/delay/on", {true});
    EXPECT_TRUE(becomes_unknown());
    EXPECT_TRUE(measures(kBlock + 10));
    hand_->ask("/output/9/delay/time", {20.0F});
    EXPECT_TRUE(becomes_unknown());
}

TEST_F(LoopTest, a_device_that_goes_meanwhile_is_said_to_be_the_reason) {
    plug_cable();
    hand_->send("/channel/1/insert/measure");
    hand_->sync();
    recorder_.reset();
    server_.stop();
    const wire::Heard answer = hand_->until("/error").back();
    EXPECT_EQ(answer.text(0), "/channel/1/insert/measure");
    EXPECT_EQ(answer.text(1), "busy");
    EXPECT_EQ(latency(), 0);
}

TEST_F(LoopTest, without_a_cable_nothing_comes_back) {
    const wire::Heard answer = measure();
    EXPECT_EQ(answer.address, "/error");
    EXPECT_EQ(answer.text(0), "/channel/1/insert/measure");
    EXPECT_EQ(answer.text(1), "bad_value");
    EXPECT_EQ(hand_->get("/channel/1/insert/latency").number(), 0);
}

}  // namespace
}  // namespace tutti::test
