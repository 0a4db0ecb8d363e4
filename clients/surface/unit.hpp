#pragma once
// One unit: its profile, its words, the way to it, and what it has been shown. Notices that it has come or gone,
// answers its questions, and ends the conversation when the cable turns out to lead back to us. One thread.
#include <functional>
#include <string>

#include "clients/surface/mcu/profile.hpp"
#include "clients/surface/mcu/writer.hpp"
#include "clients/surface/ports/port.hpp"

namespace tutti::surface {

class Unit {
public:
    Unit(Profile profile, Port& port, std::uint8_t marker);

    // What has happened there: hands, and that it is there and will be driven anew, to `hand`; true once if it has
    // gone.
    bool listen(const std::function<void(const Event&)>& hand);
    // What it is to show now. meters: when they are due.
    void show(const Face& face, unsigned again, const MeterRow* meters, double now, bool lit);
    // Dark, when the program ends: nothing must look as if there were a desk behind it.
    void darken();

    bool is_here() const { return here_; }
    bool is_behind() const { return here_ && !writer_.all_shown(); }  // the cable is slower than the news
    std::string name() const { return profile_.name + " at " + port_.name(); }

private:
    void send(const std::string& bytes);
    void greet();

    Profile profile_;
    std::unique_ptr<Dialect> dialect_;
    Port& port_;
    std::uint8_t marker_;
    MidiReader reader_;
    Writer writer_;
    Budget budget_;
    bool here_ = false, looped_ = false;
    double marked_ = -1e9, kept_alive_ = -1e9;
};

}  // namespace tutti::surface
