#include <cmath>

#include "server/x32/meanings.hpp"

namespace tutti::x32 {
namespace {

// ---- gates: EXP2 EXP3 EXP4 GATE DUCK ----

void gate_slots(const Spot& spot, std::vector<Slot>& out) {
    own_slot(spot, out);
    add(out, spot.slot("gate/ratio"));
}
Setting read_gate(const Spot& spot) {
    switch (static_cast<GateMode>(static_cast<int>(spot.console.number(spot.slot())))) {
        case GateMode::gate: return {3};
        case GateMode::ducker: return {4};
        case GateMode::expander: break;
    }
    const float ratio = spot.console.number(spot.slot("gate/ratio"));
    return {ratio < 2.5F ? 0 : ratio < 3.5F ? 1 : 2};
}
bool write_gate(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const GateMode mode = wanted.step < 3 ? GateMode::expander : wanted.step == 3 ? GateMode::gate : GateMode::ducker;
    out.push_back({spot.slot(), static_cast<std::int32_t>(mode)});
    if (mode == GateMode::expander) out.push_back({spot.slot("gate/ratio"), static_cast<float>(wanted.step + 2)});
    return true;
}

// ---- key filters: LC6 LC12 HC6 HC12, then bands by their q. Cuts have 12 dB an octave here. ----

constexpr float kBandQ[] = {1, 2, 3, 5, 10};

Slot q_of(const Spot& spot) {
    return spot.slot(spot.leaf.row->desk.starts_with("gate") ? "gate/filter/q" : "comp/filter/q");
}
void filter_slots(const Spot& spot, std::vector<Slot>& out) {
    own_slot(spot, out);
    add(out, q_of(spot));
}
Setting read_filter(const Spot& spot) {
    switch (static_cast<KeyFilter>(static_cast<int>(spot.console.number(spot.slot())))) {
        case KeyFilter::low_cut: return {1};
        case KeyFilter::high_cut: return {3};
        case KeyFilter::band: break;
    }
    const float q = spot.console.number(q_of(spot));
    int best = 0;
    for (int i = 1; i < 5; ++i)
        if (std::abs(std::log(q / kBandQ[i])) < std::abs(std::log(q / kBandQ[best]))) best = i;
    return {4 + best};
}
bool write_filter(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const KeyFilter type = wanted.step < 2   ? KeyFilter::low_cut
                           : wanted.step < 4 ? KeyFilter::high_cut
                                             : KeyFilter::band;
    out.push_back({spot.slot(), static_cast<std::int32_t>(type)});
    if (type == KeyFilter::band) out.push_back({q_of(spot), kBandQ[wanted.step - 4]});
    return true;
}

// ---- taps of sends: IN/LC <-EQ EQ-> PRE POST GRP. One for two buses; the first one's is shown. ----

constexpr std::int32_t kGroup = 5;

void tap_slots(const Spot& spot, std::vector<Slot>& out) {
    const Slot own = spot.slot();
    if (own == kNoSlot) return;
    out.push_back(own);
    out.push_back(spot.layout().slot("tap"_bus, spot.bus(spot.leaf.item)));
    out.push_back(spot.layout().slot("kind"_bus, spot.bus(spot.leaf.item)));
}
Setting read_tap(const Spot& spot) {
    const int bus = spot.bus(spot.leaf.item);
    if (static_cast<BusKind>(static_cast<int>(spot.console.number("kind"_bus, bus))) == BusKind::group) return {kGroup};
    const auto own = static_cast<std::int32_t>(spot.console.number(spot.slot()));
    return {own > 0 ? own - 1 : static_cast<std::int32_t>(spot.console.number("tap"_bus, bus))};
}
bool write_tap(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    if (wanted.step == kGroup || read_tap(spot).step == kGroup) return false;  // that is the bus's kind
    for (const int item : {spot.leaf.item + 0, spot.leaf.item + 1}) {
        const Slot tap = spot.slot(spot.leaf.row->desk, spot.bus(item));
        if (tap != kNoSlot) out.push_back({tap, wanted.step + 1});
    }
    return true;
}

// ---- pan of a bus ----

void bus_pan_slots(const Spot& spot, std::vector<Slot>& out) {
    for (const auto path : {"balance", "pan", "width"}) add(out, spot.slot(path));
}
Slot pan_that_acts(const Spot& spot) {
    return spot.slot(spot.console.on("width"_bus, spot.strip) ? "balance" : "pan");
}
Setting read_bus_pan(const Spot& spot) {
    return {nearest(spot.leaf.grid(), spot.console.number(pan_that_acts(spot)) / 0.01)};
}
bool write_bus_pan(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    out.push_back({pan_that_acts(spot), static_cast<float>(unit(spot.leaf.grid(), wanted.step) * 0.01)});
    return true;
}

// ---- links: only odd channels of the desk have one ----

void pair_slots(const Spot& spot, std::vector<Slot>& out) {
    if (spot.strip % 2 == 0 && spot.strip + 1 < spot.layout().sizes().channels) own_slot(spot, out);
}

// ---- the oscillator's one place of all: buses, L, R, L+R, M/C, matrices ----

constexpr std::int32_t kLeft = 16, kLeftAndRight = 18, kNowhere = 19;

void oscillator_slots(const Spot& spot, std::vector<Slot>& out) {
    add(out, spot.slot("to/main"));
    for (int b = 0; b < kBuses; ++b) add(out, spot.slot("to/bus/{bus}", spot.bus(b)));
}
Setting read_oscillator(const Spot& spot) {
    if (spot.console.number(spot.slot("to/main")) != 0) return {kLeftAndRight};
    for (int b = 0; b < kBuses; ++b) {
        const Slot slot = spot.slot("to/bus/{bus}", spot.bus(b));
        if (slot != kNoSlot && spot.console.number(slot) != 0) return {b};
    }
    return {kNowhere};
}
bool write_oscillator(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const bool has_it = wanted.step >= kLeft || spot.slot("to/bus/{bus}", spot.bus(wanted.step)) != kNoSlot;
    if (wanted.step > kNowhere || !has_it) return false;
    const auto set = [&](Slot slot, bool on) {
        if (slot != kNoSlot && (spot.console.number(slot) != 0) != on) out.push_back({slot, on});
    };
    const std::size_t before = out.size();
    set(spot.slot("to/main"), wanted.step >= kLeft && wanted.step <= kLeftAndRight);
    for (int b = 0; b < kBuses; ++b) set(spot.slot("to/bus/{bus}", spot.bus(b)), wanted.step == b);
    return out.size() > before;
}

}  // namespace

const Meaning kGateMode{gate_slots, read_gate, write_gate, "EXP is an expander with `gate/ratio`"};
const Meaning kKeyFilter{filter_slots, read_filter, write_filter, "a number is a band with that q"};
const Meaning kSendTap{tap_slots, read_tap, write_tap, "of this bus and the next; GRP while the bus is a group"};
const Meaning kBusPan{bus_pan_slots, read_bus_pan, write_bus_pan, "`pan` of a mono bus"};
const Meaning kPair{pair_slots, kSwitch.read, kSwitch.write, "of an odd channel"};
const Meaning kOscillatorTo{oscillator_slots, read_oscillator, write_oscillator,
                            "and `to/main`; one place, 19 is none"};

}  // namespace tutti::x32
