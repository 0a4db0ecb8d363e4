#include "engine/mix/insert_bank.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/fx/gains.hpp"
#include "engine/mix/fx_rack.hpp"

namespace tutti {

void InsertBank::set(int lane, const InsertFrame& frame, bool at_once) {
    Point& point = points_[lane];
    point.wanted = frame;
    // Where nothing goes through there is nothing to fade out.
    const bool unheard = !point.leads() || (point.mix.silent() && point.gate.silent());
    if (at_once || unheard || point.stays()) arrive(lane);
    aim(lane);
    if (!at_once) return;
    point.mix.jump(point.mix.target);
    point.gate.jump(point.gate.target);
}

void InsertBank::arrive(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    Point& point = points_[lane];
    point.now = point.wanted;
    for (dsp::LaneBits& at : at_) at &= static_cast<dsp::LaneBits>(~bit);
    if (point.leads()) at_[static_cast<std::size_t>(point.now.position)] |= bit;
}

void InsertBank::aim(int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    Point& point = points_[lane];
    const bool stays = point.stays();
    stays ? switching_ &= static_cast<dsp::LaneBits>(~bit) : switching_ |= bit;
    const bool open = stays && point.leads() && !gear_->loops.measures(point.now.output);
    point.mix.move(open && point.now.on ? 1.0F : 0.0F, ramps_.swap);
    point.gate.move(open && point.now.output >= 0 ? 1.0F : 0.0F, ramps_.gain);
}

void InsertBank::look_at_loops() {
    for (unsigned bits = at_[0] | at_[1]; bits; bits &= bits - 1) aim(std::countr_zero(bits));
}

void InsertBank::settle() {
    for (unsigned bits = switching_; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        if (points_[lane].mix.moving() || points_[lane].gate.moving()) continue;
        arrive(lane);
        aim(lane);
    }
}

float InsertBank::wait(float none) const {
    for (unsigned bits = switching_; bits; bits &= bits - 1) {
        const Point& point = points_[std::countr_zero(bits)];
        none = std::min(none, std::max(point.mix.left, point.gate.left));
    }
    return none;
}

void InsertBank::through(Point& point, const float* const* in, int sides, int frames, float (&wet)[2][dsp::kChunk]) {
    const InsertFrame& now = point.now;
    const int heard = now.mono ? 1 : sides;
    if (now.fx >= 0) {
        const float* into[] = {in[0], heard > 1 ? in[1] : in[0]};
        float* from[] = {wet[0], wet[1]};
        if (!gear_->rack.insert(now.fx, now.strip, heard == 1, into, from, frames))
            for (float* side : from) std::fill_n(side, frames, 0.0F);
        return;
    }
    for (int side = 0; side < heard; ++side) {
        gear_->loops.send(now.output + side, in[side], point.gate, frames);
        const Signal back{Signal::From::input, Tap::post_fader, Signal::Side::left, 0, now.input + side};
        std::copy_n(gear_->sockets.signal(gear_->sockets.number(back)), frames, wet[side]);
    }
    point.gate.advance(frames);
}

bool InsertBank::run(InsertPosition position, dsp::LaneBits lanes, const dsp::Block* const* x, int sides, int frames,
                     dsp::Block* const* y) {
    const unsigned here = at_[static_cast<std::size_t>(position)] & lanes;
    if (!here) return false;
    for (int side = 0; side < sides; ++side)
        std::memcpy(y[side]->at, x[side]->at, sizeof x[side]->at[0] * static_cast<std::size_t>(frames));
    for (unsigned bits = here; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        Point& point = points_[lane];
        float dry[2][dsp::kChunk], wet[2][dsp::kChunk], share[dsp::kChunk];
        // The sides of a pair of channels lie side by side in one block.
        const bool pair = point.now.pair != 0;
        const int both = pair ? 2 : sides;
        const auto block = [&](int side) { return pair ? 0 : side; };
        const auto lane_of = [&](int side) { return pair ? lane + side : lane; };
        for (int side = 0; side < both; ++side)
            for (int t = 0; t < frames; ++t) dry[side][t] = x[block(side)]->at[t][lane_of(side)];
        const float* in[] = {dry[0], dry[both - 1]};
        through(point, in, both, frames, wet);
        if (point.mix.silent()) continue;
        fx::fill(point.mix, frames, share);
        for (int side = 0; side < (point.now.mono ? 1 : both); ++side)
            for (int t = 0; t < frames; ++t)
                y[block(side)]->at[t][lane_of(side)] = share[t] * wet[side][t] + (1 - share[t]) * dry[side][t];
        point.mix.advance(frames);
    }
    return true;
}

}  // namespace tutti
