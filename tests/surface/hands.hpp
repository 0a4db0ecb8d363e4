#pragma once
// A surface with hands on it and a desk that has told its values, both under a clock that a test puts forward.
#include <gmock/gmock.h>

#include <map>
#include <string>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/writer.hpp"
#include "clients/surface/model/surface.hpp"
#include "tests/surface/bytes.hpp"

namespace tutti::surface {

inline SurfacePlan one_unit(Profile profile = {}) {
    return {.units = {std::move(profile)}};
}

class Hands {
public:
    explicit Hands(SurfacePlan setup = one_unit(), int channels = 20) : surface(std::move(setup)) {
        told("/user/1/name", std::string("ana"));
        told("/user/1/monitor", 2);
        told("/user/1/selection", std::string("none"));
        told("/user/1/flip", std::string("none"));
        for (int n = 1; n <= channels; ++n) strip("/channel/" + std::to_string(n), "Ch" + std::to_string(n));
        for (int n = 1; n <= 3; ++n) strip("/bus/" + std::to_string(n), "Cue" + std::to_string(n));
        for (int n = 1; n <= 2; ++n) strip("/dca/" + std::to_string(n), "All" + std::to_string(n));
        strip("/main", "Main");
        told("/talkback/1/on", false);
        surface.joined();
        turn();
    }
    void strip(const std::string& address, const std::string& name) {
        told(address + "/name", name);
        told(address + "/color", std::string("#ff0000"));
        told(address + "/fader", -90.0F);
        told(address + "/mute", false);
        told(address + "/muted_by", std::string());
        told(address + (address.starts_with("/channel") ? "/pan" : "/balance"), 0.0F);
        told(address + "/solo/1", false);
        told(address + "/solo/2", false);
    }
    void sends(int bus, int channels = 20) {
        for (int n = 1; n <= channels; ++n) {
            const std::string send = "/channel/" + std::to_string(n) + "/send/" + std::to_string(bus);
            told(send + "/level", -20.0F);
            told(send + "/on", true);
            told(send + "/pan", 0.0F);
        }
        turn();
    }
    void told(const std::string& address, remote::Value value) { surface.told(address, value); }

    // Looks at what follows, now or after so many milliseconds.
    void turn(double ms = 0) {
        now += ms / 1000;
        surface.turn(now);
        for (remote::Message& message : surface.requests()) {
            said += (said.empty() ? "" : "; ") + message.address;
            for (const remote::Value& value : message.arguments) said += " " + remote::in_words(value);
        }
        const bool rests = surface.due().value_or(now + 1) > now;
        if (!rests && !restless_) ADD_FAILURE() << "due in the past: the loop would go round without a pause";
        restless_ = !rests;
        for (std::size_t u = 0; u < writers.size(); ++u) {
            for (int n = 0; n < kFaders; ++n)
                if (surface.again(u) >> n & 1) writers[u].again(n);
            std::string all;
            writers[u].write(all, surface.face(u), nullptr, 1'000'000);
            for (std::size_t i = 0; i + 2 < all.size(); ++i) {
                const auto status = static_cast<unsigned char>(all[i]);
                if (status == 0xF0) i = all.find('\xF7', i);
                if ((status & 0xF0) == 0xE0)
                    motors += (motors.empty() ? "" : " ") + std::to_string(u * 9 + (status & 0x0F)) + "=" +
                              std::to_string(all[i + 1] | all[i + 2] << 7);
            }
        }
    }
    // Passes time as a loop does, in small steps.
    void wait(double ms) {
        for (double passed = 0; passed < ms; passed += 5) turn(5);
    }
    void hand(Event::Kind kind, int index, int value, std::size_t unit = 0) {
        surface.event(unit, {kind, index, value}, now);
        turn();
    }
    void touch(int n, bool down = true, std::size_t unit = 0) { hand(Event::Kind::touch, n, down, unit); }
    void move(int n, int position, std::size_t unit = 0) { hand(Event::Kind::fader, n, position, unit); }
    void press(int note, std::size_t unit = 0) {
        hand(Event::Kind::key, note, 1, unit);
        hand(Event::Kind::key, note, 0, unit);
    }
    void press(const char* key) { press(key_number(key)); }
    std::string asked() { return std::exchange(said, {}); }     // of the desk since the last question
    std::string driven() { return std::exchange(motors, {}); }  // motors: fader=position
    std::string top(std::size_t n, std::size_t unit = 0) const { return cells(surface.face(unit).scribbles[n].top); }
    std::string below(std::size_t n, std::size_t unit = 0) const {
        return cells(surface.face(unit).scribbles[n].bottom);
    }
    Lamp lamp(int note, std::size_t unit = 0) const { return surface.face(unit).lamps[static_cast<std::size_t>(note)]; }
    Lamp lamp(const char* key) const { return lamp(key_number(key)); }

    double now = 100;
    Surface surface;
    std::string said, motors;
    std::vector<std::unique_ptr<Dialect>> dialects;
    std::vector<Writer> writers;

    // Once units are to show something: from now on motors are noted.
    Hands& watched(std::size_t units = 1) {
        dialects.reserve(units);
        writers.reserve(units);
        for (std::size_t u = 0; u < units; ++u) {
            dialects.push_back(mackie_dialect(0x14, Colors::none));
            writers.emplace_back(*dialects.back());
        }
        turn();
        asked();
        driven();
        return *this;
    }

private:
    bool restless_ = false;

    static std::string cells(const std::array<char, kColumns>& row) {
        std::string text(row.begin(), row.end());
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }
};

}  // namespace tutti::surface
