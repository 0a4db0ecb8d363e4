// Text of X32 clients and scene files: whatever it says, only steps of grids come of it, the same line again asks for
// nothing more, and every line that is printed reads as what prints the same.
#include <string>

#include "protocol/x32/text.hpp"
#include "server/x32/scene_lines.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti;

Sizes small() {
    Sizes sizes;
    sizes.inputs = 4, sizes.outputs = 4, sizes.channels = 3, sizes.buses = 3, sizes.matrices = 1, sizes.fx = 2;
    return sizes;
}

void take(Console& console, x32::Tree& tree, std::string_view line) {
    std::vector<x32::Set> sets;
    const auto all = tree.wanted(line);
    fuzz::require(all.size() <= 256, "a line asks for no more than its node has");
    for (const auto& wanted : all) {
        fuzz::require(wanted.setting.step >= 0 && wanted.setting.step <= x32::last_step(wanted.leaf->grid()),
                      "only steps of the grid are asked for");
        tree.set(wanted, sets);
    }
    std::vector<Change> changes;
    for (const auto& one : sets) {
        const auto value = accept(console.layout(), console.layout().row(one.slot), one.value);
        if (const auto* accepted = std::get_if<Value>(&value)) changes.push_back({one.slot, *accepted});
    }
    if (!changes.empty()) console.apply(changes, 1);
}

// One desk for all inputs, since it takes long to make, but each input finds it as it was made: one that fails does so
// alone too.
struct Desk {
    Console console{small()};
    const x32::Tree tree{{}, console};
    std::vector<float> numbers;  // by slot, of all but texts
    Revision began = console.revision();

    Desk() {
        for (Slot slot = 0; slot < console.layout().slot_count(); ++slot) numbers.push_back(console.number(slot));
    }
    void reset() {
        const ChangeList& list = console.changes();
        std::vector<Change> back;
        for (Slot slot = list.newest(ChangeList::Of::settings); slot != kNoSlot && list.revision(slot) > began;
             slot = list.older(slot))
            back.push_back(console.layout().row(slot).type == Type::text
                               ? Change{slot, {0, console.initial_text(console.layout().place(slot))}}
                               : Change{slot, {numbers[slot]}});
        if (!back.empty()) began = console.put_back(back, 1);
        for (const Change& change : back)
            fuzz::require(console.layout().row(change.slot).type == Type::text
                              ? console.text(change.slot) == change.value.text
                              : console.number(change.slot) == change.value.number,
                          "the desk is as it was made");
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Desk desk;
    desk.reset();
    x32::Tree tree(desk.tree);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    x32::is_scene_head(text);
    x32::each_scene_line(text, [&](std::string_view line) {
        take(desk.console, tree, line);
        const auto path = x32::split(line, 1);
        std::string printed, again;
        if (path.empty() || !tree.append_line(printed, path[0])) return;
        fuzz::require(printed.ends_with('\n') && printed.find('\n') == printed.size() - 1, "a line is one line");
        fuzz::require(tree.wanted(printed).empty(), "what is printed asks for nothing");
        tree.append_line(again, path[0]);
        fuzz::require(again == printed, "and prints as the same");
    });
    return 0;
}
