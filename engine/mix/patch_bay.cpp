#include "engine/mix/patch_bay.hpp"

#include <algorithm>
#include <bit>

namespace tutti {
namespace {

std::size_t banks(int strips) {
    return static_cast<std::size_t>((strips + dsp::kLanes - 1) / dsp::kLanes);
}

}  // namespace

PatchBay::PatchBay(const Layout& layout, const Sockets& sockets, const Loops& loops)
    : sockets_(sockets),
      loops_(loops),
      output_count_(layout.sizes().outputs),
      input_count_(layout.sizes().inputs),
      channel_count_(layout.sizes().channels),
      bus_count_(layout.sizes().buses),
      fx_count_(layout.sizes().fx),
      matrix_count_(layout.sizes().matrices),
      monitor_count_(layout.sizes().monitors),
      talkback_count_(layout.sizes().talkbacks),
      channels_wanted_(banks(channel_count_)),
      buses_wanted_(banks(bus_count_)),
      buses_silent_(banks(bus_count_), dsp::kAllLanes),
      monitors_silent_(static_cast<std::size_t>(monitor_count_), std::uint8_t{1}),
      channels_(banks(channel_count_) * dsp::kLanes * kTaps * dsp::kChunk),
      buses_(banks(bus_count_) * dsp::kLanes * 2 * dsp::kChunk),
      main_(2 * dsp::kChunk),
      matrices_(banks(matrix_count_) * dsp::kLanes * 2 * dsp::kChunk),
      returns_(banks(fx_count_) * dsp::kLanes * 2 * dsp::kChunk),
      monitors_(static_cast<std::size_t>(monitor_count_) * 2 * dsp::kChunk),
      unheard_(dsp::kChunk) {}

bool PatchBay::exists(const Signal& signal) const {
    const auto below = [&](int count) { return signal.index >= 0 && signal.index < count; };
    switch (signal.from) {
        case Signal::From::none: return false;
        case Signal::From::input: return below(input_count_);
        case Signal::From::channel: return below(channel_count_) && static_cast<int>(signal.tap) < kTaps;
        case Signal::From::bus: return below(bus_count_);
        case Signal::From::matrix: return below(matrix_count_);
        case Signal::From::fx: return below(fx_count_);
        case Signal::From::main:
        case Signal::From::oscillator: return true;
        case Signal::From::talkback: return below(talkback_count_);
        case Signal::From::monitor: return below(monitor_count_);
        case Signal::From::loop: return below(output_count_);
    }
    return false;
}

void PatchBay::forget() {
    std::fill(channels_wanted_.begin(), channels_wanted_.end(), std::uint8_t{0});
    std::fill(buses_wanted_.begin(), buses_wanted_.end(), std::uint8_t{0});
    matrices_wanted_ = returns_wanted_ = false;
}

void PatchBay::want(const Signal& signal) {
    if (!exists(signal)) return;
    const auto bank = static_cast<std::size_t>(signal.index / dsp::kLanes);
    if (signal.from == Signal::From::channel)
        channels_wanted_[bank] |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(signal.tap));
    if (signal.from == Signal::From::bus) buses_wanted_[bank] = 1;
    if (signal.from == Signal::From::matrix) matrices_wanted_ = true;
    if (signal.from == Signal::From::fx) returns_wanted_ = true;
}

void PatchBay::keep_channels(const dsp::Kernels& kernels, int bank, const TapPoints& taps, int frames) {
    const unsigned wanted = channels_wanted_[static_cast<std::size_t>(bank)];
    for (int tap = 0; tap < kTaps; ++tap) {
        if (!(wanted >> tap & 1)) continue;
        float* planar[dsp::kLanes];
        for (int l = 0; l < dsp::kLanes; ++l) planar[l] = &channels_[channel_at(bank * dsp::kLanes + l, tap)];
        kernels.scatter(*taps.at[tap], frames, planar);
    }
}

void PatchBay::silence_channels(int bank) {
    const auto from = channels_.begin() + static_cast<std::ptrdiff_t>(channel_at(bank * dsp::kLanes, 0));
    std::fill_n(from, channel_at(dsp::kLanes, 0), 0.0F);
}

void PatchBay::keep_buses(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const StereoTaps& taps,
                          int frames) {
    const auto n = static_cast<std::size_t>(bank);
    if (buses_wanted_[n]) keep(kernels, lanes, taps, frames, &buses_[bus_at(bank * dsp::kLanes, 0)], buses_silent_[n]);
}

void PatchBay::keep_matrices(const dsp::Kernels& kernels, const StereoTaps& taps, int frames) {
    if (matrices_wanted_) keep(kernels, dsp::kAllLanes, taps, frames, matrices_.data(), matrices_silent_);
}

void PatchBay::keep_returns(const dsp::Kernels& kernels, dsp::LaneBits lanes, const StereoTaps& taps, int frames) {
    if (!returns_wanted_) return;
    std::fill(returns_.begin(), returns_.end(), 0.0F);
    dsp::LaneBits silent = 0;
    if (lanes) keep(kernels, lanes, taps, frames, returns_.data(), silent);
}

void PatchBay::keep_main(const StereoTaps& taps, int frames) {
    if (taps.silent && main_silent_) return;
    main_silent_ = taps.silent;
    if (taps.silent) return std::fill(main_.begin(), main_.end(), 0.0F), void();
    for (int side = 0; side < 2; ++side) {
        const dsp::Block& post = taps.side[side][Tap::post_fader];
        float* out = &main_[static_cast<std::size_t>(side * dsp::kChunk)];
        for (int t = 0; t < frames; ++t) out[t] = post.at[t][0];
    }
}

void PatchBay::silence_monitor(int number) {
    const auto n = static_cast<std::size_t>(number);
    if (monitors_silent_[n]) return;
    std::fill_n(monitor(number, 0), 2 * dsp::kChunk, 0.0F);
    monitors_silent_[n] = 1;
}

void PatchBay::keep(const dsp::Kernels& kernels, dsp::LaneBits lanes, const StereoTaps& taps, int frames, float* first,
                    dsp::LaneBits& silent) {
    if (taps.silent) {
        for (unsigned bits = lanes & ~silent; bits; bits &= bits - 1)
            std::fill_n(first + bus_at(std::countr_zero(bits), 0), 2 * dsp::kChunk, 0.0F);
        silent |= lanes;
        return;
    }
    silent &= static_cast<dsp::LaneBits>(~lanes);
    for (int side = 0; side < 2; ++side) {
        float* planar[dsp::kLanes];
        for (int l = 0; l < dsp::kLanes; ++l) planar[l] = lanes >> l & 1 ? first + bus_at(l, side) : unheard_.data();
        kernels.scatter(taps.side[side][Tap::post_fader], frames, planar);
    }
}

PatchBay::Pick PatchBay::pick(const Signal& signal) const {
    const auto sided = [&](const float* left, const float* right) -> Pick {
        switch (signal.side) {
            case Signal::Side::left: return {left, nullptr};
            case Signal::Side::right: return {right, nullptr};
            case Signal::Side::sum: return {left, right};
        }
        return {left, nullptr};
    };
    const auto silent = [&](dsp::LaneBits lanes) { return (lanes >> signal.index % dsp::kLanes & 1) != 0; };
    const Pick nothing = {sockets_.silence(), nullptr};
    if (exists(signal)) switch (signal.from) {
            case Signal::From::none: break;
            case Signal::From::input:
            case Signal::From::oscillator:
            case Signal::From::talkback: return {sockets_.signal(sockets_.number(signal)), nullptr};
            case Signal::From::channel:
                return {&channels_[channel_at(signal.index, static_cast<int>(signal.tap))], nullptr};
            case Signal::From::bus:
                if (silent(buses_silent_[static_cast<std::size_t>(signal.index / dsp::kLanes)])) return nothing;
                return sided(&buses_[bus_at(signal.index, 0)], &buses_[bus_at(signal.index, 1)]);
            case Signal::From::matrix:
                if (silent(matrices_silent_)) return nothing;
                return sided(&matrices_[bus_at(signal.index, 0)], &matrices_[bus_at(signal.index, 1)]);
            case Signal::From::fx: return sided(&returns_[bus_at(signal.index, 0)], &returns_[bus_at(signal.index, 1)]);
            case Signal::From::main:
                if (main_silent_) return nothing;
                return sided(&main_[0], &main_[dsp::kChunk]);
            case Signal::From::loop: return {loops_.sent(signal.index), nullptr};
            case Signal::From::monitor: {
                if (monitors_silent_[static_cast<std::size_t>(signal.index)]) return nothing;
                const float* left = &monitors_[static_cast<std::size_t>(signal.index) * 2 * dsp::kChunk];
                return sided(left, left + dsp::kChunk);
            }
        }
    return nothing;
}

}  // namespace tutti
