// The loop of an insert through the whole daemon: a cable from an output of a real JACK server to an input, and its
// round trip as the desk measures it.
#include <gmock/gmock.h>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using testing::IsEmpty;

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

    Jackd server_;
    std::unique_ptr<wire::DeskProcess> desk_;
    std::unique_ptr<wire::TcpClient> hand_;
    std::unique_ptr<Recorder> recorder_;
};

TEST_F(LoopTest, its_round_trip_is_measured_in_whole_blocks_of_the_server) {
    plug_cable();
    hand_->ask("/subscribe", {std::string_view("/channel/1/insert/latency")});
    // A dropout amid a measurement makes another block of it: an overloaded machine may measure again.
    EXPECT_TRUE(eventually([&] {
        const wire::Heard answer = measure();
        return answer.address == "/ok" && std::abs(answer.number(2) - 64 * 1000.0F / 48000) < 0.001F;
    }));
    const float known = hand_->get("/channel/1/insert/latency").number();
    EXPECT_NEAR(known, 64 * 1000.0 / 48000, 0.001);
    hand_->ask("/channel/1/insert/source", {std::string_view("loop:10:7")});
    EXPECT_TRUE(eventually([&] { return hand_->get("/channel/1/insert/latency").number() == 0; })) << "another loop";
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
