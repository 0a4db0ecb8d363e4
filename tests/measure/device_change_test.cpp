// A device that goes and comes back while somebody looks: the desk gets another engine under the same measurement.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "engine/console/resolve.hpp"
#include "server/measurements.hpp"
#include "tests/dsp/measure.hpp"

namespace tutti::test {
namespace {

using namespace std::chrono_literals;
constexpr Measurements::Strip kMain{Family::main, 0};

struct DeviceChange : testing::Test {
    Console console{[] {
        Sizes sizes;
        sizes.channels = 1, sizes.buses = 0, sizes.inputs = 1, sizes.outputs = 1;
        return sizes;
    }()};
    Measurements measurements;
    std::unique_ptr<Engine> engine;

    void SetUp() override {
        const Change open{console.layout().slot("fader"_channel), {0}};
        console.apply({&open, 1}, 1);
    }
    void start(double rate) {
        auto next = std::make_unique<Engine>(console.layout(), rate);
        catch_up(console, next->mixes().back());
        next->mixes().publish();
        measurements.attach(nullptr);
        measurements.attach(next.get());
        engine = std::move(next);
    }
    // Plays a tone until what is measured is as expected; false if it never is.
    bool play(double db, const std::function<bool(const Measured&)>& enough) {
        const auto x = sine(1000, from_db(db), static_cast<std::size_t>(engine->rate() / 10), engine->rate());
        std::vector<float> out(x.size());
        const float* in[] = {x.data()};
        float* outs[] = {out.data()};
        for (const auto until = Clock::now() + 20s; Clock::now() < until;) {
            engine->process(in, 1, outs, 1, static_cast<int>(x.size()));
            std::this_thread::sleep_for(20ms);
            if (enough(measurements.newest(kMain))) return true;
        }
        return false;
    }
};

auto peak_near(double db) {
    return [=](const Measured& m) {
        return m.frames > 48000 && std::abs(m.true_peak[0] - (db - to_db(std::sqrt(2)))) < 0.1;
    };
}

TEST_F(DeviceChange, at_the_same_rate_the_programme_goes_on) {
    ASSERT_TRUE(measurements.look(Measurements::Of::loudness, kMain, Clock::now()));
    start(48000);
    ASSERT_TRUE(play(-10, peak_near(-10)));
    const std::uint64_t frames = measurements.newest(kMain).frames;
    start(48000);
    ASSERT_TRUE(play(-30, [&](const Measured& m) { return m.frames > frames + 24000; }));
    EXPECT_NEAR(measurements.newest(kMain).true_peak[0], -13, 0.1);
}

TEST_F(DeviceChange, at_another_rate_it_begins_anew) {
    start(48000);
    ASSERT_TRUE(measurements.look(Measurements::Of::loudness, kMain, Clock::now()));
    ASSERT_TRUE(play(-10, peak_near(-10)));
    start(96000);
    EXPECT_TRUE(play(-30, peak_near(-30)));
    EXPECT_NEAR(measurements.newest(kMain).integrated, -33, 0.2);
}

TEST_F(DeviceChange, without_a_device_there_is_silence) {
    ASSERT_TRUE(measurements.look(Measurements::Of::spectrum, kMain, Clock::now()));
    EXPECT_EQ(measurements.newest(kMain).frames, 0U);
    EXPECT_EQ(measurements.newest(kMain).spectrum[30], Measured::kNothing);
}

}  // namespace
}  // namespace tutti::test
