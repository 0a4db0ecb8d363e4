#pragma once
// A plain controller at work. Its faders have no motors: none writes anything until it has been moved past the place
// where the desk's value is (then its lamp lights), and again none once somebody else has moved that. Time comes from
// outside, in seconds. One thread.
#include <optional>
#include <string>
#include <vector>

#include "clients/surface/learn/controls.hpp"
#include "clients/surface/model/faders.hpp"

namespace tutti::surface {

class Controller {
public:
    static constexpr double kHandRests = 0.3;  // then the hand has gone
    static constexpr double kTalkSign = 0.5;   // a momentary talkback closes without a sign

    explicit Controller(const std::vector<Control>& controls);

    void heard(const MidiMessage& message, double now);
    void unplugged(double now);  // nothing is held, nothing is caught

    void settling(bool anew);  // values are coming, all of them if anew
    void told(const std::string& address, const remote::Value& value);
    void joined() { joined_ = true; }
    void lost();

    void turn(double now);
    std::optional<double> due() const;
    std::vector<remote::Message> requests() { return requests_.take(); }
    std::vector<std::string> patterns() const;
    std::string lamps();  // bytes of those that have changed
    void all_lamps();     // are to be told again: it was plugged in

private:
    struct State {
        Control control;
        std::optional<double> place;  // where the fader is; not known until it is moved
        bool caught = false;
        bool down = false;  // a key that is held
        double moved_at = -1e9, sign_at = 0;
        bool touched = false;
        int lamp = -1;
    };
    void move(State& state, double place, double now);
    void press(State& state, bool down, double now);
    void let_go(State& state);

    Mirror desk_;
    Requests requests_;
    std::vector<State> states_;
    bool joined_ = false;
};

}  // namespace tutti::surface
