#include "engine/mix/talkback.hpp"

#include <algorithm>
#include <cstring>

namespace tutti {
namespace {

constexpr std::uint8_t kOneTap[64] = {};  // all sends of a microphone take it at the one place there is

}  // namespace

Talkbacks::Talkbacks(const Layout& layout, const Ramps& ramps)
    : ramps_(ramps),
      talkbacks_(static_cast<std::size_t>(layout.sizes().talkbacks)),
      sends_(1, layout.sizes().buses, ramps),
      sums_(static_cast<std::size_t>((layout.sizes().buses + dsp::kLanes - 1) / dsp::kLanes)) {
    for (Talkback& talk : talkbacks_) talk.to_monitor.resize(static_cast<std::size_t>(layout.sizes().monitors));
}

void Talkbacks::set(const dsp::Kernels& kernels, const Sockets& sockets, int number, const MixFrame& frame,
                    bool at_once) {
    Talkback& talk = talkbacks_[static_cast<std::size_t>(number)];
    const TalkbackFrame& wanted = frame.talkbacks[static_cast<std::size_t>(number)];
    const bool unheard = at_once || talk.gain.silent();
    talk.wanted = sockets.number(wanted.source);
    talk.wanted_gain = sound(wanted.gain);
    if (unheard) talk.source = talk.wanted;
    const float gain = talk.source == talk.wanted ? talk.wanted_gain : 0;
    at_once ? talk.gain.jump(gain) : talk.gain.move(gain, ramps_.gain);

    const auto row = static_cast<std::size_t>(number * frame.stride);
    sends_.set_row(kernels, 0, number, frame.talk_left.data() + row, frame.talk_right.data() + row, kOneTap, unheard);
    for (std::size_t m = 0; m < talk.to_monitor.size(); ++m) {
        const float to = sound(frame.talk_monitor[static_cast<std::size_t>(number) * talk.to_monitor.size() + m]);
        unheard ? talk.to_monitor[m].jump(to) : talk.to_monitor[m].move(to, ramps_.gain);
    }
}

void Talkbacks::settle() {
    for (Talkback& talk : talkbacks_) {
        if (talk.source == talk.wanted || talk.gain.moving()) continue;
        talk.source = talk.wanted;
        talk.gain.move(talk.wanted_gain, ramps_.gain);
    }
}

float Talkbacks::wait(float none) const {
    for (const Talkback& talk : talkbacks_)
        if (talk.source != talk.wanted) none = std::min(none, talk.gain.left);
    return none;
}

void Talkbacks::process(const dsp::Kernels& kernels, Sockets& sockets, int frames) {
    const bool before = heard_;
    heard_ = false;
    int lane = 0;
    for (Talkback& talk : talkbacks_) {
        const bool open = !talk.gain.silent();
        if (open) {
            kernels.play(sockets.signal(talk.source), nullptr, talk.gain, frames, talk.planar.data());
            if (talk.gain.moving()) talk.gain.advance(frames);
        } else {
            for (dsp::Glide& to : talk.to_monitor) to.jump(to.target);
            if (before) talk.planar.fill(0);
        }
        heard_ |= open;
        sockets.place_talkback(lane++, open ? talk.planar.data() : nullptr);
    }
    if (before && !heard_) sends_.settle(kernels, 0);
    if (!heard_) return;
    for (std::size_t t = 0; t < talkbacks_.size(); ++t)
        for (int i = 0; i < frames; ++i) block_.at[i][t] = talkbacks_[t].planar[static_cast<std::size_t>(i)];
    for (StereoSum& sum : sums_) sum.clear();
    const TapPoints taps{{&block_, &block_, &block_, &block_, &block_}};
    const auto lanes = static_cast<dsp::LaneBits>((1U << talkbacks_.size()) - 1);
    sends_.add(kernels, 0, lanes, taps, frames, sums_);
}

void Talkbacks::into_monitor(const dsp::Kernels& kernels, int monitor, int frames, float* left, float* right) {
    if (!heard_) return;
    for (Talkback& talk : talkbacks_) {
        dsp::Glide& to = talk.to_monitor[static_cast<std::size_t>(monitor)];
        if (to.silent()) continue;
        float sounding[dsp::kChunk];
        kernels.play(talk.planar.data(), nullptr, to, frames, sounding);
        for (int t = 0; t < frames; ++t) left[t] += sounding[t], right[t] += sounding[t];
        if (to.moving()) to.advance(frames);
    }
}

}  // namespace tutti
