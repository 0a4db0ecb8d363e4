#pragma once
// What the desk tells the audio engine: plain gains, coefficients and patches, nothing named after a rule. resolve.hpp
// fills it on the state thread; engine/mix reads it and moves to it. One frame is a few hundred kB, made once, and
// caught up strip by strip: `stamps` says at which revision of its strip each part was last resolved.
#include <cstdint>
#include <vector>

#include "engine/console/layout.hpp"

namespace tutti {

// One second-order section as a trapezoidal state-variable filter (A. Simper, "Linear Trapezoidal Integrated SVF",
// Cytomic 2013): v3 = x - ic2; v1 = a1 ic1 + a2 v3; v2 = ic2 + a2 ic1 + a3 v3; ic1 = 2 v1 - ic1; ic2 = 2 v2 - ic2;
// y = m0 x + m1 v1 + m2 v2. The default passes everything.
struct Svf {
    float a1 = 1, a2 = 0, a3 = 0;
    float m0 = 1, m1 = 0, m2 = 0;

    bool operator==(const Svf&) const = default;
    bool passes() const { return m0 == 1 && m1 == 0 && m2 == 0; }
};

// Where a signal is picked up. Patches (inputs of channels, monitors, outputs) name one of these.
struct Signal {
    enum class From : std::uint8_t { none, input, channel, bus, main, monitor, oscillator, talkback, matrix, loop, fx };
    enum class Side : std::uint8_t { left, right, sum };  // sum = (L+R)/2

    From from = From::none;
    Tap tap = Tap::post_fader;  // channels only
    Side side = Side::left;
    std::uint8_t unused = 0;
    std::int32_t index = 0;  // counts from 0

    bool operator==(const Signal&) const = default;
};

inline constexpr int kChannelBandCount = 4;
inline constexpr int kBusBandCount = 6;
inline constexpr int kLowCutSections = 2;
inline constexpr std::int32_t kNoDelay = -1;

// Whose key a monitor can listen to.
enum class KeyPoint : std::uint8_t { gate, pre_eq, post_eq };
inline constexpr int kKeyPoints = 3;

// A gate or compressor: its gain follows the key's level. Levels are log2 of amplitude (one is 6.02 dB), times in
// samples, shares are of the way gone in each sample. See dynamics_design.hpp and engine/dsp/dynamics_lanes.hpp.
struct DynamicsFrame {
    enum class Kind : std::uint8_t { off, gate, expander, ducker, compressor };

    Kind kind = Kind::off;
    bool linked = false;  // hears the louder of itself and its partner
    bool filtered = false;
    std::uint8_t unused = 0;  // no bytes without a meaning: frames are compared as memory
    Signal key;               // From::none: itself. A channel: behind its low cut; a bus: its sum
    Svf filter;               // in the key
    float threshold = 0;
    float opens = 1, closes = 1;  // gate and ducker: power where they start and stop
    float slope = 0;              // reduction for each step over (compressor) or under (expander) the threshold
    float knee = 0;               // whole width
    float range = 0;              // most reduction of a gate, expander or ducker
    float detector = 1;           // share of the way to the key's power; 1 = peak
    float attack = 1, settle = 1, release = 1, average = 0;
    float hold = 0;
    float makeup = 1, mix = 1;  // linear; share of what is processed

    bool operator==(const DynamicsFrame&) const = default;
};
// A compressor stands before or behind the EQ; the other place is off.
struct CompressorFrame {
    DynamicsFrame pre_eq, post_eq;
};

// What a strip's insert goes through: an effect of the rack, or out at one socket and in again at another. Numbers
// count from 0, -1 is none.
struct InsertFrame {
    std::int32_t on = 0;  // 0 or 1
    InsertPosition position = InsertPosition::post_dynamics;
    std::uint8_t mono = 0;  // one side goes through; of a stereo effect comes the mean of both
    std::uint8_t pair = 0;  // of a linked channel: the next one is its right side
    std::uint8_t unused = 0;
    std::int32_t strip = -1;  // whose it is: its number among the stamps
    std::int32_t fx = -1;
    std::int32_t output = -1, input = -1;  // a stereo strip takes the next ones too
};

// Gain sharing, see engine/mix/automix.hpp.
struct AutomixFrame {
    std::int32_t group = 0;  // 0: none
    float weight = 1;        // times its power
    float open = 0;          // 0 or 1: in the sum, since it is heard behind its fader
    float linked = 0;        // 0 or 1: one microphone together with its neighbour
};

// First what moves often, in one line of the cache.
struct alignas(64) ChannelFrame {
    float input_gain = 0;  // trim, polarity and hard mute together
    float fader_gain = 0;  // mute, fader and DCAs together
    AutomixFrame automix;
    Signal source;                  // From::none, input, oscillator or talkback
    std::int32_t delay = kNoDelay;  // samples, behind the input gain
    std::int32_t unused[7] = {};
    Svf low_cut[kLowCutSections];
    Svf eq[kChannelBandCount];
    DynamicsFrame gate;
    CompressorFrame comp;
    InsertFrame insert;
};

struct LimiterFrame {
    float on = 0;         // 0 or 1
    float ceiling = 1;    // linear
    float release = 0;    // share of the way back to unity gained in each sample, 0..1
    float lookahead = 0;  // 0 or 1; main only
};

// Returns of effects are mixed ahead of the buses of this stage.
inline constexpr int kStageOfReturns = 2;

// A stereo strip (bus, main, matrix). A mono one is heard on its left side; its sends, balance and patches know that.
struct BusFrame {
    std::int32_t stage = 2;                 // 0 group, 1 fx, 2 aux and cue: what is processed before what
    float programme = 1;                    // ahead of the fader, 1 = not dimmed by talk
    float image[2][2] = {{1, 0}, {0, 1}};   // of the sum, ahead of everything: [into][from] left and right
    float fader_left = 0, fader_right = 0;  // mute, fader, DCAs and balance together
    LimiterFrame limiter;
    std::int32_t cue = 0;  // 0 or 1: whoever becomes one, or stops being one, does so in silence
    float loudness = 0;    // bound of the loudness, see engine/mix/loudness_bank.hpp; 0 = none
    Svf eq[kBusBandCount];
    CompressorFrame comp;
    InsertFrame insert;
    // Matrices only.
    Svf steep[kBusBandCount];       // second halves of crossovers
    std::int32_t delay = kNoDelay;  // samples, ahead of the fader
};

// An effect and its return strip. The values are those of the type's rows (rows_fx.hpp), in their order.
struct FxFrame {
    FxType type = FxType::none;
    std::int32_t source = -1;  // the bus that feeds it, behind its fader; -1 = none
    std::int32_t mono = 0;     // that bus is: its left side feeds both
    std::int32_t insert = -1;  // or the strip whose insert goes through it, by its number among the stamps
    float values[kMostFxValues] = {};
    Svf eq[kChannelBandCount];  // of the return
    float fader_left = 0, fader_right = 0;
};

struct MonitorFrame {
    Signal left, right;             // the source, where nothing is soloed
    float source_gain = 0;          // 0 while something is soloed here
    float mono = 0;                 // 0 or 1
    float level = 0;                // level, dim and mute together
    float programme = 1;            // of source and solos, 1 = not dimmed by talk
    std::int32_t delay = kNoDelay;  // samples, ahead of the level
};

struct TalkbackFrame {
    Signal source;   // From::none or input
    float gain = 0;  // level and on together
};

struct OscillatorFrame {
    OscillatorKind kind = OscillatorKind::sine;
    float frequency = 1000;  // Hz
    float gain = 0;          // level and on together: the peak of the sine
    float main = 0;          // into main, 0 or 1
};

struct OutputFrame {
    Signal source;
    float gain = 0;                 // trim, polarity, mute and panic together
    std::int32_t delay = kNoDelay;  // samples, ahead of the gain
};

// Row r of the mix is a mono signal that feeds others: channel c is row c; bus b is rows channels + 2b (left) and
// channels + 2b + 1 (right); the returns of effects follow like buses, then main and the matrices (they feed only
// monitors' solo buses, and main the matrices).
struct MixFrame {
    explicit MixFrame(const Layout& layout, double sample_rate);

    int channel_count, bus_count, fx_count, matrix_count, monitor_count, output_count, talkback_count;
    int stride;         // buses rounded up to 16: length of a row of sends
    int matrix_stride;  // the same of matrices
    double rate;        // Hz, for the coefficients

    std::vector<ChannelFrame> channels;
    std::vector<BusFrame> buses;
    std::vector<FxFrame> fx;
    BusFrame main;
    std::vector<BusFrame> matrices;
    std::vector<MonitorFrame> monitors;
    std::vector<OutputFrame> outputs;
    std::vector<TalkbackFrame> talkbacks;
    // Talkback t into the sides of bus b: at [t * stride + b]; into both sides of monitor m: [t * monitor_count + m].
    std::vector<float> talk_left, talk_right, talk_monitor;
    OscillatorFrame oscillator;
    std::vector<float> oscillator_left, oscillator_right;  // into the sides of bus b: at [b], `stride` long

    // Sends of row r into bus b: gains into its two sides and the Tap they take, at [r * stride + b]. A row of a bus
    // feeds only buses of a later stage, the others are 0. Tap is the strip's own (Tap::input .. post_fader); of a bus
    // or main, post_fader means behind the limiter.
    std::vector<float> send_left, send_right;
    std::vector<std::uint8_t> send_tap;
    // Sides of buses and of main into those of matrix m, at [(r - bus_row(0)) * matrix_stride + m]: a bus from behind
    // its limiter, main from ahead of it.
    std::vector<float> matrix_left, matrix_right;
    // Into main, always post_fader: at [r], without main's own rows.
    std::vector<float> main_left, main_right;
    // Into the solo bus of monitor m: at [r * monitor_count + m], main's rows included; Tap::pre_fader or post_fader.
    std::vector<float> solo_left, solo_right;
    std::vector<std::uint8_t> solo_tap;
    // There too, the keys of row r's processors: at [(r * monitor_count + m) * kKeyPoints + KeyPoint].
    std::vector<float> listen_left, listen_right;

    // One for each strip that sounds, in the order of Console::strip_*: channels, buses, main, monitors, outputs,
    // the oscillator, talkbacks, effects, matrices.
    std::vector<std::uint64_t> stamps;
    // For each channel, the revision at which anything but its gains was last resolved: all of ChannelFrame behind
    // `automix`. Who writes a frame by hand raises both.
    std::vector<std::uint64_t> processor_stamps;

    int rows() const { return channel_count + 2 * bus_count + 2 * fx_count + 2 + 2 * matrix_count; }
    int bus_row(int bus) const { return channel_count + 2 * bus; }
    int fx_row(int number) const { return channel_count + 2 * bus_count + 2 * number; }
    int main_row() const { return channel_count + 2 * bus_count + 2 * fx_count; }
    int matrix_row(int matrix) const { return main_row() + 2 + 2 * matrix; }
    std::size_t matrix_feed(int row) const { return static_cast<std::size_t>((row - channel_count) * matrix_stride); }

    // Numbers of the stamps.
    int channel_strip(int channel) const { return channel; }
    int bus_strip(int bus) const { return channel_count + bus; }
    int main_strip() const { return channel_count + bus_count; }
    int monitor_strip(int monitor) const { return main_strip() + 1 + monitor; }
    int output_strip(int output) const { return main_strip() + 1 + monitor_count + output; }
    int oscillator_strip() const { return main_strip() + 1 + monitor_count + output_count; }
    int talkback_strip(int talkback) const { return oscillator_strip() + 1 + talkback; }
    int fx_strip(int number) const { return oscillator_strip() + 1 + talkback_count + number; }
    int matrix_strip(int matrix) const { return fx_strip(fx_count) + matrix; }
    int strips() const { return matrix_strip(matrix_count); }
};

}  // namespace tutti
