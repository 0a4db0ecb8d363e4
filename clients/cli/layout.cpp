#include "clients/cli/layout.hpp"

#include "engine/console/rows.hpp"

namespace tutti::cli {

namespace {

template <Family F>
Control control(const std::string& strip, RowOf<F> found) {
    const Row& row = info(F).rows[found.row];
    return {strip + "/" + std::string(row.path), &row};
}

// The row's {bus} is this one.
Control into_bus(Control control, int bus) {
    const std::size_t at = control.address.find("{bus}");
    control.address.replace(at, 5, std::to_string(bus));
    return control;
}

}  // namespace

std::vector<StripControls> strips_of(const LayoutWish& wish) {
    std::vector<StripControls> strips;
    for (int n = 1; n <= wish.channels; ++n) {
        const std::string number = std::to_string(n), strip = "/channel/" + number;
        StripControls one{"channel_" + number, number, control(strip, "name"_channel), {}, {}, {}};
        if (wish.bus == 0) {
            one.mute = control(strip, "mute"_channel);
            one.fader = control(strip, "fader"_channel);
            one.pan = {control(strip, "pan"_channel)};
        } else {
            one.mute = into_bus(control(strip, "send/{bus}/on"_channel), wish.bus);
            one.fader = into_bus(control(strip, "send/{bus}/level"_channel), wish.bus);
            one.pan = {into_bus(control(strip, "send/{bus}/pan"_channel), wish.bus)};
        }
        strips.push_back(std::move(one));
    }
    if (wish.bus == 0) {
        strips.push_back({"main",
                          "Main",
                          control("/main", "name"_main),
                          control("/main", "mute"_main),
                          control("/main", "fader"_main),
                          {}});
    } else {
        const std::string number = std::to_string(wish.bus), bus = "/bus/" + number;
        strips.push_back({"bus_" + number,
                          "Bus " + number,
                          control(bus, "name"_bus),
                          control(bus, "mute"_bus),
                          control(bus, "fader"_bus),
                          {}});
    }
    return strips;
}

std::vector<std::string> patterns_of(const LayoutWish& wish) {
    if (wish.bus == 0) return {"/channel/*/{name,mute,fader,pan}", "/main/{name,mute,fader}"};
    const std::string bus = std::to_string(wish.bus);
    return {"/channel/*/name", "/channel/*/send/" + bus + "/{on,level,pan}", "/bus/" + bus + "/{name,mute,fader}"};
}

}  // namespace tutti::cli
