#include "clients/surface/mcu/writer.hpp"

#include <algorithm>
#include <limits>

#include "clients/surface/mcu/keys.hpp"

namespace tutti::surface {
namespace {

// Numbers of knobs and touches, which have no lamps, and of what no unit has. 74 and 76 would click.
bool dark_by_nature(int key) {
    return (key >= kPushKeys && key < kPushKeys + kStrips) || (key >= kTouchNotes && key <= kTouchNotes + kMaster) ||
           key > kRudeSolo;
}

}  // namespace

std::size_t Budget::left(double seconds) {
    if (rate_ <= 0) return std::numeric_limits<std::size_t>::max() / 2;
    const double most = rate_ * kMost;
    left_ = left_ < 0 && last_ == 0 ? most : std::min(most, left_ + rate_ * (seconds - last_));
    last_ = seconds;
    return left_ > 0 ? static_cast<std::size_t>(left_) : 0;
}

void Budget::spend(std::size_t bytes) {
    if (rate_ > 0) left_ -= static_cast<double>(bytes);
}

void Writer::forget() {
    faders_.fill(kHold);
    lamps_.fill(-1);
    rings_.fill(Ring{Ring::Mode::dot, 0xFF});
    Scribble unknown;
    unknown.top.fill('\0');
    unknown.bottom.fill('\0');
    unknown.color = ~0U;
    scribbles_.fill(unknown);
    digits_.fill('\0');
    metered_.fill(true);
}

void Writer::write(std::string& out, const Face& wanted, const MeterRow* meters, std::size_t budget, bool lit) {
    const std::size_t end = out.size() + budget;
    const auto room = [&](std::size_t bytes) { return out.size() + bytes <= end; };
    all_shown_ = false;
    for (std::size_t n = 0; n < kFaders; ++n) {
        if (wanted.faders[n] == kHold || wanted.faders[n] == faders_[n]) continue;
        if (!room(3)) return;
        dialect_.fader(out, static_cast<int>(n), wanted.faders[n]);
        faders_[n] = wanted.faders[n];
    }
    for (std::size_t key = 0; key < kKeys; ++key) {
        Lamp lamp = wanted.lamps[key];
        if (lamp == Lamp::blink && !blinks_) lamp = lit ? Lamp::on : Lamp::off;
        if (lamps_[key] == static_cast<int>(lamp)) continue;
        if (!dark_by_nature(static_cast<int>(key))) {
            if (!room(3)) return;
            dialect_.lamp(out, static_cast<int>(key), lamp);
        }
        lamps_[key] = static_cast<int>(lamp);
    }
    while (out.size() < end && dialect_.text(out, scribbles_, wanted.scribbles, end - out.size())) continue;
    for (std::size_t n = 0; n < kStrips; ++n) {
        if (rings_[n] == wanted.rings[n]) continue;
        if (!room(5)) return;
        dialect_.ring(out, static_cast<int>(n), wanted.rings[n]);
        rings_[n] = wanted.rings[n];
    }
    for (std::size_t place = 0; place < kDigits; ++place) {
        if (digits_[place] == wanted.digits[place]) continue;
        if (!room(3)) return;
        dialect_.digit(out, static_cast<int>(place), wanted.digits[place]);
        digits_[place] = wanted.digits[place];
    }
    // Texts that did not fit are seen here, not inside the dialect.
    all_shown_ = scribbles_ == wanted.scribbles;
    if (meters && all_shown_) show_meters(out, *meters, end);
}

void Writer::show_meters(std::string& out, const MeterRow& meters, std::size_t end) {
    for (std::size_t n = 0; n < kStrips; ++n) {
        const bool dark = meters[n] < -60;
        if (dark && !metered_[n]) continue;  // it has fallen by itself
        if (out.size() + 2 > end) return;
        dialect_.meter(out, static_cast<int>(n), meters[n]);
        metered_[n] = !dark;
    }
}

}  // namespace tutti::surface
