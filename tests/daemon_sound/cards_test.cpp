// Sound cards through PortAudio as the one who starts the daemon meets them: by name, missing, listed.
#include <gmock/gmock.h>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

wire::Ended list_devices_of_daemon() {
    const wire::Folder folder;
    return wire::run_tuttid(folder, {"--list-devices"});
}

class CardsTest : public testing::Test {
protected:
    void SetUp() override {
        cards_.plug_in({"left", "right"});
        if (list_devices_of_daemon().said.find("ALSA: left") == std::string::npos)
            GTEST_SKIP() << "PortAudio has no ALSA here";
    }
    static wire::Wish on_card(const std::string& name) {
        wire::Wish wish;
        wish.kind = "portaudio";
        wish.device = "name = \"" + name + "\"\ninputs = 8\noutputs = 4\n";
        return wish;
    }
    Cards cards_;
};

TEST_F(CardsTest, are_opened_by_name) {
    wire::DeskProcess desk(on_card("ALSA: right"));
    wire::TcpClient hand(desk);
    ASSERT_TRUE(becomes(hand, "running")) << desk.log();
    EXPECT_EQ(engine(hand, "device").text(), "ALSA: right");
    EXPECT_EQ(engine(hand, "rate").number(), 48000);
    EXPECT_THAT(desk.log(), HasSubstr("ALSA: right at 48000 Hz, 8 in, 4 out"));
    EXPECT_THAT(desk.log(), Not(HasSubstr("ALSA lib")));
    EXPECT_EQ(desk.end(), 0);
}

TEST_F(CardsTest, that_are_missing_are_named_beside_those_that_are_there) {
    wire::DeskProcess desk(on_card("ALSA: Scarlett 18i20 USB"));
    wire::TcpClient hand(desk);
    ASSERT_TRUE(becomes(hand, "fallback")) << desk.log();
    const std::string why = "portaudio: no such device: ALSA: Scarlett 18i20 USB; there are: ALSA: left; ALSA: right";
    EXPECT_EQ(engine(hand, "reason").text(), why);
    EXPECT_EQ(engine(hand, "device_wanted").text(), "ALSA: Scarlett 18i20 USB");
    EXPECT_THAT(desk.log(), AllOf(HasSubstr(why), HasSubstr("silent fallback"), Not(HasSubstr("ALSA lib"))));
    hand.ask("/channel/1/fader", {-6.0F});
    EXPECT_EQ(desk.end(), 0);
}

TEST_F(CardsTest, are_taken_once_they_are_plugged_in) {
    wire::DeskProcess desk(on_card("ALSA: third"));
    wire::TcpClient hand(desk);
    ASSERT_TRUE(becomes(hand, "fallback")) << desk.log();
    hand.ask("/channel/1/fader", {-6.0F});
    cards_.plug_in({"left", "third"});
    ASSERT_TRUE(becomes(hand, "running")) << desk.log();
    EXPECT_EQ(engine(hand, "device").text(), "ALSA: third");
    EXPECT_EQ(hand.get("/channel/1/fader").number(), -6);
    EXPECT_EQ(desk.end(), 0);
}

TEST_F(CardsTest, are_listed_with_channels_and_rates) {
    const wire::Ended listed = list_devices_of_daemon();
    EXPECT_EQ(listed.code, 0);
    const std::string facts = "\n    [1-9][0-9]* in, [1-9][0-9]* out; [0-9 ]*48000[0-9 ]* Hz\n";
    // And nothing else, of all that ALSA has to say about devices that are not there.
    EXPECT_THAT(listed.said, MatchesRegex("ALSA: left(  .default.)?" + facts + "ALSA: right(  .default.)?" + facts));
}

TEST_F(CardsTest, stand_in_the_list_behind_a_jack_server) {
    Jackd server;
    ASSERT_TRUE(server.start()) << "jackd, which scripts/test installs, does not start";
    const wire::Ended listed = list_devices_of_daemon();
    EXPECT_EQ(listed.code, 0);
    EXPECT_EQ(
        listed.said.find("JACK Audio Connection Kit: system  (default)\n    32 in, 32 out; 48000 Hz\nALSA: left\n"), 0U)
        << listed.said;
}

TEST_F(CardsTest, that_do_not_exist_at_all_are_a_sentence) {
    cards_.plug_in({});
    const wire::Ended listed = list_devices_of_daemon();
    if (listed.said.find(" in, ") != std::string::npos) GTEST_SKIP() << "this machine has a card";
    EXPECT_EQ(listed.code, 0);
    EXPECT_EQ(listed.said, "tuttid: there are no sound devices here\n");
}

}  // namespace
}  // namespace tutti::test
