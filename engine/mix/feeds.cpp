#include "engine/mix/feeds.hpp"

#include <algorithm>
#include <bit>

namespace tutti {

bool Feed::set(int lane, float left, float right, float length, bool at_once) {
    if (!at_once && left == gain_[0].target[lane] && right == gain_[1].target[lane]) return false;
    dsp::set(gain_[0], lane, left, length, at_once);
    dsp::set(gain_[1], lane, right, length, at_once);
    look(0, lane);
    look(1, lane);
    return true;
}

void Feed::move(const dsp::Kernels& kernels, const dsp::Lanes& left, const dsp::Lanes& right, dsp::LaneBits lanes,
                float length) {
    for (int side = 0; side < 2; ++side) {
        dsp::move(kernels, gain_[side], side ? right : left, lanes, length);
        live_[side] |= gain_[side].moving;
    }
}

void Feed::look(int side, int lane) {
    const auto bit = static_cast<dsp::LaneBits>(1U << lane);
    const bool live = gain_[side].target[lane] != 0 || dsp::moving(gain_[side], lane);
    live ? live_[side] |= bit : live_[side] &= ~bit;
}

void Feed::add(const dsp::Kernels& kernels, const dsp::Block& x, dsp::LaneBits lanes, int frames, StereoSum& sum) {
    const dsp::LaneMask active = dsp::mask_of(lanes);
    for (int side = 0; side < 2; ++side) {
        if (!(live_[side] & lanes)) continue;
        if (&x != &kSilentBlock) {
            kernels.feed(x, gain_[side], frames, active, sum.side[side]);
            sum.touch(frames);
        }
        if (!(gain_[side].moving & lanes)) continue;
        live_[side] = kernels.pass(gain_[side], lanes, static_cast<float>(frames));
    }
}

void Feed::settle() {
    for (int side = 0; side < 2; ++side)
        for (int lane = 0; lane < dsp::kLanes; ++lane) {
            dsp::jump(gain_[side], lane, gain_[side].target[lane]);
            look(side, lane);
        }
}

SoloFeeds::SoloFeeds(int row_banks, int monitor_count, const Ramps& ramps)
    : monitor_count_(monitor_count),
      ramps_(ramps),
      feeds_(static_cast<std::size_t>(row_banks * monitor_count * kPlaces), Feed(ramps)),
      taps_(static_cast<std::size_t>(row_banks * dsp::kLanes * monitor_count)),
      sums_(static_cast<std::size_t>(monitor_count)),
      heard_(static_cast<std::size_t>(row_banks)) {}

void SoloFeeds::set_row(int bank, int lane, const float* left, const float* right, const std::uint8_t* taps,
                        bool at_once) {
    heard_[static_cast<std::size_t>(bank)] = 1;
    for (int m = 0; m < monitor_count_; ++m) {
        std::uint8_t& before = taps_[static_cast<std::size_t>((bank * dsp::kLanes + lane) * monitor_count_ + m)];
        const float length = taps[m] != before ? ramps_.swap : ramps_.gain;
        before = taps[m];
        for (const bool post : {false, true}) {
            const bool here = post == (static_cast<Tap>(taps[m]) == Tap::post_fader);
            feed(bank, m, post ? 1 : 0)
                .set(lane, here ? sound(left[m]) : 0, here ? sound(right[m]) : 0, length, at_once);
        }
    }
}

bool SoloFeeds::set_listening(int bank, int lane, const float* left, const float* right, bool at_once) {
    bool changed = false;
    for (int m = 0; m < monitor_count_; ++m)
        for (int key = 0; key < kKeyPoints; ++key) {
            const int n = m * kKeyPoints + key;
            heard_[static_cast<std::size_t>(bank)] = 1;
            listens_ |= left[n] != 0 || right[n] != 0;
            changed |= feed(bank, m, 2 + key).set(lane, sound(left[n]), sound(right[n]), ramps_.gain, at_once);
        }
    return changed;
}

Listened SoloFeeds::listened(int bank) const {
    Listened lanes;
    if (!listens_) return lanes;
    for (int m = 0; m < monitor_count_; ++m)
        for (int key = 0; key < kKeyPoints; ++key) lanes.at[key] |= feeds_[at(bank, m, 2 + key)].live();
    return lanes;
}

bool SoloFeeds::rest(int bank, int rows, const float* left, const float* right, const std::uint8_t* taps,
                     const float* listen_left, const float* listen_right) const {
    if (monitor_count_ == 0) return true;
    for (std::size_t feed = at(bank, 0, 0); feed < at(bank + 1, 0, 0); ++feed)
        if (feeds_[feed].live()) return false;
    const auto silent = [](const float* gains, int count) {
        std::uint32_t sounds = 0;  // all bits but the signs: a loop that stops early would not become vectors
        for (int i = 0; i < count; ++i) sounds |= std::bit_cast<std::uint32_t>(gains[i]) << 1;
        return sounds == 0;
    };
    const int solos = rows * monitor_count_, keys = solos * kKeyPoints;
    const std::uint8_t* before = &taps_[static_cast<std::size_t>(bank * dsp::kLanes * monitor_count_)];
    return std::equal(before, before + solos, taps) && silent(left, solos) && silent(right, solos) &&
           silent(listen_left, keys) && silent(listen_right, keys);
}

void SoloFeeds::begin() {
    for (StereoSum& sum : sums_) sum.clear();
}

void SoloFeeds::add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames) {
    std::uint8_t& heard = heard_[static_cast<std::size_t>(bank)];
    if (!heard) return;
    heard = 0;
    for (int m = 0; m < monitor_count_; ++m)
        for (int place = 0; place < kPlaces; ++place) {
            Feed& from = feed(bank, m, place);
            if (!from.live()) continue;
            heard = 1;
            const dsp::Block* x = place == 0   ? taps.at[static_cast<int>(Tap::pre_fader)]
                                  : place == 1 ? taps.at[static_cast<int>(Tap::post_fader)]
                                               : taps.keys[place - 2];
            if (!x) continue;
            from.add(kernels, *x, lanes, frames, sums_[static_cast<std::size_t>(m)]);
        }
}

void SoloFeeds::settle(int bank) {
    for (int m = 0; m < monitor_count_; ++m)
        for (int place = 0; place < kPlaces; ++place) feed(bank, m, place).settle();
}

bool SoloFeeds::add_up(const dsp::Kernels& kernels, int monitor, int frames, float* left, float* right) const {
    const StereoSum& sum = sums_[static_cast<std::size_t>(monitor)];
    if (sum.silent()) return false;
    float planar[dsp::kChunk];
    float* to[2] = {left, right};
    for (int side = 0; side < 2; ++side) {
        kernels.add_up(sum.side[side], frames, planar);
        for (int t = 0; t < frames; ++t) to[side][t] += planar[t];
    }
    return true;
}

}  // namespace tutti
