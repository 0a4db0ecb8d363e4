#pragma once
// The words of the mapping between the X32's leaves and the desk: what window a client sees the desk through, a place
// of the desk that a leaf stands for, and what a leaf means there. Meanings read the console and name what is to be
// set; nothing here writes. State thread only.
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "protocol/x32/grid.hpp"

namespace tutti::x32 {

inline constexpr int kChannels = 40, kBuses = 16;  // of a window

// The part of a desk that an X32 client sees: 40 channels (the last eight as aux inputs), 16 buses, one monitor. What
// the desk does not have answers with defaults.
struct Window {
    int first_channel = 1, first_bus = 1;
    int monitor = 1;  // solos and listening level
    int user = 0;     // whose selection it shows; 0: one of its own
    std::string name = "Tutti";
};

// One thing to be set on the desk, in the words of the door. A text is borrowed from the setting it was made of.
struct Set {
    Slot slot;
    Argument value;
};

struct Leaf;

// Where on the desk a leaf stands, seen through a window: made for each question.
struct Spot {
    const Console& console;
    const Window& window;
    const Leaf& leaf;
    int strip;  // of the leaf's family, from 0; the desk may have fewer

    const Layout& layout() const { return console.layout(); }
    int bus(int item) const { return window.first_bus - 1 + item; }
    // The row called `path` (below the branch's prefix) of this strip; kNoSlot where the desk has none.
    Slot slot(std::string_view path, int index = 0) const;
    // The leaf's own: of a send the one to the leaf's bus, of a band its band.
    Slot slot() const;
};

// What a leaf means on the desk: which slots it is made of, how it reads, and what is to be set for a setting. The note
// is for the reference: what besides its row a reader must know.
struct Meaning {
    void (*slots)(const Spot&, std::vector<Slot>&);
    Setting (*read)(const Spot&);
    // false: this desk has nothing of that kind, and nothing is set.
    bool (*write)(const Spot&, const Setting&, std::vector<Set>&);
    std::string_view note = {};
    // Where the leaf's unit depends on what stands there: its grid now, with the row's number of steps; nullptr: at
    // present the desk has nothing there, and the other two are not asked.
    const Grid* (*grid)(const Spot&) = nullptr;
};

}  // namespace tutti::x32
