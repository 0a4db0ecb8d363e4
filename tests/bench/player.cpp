#include "tests/bench/player.hpp"

#include <algorithm>

#include "tests/bench/measure_cost.hpp"

namespace tutti::bench {
namespace {

// The programs that it is set beside play what was made ahead. Making inputs takes longer than mixing them, and leaves
// the caches and the wide vectors cold: they are made for so many blocks at a time, and the first of them is not
// counted.
constexpr int kHeld = 16;

}  // namespace

Player::Player(int channels, RowKind kind, const dsp::Kernels& kernels, int workers)
    : kind_(kind),
      layout_(desk_of(channels)),
      mix_(layout_, kRate),
      engine_(layout_, kRate, kernels, goes_straight(kind) ? Ramps::lines(kFrames) : Ramps::at(kRate), workers),
      inputs_(static_cast<std::size_t>(channels), std::vector<float>(kFrames)),
      outputs_(kOutputs, std::vector<float>(kFrames)) {
    for (int c = 0; c < channels; ++c) programmes_.emplace_back(c);
    for (auto& x : inputs_) in_.push_back(x.data());
    for (auto& x : outputs_) out_.push_back(x.data());
    write_start(mix_, kind);
    std::fill(mix_.stamps.begin(), mix_.stamps.end(), ++revision_);
    std::fill(mix_.processor_stamps.begin(), mix_.processor_stamps.end(), revision_);
    post();
}

void Player::listen() {
    for (std::size_t c = 0; c < programmes_.size(); ++c) programmes_[c].fill(inputs_[c]);
}

Moved Player::move(int block) {
    const Moved moved = write_moves(mix_, kind_, block);
    if (moved.last == 0) return moved;
    ++revision_;
    for (int c = moved.first; c < moved.last; c += moved.step)
        mix_.stamps[static_cast<std::size_t>(mix_.channel_strip(c))] = revision_;
    post();
    return moved;
}

std::vector<double> Player::costs(int blocks) {
    const double clock = clock_ns();
    std::vector<double> each;
    for (int block = 0; block < blocks; ++block) {
        const bool fresh = block % kHeld == 0;
        if (fresh) listen();
        move(block);
        const double begin = cpu_ns();
        process();
        const double cost = cpu_ns() - begin - clock;
        if (!fresh) each.push_back(cost);
    }
    return each;
}

// The buffer that comes back is caught up by its own stamps.
void Player::post() {
    MixFrame& frame = engine_.mixes().back();
    if (frame.stamps.back() != mix_.stamps.back()) frame = mix_;  // never written before
    for (std::size_t c = 0; c < frame.channels.size(); ++c) {
        if (frame.stamps[c] == mix_.stamps[c]) continue;
        frame.stamps[c] = mix_.stamps[c];
        frame.channels[c].input_gain = mix_.channels[c].input_gain;  // only gains are moved
        frame.channels[c].fader_gain = mix_.channels[c].fader_gain;
        frame.main_left[c] = mix_.main_left[c];
        frame.main_right[c] = mix_.main_right[c];
        const auto row = static_cast<std::ptrdiff_t>(c) * mix_.stride;
        std::copy_n(mix_.send_left.begin() + row, mix_.stride, frame.send_left.begin() + row);
        std::copy_n(mix_.send_right.begin() + row, mix_.stride, frame.send_right.begin() + row);
    }
    engine_.mixes().publish();
}

}  // namespace tutti::bench
