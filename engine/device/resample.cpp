#include "engine/device/resample.hpp"

#include <samplerate.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tutti {
namespace {

// The filter needs neighbours on both sides: this many frames of the loop's other end, in steps of from/gcd, so that
// the first frame of the result lies exactly on the first frame of the source.
std::size_t lead_in(int from_rate, double to_rate) {
    const auto step = static_cast<std::size_t>(from_rate / std::gcd(from_rate, static_cast<int>(std::lround(to_rate))));
    return (4096 + step - 1) / step * step;
}

// Repeats a short loop until its length in the new rate is a whole number, or close: else rounding would detune it.
std::size_t repetitions(std::size_t frames, int from_rate, double to_rate) {
    const auto longest = static_cast<std::size_t>(from_rate) * 10;
    std::size_t times = 1;
    for (; frames * times < longest; ++times) {
        const double length = static_cast<double>(frames * times) * to_rate / from_rate;
        if (std::abs(length - std::round(length)) < 1e-6) break;
    }
    return times;
}

}  // namespace

std::vector<float> resample_loop(const std::vector<float>& loop, int from_rate, double to_rate) {
    const std::size_t frames = loop.size() * repetitions(loop.size(), from_rate, to_rate);
    const auto result_frames = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::llround(static_cast<double>(frames) * to_rate / from_rate)));
    const double ratio = static_cast<double>(result_frames) / static_cast<double>(frames);
    if (!src_is_valid_ratio(ratio)) return {};

    const std::size_t lead = lead_in(from_rate, to_rate);
    std::vector<float> source(frames + 2 * lead);
    std::size_t at = (loop.size() - lead % loop.size()) % loop.size();
    for (float& sample : source) {
        sample = loop[at];
        if (++at == loop.size()) at = 0;
    }
    const auto first = static_cast<std::size_t>(std::llround(static_cast<double>(lead) * ratio));
    std::vector<float> result(static_cast<std::size_t>(static_cast<double>(source.size()) * ratio) + 16);
    SRC_DATA data{};
    data.data_in = source.data();
    data.data_out = result.data();
    data.input_frames = static_cast<long>(source.size());
    data.output_frames = static_cast<long>(result.size());
    data.src_ratio = ratio;
    if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, 1) != 0) return {};
    if (static_cast<std::size_t>(data.output_frames_gen) < first + result_frames) return {};
    return {result.begin() + static_cast<std::ptrdiff_t>(first),
            result.begin() + static_cast<std::ptrdiff_t>(first + result_frames)};
}

}  // namespace tutti
