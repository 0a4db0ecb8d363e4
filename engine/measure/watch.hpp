#pragma once
// One watched strip: its sound out of a ring, what was measured of it back by mailbox. The state thread says what is
// wanted and looks; the measuring thread works; neither waits for the other.
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "engine/measure/loudness.hpp"
#include "engine/measure/spectrum.hpp"
#include "engine/rt/sound_ring.hpp"
#include "engine/rt/triple_buffer.hpp"

namespace tutti {

// What is wanted of a strip. Another take is another sound; clears counts the times the programme was begun anew.
struct WatchOrder {
    std::uint64_t take = 0;  // 0: nothing
    double rate = 48000;
    bool loudness = false, spectrum = false;
    int clears = 0;

    bool operator==(const WatchOrder&) const = default;
};

// LUFS, LU, dBTP, dB; -inf is silence.
struct Measured {
    static constexpr float kNothing = -std::numeric_limits<float>::infinity();

    std::uint64_t take = 0;
    std::uint64_t frames = 0;  // of this take, measured so far
    float momentary = kNothing, short_term = kNothing, integrated = kNothing, range = 0;
    float true_peak[2] = {kNothing, kNothing};
    std::array<float, kSpectrumBands> spectrum = silence();

    static constexpr std::array<float, kSpectrumBands> silence() {
        std::array<float, kSpectrumBands> bands{};
        bands.fill(kNothing);
        return bands;
    }
};

class Watch {
public:
    Watch();

    // [state] Where the audio thread writes what is heard. Made when it is first asked for, and as old as this then.
    rt::SoundRing& ring();
    // [state]
    void order(const WatchOrder& order);
    // [state] The newest of the take that was ordered; silence before there is any.
    const Measured& look();

    // [measuring] Takes in what lies in the ring. False: nothing is wanted of it.
    bool work();

private:
    void follow(const WatchOrder& order);
    void measure(std::span<const float> interleaved);

    static constexpr std::size_t kRoom = 1 << 17;  // frames: 2.7 s at 48 kHz, for a machine that is busy elsewhere

    std::unique_ptr<rt::SoundRing> ring_;
    rt::TripleBuffer<WatchOrder> orders_;
    rt::TripleBuffer<Measured> answers_;
    std::uint64_t ordered_ = 0;  // [state] the take

    // [measuring]
    WatchOrder order_;
    std::optional<Loudness> loudness_;
    std::optional<Spectrum> spectrum_;
    std::vector<float> sound_;
    Measured measured_;
    std::uint64_t window_due_ = 0, programme_due_ = 0;  // at so many frames
};

}  // namespace tutti
