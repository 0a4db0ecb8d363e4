// Effects: what their types are told, and their returns, which are stereo strips.
#include <algorithm>

#include "engine/console/resolve_parts.hpp"
#include "engine/console/rules.hpp"

namespace tutti {
namespace {

// Where the rows of a type stand among those of the family.
std::uint16_t first_row(FxType type) {
    const auto& all = rows::kFx;
    const auto wanted = fx_rows(type);
    std::uint16_t at = 0;
    while (all[at].path != wanted.front().path) ++at;
    return at;
}

void resolve_values(const Console& c, int n, FxFrame& out) {
    std::fill(std::begin(out.values), std::end(out.values), 0.0F);
    if (out.type == FxType::none) return;
    std::size_t at = 0;
    std::uint16_t number = first_row(out.type);
    for (const Row& row : fx_rows(out.type)) {
        Place place{Family::fx, number++, n, row.index == Index::band ? 0 : -1};
        if (row.kind != Kind::setting) continue;
        for (int band = 0; band < std::max<int>(row.bands, 1); ++band) {
            if (row.bands > 0) place.index = band;
            out.values[at++] = c.number(c.layout().slot(place));
        }
    }
}

}  // namespace

void resolve_fx(const Console& c, int n, MixFrame& frame) {
    constexpr Family F = Family::fx;
    FxFrame& out = frame.fx[static_cast<std::size_t>(n)];
    // A bus that is mixed later than the returns cannot feed them.
    const int bus = static_cast<int>(c.number("source"_fx, n)) - 1;
    // What is in an insert never rests: the strip would sound another way.
    const bool rests = bus >= 0 && c.on("engine/shed"_session);
    out.type = rests ? FxType::none : static_cast<FxType>(static_cast<int>(c.number("type"_fx, n)));
    resolve_values(c, n, out);
    out.source = bus >= 0 && stage_of(c, bus) < kStageOfReturns ? bus : -1;
    out.mono = out.source >= 0 && is_mono(c, bus) ? 1 : 0;
    out.insert = bus >= 0 ? -1 : strip_inserting(c, n);

    const bool muted = is_muted<F>(c, n);
    const float gain = muted ? 0.0F : fader_gain<F>(c, n), balance = c.number("return/balance"_fx, n);
    const Sides sides = balance_sides(balance);
    out.fader_left = gain * sides.left;
    out.fader_right = gain * sides.right;
    resolve_eq<F>(c, n, frame.rate, out.eq);

    const int row = frame.fx_row(n);
    const float main = c.number("return/to/main"_fx, n);
    frame.main_left[static_cast<std::size_t>(row)] = main;
    frame.main_right[static_cast<std::size_t>(row)] = 0;
    frame.main_left[static_cast<std::size_t>(row) + 1] = 0;
    frame.main_right[static_cast<std::size_t>(row) + 1] = main;
    for (int b = 0; b < frame.bus_count; ++b) {
        SendGain send = send_gain<F>(c, n, b, muted);
        if (stage_of(c, b) < kStageOfReturns) send.gain = 0;
        const StereoSend into = stereo_send<F>(c, n, b, send, balance);
        set_send(frame, row, b, into.from_left, send.tap);
        set_send(frame, row + 1, b, into.from_right, send.tap);
    }
    for (int m = 0; m < frame.monitor_count; ++m) {
        const SoloTake solo = solo_take(c, m, is_soloed<F>(c, n, m));
        set_solo(frame, row, m, {solo.gain, 0}, solo.tap);
        set_solo(frame, row + 1, m, {0, solo.gain}, solo.tap);
    }
}

}  // namespace tutti
