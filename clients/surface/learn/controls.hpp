#pragma once
// Which knob, fader or key of a plain controller does what: a file that `tutti-surface --learn` writes and people may
// edit. Throws ConfigError with file and line.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "clients/surface/mcu/midi.hpp"

namespace tutti::surface {

// "cc 1 7", "note 10 36", "bend 1": channels count from 1, as printed on controllers.
struct Sender {
    enum class Kind : std::uint8_t { cc, note, bend } kind = Kind::cc;
    int channel = 0;  // from 0
    int number = 0;
    bool operator==(const Sender&) const = default;

    static std::optional<Sender> of(const MidiMessage& message);
    static std::optional<Sender> of(const std::string& words);
    std::string words() const;
};

// What it says, from 0 to 1; a key let go is 0.
double place_of(const MidiMessage& message);

enum class Turns : std::uint8_t { signs, twos, offset };  // how an endless knob says "one to the left": 65, 127, 63
int ticks_of(Turns turns, int value);

struct Control {
    enum class Kind : std::uint8_t { fader, knob, key, hold };  // knob: endless; hold: on while it is pressed
    Sender sender;
    std::string address;
    Kind kind = Kind::fader;
    Turns turns = Turns::twos;
    std::optional<Sender> lamp;  // of a fader: lit while it is caught; of a key: while its switch is on
};

std::vector<Control> read_controls(const std::filesystem::path& file);  // none where there is no file yet
void write_controls(const std::filesystem::path& file, const std::vector<Control>& controls);

// All that the first control that is moved says, until it rests. What others say meanwhile is passed over. One that
// trembles never rests: it has said enough after a while. Time comes from outside, in seconds.
class OneControl {
public:
    static constexpr double kRests = 0.7, kLongest = 10;
    static constexpr std::size_t kMostSaid = 5000;

    explicit OneControl(std::vector<Sender> deaf_to = {}) : deaf_to_(std::move(deaf_to)) {}
    void heard(const MidiMessage& message, double now);
    bool is_complete(double now) const;
    bool is_restless(double now) const;  // it was complete, and it still spoke
    const std::vector<MidiMessage>& said() const { return said_; }

private:
    std::vector<Sender> deaf_to_;
    std::optional<Sender> sender_;
    std::vector<MidiMessage> said_;
    double first_ = 0, last_ = 0;
};

// What kind of control that is, by how it spoke when it was moved up and down. on_switch: its address is a switch.
Control recognised(const std::vector<MidiMessage>& said, const std::string& address, bool on_switch);

}  // namespace tutti::surface
