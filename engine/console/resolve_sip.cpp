// Solo in place: what of a channel is in main. Groups feed cues too, so nobody is taken out of a group: while solo in
// place acts, groups are kept from main, and a soloed member takes the direct way instead, at the level and place that
// it has through its groups but without their processing.
#include "engine/console/resolve_parts.hpp"
#include "engine/console/rules.hpp"

namespace tutti {
namespace {

Sides through_groups(const Console& c, int channel, Sides pan) {
    Sides sum;
    for (int b = 0; b < c.layout().sizes().buses; ++b) {
        if (kind_of(c, b) != BusKind::group || !c.on("to/main"_bus, b) || is_muted<Family::bus>(c, b)) continue;
        const float gain = send_gain<Family::channel>(c, channel, b, false).gain * fader_gain<Family::bus>(c, b);
        if (gain == 0) continue;
        const bool mono = is_mono(c, b);
        const Sides sent = mono ? Sides{1, 1} : channel_send_sides(c, channel, b, pan);
        const Image image = bus_image(c, b);
        const Sides in = {image.at[0][0] * sent.left + image.at[0][1] * sent.right,
                          image.at[1][0] * sent.left + image.at[1][1] * sent.right};
        const Sides out = mono ? pan_sides(c.number("pan"_bus, b)) : balance_sides(c.number("balance"_bus, b));
        sum.left += gain * in.left * out.left;
        sum.right += gain * in.right * out.right;
    }
    return sum;
}

}  // namespace

Sides channel_in_main(const Console& c, int channel, Sides pan) {
    const Sides direct = c.on("to/main"_channel, channel) ? pan : Sides{};
    if (!sip_active(c)) return direct;
    if (!c.on("sip/channel/{channel}"_session, 0, channel)) return {};
    const Sides groups = through_groups(c, channel, pan);
    return {direct.left + groups.left, direct.right + groups.right};
}

bool bus_in_main(const Console& c, int bus) {
    return c.on("to/main"_bus, bus) && !(kind_of(c, bus) == BusKind::group && sip_active(c));
}

}  // namespace tutti
