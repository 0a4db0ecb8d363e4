#include "server/x32/fx_pars.hpp"
#include "server/x32/meanings.hpp"

namespace tutti::x32 {
namespace {

constexpr bool all_are_effects() {
    for (const FxPar& par : kFxPars)
        if (desk_row(Family::fx, "", par.desk) < 0) return false;
    return true;
}
static_assert(all_are_effects());

bool counts(const FxPar& par, const Spot& spot) {
    return spot.leaf.item + 1 >= par.number && spot.leaf.item + 1 < par.number + par.count;
}
Slot slot_of(const FxPar& par, const Spot& spot) {
    return spot.slot(par.desk, spot.leaf.item + 1 - par.number);
}
// What it is of the type that stands there now; nullptr: nothing.
const FxPar* now(const Spot& spot) {
    const auto type = static_cast<FxType>(static_cast<std::int32_t>(spot.console.number("type"_fx, spot.strip)));
    for (const FxPar& par : kFxPars)
        if (par.type == type && counts(par, spot)) return &par;
    return nullptr;
}

void par_slots(const Spot& spot, std::vector<Slot>& out) {
    const Slot type = spot.slot("type");
    if (type == kNoSlot) return;
    for (const FxPar& par : kFxPars)
        if (counts(par, spot)) out.push_back(slot_of(par, spot));
    if (!out.empty()) out.push_back(type);
}
const Grid* par_grid(const Spot& spot) {
    const FxPar* par = now(spot);
    return par ? &par->grid : nullptr;
}
Setting read_par(const Spot& spot) {
    const FxPar& par = *now(spot);
    return {nearest(par.grid, static_cast<double>(spot.console.number(slot_of(par, spot))) / par.scale)};
}
bool write_par(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const FxPar& par = *now(spot);
    out.push_back({slot_of(par, spot), static_cast<float>(unit(par.grid, wanted.step) * par.scale)});
    return true;
}

}  // namespace

const Meaning kFxPar{par_slots, read_par, write_par, "by the type that stands there, see below", par_grid};

}  // namespace tutti::x32
