#include "engine/mix/delay.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tutti {
namespace {

constexpr float kQuiet = 1e-9F;  // -180 dBFS

}  // namespace

void Delay::set(int samples, bool at_once) {
    wanted_ = std::clamp(samples, kNoDelay, pieces_ * pool_->piece_length() - dsp::kChunk);
    if (at_once) finish();
    if (left_ <= 0) begin(at_once);
}

void Delay::begin(bool at_once) {
    if (wanted_ == taken_) return;
    if (taken_ == kNoDelay) {
        if (pool_->left() < sides_ * pieces_) return;  // until others have faded out
        for (int side = 0; side < sides_; ++side) line_[side].hold(*pool_, pieces_);
        rings_ = 0;
        rise_ = at_once ? 0 : length_;
    }
    old_ = taken_;
    taken_ = wanted_;
    left_ = length_;
    if (at_once) finish();
}

void Delay::finish() {
    left_ = 0;
    old_ = taken_;
    if (taken_ != kNoDelay) return;
    for (dsp::DelayLine& line : line_) line.release(*pool_);
    rings_ = 0;
}

void Delay::start_waiting() {
    if (left_ <= 0) begin(false);
}

float Delay::wait(float none) const {
    if (wanted_ == taken_) return none;
    return std::min(none, left_ > 0 ? left_ : length_);
}

void Delay::settle() {
    finish();
    begin(true);
}

void Delay::process(float* const* sides, int frames) {
    float loudest = 0;
    for (int side = 0; side < sides_; ++side) {
        float* x = sides[side];
        for (int t = 0; t < frames; ++t) loudest = std::max(loudest, std::abs(x[t]));
        dsp::DelayLine& line = line_[side];
        line.write(x, frames, rise_);
        const auto heard = [&](int delay, float* y) {
            delay == kNoDelay ? static_cast<void>(std::copy_n(x, frames, y)) : line.read(delay, frames, y);
        };
        if (left_ > 0) {
            float now[dsp::kChunk], old[dsp::kChunk];
            heard(taken_, now);
            heard(old_, old);
            for (int t = 0; t < frames; ++t) {
                const float u = std::max(left_ - static_cast<float>(t + 1), 0.0F) / length_;
                x[t] = now[t] + u * u * (3 - 2 * u) * (old[t] - now[t]);
            }
        } else {
            line.read(taken_, frames, x);
        }
    }
    rings_ = loudest > kQuiet ? line_[0].capacity() : std::max(rings_ - frames, 0);
    if (left_ <= 0) return;
    left_ -= static_cast<float>(frames);
    if (left_ <= 0) finish();
}

void DelayBank::look(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    const Delay& delay = lanes_[static_cast<std::size_t>(lane)];
    delay.in_use() ? in_use_ |= bit : in_use_ &= static_cast<dsp::LaneBits>(~bit);
    delay.waits() ? changing_ |= bit : changing_ &= static_cast<dsp::LaneBits>(~bit);
}

void DelayBank::set(int lane, int samples, bool at_once) {
    lanes_[static_cast<std::size_t>(lane)].set(samples, at_once);
    look(lane);
}

void DelayBank::start_waiting() {
    for (unsigned bits = changing_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        lanes_[static_cast<std::size_t>(lane)].start_waiting();
        look(lane);
    }
}

float DelayBank::wait(float none) const {
    for (unsigned bits = changing_; bits; bits &= bits - 1)
        none = lanes_[static_cast<std::size_t>(std::countr_zero(bits))].wait(none);
    return none;
}

void DelayBank::settle() {
    for (unsigned bits = in_use_ | changing_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        lanes_[static_cast<std::size_t>(lane)].settle();
        look(lane);
    }
}

bool DelayBank::quiet() const {
    for (unsigned bits = in_use_; bits; bits &= bits - 1)
        if (!lanes_[static_cast<std::size_t>(std::countr_zero(bits))].quiet()) return false;
    return true;
}

void DelayBank::run(dsp::Block* const* x, int frames) {
    for (unsigned bits = in_use_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        float planar[2][dsp::kChunk];
        float* sides[2] = {planar[0], planar[1]};
        for (int side = 0; side < sides_; ++side)
            for (int t = 0; t < frames; ++t) planar[side][t] = x[side]->at[t][lane];
        lanes_[static_cast<std::size_t>(lane)].process(sides, frames);
        for (int side = 0; side < sides_; ++side)
            for (int t = 0; t < frames; ++t) x[side]->at[t][lane] = planar[side][t];
        look(lane);
    }
}

}  // namespace tutti
