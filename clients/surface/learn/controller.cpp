#include "clients/surface/learn/controller.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/laws.hpp"

namespace tutti::surface {
namespace {

constexpr double kStep = 1.0 / 127;
constexpr double kTick = 0.01;  // of the way, for each step of an endless knob

}  // namespace

Controller::Controller(const std::vector<Control>& controls) {
    for (const Control& control : controls) {
        states_.emplace_back();
        states_.back().control = control;
    }
}

void Controller::heard(const MidiMessage& message, double now) {
    const auto sender = Sender::of(message);
    if (!sender || !joined_) return;
    for (State& state : states_) {
        if (!(state.control.sender == *sender) || !desk_.known(state.control.address)) continue;
        switch (state.control.kind) {
            case Control::Kind::fader: move(state, place_of(message), now); break;
            case Control::Kind::knob:
                requests_.say({state.control.address + "/turn",
                               {static_cast<float>(ticks_of(state.control.turns, message.second) * kTick)}});
                break;
            case Control::Kind::key:
            case Control::Kind::hold: press(state, place_of(message) >= 0.5, now); break;
        }
    }
}

void Controller::move(State& state, double place, double now) {
    const std::string& address = state.control.address;
    const Row* row = row_of(address);
    if (!row) return;
    const double wanted = position(*row, desk_.number(address));
    const bool passed = state.place && (*state.place - wanted) * (place - wanted) <= 0;
    if (!state.caught) state.caught = passed || std::abs(place - wanted) <= kStep;
    state.place = place;
    if (!state.caught) return;
    if (!state.touched) requests_.say({address + "/touch", {true}});
    state.touched = true;
    state.moved_at = now;
    const auto value = static_cast<float>(value_at(*row, place));
    desk_.told(address, value);
    requests_.set(address, value);
}

void Controller::press(State& state, bool down, double now) {
    if (down == state.down) return;
    state.down = down;
    const std::string& address = state.control.address;
    const bool hold = state.control.kind == Control::Kind::hold;
    if (!hold && !down) return;
    const bool on = hold ? down : !desk_.flag(address);
    desk_.told(address, on);
    requests_.say({address, {on}});
    state.sign_at = now + kTalkSign;
}

void Controller::let_go(State& state) {
    if (state.touched) requests_.say({state.control.address + "/touch", {false}});
    state.touched = false;
}

void Controller::unplugged(double now) {
    for (State& state : states_) {
        let_go(state);
        if (state.control.kind == Control::Kind::hold) press(state, false, now);
        state.down = state.caught = false;
        state.place.reset();
    }
}

void Controller::settling(bool anew) {
    if (anew) desk_.forget();
}

void Controller::told(const std::string& address, const remote::Value& value) {
    const auto is_ours = [&](const State& state) { return state.control.address == address; };
    if (std::none_of(states_.begin(), states_.end(), is_ours)) return;
    desk_.told(address, value);
    const Row* row = row_of(address);
    for (State& state : states_) {
        if (!row || !is_ours(state) || !state.caught || !state.place) continue;
        // Somebody else has moved it: where the fader stands means nothing any more.
        if (std::abs(position(*row, desk_.number(address)) - *state.place) > 1.5 * kStep) {
            state.caught = false;
            let_go(state);
        }
    }
}

void Controller::lost() {
    joined_ = false;
    requests_.drop();
    for (State& state : states_) {
        state.caught = state.touched = state.down = false;
        state.place.reset();
    }
}

void Controller::turn(double now) {
    for (State& state : states_) {
        if (state.touched && now >= state.moved_at + kHandRests) let_go(state);
        if (state.control.kind == Control::Kind::hold && state.down && now >= state.sign_at) {
            requests_.say({state.control.address, {true}});
            state.sign_at = now + kTalkSign;
        }
    }
}

std::optional<double> Controller::due() const {
    std::optional<double> soonest;
    const auto at = [&](double time) { soonest = std::min(time, soonest.value_or(time)); };
    for (const State& state : states_) {
        if (state.touched) at(state.moved_at + kHandRests);
        if (state.control.kind == Control::Kind::hold && state.down) at(state.sign_at);
    }
    return soonest;
}

std::vector<std::string> Controller::patterns() const {
    std::vector<std::string> patterns;
    for (const State& state : states_) patterns.push_back(state.control.address);
    return patterns;
}

void Controller::all_lamps() {
    for (State& state : states_) state.lamp = -1;
}

// Status, number, 7F or 00
std::string Controller::lamps() {
    std::string bytes;
    for (State& state : states_) {
        if (!state.control.lamp || state.control.lamp->kind == Sender::Kind::bend) continue;
        const bool is_switch = state.control.kind == Control::Kind::key || state.control.kind == Control::Kind::hold;
        const int lit = joined_ && (is_switch ? desk_.flag(state.control.address) : state.caught) ? 1 : 0;
        if (lit == state.lamp) continue;
        state.lamp = lit;
        const Sender& lamp = *state.control.lamp;
        bytes += static_cast<char>((lamp.kind == Sender::Kind::cc ? 0xB0 : 0x90) | lamp.channel);
        bytes += static_cast<char>(lamp.number);
        bytes += lit ? '\x7F' : '\x00';
    }
    return bytes;
}

}  // namespace tutti::surface
