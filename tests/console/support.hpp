#pragma once
// Desks of several shapes, and changes at random, for the tests of the console.
#include <random>
#include <string>
#include <vector>

#include "engine/console/console.hpp"

namespace tutti::test {

inline Sizes sizes(int channels, int buses, int dcas = 2, int mutegroups = 2, int monitors = 2, int inputs = 4,
                   int outputs = 6) {
    Sizes s;
    s.channels = channels, s.buses = buses, s.dcas = dcas, s.mutegroups = mutegroups, s.monitors = monitors;
    s.inputs = inputs, s.outputs = outputs;
    return s;
}

// The smallest desk, odd ones, the usual one, and one with the most of everything but channels.
inline std::vector<Sizes> layouts() {
    return {sizes(1, 0, 0, 0, 1, 0, 0), sizes(1, 1, 1, 1, 1, 1, 1), sizes(33, 17), Sizes{},
            sizes(65, 64, 32, 32, 8, 70, 70)};
}

inline std::string shape(const Sizes& s) {
    return std::to_string(s.channels) + "x" + std::to_string(s.buses);
}

class Dice {
public:
    explicit Dice(unsigned seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    float between(float low, float high) {
        return low + (high - low) * static_cast<float>(engine_() >> 8) / 16777216.0F;
    }
    bool once_in(int n) { return below(n) == 0; }

private:
    std::mt19937 engine_;
};

// A slot that is a setting with a sound, and a value it may have.
inline Change random_change(const Layout& layout, Dice& dice) {
    for (;;) {
        const auto slot = static_cast<Slot>(dice.below(static_cast<int>(layout.slot_count())));
        const Row& row = layout.row(slot);
        if (row.kind != Kind::setting || row.type == Type::text) continue;
        if (row.type == Type::route) return {slot, {static_cast<float>(dice.below(route_count(layout, row.routes)))}};
        return {slot, {dice.once_in(8) ? row.min : dice.between(row.min, row.max)}};
    }
}

inline Change set(Slot slot, float number) {
    return {slot, {number}};
}

}  // namespace tutti::test
