#include "clients/surface/model/faders.hpp"

#include <algorithm>
#include <cmath>

namespace tutti::surface {

void Requests::set(const std::string& address, remote::Value value) {
    // Only the last moves are looked at: what lies between two moves of one fader may depend on the first.
    for (auto one = list_.rbegin(); one != list_.rend() && !one->address.ends_with("/touch"); ++one)
        if (one->address == address) {
            one->arguments = {std::move(value)};
            return;
        }
    list_.push_back({address, {std::move(value)}});
}

Faders::Faders(const std::vector<const Profile*>& profiles, Mirror& desk, Requests& requests)
    : desk_(desk), requests_(requests), fingers_(profiles.size()) {
    for (std::size_t i = 0; i < profiles.size(); ++i) fingers_[i].profile = profiles[i];
}

int Faders::stored(const Finger& finger) const {
    return finger.profile->scale.position(desk_.number(finger.address, -90));
}

bool Faders::is_waiting(const Finger& finger) const {
    return !finger.address.empty() && !desk_.known(finger.address);
}

void Faders::assign(std::size_t fader, const std::string& address) {
    Finger& finger = fingers_[fader];
    if (finger.address == address) return;
    if (finger.down && !finger.stale && !finger.address.empty()) requests_.say({finger.address + "/touch", {false}});
    finger.stale = finger.down;
    finger.owes_position = false;
    finger.resting.reset();
    finger.let_go_at = -1e9;
    finger.address = address;
}

void Faders::press(Finger& finger, double now) {
    finger.down = true;
    finger.stale = false;
    finger.direction = 0;
    finger.position = finger.address.empty() ? 0 : stored(finger);
    finger.renew_at = now + kRenewAfter;
    finger.owes_position = false;
    finger.resting.reset();
    if (!finger.address.empty()) requests_.say({finger.address + "/touch", {true}});
}

void Faders::release(Finger& finger, double now) {
    finger.down = finger.implied = false;
    finger.let_go_at = now;
    finger.owes_position = true;
    if (!finger.address.empty() && !finger.stale) requests_.say({finger.address + "/touch", {false}});
    finger.stale = false;
}

void Faders::touch(std::size_t fader, bool down, double now) {
    Finger& finger = fingers_[fader];
    if (down && !finger.down) press(finger, now);
    if (!down && finger.down) release(finger, now);
    finger.implied = false;
}

void Faders::arrived(std::size_t fader, double now) {
    fingers_[fader].arrived_at = now;
}

void Faders::moved(std::size_t fader, int position, double now) {
    Finger& finger = fingers_[fader];
    if (!finger.down) {
        const double driven_at =
            finger.profile->touch ? std::max(finger.told_at, finger.arrived_at) : finger.arrived_at;
        if (now < driven_at + kMotorEcho) return;
        press(finger, now);
        finger.implied = true;
    }
    finger.moved_at = now;
    if (finger.stale || finger.address.empty() || is_waiting(finger)) return;
    // A converter between two of its steps says now this one, now that one: turning back needs two of them.
    const double step = static_cast<double>(kTop + 1) / finger.profile->steps;
    const int way = position - finger.position;
    const int direction = way > 0 ? 1 : -1;
    const bool at_end = position == 0 || position == kTop;
    const double least = direction == finger.direction ? step * 0.75 : step * 1.5;
    if (way == 0 || (std::abs(way) < least && !at_end)) return;
    finger.position = position;
    finger.direction = direction;
    finger.renew_at = now + kRenewAfter;  // a move is a sign of life too
    const auto db = static_cast<float>(finger.profile->scale.db(position));
    desk_.told(finger.address, db);
    requests_.set(finger.address, db);
}

void Faders::tick(double now) {
    for (Finger& finger : fingers_) {
        if (!finger.down) continue;
        if (finger.implied && now >= finger.moved_at + kImpliedRelease) {
            release(finger, now);
        } else if (now >= finger.renew_at) {
            if (!finger.stale && !finger.address.empty()) requests_.say({finger.address + "/touch", {true}});
            finger.renew_at = now + kRenewAfter;
        }
    }
}

void Faders::lost() {
    for (Finger& finger : fingers_) finger.stale = finger.down;
}

Faders::Motor Faders::motor(std::size_t fader, double now) {
    Finger& finger = fingers_[fader];
    if (finger.down || now < finger.let_go_at + kWriteAfter) return {};
    if (is_waiting(finger)) return {};
    Motor motor{finger.address.empty() ? 0 : stored(finger)};
    if (finger.owes_position) {
        finger.owes_position = false;
        if (now < finger.let_go_at + kQuietFor) finger.resting = motor.position;
        motor.again = true;
    } else if (finger.resting && now < finger.let_go_at + kQuietFor) {
        motor.position = *finger.resting;
    } else {
        finger.resting.reset();
    }
    if (motor.again || motor.position != finger.told) finger.told_at = now;
    finger.told = motor.position;
    return motor;
}

std::optional<double> Faders::due() const {
    std::optional<double> soonest;
    const auto at = [&](double time) { soonest = std::min(time, soonest.value_or(time)); };
    for (const Finger& finger : fingers_) {
        if (finger.down) {
            at(finger.implied ? finger.moved_at + kImpliedRelease : finger.renew_at);
        } else if (is_waiting(finger)) {
            continue;  // what it waits for is news
        } else if (finger.owes_position) {
            at(finger.let_go_at + kWriteAfter);
        } else if (finger.resting) {
            at(finger.let_go_at + kQuietFor);
        }
    }
    return soonest;
}

}  // namespace tutti::surface
