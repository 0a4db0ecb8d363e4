#include "engine/mix/fx_rack.hpp"

#include <algorithm>

namespace tutti {
namespace {

constexpr double kRinging = 2;  // s: longer than any filter of a return rings

}  // namespace

FxRack::FxRack(int count, double rate, const dsp::Kernels& kernels)
    : kernels_(kernels),
      ringing_(static_cast<int>(kRinging * rate)),
      peaks_(static_cast<std::size_t>(count)),
      planar_(2 * dsp::kLanes * dsp::kChunk) {
    slots_.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) slots_.emplace_back(rate, kernels);
}

bool FxRack::set(int number, const FxFrame& frame, bool at_once) {
    fx::Slot& slot = slots_[static_cast<std::size_t>(number)];
    const bool changed = slot.set(frame, at_once);
    listen(static_cast<std::size_t>(number));
    return changed;
}

// Its return is heard while a bus feeds it.
void FxRack::listen(std::size_t number) {
    const fx::Slot& slot = slots_[number];
    if (!slot.works() || slot.source() < 0) return;
    heard_ |= static_cast<dsp::LaneBits>(1U << number);
    left_[number] = ringing_;
}

bool FxRack::insert(int number, int strip, bool mono, const float* const* in, float* const* out, int frames) {
    if (number < 0 || number >= static_cast<int>(slots_.size())) return false;
    fx::Slot& slot = slots_[static_cast<std::size_t>(number)];
    if (slot.insert() != strip || strip < 0) return false;
    slot.process(in, out, frames);
    for (int t = 0; mono && t < frames; ++t) out[0][t] = out[1][t] = 0.5F * (out[0][t] + out[1][t]);
    asked_ |= static_cast<dsp::LaneBits>(1U << number);
    if (!slot.works()) return true;
    MeterFrame::Effect& peaks = peaks_[static_cast<std::size_t>(number)];
    const auto look = [&](const float* x, float& peak) { peak = std::max(peak, kernels_.check(x, frames)); };
    look(in[0], peaks.input_left), look(in[1], peaks.input_right);
    look(out[0], peaks.output_left), look(out[1], peaks.output_right);
    return true;
}

void FxRack::want(PatchBay& bay) const {
    for (const fx::Slot& slot : slots_)
        if (slot.works() && slot.source() >= 0)
            bay.want({Signal::From::bus, Tap::post_fader, Signal::Side::left, 0, slot.source()});
}

const StereoSum& FxRack::process(const dsp::Kernels& kernels, const PatchBay& bay, Crew* crew, int frames) {
    std::size_t at_work[dsp::kLanes];
    int count = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        fx::Slot& slot = slots_[i];
        if (!heard(static_cast<int>(i))) continue;
        if (slot.insert() < 0) {
            at_work[count++] = i;
            asked_ |= static_cast<dsp::LaneBits>(1U << i);
        } else {
            for (int s = 0; s < 2; ++s) std::fill_n(side(s, i), frames, 0.0F);  // heard in the strip it serves
        }
        if (slot.works() && slot.source() >= 0) {
            left_[i] = ringing_;
        } else if ((left_[i] -= frames) <= 0) {
            heard_ &= static_cast<dsp::LaneBits>(~(1U << i));
        }
    }
    const auto work = [&](int job, int) {
        const std::size_t i = at_work[job];
        fx::Slot& slot = slots_[i];
        const auto from = [&](Signal::Side which) {
            return bay.pick({Signal::From::bus, Tap::post_fader, which, 0, slot.source()}).x;
        };
        const float* in[] = {from(Signal::Side::left), from(slot.mono() ? Signal::Side::left : Signal::Side::right)};
        float* out[] = {side(0, i), side(1, i)};
        slot.process(in, out, frames);
    };
    if (crew && count > 1)
        crew->run(count, work, [](int, int) {});
    else
        for (int job = 0; job < count; ++job) work(job, 0);

    for (int s = 0; s < 2; ++s) {
        const float* sides[dsp::kLanes];
        for (std::size_t l = 0; l < dsp::kLanes; ++l) sides[l] = side(s, l);
        kernels.gather(sides, frames, sum_.side[s]);
    }
    sum_.touch(frames);
    return sum_;
}

void FxRack::pass(int frames) {
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (!(asked_ >> i & 1)) slots_[i].idle(frames);
    asked_ = 0;
}

bool FxRack::settle() {
    bool changed = false;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (!slots_[i].settle()) continue;
        listen(i);
        changed = true;
    }
    return changed;
}

float FxRack::wait(float none) const {
    for (const fx::Slot& slot : slots_) none = slot.wait(none);
    return none;
}

}  // namespace tutti
