#pragma once
// The desk as an X32 client sees it through one window: every leaf reads, every leaf takes settings. What the desk has
// is read from it and comes back as things to set, which the caller hands to the door; what it has not is a constant
// until a client writes it, and is then kept here, in bounded memory. State thread only; nothing here writes the desk.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/x32/addresses.hpp"

namespace tutti::x32 {

class Tree {
public:
    // The console outlives it.
    Tree(Window window, const Console& console);

    const Window& window() const { return window_; }
    // Another person or monitor; what clients have written stays. Which leaves read otherwise now.
    std::vector<std::uint32_t> look_through(Window window);
    static const Leaf* find(std::string_view address) { return Addresses::all().leaf(address); }
    static std::span<const Leaf> leaves() { return Addresses::all().leaves(); }

    // What it is set to now, as on the X32's grid; Argument on_wire(leaf.grid(), …) is what a message carries.
    Setting get(const Leaf& leaf) const;

    enum class Outcome : std::uint8_t {
        nothing,  // it stands there already, as far as that grid can say; or it cannot be set, or not to this
        kept,     // the desk has no such thing: it is kept here, and others are to be told
        desk      // `out` has what is to be set
    };
    // Texts in `out` are borrowed from `wanted`.
    Outcome set(const Leaf& leaf, const Setting& wanted, std::vector<Set>& out);
    // Constants that the caller knows better (names of scenes, states). True where it was another.
    bool keep(const Leaf& leaf, Setting setting);

    // The leaves that show a slot of the desk.
    struct Shown {
        Slot slot;
        std::uint32_t leaf;  // of leaves()
    };
    std::span<const Shown> leaves_of(Slot slot) const;
    // And what a leaf is made of there, behind what is in `out`; nothing of what is kept.
    void append_slots(const Leaf& leaf, std::vector<Slot>& out) const;
    // Whether it is read from the desk now, not kept.
    bool on_desk(const Leaf& leaf) const;

    // "/ch/01/eq/1 PEQ 124.7 +0.00 2.0\n" of a node or a single leaf. False: no such path.
    bool append_line(std::string& out, std::string_view path) const;
    struct Wanted {
        const Leaf* leaf;
        Setting setting;
        bool insists = false;  // what moves before it in the line would move it along
        bool stands = false;   // already, as far as text can say
    };
    // What a line of that kind says, without the words that say nothing; and what it asks for: not what stands there,
    // unless it insists.
    std::vector<Wanted> said(std::string_view line) const;
    std::vector<Wanted> wanted(std::string_view line) const;
    Outcome set(const Wanted& wanted, std::vector<Set>& out);

private:
    Spot spot(const Leaf& leaf) const;
    const Grid& grid_now(const Leaf& leaf) const;  // its steps are those of leaf.grid(), its unit may be another
    void append_node(std::string& out, const Node& node) const;
    void find_slots();

    Window window_;
    const Console& console_;
    std::vector<bool> on_desk_;
    std::vector<Shown> shown_;                         // by slot
    std::unordered_map<std::uint32_t, Setting> kept_;  // by leaf
};

}  // namespace tutti::x32
