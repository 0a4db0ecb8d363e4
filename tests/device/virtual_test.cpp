#include <gmock/gmock.h>

#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using testing::HasSubstr;

double seconds_since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

// Keeps what the first input brought, in order; may be told to be late once.
struct Listener final : Processor {
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        for (int c = 0; c < output_count; ++c) std::fill(outputs[c], outputs[c] + frames, 0.5f);
        for (int i = 0; i < frames && kept < heard.size() && input_count > 0; ++i) heard[kept++] = inputs[0][i];
        if (const int ms = nap_ms.exchange(0)) std::this_thread::sleep_for(std::chrono::milliseconds(ms));
        calls.fetch_add(1);
    }
    std::vector<float> heard = std::vector<float>(10'000);
    std::size_t kept = 0;
    std::atomic<int> calls{0}, nap_ms{0};
};

TEST(Virtual, CallsAtTheRightPace) {
    const auto device = open_device(virtual_request({}, 2, 2, 48000, 64));
    EXPECT_EQ(device->facts().inputs, 2);
    EXPECT_EQ(device->facts().outputs, 2);
    EXPECT_EQ(device->facts().rate, 48000);
    double ratio = 0;
    for (int attempt = 0; attempt < 100 && std::abs(ratio - 1) > 0.2; ++attempt) {  // a busy machine may need another
        Listener listener;
        device->start(listener);
        const auto began = Clock::now();
        const int before = listener.calls;
        std::this_thread::sleep_for(300ms);
        ratio = (listener.calls - before) * 64 / (48000 * seconds_since(began));
        device->stop();
    }
    EXPECT_NEAR(ratio, 1, 0.2);
    EXPECT_EQ(device->counters().block, 64);
    EXPECT_GE(device->counters().load_peak.exchange(0), 0.0f);
}

TEST(Virtual, NeverAheadOfTimeAndNoBurstAfterAStall) {
    const auto device = open_device(virtual_request({}, 1, 1, 48000, 48));  // a millisecond
    Listener listener;
    const auto began = Clock::now();
    device->start(listener);
    listener.nap_ms = 300;
    ASSERT_TRUE(eventually([&] { return listener.nap_ms == 0 && device->counters().xruns > 0; }));
    const auto still = Clock::now();
    std::this_thread::sleep_for(100ms);
    device->stop();
    const int calls = listener.calls;
    EXPECT_LE(calls, (seconds_since(began) - 0.3) * 1000 + 4);
    EXPECT_GT(seconds_since(still), 0.1);
    EXPECT_GT(device->counters().load_peak.exchange(0), 100.0f);  // 300 ms of work in a block of one
}

TEST(Virtual, PlaysStemsInOrderAndGoesOnAfterAStop) {
    const Folder folder;
    const auto samples = noise(777);
    const auto device = open_device(virtual_request({write_sound(folder / "a.wav", samples)}, 1, 2, 48000, 100));
    Listener listener;
    for (int round = 0; round < 2; ++round) {
        const int before = listener.calls;
        device->start(listener);
        ASSERT_TRUE(eventually([&] { return listener.calls >= before + 10; }));
        device->stop();
        const int calls = listener.calls;
        std::this_thread::sleep_for(20ms);
        EXPECT_EQ(listener.calls, calls);
    }
    ASSERT_GE(listener.kept, 2000u);
    for (std::size_t i = 0; i < listener.kept; ++i) ASSERT_EQ(listener.heard[i], samples[i % samples.size()]) << i;
    EXPECT_TRUE(device->alive());
}

TEST(Virtual, ReportsItsPriority) {
    const auto device = open_device(virtual_request({}, 1, 1));
    Listener listener;
    device->start(listener);
    const int priority = device->counters().priority;
    EXPECT_TRUE(priority == 0 || (priority >= 1 && priority <= 99)) << priority;
    device->stop();
    EXPECT_EQ(device->counters().priority, 0);
}

TEST(Virtual, SaysWhatIsWrong) {
    DeviceRequest request = virtual_request({}, 1, 1);
    request.kind = "tape";
    EXPECT_THAT(error_of([&] { open_device(request); }), HasSubstr("device.kind"));
    request.kind = "offline";
    EXPECT_THAT(error_of([&] { open_device(request); }), HasSubstr("--render"));
    EXPECT_THAT(error_of([&] { open_device(virtual_request({}, 1, 1, 48000, 100000)); }), HasSubstr("device.block"));
    const auto device = open_device(virtual_request({"/no/such/stem.flac"}, 1, 1));
    EXPECT_THAT(device->facts().warnings, testing::ElementsAre(HasSubstr("/no/such/stem.flac")));
    EXPECT_TRUE(device_present(virtual_request({}, 1, 1)));
}

}  // namespace
}  // namespace tutti::test
