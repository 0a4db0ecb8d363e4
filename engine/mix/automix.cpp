#include "engine/mix/automix.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace tutti {
namespace {

constexpr double kMeanTime = 0.020;  // s
constexpr float kSilence = 1e-12F;   // power of a microphone nobody speaks into: among themselves they share alike
constexpr float kMostPower = 1e20F;

dsp::LaneBits bit_of(int lane) {
    return static_cast<dsp::LaneBits>(1U << lane);
}

}  // namespace

Automix::Automix(int banks, double rate, const Ramps& ramps)
    : ramps_(ramps),
      closer_(static_cast<float>(-std::expm1(-kEach / (kMeanTime * rate)))),
      banks_(static_cast<std::size_t>(banks)) {
    for (Bank& bank : banks_)
        for (int lane = 0; lane < dsp::kLanes; ++lane) {
            dsp::jump(bank.gain, lane, 1);
            bank.least.at[lane] = 1;
        }
}

void Automix::set(int number, int lane, const AutomixFrame& frame, bool at_once) {
    Bank& bank = banks_[static_cast<std::size_t>(number)];
    const auto bit = bit_of(lane);
    const bool shares = frame.group >= 1 && frame.group <= kGroups && std::isfinite(frame.weight);
    bank.frame[lane] = shares ? frame : AutomixFrame{};
    if (shares && !(bank.sharing & bit)) {
        bank.sum.at[lane] = bank.power.at[lane] = 0;
        bank.late |= bit;
    }
    shares ? bank.sharing |= bit : bank.sharing &= ~bit;
    if (!shares) dsp::set(bank.gain, lane, 1, ramps_.gain, at_once);
    in_use_ |= shares || bank.gain.moving != 0;
}

const dsp::GlideLanes* Automix::gains(int number) const {
    const Bank& bank = banks_[static_cast<std::size_t>(number)];
    return (bank.sharing | bank.gain.moving) != 0 ? &bank.gain : nullptr;
}

void Automix::hear(int number, const dsp::Block& x, int frames) {
    Bank& bank = banks_[static_cast<std::size_t>(number)];
    if (!bank.sharing) return;
    dsp::Lanes sum = bank.sum;
    for (int t = 0; t < frames; ++t)
        for (int lane = 0; lane < dsp::kLanes; ++lane) sum.at[lane] += x.at[t][lane] * x.at[t][lane];
    bank.sum = sum;
}

void Automix::pass(int frames, std::uint64_t clock) {
    for (Bank& bank : banks_) dsp::advance(bank.gain, frames);
    heard_ += frames;
    if (clock % kEach != 0) return;
    look();
    in_use_ = std::any_of(banks_.begin(), banks_.end(), [](const Bank& b) { return (b.sharing | b.gain.moving) != 0; });
}

// A lane that came in amid two looks has been heard for less than the others: it is counted from the next one on.
void Automix::find_power(Bank& bank) const {
    const float each = 1 / static_cast<float>(std::max(heard_, 1));
    for (unsigned bits = bank.sharing; bits; bits &= bits - 1) {
        const int lane = std::countr_zero(bits);
        const float mean = std::min(bank.sum.at[lane] * each, kMostPower);
        const float now = (mean + kSilence) * bank.frame[lane].weight;
        float& power = bank.power.at[lane];
        power = bank.late >> lane & 1 ? 0 : bank.fresh >> lane & 1 ? now : power + (now - power) * closer_;
        bank.sum.at[lane] = 0;
    }
    bank.fresh = bank.late;
    bank.late = 0;
}

// A pair is one microphone with two sides. Who is closed has the gain that it would have if it opened.
float Automix::share(const Bank& bank, int lane, const double* totals) const {
    const AutomixFrame& frame = bank.frame[lane];
    const int beside = lane ^ 1;
    const AutomixFrame& other = bank.frame[beside];
    double own = bank.power.at[lane];
    double total = totals[frame.group - 1] + (frame.open != 0 ? 0 : own);
    if (frame.linked != 0 && other.group == frame.group) {
        own += bank.power.at[beside];
        if (other.open == 0) total += bank.power.at[beside];
    }
    return total > 0 ? static_cast<float>(std::min(own / total, 1.0)) : 1.0F;
}

void Automix::look() {
    double totals[kGroups] = {};
    for (Bank& bank : banks_) {
        if (!bank.sharing) continue;
        find_power(bank);
        for (unsigned bits = bank.sharing; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            const AutomixFrame& frame = bank.frame[lane];
            if (frame.open != 0) totals[frame.group - 1] += bank.power.at[lane];
        }
    }
    for (Bank& bank : banks_)
        for (unsigned bits = bank.sharing & ~bank.fresh; bits; bits &= bits - 1) {
            const int lane = std::countr_zero(bits);
            bank.least.at[lane] = std::min(bank.least.at[lane], dsp::value(bank.gain, lane));
            dsp::move(bank.gain, lane, std::sqrt(share(bank, lane, totals)), ramps_.gain);
        }
    heard_ = 0;
}

float Automix::take_least(int number, int lane) {
    Bank& bank = banks_[static_cast<std::size_t>(number)];
    const float now = std::clamp(dsp::value(bank.gain, lane), 0.0F, 1.0F);
    return std::min(std::exchange(bank.least.at[lane], 1.0F), now);
}

}  // namespace tutti
