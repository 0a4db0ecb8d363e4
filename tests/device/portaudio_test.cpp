// PortAudio without a sound card: ALSA's "null" devices stand in for one. They have no clock and call as fast as they
// can.
#include <gmock/gmock.h>

#include "engine/device/portaudio_device.hpp"
#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class PortAudio : public testing::Test {
protected:
    void SetUp() override {
        setenv("JACK_DEFAULT_SERVER", ("tutti-test-" + std::to_string(getpid())).c_str(), 0);
        if (const char* home = getenv("HOME")) home_ = home;
        setenv("HOME", folder_.path().c_str(), 1);
        plug_in("pcm.left { type null }\npcm.right { type null }\n");
        if (error_of([] { portaudio_device_present("ALSA: left"); }) != "no DeviceError")
            GTEST_SKIP() << "PortAudio has no ALSA here";
    }
    void TearDown() override { setenv("HOME", home_.c_str(), 1); }

    void plug_in(const std::string& cards) { std::ofstream(folder_ / ".asoundrc") << cards; }

    static DeviceRequest request(const std::string& name, double rate = 48000) {
        DeviceRequest result;
        result.name = name;
        result.rate = rate;
        result.inputs = 8;
        result.outputs = 4;
        return result;
    }

    Folder folder_;
    std::string home_;
};

TEST_F(PortAudio, OpensByNameRunsAndStops) {
    Through through;
    for (int round = 0; round < 2; ++round) {
        const auto device = open_device(request("ALSA: right"));
        EXPECT_EQ(device->facts().name, "ALSA: right");
        EXPECT_EQ(device->facts().inputs, 8);
        EXPECT_EQ(device->facts().outputs, 4);
        EXPECT_EQ(device->facts().rate, 48000);
        device->start(through);
        EXPECT_TRUE(device->alive());
        const int before = through.calls;
        EXPECT_TRUE(eventually([&] { return through.calls > before + 10; }));
        EXPECT_GT(device->counters().block, 0);
        device->stop();
        const int calls = through.calls;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        EXPECT_EQ(through.calls, calls);
    }
}

TEST_F(PortAudio, AskedForMoreThanThereIs) {
    DeviceRequest more = request("ALSA: left");
    more.inputs = 1000;
    const auto device = open_device(more);
    EXPECT_LT(device->facts().inputs, 1000);
    EXPECT_THAT(device->facts().warnings, testing::ElementsAre(AllOf(HasSubstr("1000"), HasSubstr("device.inputs"))));
}

TEST_F(PortAudio, SaysWhatIsThereInstead) {
    EXPECT_THAT(
        error_of([] { open_device(request("ALSA: Scarlett 18i20 USB")); }),
        AllOf(HasSubstr("portaudio: no such device: ALSA: Scarlett 18i20 USB"), HasSubstr("ALSA: left; ALSA: right")));
    EXPECT_THAT(error_of([] { open_device(request("ALSA")); }), HasSubstr("more than one device"));
    EXPECT_EQ(open_device(request("ALSA: ri"))->facts().name, "ALSA: right");
    EXPECT_FALSE(device_present(request("ALSA: Scarlett 18i20 USB")));
    EXPECT_TRUE(device_present(request("ALSA: left")));
}

TEST_F(PortAudio, ListsChannelsAndRates) {
#ifdef TUTTI_SANITIZED
    GTEST_SKIP() << "the null devices' buffers have gigabytes, over which the address sanitizer takes minutes";
#endif
    const auto list = list_devices();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[1].name, "ALSA: right");
    EXPECT_GE(list[1].outputs, 4);
    EXPECT_THAT(list[1].rates, testing::Contains(48000));
}

TEST_F(PortAudio, SeesWhatWasPluggedInSince) {
    EXPECT_THAT(error_of([] { portaudio_device_present("ALSA: third"); }), HasSubstr("no such device"));
    plug_in("pcm.left { type null }\npcm.third { type null }\n");
    EXPECT_TRUE(portaudio_device_present("ALSA: third"));
    EXPECT_EQ(open_device(request("ALSA: third"))->facts().name, "ALSA: third");
}

}  // namespace
}  // namespace tutti::test
