#pragma once
// Fingers and motors. A fader under a finger is never moved; let go, it is told the stored value once, 30 ms later,
// because it would fall back to where it was last told to be; others' moves wait until 200 ms after. Time comes from
// outside, in seconds. One thread.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clients/surface/mcu/face.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "clients/surface/model/mirror.hpp"

namespace tutti::surface {

// What the surface wants of the desk, in order. A move that has not gone out yet is replaced by the next one.
class Requests {
public:
    void say(remote::Message message) { list_.push_back(std::move(message)); }
    void set(const std::string& address, remote::Value value);
    std::vector<remote::Message> take() { return std::exchange(list_, {}); }
    void drop() { list_.clear(); }

private:
    std::vector<remote::Message> list_;
};

class Faders {
public:
    static constexpr double kWriteAfter = 0.030, kQuietFor = 0.200;
    static constexpr double kRenewAfter = 2;        // the desk lets go after 5 s without a sign
    static constexpr double kImpliedRelease = 0.3;  // no touch, no move for so long: the hand has gone
    static constexpr double kMotorEcho = 0.5;       // some units report where they stand, and how their motors run

    Faders(const std::vector<const Profile*>& profiles, Mirror& desk, Requests& requests);

    // What it moves from now on, once the desk has told where that is; empty: nothing.
    void assign(std::size_t fader, const std::string& address);
    const std::string& address(std::size_t fader) const { return fingers_[fader].address; }
    void touch(std::size_t fader, bool down, double now);
    void moved(std::size_t fader, int position, double now);
    void arrived(std::size_t fader, double now);  // its unit: what it reports at first was done by its motor
    void tick(double now);
    void lost();  // no desk: nobody holds anything; who still has a finger on it, moves nothing until it is lifted

    bool held(std::size_t fader) const { return fingers_[fader].down; }
    // Where the motor is to be now, kHold to leave it alone. `again`: tell it even if it was told the same before.
    struct Motor {
        int position = kHold;
        bool again = false;
    };
    Motor motor(std::size_t fader, double now);
    std::optional<double> due() const;  // when the next motor() may differ, without news from the desk

private:
    struct Finger {
        const Profile* profile = nullptr;
        std::string address;
        bool down = false;
        bool stale = false;    // down since before it got another address, or the desk was lost
        bool implied = false;  // moved without a touch: there is a hand that the fader did not feel
        int position = 0;      // last one that counted
        int direction = 0;     // of the last move
        double moved_at = -1e9, renew_at = 0;
        double let_go_at = -1e9;
        bool owes_position = false;  // let go of, and not told the stored value yet
        std::optional<int> resting;  // what it was told after that, until others' moves count again
        int told = kHold;
        double told_at = -1e9, arrived_at = -1e9;
    };
    void press(Finger& finger, double now);
    void release(Finger& finger, double now);
    int stored(const Finger& finger) const;
    bool is_waiting(const Finger& finger) const;  // for the desk to tell where it is

    Mirror& desk_;
    Requests& requests_;
    std::vector<Finger> fingers_;
};

}  // namespace tutti::surface
