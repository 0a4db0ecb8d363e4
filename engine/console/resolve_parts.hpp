#pragma once
// What the files of resolve share: small questions to the console, and the strips that have a file of their own.
// Included by resolve*.cpp only; state thread.
#include <cmath>

#include "engine/console/console.hpp"
#include "engine/console/cue_mix.hpp"
#include "engine/console/filter_design.hpp"
#include "engine/console/inserts.hpp"
#include "engine/console/laws.hpp"
#include "engine/console/link.hpp"
#include "engine/console/mix_frame.hpp"

namespace tutti {

inline BusKind kind_of(const Console& c, int bus) {
    return static_cast<BusKind>(static_cast<int>(c.number("kind"_bus, bus)));
}
inline bool is_mono(const Console& c, int bus) {
    return !c.on("width"_bus, bus);
}
inline bool is_mono_matrix(const Console& c, int matrix) {
    return !c.on("width"_matrix, matrix);
}

struct Sides {
    float left = 0, right = 0;
};
inline Sides pan_sides(float place) {
    Sides s;
    pan_gains(place, s.left, s.right);
    return s;
}
inline Sides balance_sides(float place) {
    Sides s;
    balance_gains(place, s.left, s.right);
    return s;
}

inline Sides operator*(Sides a, Sides b) {
    return {a.left * b.left, a.right * b.right};
}

// A channel's place behind its fader: the pan, and of a linked pair the balance of both.
inline Sides channel_sides(const Console& c, int channel) {
    const Sides pan = pan_sides(c.number("pan"_channel, channel));
    return is_linked(c, channel) ? pan * balance_sides(c.number("balance"_channel, channel)) : pan;
}
// The side of its own that a channel of a linked pair has ahead of its pan; both sides of one that is alone.
inline Sides own_sides(const Console& c, int channel) {
    if (!is_linked(c, channel)) return {1, 1};
    return is_left_of_pair(channel) ? Sides{1, 0} : Sides{0, 1};
}
// A channel's place in a stereo bus; the pan of a linked pair's send is a balance.
inline Sides channel_send_sides(const Console& c, int channel, int bus, Sides strip) {
    if (c.on("send/{bus}/pan_follow"_channel, channel, bus)) return strip;
    const float place = c.number("send/{bus}/pan"_channel, channel, bus);
    return is_linked(c, channel) ? own_sides(c, channel) * balance_sides(place) : pan_sides(place);
}

// A row of the strip itself: of an effect, its return.
template <Family F>
consteval RowOf<F> strip_row(std::string_view path) {
    if (F != Family::fx) return find_row<F>(path);
    constexpr std::string_view kBelow = "return/";
    const auto all = info(F).rows;
    for (std::uint16_t i = 0; i < all.size(); ++i)
        if (all[i].path.starts_with(kBelow) && all[i].path.substr(kBelow.size()) == path) return {i};
    throw "no such row of the return";
}

// The rows that strips have in common, so that groups, taps and solos are resolved by one piece of code.
template <Family F>
struct StripRowsOf {
    static constexpr auto mute = strip_row<F>("mute"), fader = strip_row<F>("fader"), dca = strip_row<F>("dca/{dca}"),
                          mutegroup = strip_row<F>("mutegroup/{mutegroup}"), solo = strip_row<F>("solo/{monitor}");
};
template <Family F>
struct RowsOf : StripRowsOf<F> {
    static constexpr auto send_on = strip_row<F>("send/{bus}/on"), send_level = strip_row<F>("send/{bus}/level"),
                          send_pan = strip_row<F>("send/{bus}/pan"),
                          send_follow = strip_row<F>("send/{bus}/pan_follow"),
                          send_tap = strip_row<F>("send/{bus}/tap");
};

template <Family F>
bool is_muted(const Console& c, int strip) {
    using R = StripRowsOf<F>;
    if (c.on(R::mute, strip)) return true;
    const Sizes& n = c.layout().sizes();
    for (int g = 0; g < n.mutegroups; ++g)
        if (c.on(R::mutegroup, strip, g) && c.on("on"_mutegroup, g)) return true;
    for (int d = 0; d < n.dcas; ++d)
        if (c.on(R::dca, strip, d) && c.on("mute"_dca, d)) return true;
    return false;
}

template <Family F>
float fader_gain(const Console& c, int strip) {
    using R = StripRowsOf<F>;
    float gain = level_gain(c.heard(R::fader, strip));
    for (int d = 0; d < c.layout().sizes().dcas && gain > 0; ++d)
        if (c.on(R::dca, strip, d)) gain *= level_gain(c.number("fader"_dca, d));
    return gain;
}

template <Family F>
bool is_soloed(const Console& c, int strip, int monitor) {
    using R = StripRowsOf<F>;
    if (c.on(R::solo, strip, monitor)) return true;
    for (int d = 0; d < c.layout().sizes().dcas; ++d)
        if (c.on(R::dca, strip, d) && c.on("solo/{monitor}"_dca, d, monitor)) return true;
    return false;
}

// A send's gain and tap, before it is placed: 0 where it is off, or muted ahead of the fader on a bus that follows.
struct SendGain {
    float gain;
    Tap tap;
};
template <Family F>
SendGain send_gain(const Console& c, int strip, int bus, bool muted) {
    using R = RowsOf<F>;
    const int own_tap = static_cast<int>(c.number(R::send_tap, strip, bus));
    const Tap tap = static_cast<Tap>(own_tap == 0 ? static_cast<int>(c.number("tap"_bus, bus)) : own_tap - 1);
    const bool silenced = muted && tap != Tap::post_fader && c.on("follow/mute"_bus, bus);
    const bool open = c.on(R::send_on, strip, bus) && !silenced;
    if (!open) return {0, tap};
    return {is_cue(c, bus) ? cue_send_gain(c, {F, strip}, bus) : level_gain(c.number(R::send_level, strip, bus)), tap};
}

// A stereo strip's sides into a bus. They stay where they are; the send's pan is then a balance, which a tap behind the
// strip's own balance must not get twice.
struct StereoSend {
    Sides from_left, from_right;
};
template <Family F>
StereoSend stereo_send(const Console& c, int strip, int bus, SendGain send, float balance) {
    if (send.gain == 0) return {};
    if (is_mono(c, bus)) return {{send.gain * 0.5F, 0}, {send.gain * 0.5F, 0}};
    const float own = send.tap == Tap::post_fader ? 0.0F : balance;
    const bool follow = c.on(RowsOf<F>::send_follow, strip, bus);
    const Sides sides = balance_sides(follow ? own : c.number(RowsOf<F>::send_pan, strip, bus));
    return {{send.gain * sides.left, 0}, {0, send.gain * sides.right}};
}

// In samples of `rate` Hz; kNoDelay while it is off.
template <Family F>
std::int32_t delay_samples(const Console& c, RowOf<F> on, RowOf<F> time, int strip, double rate) {
    return c.on(on, strip) ? static_cast<std::int32_t>(std::lround(c.number(time, strip) * rate / 1000)) : kNoDelay;
}

inline void set_send(MixFrame& frame, int row, int bus, Sides gain, Tap tap) {
    const auto at =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(frame.stride) + static_cast<std::size_t>(bus);
    frame.send_left[at] = gain.left;
    frame.send_right[at] = gain.right;
    frame.send_tap[at] = static_cast<std::uint8_t>(tap);
}

inline void set_solo(MixFrame& frame, int row, int monitor, Sides gain, Tap tap) {
    const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(frame.monitor_count) +
                    static_cast<std::size_t>(monitor);
    frame.solo_left[at] = gain.left;
    frame.solo_right[at] = gain.right;
    frame.solo_tap[at] = static_cast<std::uint8_t>(tap);
}

inline void set_listen(MixFrame& frame, int row, int monitor, KeyPoint point, Sides gain) {
    const auto at = (static_cast<std::size_t>(row) * static_cast<std::size_t>(frame.monitor_count) +
                     static_cast<std::size_t>(monitor)) *
                        kKeyPoints +
                    static_cast<std::size_t>(point);
    frame.listen_left[at] = gain.left;
    frame.listen_right[at] = gain.right;
}
// At the level of a PFL whatever the monitor's mode, since a key has no fader.
inline float listen_gain(const Console& c, int monitor, bool listens) {
    return listens ? trim_gain(c.number("pfl_trim"_monitor, monitor)) : 0.0F;
}
// The compressor's key, of one row; where it stands the other place is silent.
template <Family F>
void set_comp_listen(const Console& c, int strip, MixFrame& frame, int row, int monitor, Sides gain) {
    const bool post = c.on(find_row<F>("comp/position"), strip);
    set_listen(frame, row, monitor, KeyPoint::pre_eq, post ? Sides{} : gain);
    set_listen(frame, row, monitor, KeyPoint::post_eq, post ? gain : Sides{});
}
// Of both rows of a stereo strip.
template <Family F>
void set_comp_listens(const Console& c, int strip, MixFrame& frame, int row, int monitor, bool mono) {
    const float gain = listen_gain(c, monitor, c.on(find_row<F>("comp/listen/{monitor}"), strip, monitor));
    set_comp_listen<F>(c, strip, frame, row, monitor, {gain, mono ? gain : 0.0F});
    set_comp_listen<F>(c, strip, frame, row + 1, monitor, {0, mono ? 0.0F : gain});
}

struct SoloTake {
    float gain;  // 0 = not soloed
    Tap tap;
};
inline SoloTake solo_take(const Console& c, int monitor, bool soloed) {
    const bool afl = c.on("mode"_monitor, monitor);
    const float gain = afl ? 1.0F : trim_gain(c.number("pfl_trim"_monitor, monitor));
    return {soloed ? gain : 0.0F, afl ? Tap::post_fader : Tap::pre_fader};
}

template <Family F, std::size_t N>
void resolve_eq(const Console& c, int strip, double rate, Svf (&sections)[N]) {
    const bool on = c.on(strip_row<F>("eq/on"), strip);
    for (int k = 0; k < static_cast<int>(N); ++k) {
        const bool band_on = on && c.on(strip_row<F>("eq/band/{band}/on"), strip, k);
        sections[k] = !band_on ? Svf{}
                               : design_band(static_cast<FilterType>(static_cast<int>(
                                                 c.number(strip_row<F>("eq/band/{band}/type"), strip, k))),
                                             c.number(strip_row<F>("eq/band/{band}/frequency"), strip, k),
                                             c.number(strip_row<F>("eq/band/{band}/gain"), strip, k),
                                             c.number(strip_row<F>("eq/band/{band}/q"), strip, k), rate);
    }
}

template <Family F>
LimiterFrame resolve_limiter(const Console& c, int strip, double rate) {
    const double release_ms = c.number(find_row<F>("limiter/release"), strip);
    return {c.number(find_row<F>("limiter/on"), strip), trim_gain(c.number(find_row<F>("limiter/ceiling"), strip)),
            static_cast<float>(1 - std::exp(-1000 / (release_ms * rate)))};
}

template <Family F>
void resolve_insert(const Console& c, int strip, bool mono, InsertFrame& out) {
    const InsertSource source = heard_insert(c, F, strip);
    const bool empty = source.fx >= 0 && c.number("type"_fx, source.fx) == 0;
    out.on = c.on(find_row<F>("insert/on"), strip) && !empty ? 1 : 0;
    out.position = static_cast<InsertPosition>(static_cast<int>(c.number(find_row<F>("insert/position"), strip)));
    out.mono = mono ? 1 : 0;
    out.strip = strip_number(c.layout(), F, strip);
    out.fx = source.fx;
    out.output = source.output;
    out.input = source.input;
}

// What a stereo bus makes of its sides: gains [into][from] of left and right. Width by the sum and the difference of
// the sides: M = (L + R) / 2, S = (L - R) / 2, L = M + S, R = M - S (A. D. Blumlein, British patent 394 325, 1931).
struct Image {
    float at[2][2];
};
inline Image bus_image(const Console& c, int bus) {
    if (is_mono(c, bus)) return {{{1, 0}, {0, 1}}};
    const float width = c.number("image"_bus, bus);
    switch (static_cast<MidSide>(static_cast<int>(c.number("ms"_bus, bus)))) {
        case MidSide::encode: return {{{0.5F, 0.5F}, {0.5F * width, -0.5F * width}}};
        case MidSide::decode: return {{{1, width}, {1, -width}}};
        case MidSide::off: break;
    }
    return {{{0.5F * (1 + width), 0.5F * (1 - width)}, {0.5F * (1 - width), 0.5F * (1 + width)}}};
}

// Gains of a channel behind its fader into main, given its pan; and whether a bus feeds main: to/main and solo in
// place.
Sides channel_in_main(const Console& c, int channel, Sides pan);
bool bus_in_main(const Console& c, int bus);

// What talk leaves of the programme of a bus or a monitor that it is addressed to; 1 while nobody talks.
float programme_of_bus(const Console& c, int bus);
float programme_of_monitor(const Console& c, int monitor);
// Somebody who sits at this monitor talks.
bool talks_at(const Console& c, int monitor);

void resolve_talkback(const Console& c, int n, MixFrame& frame);
void resolve_oscillator(const Console& c, MixFrame& frame);
void resolve_fx(const Console& c, int n, MixFrame& frame);
void resolve_matrix(const Console& c, int n, MixFrame& frame);
void resolve_feeds_of_bus(const Console& c, int n, MixFrame& frame);
void resolve_feeds_of_main(const Console& c, MixFrame& frame);

}  // namespace tutti
