#include "server/x32/meanings.hpp"

namespace tutti::x32 {
namespace {

int route(const Spot& spot) {
    return static_cast<int>(spot.console.number(spot.slot()));
}
// A number of the desk as the window counts it; 0 where it is outside.
int counted(int number, int first, int count) {
    const int inside = number - (first - 1);
    return inside >= 1 && inside <= count ? inside : 0;
}
bool take(const Spot& spot, int index, std::vector<Set>& out) {
    out.push_back({spot.slot(), static_cast<std::int32_t>(index)});
    return true;
}

// ---- inputs: OFF, In 1-32, Aux 1-6, USB; effects and buses are no sources here ----

Setting read_input(const Spot& spot) {
    const int input = route(spot);  // none, input:1, …
    return {input > spot.layout().sizes().inputs ? 0 : counted(input, spot.window.first_channel, kChannels)};
}
bool write_input(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const int input = wanted.step == 0 ? 0 : wanted.step + spot.window.first_channel - 1;
    if (wanted.step > kChannels || input > spot.layout().sizes().inputs) return false;
    return take(spot, input, out);
}

// ---- keys: the strip itself, channels, from 49 on buses ----

constexpr int kFirstBusKey = 49;

Setting read_key(const Spot& spot) {
    const int channels = spot.layout().sizes().channels;
    const int key = route(spot);  // self, channel:1, …, bus:1, …
    if (key <= channels) return {counted(key, spot.window.first_channel, kChannels)};
    const int bus = counted(key - channels, spot.window.first_bus, kBuses);
    return {bus == 0 ? 0 : kFirstBusKey - 1 + bus};
}
bool write_key(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const Sizes& sizes = spot.layout().sizes();
    if (wanted.step == 0) return take(spot, 0, out);
    if (wanted.step <= kChannels) {
        const int channel = wanted.step + spot.window.first_channel - 1;
        return channel <= sizes.channels && take(spot, channel, out);
    }
    const bool buses = spot.layout().row(spot.slot()).routes == RouteSet::bus_key;
    const int bus = wanted.step - kFirstBusKey + spot.window.first_bus;
    if (wanted.step < kFirstBusKey || !buses || bus > sizes.buses) return false;
    return take(spot, sizes.channels + bus, out);
}

// ---- inserts: OFF, FX1L FX1R …, AUX1…; a slot is stereo and shows its left side ----

constexpr int kFxSlots = 8;

Setting read_insert(const Spot& spot) {
    const int slot = route(spot);  // none, fx:1, …
    const bool fx = slot >= 1 && slot <= std::min(spot.layout().sizes().fx, kFxSlots);
    return {fx ? 2 * slot - 1 : 0};
}
bool write_insert(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const int slot = (wanted.step + 1) / 2;
    if (wanted.step > 2 * kFxSlots || slot > spot.layout().sizes().fx) return false;
    return take(spot, slot, out);
}

// ---- what feeds an effect: INS, MIX1-16, M/C ----

Setting read_fx_source(const Spot& spot) {
    return {counted(route(spot), spot.window.first_bus, kBuses)};
}
bool write_fx_source(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const int bus = wanted.step == 0 ? 0 : wanted.step + spot.window.first_bus - 1;
    if (wanted.step > kBuses || bus > spot.layout().sizes().buses) return false;
    return take(spot, bus, out);
}

// ---- routes by their names: what each of the X32's numbers is called here; empty: nothing ----

std::string channel_name(const Spot& spot, int n) {
    return "channel:" + std::to_string(spot.window.first_channel + n);
}

std::string output_source(const Spot& spot, std::int32_t source) {
    if (source == 0) return "none";
    if (source <= 2) return source == 1 ? "main:l" : "main:r";
    if (source >= 4 && source < 20) return "bus:" + std::to_string(spot.window.first_bus + source - 4);
    if (source >= 20 && source < 26) return "matrix:" + std::to_string(source - 19);
    if (source >= 26 && source < 66) return channel_name(spot, source - 26);
    if (source == 74 || source == 75)
        return "monitor:" + std::to_string(spot.window.monitor) + (source == 74 ? ":l" : ":r");
    return source == 76 ? "talkback:1" : "";
}

std::string selected(const Spot& spot, std::int32_t strip) {
    if (strip < 40) return channel_name(spot, strip);
    if (strip < 48) return "fx:" + std::to_string(strip - 39);
    if (strip < 64) return "bus:" + std::to_string(spot.window.first_bus + strip - 48);
    if (strip < 70) return "matrix:" + std::to_string(strip - 63);
    return strip == 70 ? "main" : "";
}

using Name = std::string (*)(const Spot&, std::int32_t);

template <Name name>
Setting read_named(const Spot& spot) {
    const RouteSet set = spot.layout().row(spot.slot()).routes;
    std::string now = route_name(spot.layout(), set, route(spot));
    for (int sides = 0; sides < 2; ++sides) {  // one side of a stereo bus shows as the bus
        for (std::int32_t step = 0; step <= last_step(spot.leaf.grid()); ++step)
            if (name(spot, step) == now) return {step};
        now = now.substr(0, now.rfind(':'));
    }
    return {spot.leaf.row->initial};
}
template <Name name>
bool write_named(const Spot& spot, const Setting& wanted, std::vector<Set>& out) {
    const auto index = route_index(spot.layout(), spot.layout().row(spot.slot()).routes, name(spot, wanted.step));
    return index && take(spot, *index, out);
}

}  // namespace

const Meaning kInput{own_slot, read_input, write_input, "In 1 to 40, counted from the window"};
const Meaning kHeadAmp{own_slot, read_input, write_nothing, "In 1 to 40, counted from the window"};
const Meaning kKey{own_slot, read_key, write_key, "channels and, from 49 on, buses, counted from the window"};
const Meaning kInsert{own_slot, read_insert, write_insert, "FX1L is the first effect"};
const Meaning kFxSource{own_slot, read_fx_source, write_fx_source, "MIX1 to 16, counted from the window"};
const Meaning kOutputSource{own_slot, read_named<output_source>, write_named<output_source>, "counted from the window"};
const Meaning kSelection{own_slot, read_named<selected>, write_named<selected>,
                         "of the window's user; 71 is none of these"};

}  // namespace tutti::x32
