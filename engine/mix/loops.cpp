#include "engine/mix/loops.hpp"

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr float kImpulse = 0.5F;
constexpr float kOverNoise = 4;     // 12 dB: else it may be the noise itself
constexpr float kFaintest = 1e-4F;  // -80 dBFS

// Number of a request in the upper half; output and input, or samples + 1, in the lower.
constexpr std::uint64_t packed(std::uint32_t number, std::uint32_t what) {
    return static_cast<std::uint64_t>(number) << 32 | what;
}
constexpr std::uint32_t number_of(std::uint64_t word) {
    return static_cast<std::uint32_t>(word >> 32);
}
constexpr std::uint32_t what_of(std::uint64_t word) {
    return static_cast<std::uint32_t>(word);
}

}  // namespace

// Half a second until the strip passes by and its sound has come back; 50 ms of noise; the impulse and half a second.
Loops::Loops(const Layout& layout, double rate)
    : count_(layout.sizes().outputs),
      inputs_(layout.sizes().inputs),
      noise_(static_cast<int>(rate * 0.5)),
      impulse_(static_cast<int>(rate * 0.55)),
      end_(static_cast<int>(rate * 1.05)),
      sent_(static_cast<std::size_t>(count_) * dsp::kChunk) {
    dirty_.reserve(static_cast<std::size_t>(count_));
}

bool Loops::measure(int output, int input) {
    if (asked_ != number_of(answer_.load(std::memory_order_acquire))) return false;
    if (output < 0 || output >= count_ || input < 0 || input >= inputs_) return false;
    const auto what = static_cast<std::uint32_t>(output) << 16 | static_cast<std::uint32_t>(input);
    request_.store(packed(++asked_, what), std::memory_order_release);
    return true;
}

std::optional<int> Loops::measured() {
    const std::uint64_t answer = answer_.load(std::memory_order_acquire);
    if (number_of(answer) != asked_ || told_ == asked_) return std::nullopt;
    told_ = asked_;
    return static_cast<int>(what_of(answer)) - 1;
}

bool Loops::look_for_request() {
    const std::uint64_t request = request_.load(std::memory_order_acquire);
    if (output_ >= 0 || number_of(request) == taken_) return false;
    taken_ = number_of(request);
    output_ = static_cast<int>(what_of(request) >> 16);
    input_ = static_cast<int>(what_of(request) & 0xffff);
    at_ = 0;
    noise_peak_ = peak_ = 0;
    return true;
}

void Loops::begin(const Sockets& sockets, int frames) {
    for (const int output : dirty_)
        std::fill_n(&sent_[static_cast<std::size_t>(output) * dsp::kChunk], dsp::kChunk, 0.0F);
    dirty_.clear();
    if (output_ < 0) return;
    if (impulse_ >= at_ && impulse_ < at_ + frames) {
        sent_[static_cast<std::size_t>(output_) * dsp::kChunk + static_cast<std::size_t>(impulse_ - at_)] = kImpulse;
        dirty_.push_back(output_);
    }
    listen(sockets.signal(input_), frames);
    at_ += frames;
}

void Loops::listen(const float* x, int frames) {
    for (int t = 0; t < frames; ++t) {
        const float level = std::fabs(x[t]);
        if (at_ + t >= noise_ && at_ + t <= impulse_) noise_peak_ = std::max(noise_peak_, level);
        if (at_ + t <= impulse_ || at_ + t >= end_ || level <= peak_) continue;
        peak_ = level;
        peak_at_ = at_ + t - impulse_;
    }
}

void Loops::send(int output, const float* x, const dsp::Glide& gate, int frames) {
    if (output < 0 || output >= count_) return;
    float* out = &sent_[static_cast<std::size_t>(output) * dsp::kChunk];
    if (std::find(dirty_.begin(), dirty_.end(), output) == dirty_.end()) dirty_.push_back(output);
    if (!gate.moving()) {
        for (int t = 0; t < frames; ++t) out[t] += gate.target * x[t];
        return;
    }
    for (int t = 0; t < frames; ++t) {
        const float left = std::max(gate.left - static_cast<float>(t + 1), 0.0F);
        out[t] += (gate.target + left * left * (gate.b + gate.c * left)) * x[t];
    }
}

bool Loops::settle() {
    if (output_ < 0 || at_ < end_) return false;
    const bool came = peak_ > kFaintest && peak_ > kOverNoise * noise_peak_;
    output_ = -1;
    answer_.store(packed(taken_, came ? static_cast<std::uint32_t>(peak_at_ + 1) : 0), std::memory_order_release);
    return true;
}

}  // namespace tutti
