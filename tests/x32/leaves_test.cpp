// Every leaf of the X32's table against desks of several sizes: what is asked of one leaf is asked of all.
#include <gmock/gmock.h>

#include <random>
#include <set>

#include "server/x32/meanings.hpp"
#include "tests/console/support.hpp"
#include "tests/x32/seen.hpp"

namespace tutti {
namespace {

using test::Seen;
using x32::Kind;
using x32::Leaf;
using x32::Setting;
using x32::Tree;
using Outcome = Tree::Outcome;

std::vector<Sizes> desks() {
    return {Sizes{}, test::large(), test::sizes(1, 0, 0, 0, 1, 0, 0)};
}

// Steps all over the grid, both ends among them.
std::vector<Setting> points(const x32::Grid& grid) {
    if (grid.kind == Kind::text) return {{0, "Anna"}, {0, ""}, {0, "B'"}};
    const std::int32_t last = x32::last_step(grid);
    std::set<std::int32_t> steps = {0, 1, last / 3, last / 2, last - 1, last};
    if (grid.kind == Kind::words)
        for (std::int32_t step = 0; step <= last; ++step) steps.insert(step);
    std::vector<Setting> out;
    for (const std::int32_t step : steps)
        if (step >= 0 && step <= last) out.push_back({step});
    return out;
}

// Of these several steps are one to the desk, or some are nothing to it.
bool coarser_here(const Leaf& leaf) {
    const auto* meaning = leaf.row->meaning;
    for (const auto* other :
         {&x32::kChoice, &x32::kMembers, &x32::kKeyFilter, &x32::kSendTap, &x32::kOscillatorTo, &x32::kInput,
          &x32::kKey, &x32::kInsert, &x32::kFxSource, &x32::kOutputSource, &x32::kSelection})
        if (meaning == other) return true;
    return false;
}

// The desk's range ends below: it stands at its end then.
bool ends_before(Seen& seen, const Leaf& leaf, const Setting& wanted) {
    const auto slots =
        leaf.row->meaning == &x32::kNumber && seen.tree.on_desk(leaf) ? seen.slots(leaf) : std::vector<Slot>{};
    if (slots.size() != 1) return false;
    const Row& row = seen.console.layout().row(slots[0]);
    return x32::unit(leaf.grid(), wanted.step) * leaf.row->scale > row.max && seen.console.number(slots[0]) == row.max;
}

TEST(X32Leaves, EachTakesItsGridAndReadsItBack) {
    for (const Sizes& sizes : desks()) {
        Seen seen(sizes, {.user = 1});
        for (const Leaf& leaf : Tree::leaves()) {
            std::set<std::int32_t> reached;
            for (const Setting& wanted : points(leaf.grid())) {
                const Setting before = seen.tree.get(leaf);
                const auto read = x32::from_wire(leaf.grid(), x32::on_wire(leaf.grid(), wanted));
                ASSERT_TRUE(read && *read == wanted) << leaf.address;
                const Outcome outcome = seen.set(leaf, wanted);
                const Setting after = seen.tree.get(leaf);
                reached.insert(after.step);
                if (leaf.row->fixed || before == wanted || outcome == Outcome::nothing) {
                    EXPECT_EQ(after, before) << leaf.address;
                    EXPECT_EQ(outcome, Outcome::nothing) << leaf.address;
                    EXPECT_TRUE(leaf.row->fixed || before == wanted || (seen.tree.on_desk(leaf) && coarser_here(leaf)))
                        << leaf.address << ' ' << wanted.step;
                    continue;
                }
                EXPECT_EQ(outcome, seen.tree.on_desk(leaf) ? Outcome::desk : Outcome::kept) << leaf.address;
                EXPECT_TRUE(after == wanted || coarser_here(leaf) || ends_before(seen, leaf, wanted)) << leaf.address;
                EXPECT_EQ(seen.set(leaf, seen.tree.get(leaf)), Outcome::nothing) << leaf.address;
            }
            const bool text = leaf.grid().kind == Kind::text || leaf.row->fixed;
            const bool only_one = seen.tree.on_desk(leaf) && coarser_here(leaf);
            EXPECT_TRUE(text || only_one || reached.size() > 1) << leaf.address;
        }
    }
}

// What the desk's number is for a step, from the desk's side: the unit's number in the desk's unit.
TEST(X32Leaves, NumbersOfTheDeskMoveToTheUnitsNumber) {
    Seen seen(test::large());
    std::size_t looked = 0;
    for (const Leaf& leaf : Tree::leaves()) {
        if (leaf.row->meaning != &x32::kNumber || !seen.tree.on_desk(leaf)) continue;
        for (const Setting& wanted : points(leaf.grid())) {
            std::vector<x32::Set> sets;
            if (seen.tree.set(leaf, wanted, sets) != Outcome::desk) continue;
            ASSERT_EQ(sets.size(), 1U) << leaf.address;
            const Row& row = seen.console.layout().row(sets[0].slot);
            seen.set(leaf, wanted);
            const double expected = x32::unit(leaf.grid(), wanted.step) * leaf.row->scale;
            EXPECT_NEAR(seen.console.number(sets[0].slot), std::clamp<double>(expected, row.min, row.max),
                        std::abs(expected) * 1e-6 + 1e-6)
                << leaf.address;
            ++looked;
        }
    }
    EXPECT_GT(looked, 5000U);
}

// Effects have other parameters with each type: those of the desk move it, in its own range, and print in their unit.
TEST(X32Leaves, ParametersOfEffectsAreThoseOfTheType) {
    Seen seen(test::large());
    std::size_t looked = 0;
    for (std::int32_t type = 0; type < kFxTypes; ++type) {
        seen.desk("/fx/2/type", type);
        for (const Leaf& leaf : Tree::leaves()) {
            if (!leaf.address.starts_with("/fx/2/par/")) continue;
            for (const std::int32_t step : {0, 250, 500, 1000}) {
                const Outcome outcome = seen.set(leaf, {step});
                if (!seen.tree.on_desk(leaf)) {
                    EXPECT_EQ(seen.tree.get(leaf).step, step) << leaf.address;
                    continue;
                }
                looked += outcome == Outcome::desk ? 1 : 0;
                EXPECT_EQ(seen.set(leaf, seen.tree.get(leaf)), Outcome::nothing) << leaf.address;
                const std::string line = seen.line(leaf.address);
                seen.take_line(line);
                EXPECT_EQ(seen.line(leaf.address), line);
            }
        }
    }
    EXPECT_GT(looked, 150U);
    EXPECT_EQ(seen.set("/fx/2/type", std::string_view("HALL")), Outcome::desk);
    seen.take_line("fx/2/par 25 2.50");
    EXPECT_NEAR(seen.number("/fx/2/hall/predelay"), 25, 0.11);
    EXPECT_NEAR(seen.number("/fx/2/hall/decay"), 2.5, 0.01);
    seen.set("/fx/2/par/08", 0.5F);
    EXPECT_NEAR(seen.number("/fx/2/hall/high_cut"), 2000, 1);
    seen.set("/fx/2/type", std::string_view("GEQ"));
    seen.set("/fx/2/par/31", 0.7F);
    EXPECT_NEAR(seen.number("/fx/2/graphic/band/31/gain"), 6, 0.02);
}

// Whatever anybody sets on the desk, the leaves that now read otherwise are those of the slots that changed.
TEST(X32Leaves, EveryChangeOfTheDeskIsShownByItsSlots) {
    for (const Sizes& sizes : {Sizes{}, test::large()}) {
        Seen seen(sizes, {.user = 1});
        test::Dice dice(7);
        const auto all = [&] {
            std::vector<Setting> settings;
            for (const Leaf& leaf : Tree::leaves()) settings.push_back(seen.tree.get(leaf));
            return settings;
        };
        std::vector<Setting> before = all();
        for (int turn = 0; turn < 40; ++turn) {
            const Revision since = seen.console.revision();
            std::vector<Change> changes;
            for (int i = 0; i < 25; ++i) changes.push_back(test::random_change(seen.console.layout(), dice));
            seen.console.apply(changes, 1);
            std::set<std::uint32_t> shown;
            const ChangeList& list = seen.console.changes();
            for (Slot slot = list.newest(ChangeList::Of::settings); slot != kNoSlot && list.revision(slot) > since;
                 slot = list.older(slot))
                for (const auto& one : seen.tree.leaves_of(slot)) shown.insert(one.leaf);
            const std::vector<Setting> now = all();
            for (std::uint32_t n = 0; n < now.size(); ++n)
                EXPECT_TRUE(now[n] == before[n] || shown.contains(n)) << Tree::leaves()[n].address;
            before = now;
        }
    }
}

// A client that writes back what it read, as messages or as text, moves nothing, whatever lies between two steps.
TEST(X32Leaves, WritingBackWhatWasReadChangesNothing) {
    for (const Sizes& sizes : {Sizes{}, test::large()}) {
        Seen seen(sizes, {.user = 1});
        test::Dice dice(11);
        for (int i = 0; i < 20000; ++i) {
            const Change change = test::random_change(seen.console.layout(), dice);
            seen.console.apply({&change, 1}, 1);
        }
        seen.desk("/channel/1/name", std::string_view("A name of many \"letters\""));
        seen.desk("/channel/2/color", std::string_view("#123456"));
        seen.desk("/channel/3/icon", std::string_view("theremin"));
        for (const Leaf& leaf : Tree::leaves()) {
            const Setting setting = seen.tree.get(leaf);
            const Argument argument = x32::on_wire(leaf.grid(), setting);
            std::vector<x32::Set> sets;
            const auto wanted = x32::from_wire(leaf.grid(), argument);
            ASSERT_TRUE(wanted) << leaf.address;
            EXPECT_EQ(seen.tree.set(leaf, *wanted, sets), Outcome::nothing) << leaf.address;
            EXPECT_TRUE(seen.tree.wanted(seen.line(leaf.address)).empty()) << leaf.address;
        }
        for (const x32::Node& node : x32::Addresses::all().nodes())
            EXPECT_TRUE(seen.tree.wanted(seen.line(node.path)).empty()) << node.path;
    }
}

TEST(X32Leaves, AddressesAreUnique) {
    std::set<std::string_view> addresses;
    for (const Leaf& leaf : Tree::leaves()) {
        EXPECT_TRUE(addresses.insert(leaf.address).second) << leaf.address;
        EXPECT_EQ(Tree::find(leaf.address), &leaf);
        EXPECT_EQ(x32::Addresses::all().node(leaf.address), nullptr) << leaf.address;
    }
}

}  // namespace
}  // namespace tutti
