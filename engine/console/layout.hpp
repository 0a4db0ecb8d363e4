#pragma once
// How big this desk is, and where each parameter lives. A Slot is the number of one parameter of one strip; a strip's
// slots lie together, so that resolving it reads one stretch of memory. Made once at start, constant afterwards.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/rows.hpp"

namespace tutti {

using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = 0xffffffff;

struct Sizes {
    int inputs = 32;   // sockets of the device that the desk may patch
    int outputs = 16;  // the same
    int channels = 32;
    int buses = 16;
    int matrices = 6;
    int dcas = 8;
    int mutegroups = 6;
    int fx = 4;  // effects
    int monitors = 2;
    int talkbacks = 2;
    int delays = 256;  // half seconds of one signal: memory for delays (delay_pool.hpp)

    // The first size that is out of range, as a sentence; nothing when all fit.
    std::optional<std::string> complaint() const;
    // The largest desk there can be: it has every address that any desk has.
    static Sizes largest();
};

// How small and how large a desk may be.
struct SizeLimit {
    std::string_view name;  // as in the configuration
    int Sizes::*size;
    int least, most;
};
inline constexpr SizeLimit kSizeLimits[] = {
    {"inputs", &Sizes::inputs, 0, 1024},       {"outputs", &Sizes::outputs, 0, 1024},
    {"channels", &Sizes::channels, 1, 1024},   {"buses", &Sizes::buses, 0, 64},
    {"matrices", &Sizes::matrices, 0, 16},     {"dcas", &Sizes::dcas, 0, 32},
    {"mutegroups", &Sizes::mutegroups, 0, 32}, {"fx", &Sizes::fx, 0, 16},
    {"monitors", &Sizes::monitors, 1, 8},      {"talkbacks", &Sizes::talkbacks, 0, 8},
    {"delays", &Sizes::delays, 0, 8192}};

// Numbers of presets: those that come with the desk, and behind them the studio's own.
inline constexpr int kLibraryPresets = 100;
inline constexpr int kPresets = 300;
// How many people, connections and scenes have numbers. A scene's number is never given again.
inline constexpr int kUsers = 64;
inline constexpr int kClients = 1024;
inline constexpr int kScenes = 2000;

// A parameter in words: strip and index count from 0 (from 1 on the wire). index is -1 where the row has none.
struct Place {
    Family family = Family::session;
    std::uint16_t row = 0;
    int strip = 0;
    int index = -1;

    template <Family F>
    bool is(RowOf<F> r) const {
        return family == F && row == r.row;
    }
    const Row& info() const { return tutti::info(family).rows[row]; }
};

class Layout {
public:
    explicit Layout(const Sizes& sizes);

    const Sizes& sizes() const { return sizes_; }
    Slot slot_count() const { return slot_count_; }
    int strips(Family family) const { return families_[static_cast<std::size_t>(family)].strips; }
    int count(Index index) const;       // of what a placeholder counts; bands are the row's own
    int indices(const Row& row) const;  // slots of one row in one strip; 1 where it has no placeholder

    template <Family F>
    Slot slot(RowOf<F> row, int strip = 0, int index = 0) const {
        const FamilyPlan& f = families_[static_cast<std::size_t>(F)];
        return f.first + static_cast<Slot>(strip) * f.stride + f.offsets[row.row] + static_cast<Slot>(index);
    }
    Slot slot(const Place& place) const;
    Place place(Slot slot) const;
    const Row& row(Slot slot) const { return place(slot).info(); }

private:
    struct FamilyPlan {
        Slot first = 0, stride = 0;
        int strips = 0;
        std::vector<Slot> offsets;  // one for each row, ascending
    };
    Sizes sizes_;
    std::array<FamilyPlan, kFamilies> families_;
    Slot slot_count_ = 0;
};

}  // namespace tutti
