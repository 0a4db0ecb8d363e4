// What is heard when a device starts: nothing for 100 ms, then half a second of rising sound. The witness is itself the
// device, so it hears the daemon from the first sample on.
#include <gmock/gmock.h>

#include <cmath>

#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

class Witness final : public JackProgram {
public:
    Witness() : JackProgram("witness", false), tape_(96000) { begin(); }
    ~Witness() override { leave(); }
    bool full() const { return end_ >= static_cast<int>(tape_.size()); }
    bool gaps() const { return gaps_; }
    // Two seconds from the moment on at which somebody plugged in.
    const std::vector<float>& tape() const { return tape_; }

private:
    void process(jack_nframes_t frames) override {
        if (full() || !connected()) return;
        const auto now = static_cast<int>(jack_last_frame_time(client()));
        if (end_ == 0) first_ = now;
        gaps_ = gaps_ || now - first_ != end_;
        const int count = std::min(static_cast<int>(frames), static_cast<int>(tape_.size()) - end_);
        std::copy_n(buffer(0, frames), count, tape_.data() + end_);
        end_ = end_ + count;
    }
    std::vector<float> tape_;
    std::atomic<int> end_{0};
    std::atomic<bool> gaps_{false};
    int first_ = 0;
};

double level(const std::vector<float>& tape, std::size_t from, std::size_t count) {
    double sum = 0;
    for (std::size_t i = from; i < from + count; ++i) sum += static_cast<double>(tape[i] * tape[i]);
    return 10 * std::log10(std::max(2 * sum / static_cast<double>(count), 1e-20));  // of a sine: its peak
}

TEST(Start, is_silent_for_a_tenth_of_a_second_and_then_fades_in) {
    wire::Wish wish = on_jack("JACK Audio Connection Kit: witness");
    wish.rest = "[set]\n\"/output/1/source\" = \"oscillator\"\n\"/oscillator/on\" = true\n\"/oscillator/level\" = -6\n";
    Jackd server;
    ASSERT_TRUE(server.start()) << "jackd, which scripts/test installs, does not start";
    std::unique_ptr<Witness> witness;
    for (int attempt = 0; attempt < 5 && (!witness || witness->gaps()); ++attempt) {  // a busy machine drops blocks
        witness = std::make_unique<Witness>();
        wire::DeskProcess desk(wish);
        ASSERT_TRUE(eventually([&] { return witness->full(); })) << desk.log();
        EXPECT_EQ(desk.end(), 0) << desk.log();
    }
    const std::vector<float>& tape = witness->tape();
    const auto first = static_cast<std::size_t>(
        std::find_if(tape.begin(), tape.end(), [](float sample) { return sample != 0; }) - tape.begin());
    ASSERT_LT(first, tape.size() / 2);
    EXPECT_GE(first, 4700U);           // JACK keeps its own time, a little off ours
    const std::size_t step = 48 * 25;  // whole cycles of 1 kHz
    double before = -200;
    for (std::size_t part = 0; part < 20; ++part) {
        const double now = level(tape, first + part * step, step);
        EXPECT_GT(now, before - 0.01) << part * 25 << " ms";
        before = now;
    }
    EXPECT_LT(level(tape, first, step), -30);
    EXPECT_NEAR(level(tape, first + 10 * step, step), -12, 3) << "half way";
    EXPECT_NEAR(level(tape, first + 21 * step, step), -6, 0.05);
}

}  // namespace
}  // namespace tutti::test
