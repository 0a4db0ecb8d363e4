#pragma once
// A desk seen through an X32 window, for the tests of the tree: settings go to the console as the door would take them.
#include <gtest/gtest.h>

#include "protocol/x32/text.hpp"
#include "server/x32/scene_changes.hpp"

namespace tutti::test {

struct Seen {
    explicit Seen(const Sizes& sizes, const x32::Window& window = {}) : console(sizes), tree(window, console) {}

    const x32::Leaf& leaf(std::string_view address) {
        const x32::Leaf* found = x32::Tree::find(address);
        if (!found) throw std::runtime_error("no leaf " + std::string(address));
        return *found;
    }
    x32::Setting get(std::string_view address) { return tree.get(leaf(address)); }

    x32::Tree::Outcome set(const x32::Leaf& leaf, const x32::Setting& wanted) {
        std::vector<x32::Set> sets;
        const auto outcome = tree.set(leaf, wanted, sets);
        EXPECT_EQ(outcome == x32::Tree::Outcome::desk, !sets.empty()) << leaf.address;
        take(sets);
        return outcome;
    }
    void take(const std::vector<x32::Set>& sets) {
        std::vector<Change> changes;
        for (const x32::Set& one : sets) {
            const auto value = accept(console.layout(), console.layout().row(one.slot), one.value);
            if (const auto* refusal = std::get_if<Refusal>(&value))
                ADD_FAILURE() << address_of(console.layout(), one.slot) << ": " << refusal->reason;
            else
                changes.push_back({one.slot, std::get<Value>(value)});
        }
        if (!changes.empty()) console.apply(changes, 1);
    }
    x32::Tree::Outcome set(std::string_view address, const Argument& argument) {
        const x32::Leaf& at = leaf(address);
        const auto wanted = x32::from_wire(at.grid(), argument);
        return wanted ? set(at, *wanted) : x32::Tree::Outcome::nothing;
    }
    void take_line(std::string_view line) {
        std::vector<x32::Set> sets;  // as one list
        const auto all = tree.wanted(line);
        for (const auto& wanted : all) tree.set(wanted, sets);
        take(sets);
    }
    // A scene file as it is brought.
    void take_scene(std::string_view text) {
        for (const auto which : {x32::SceneChanges::Of::all_but_parameters, x32::SceneChanges::Of::parameters}) {
            const x32::SceneChanges all(tree, console, text, which);
            std::vector<Change> changes(all.moves().begin(), all.moves().end());
            changes.insert(changes.end(), all.stays().begin(), all.stays().end());
            if (!changes.empty()) console.apply(changes, 1);
        }
    }
    std::string line(std::string_view path) {
        std::string out;
        tree.append_line(out, path);
        return out;
    }

    std::vector<Slot> slots(const x32::Leaf& leaf) {
        std::vector<Slot> out;
        for (Slot slot = 0; slot < console.layout().slot_count(); ++slot)
            for (const auto& shown : tree.leaves_of(slot))
                if (shown.leaf == leaf.number) out.push_back(slot);
        return out;
    }

    // The desk's own words.
    Slot slot(std::string_view address) {
        const auto place = console.tree().find(address);
        if (!place) throw std::runtime_error("the desk has no " + std::string(address));
        return console.layout().slot(*place);
    }
    float number(std::string_view address) { return console.number(slot(address)); }
    void desk(std::string_view address, const Argument& argument) {
        const Slot at = slot(address);
        const auto value = accept(console.layout(), console.layout().row(at), argument);
        if (!std::holds_alternative<Value>(value)) throw std::runtime_error("refused: " + std::string(address));
        const Change change{at, std::get<Value>(value)};
        console.apply({&change, 1}, 2);
    }

    Console console;
    x32::Tree tree;
};

inline Sizes large() {
    Sizes sizes;
    sizes.channels = 72, sizes.buses = 24, sizes.inputs = 72, sizes.outputs = 24, sizes.fx = 8;
    return sizes;
}

}  // namespace tutti::test
