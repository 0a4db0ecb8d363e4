// Drivers that hang, call late, or leave things out: the parts that stand between them and the engine.
#include <gmock/gmock.h>

#include "engine/device/driver_thread.hpp"
#include "engine/device/gate.hpp"
#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;

TEST(DriverThread, AHangingCallNeitherHangsTheCallerNorLosesItsResult) {
    DriverThread& driver = DriverThread::portaudio();
    const auto where = driver.run("looking", 10s, [] { return std::this_thread::get_id(); });
    EXPECT_NE(where, std::this_thread::get_id());

    struct Stream {
        explicit Stream(std::thread::id& died_on) : on(died_on) {}
        ~Stream() { on = std::this_thread::get_id(); }
        std::thread::id& on;
    };
    std::promise<void> release;
    std::thread::id result_died_on, other_died_on;
    auto other = std::make_shared<Stream>(other_died_on);
    const auto error = error_of([&] {
        driver.run("opening", 20ms, [&result_died_on, go = release.get_future().share()] {
            go.wait();
            return std::make_shared<Stream>(result_died_on);
        });
    });
    EXPECT_THAT(error, AllOf(HasSubstr("PortAudio hangs"), HasSubstr("opening")));
    EXPECT_THAT(error_of([&] { driver.run("listing", 60s, [] {}); }), HasSubstr("opening"));  // at once
    EXPECT_FALSE(driver.destroy(std::move(other), 60s));                                      // at once too
    EXPECT_EQ(other_died_on, std::thread::id());

    release.set_value();
    ASSERT_TRUE(eventually([&] { return error_of([&] { driver.run("looking", 1s, [] {}); }) == "no DeviceError"; }));
    EXPECT_EQ(result_died_on, where);
    EXPECT_EQ(other_died_on, where);
}

TEST(DriverThread, ErrorsComeBackToTheCaller) {
    EXPECT_EQ(error_of([] { DriverThread::jack().run("x", 10s, [] { throw DeviceError("no card"); }); }), "no card");
}

struct Blocks {
    Blocks(int channels, int frames, float value) : samples(static_cast<std::size_t>(channels)) {
        for (auto& channel : samples) {
            channel.assign(static_cast<std::size_t>(frames), value);
            pointers.push_back(channel.data());
        }
    }
    std::vector<std::vector<float>> samples;
    std::vector<float*> pointers;
};

TEST(Gate, AClosedGateGivesSilenceAndCallsNobody) {
    Gate gate(1, 2, 48000);
    Through through;
    DeviceCounters counters;
    Blocks in(1, 64, 0.25f), out(2, 64, 9);
    gate.open(through, counters);
    gate.call(in.pointers.data(), out.pointers.data(), 64, true);
    EXPECT_THAT(out.samples[0], Each(0.25f));
    EXPECT_EQ(counters.xruns, 1u);
    EXPECT_EQ(counters.callbacks, 1u);
    EXPECT_EQ(counters.block, 64);
    gate.close();
    gate.call(in.pointers.data(), out.pointers.data(), 64, true);
    EXPECT_THAT(out.samples[0], Each(0.0f));
    EXPECT_THAT(out.samples[1], Each(0.0f));
    EXPECT_EQ(through.calls, 1);
    EXPECT_EQ(counters.callbacks, 1u);
}

TEST(Gate, LargeCallsAreSplitAndMissingInputsAreSilent) {
    Gate gate(2, 2, 48000);
    Through through;
    DeviceCounters counters;
    gate.open(through, counters);
    const int frames = 2 * Processor::max_frames + 5;
    Blocks in(2, frames, 0), out(2, frames, 9);
    in.samples[1] = noise(static_cast<std::size_t>(frames));
    in.pointers[1] = in.samples[1].data();
    gate.call(in.pointers.data(), out.pointers.data(), frames, false);
    EXPECT_EQ(through.calls, 3);
    EXPECT_EQ(out.samples[1], in.samples[1]);
    gate.call(nullptr, out.pointers.data(), frames, false);
    EXPECT_THAT(out.samples[1], Each(0.0f));
}

TEST(Gate, CloseWaitsForACallThatIsInside) {
    struct Slow final : Processor {
        void process(const float* const*, int, float* const*, int, int) noexcept override {
            inside = true;
            while (!go) std::this_thread::sleep_for(1ms);
            inside = false;
        }
        std::atomic<bool> inside{false}, go{false};
    } slow;
    Gate gate(0, 1, 48000);
    DeviceCounters counters;
    gate.open(slow, counters);
    Blocks out(1, 64, 0);
    std::thread driver([&] { gate.call(nullptr, out.pointers.data(), 64, false); });
    while (!slow.inside) std::this_thread::yield();
    std::thread hand([&] {
        std::this_thread::sleep_for(20ms);
        slow.go = true;
    });
    gate.close();
    EXPECT_FALSE(slow.inside);
    driver.join();
    hand.join();
}

}  // namespace
}  // namespace tutti::test
