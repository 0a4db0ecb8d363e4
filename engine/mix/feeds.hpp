#pragma once
// What feeds main and the monitors' solo buses: few destinations, many rows. Sums are kept lane by lane while the banks
// pass, and the lanes are added up once at the end. Audio thread only.
#include <cstdint>
#include <vector>

#include "engine/mix/bus_bank.hpp"

namespace tutti {

// Sixteen rows into the two sides of one destination.
class Feed {
public:
    explicit Feed(const Ramps& ramps) { gain_[0].straight = gain_[1].straight = ramps.straight; }
    // False if all is as it was.
    bool set(int lane, float left, float right, float length, bool at_once);
    // The same for many, in motion.
    void move(const dsp::Kernels& kernels, const dsp::Lanes& left, const dsp::Lanes& right, dsp::LaneBits lanes,
              float length);
    void add(const dsp::Kernels& kernels, const dsp::Block& x, dsp::LaneBits lanes, int frames, StereoSum& sum);
    void settle();
    dsp::LaneBits live() const { return live_[0] | live_[1]; }

private:
    void look(int side, int lane);

    dsp::GlideLanes gain_[2];
    dsp::LaneBits live_[2] = {};  // a gain, or one that fades out
};

// The solo buses: a feed for each bank of rows, monitor and place to take it from: before or behind the fader, or the
// key of a processor.
class SoloFeeds {
public:
    SoloFeeds(int row_banks, int monitor_count, const Ramps& ramps);

    // One row's gains into all monitors and their taps: arrays of monitor_count.
    void set_row(int bank, int lane, const float* left, const float* right, const std::uint8_t* taps, bool at_once);
    // What monitors hear of the keys of one row: arrays of monitor_count times kKeyPoints.
    // True if listened() may have changed.
    bool set_listening(int bank, int lane, const float* left, const float* right, bool at_once);
    Listened listened(int bank) const;
    // Somebody has listened to a key.
    bool listens() const { return listens_; }
    // Whether the first `rows` of this bank are silent and, by what set_row and set_listening take, stay so.
    bool rest(int bank, int rows, const float* left, const float* right, const std::uint8_t* taps,
              const float* listen_left, const float* listen_right) const;
    void begin();  // sums are silent from here
    void add(const dsp::Kernels& kernels, int bank, dsp::LaneBits lanes, const TapPoints& taps, int frames);
    void settle(int bank);

    bool silent(int monitor) const { return sums_[static_cast<std::size_t>(monitor)].silent(); }
    // Adds one monitor's sum to two planar signals; false if it hears nothing.
    bool add_up(const dsp::Kernels& kernels, int monitor, int frames, float* left, float* right) const;

private:
    static constexpr int kPlaces = 2 + kKeyPoints;  // pre_fader, post_fader, keys
    std::size_t at(int bank, int monitor, int place) const {
        return static_cast<std::size_t>((bank * monitor_count_ + monitor) * kPlaces + place);
    }
    Feed& feed(int bank, int monitor, int place) { return feeds_[at(bank, monitor, place)]; }

    int monitor_count_;
    Ramps ramps_;
    std::vector<Feed> feeds_;
    std::vector<std::uint8_t> taps_;
    std::vector<StereoSum> sums_;
    std::vector<std::uint8_t> heard_;  // for each bank, whether a feed may be live
    bool listens_ = false;
};

}  // namespace tutti
