#include "clients/surface/learn/controls.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "clients/surface/mcu/toml_section.hpp"
#include "clients/surface/mcu/words.hpp"
#include "clients/surface/model/mirror.hpp"

namespace tutti::surface {
namespace {

constexpr std::string_view kSenderWords[] = {"cc", "note", "bend"};
constexpr std::string_view kKindWords[] = {"fader", "knob", "key", "hold"};
constexpr std::string_view kTurnsWords[] = {"signs", "twos", "offset"};

Control read_control(Section& section, const toml::node& table) {
    std::string sender, kind = "fader", turns = "twos", lamp;
    Control control;
    section.text("sender", sender);
    section.text("address", control.address);
    section.text("kind", kind);
    section.text("turns", turns);
    section.text("lamp", lamp);
    const auto from = Sender::of(sender);
    if (!from) section.fail("sender", table, "is like \"cc 1 7\", \"note 10 36\" or \"bend 1\"");
    const Row* row = row_of(control.address);
    if (!row || row->kind != tutti::Kind::setting)
        section.fail("address", table, "no desk has a setting " + control.address);
    const int which = place_in(kKindWords, kind), how = place_in(kTurnsWords, turns);
    if (which < 0) section.fail("kind", table, "is fader, knob, key or hold");
    if (how < 0) section.fail("turns", table, "is signs, twos or offset");
    control.sender = *from;
    control.kind = static_cast<Control::Kind>(which);
    control.turns = static_cast<Turns>(how);
    if (!lamp.empty() && !(control.lamp = Sender::of(lamp))) section.fail("lamp", table, "is like \"note 1 41\"");
    return control;
}

bool all_in(const std::vector<int>& values, int a, int b, int c, int d) {
    return std::all_of(values.begin(), values.end(),
                       [&](int value) { return (value >= a && value <= b) || (value >= c && value <= d); });
}

// An absolute control speaks only when its place has changed, so it never says the same twice in a row.
std::optional<Turns> turns_of(const std::vector<int>& values) {
    bool repeats = false;
    for (std::size_t i = 1; i < values.size(); ++i) repeats = repeats || values[i] == values[i - 1];
    if (!repeats) return std::nullopt;
    if (all_in(values, 1, 15, 113, 127)) return Turns::twos;
    if (all_in(values, 1, 15, 65, 79)) return Turns::signs;
    if (all_in(values, 49, 63, 65, 79)) return Turns::offset;
    return std::nullopt;
}

}  // namespace

std::optional<Sender> Sender::of(const MidiMessage& message) {
    switch (message.kind()) {
        case 0x80:
        case 0x90: return Sender{Kind::note, message.channel(), message.first};
        case 0xB0: return Sender{Kind::cc, message.channel(), message.first};
        case 0xE0: return Sender{Kind::bend, message.channel(), 0};
        default: return std::nullopt;
    }
}

std::optional<Sender> Sender::of(const std::string& words) {
    std::istringstream stream(words);
    std::string kind, more;
    int channel = 0, number = 0;
    if (!(stream >> kind >> channel)) return std::nullopt;
    const int which = place_in(kSenderWords, kind);
    if (which < 0 || channel < 1 || channel > 16) return std::nullopt;
    if (kind != "bend" && (!(stream >> number) || number < 0 || number > 127)) return std::nullopt;
    if (stream >> more) return std::nullopt;
    return Sender{static_cast<Kind>(which), channel - 1, number};
}

std::string Sender::words() const {
    const std::string head = std::string(kSenderWords[static_cast<int>(kind)]) + " " + std::to_string(channel + 1);
    return kind == Kind::bend ? head : head + " " + std::to_string(number);
}

double place_of(const MidiMessage& message) {
    if (message.kind() == 0x80) return 0;
    if (message.kind() == 0xE0) return (message.first | message.second << 7) / 16383.0;
    return message.second / 127.0;
}

int ticks_of(Turns turns, int value) {
    switch (turns) {
        case Turns::signs: return value & 0x40 ? -(value & 0x3F) : value;
        case Turns::twos: return value & 0x40 ? value - 128 : value;
        case Turns::offset: return value - 64;
    }
    return 0;
}

std::vector<Control> read_controls(const std::filesystem::path& file) {
    std::vector<Control> controls;
    if (!std::filesystem::exists(file)) return controls;
    const toml::table table = parse_toml(file);
    Section section(table, file);
    section.each("control", [&](Section& one, const toml::node& node) { controls.push_back(read_control(one, node)); });
    section.done();
    return controls;
}

void write_controls(const std::filesystem::path& file, const std::vector<Control>& controls) {
    std::filesystem::path aside = file;
    aside += ".new";
    std::ofstream out(aside);
    out << "# What the controls of a plain controller do; learned by tutti-surface --learn (docs/surface.md).\n";
    for (const Control& control : controls) {
        out << "\n[[control]]\nsender = \"" << control.sender.words() << "\"\naddress = \"" << control.address
            << "\"\nkind = \"" << kKindWords[static_cast<int>(control.kind)] << "\"\n";
        if (control.kind == Control::Kind::knob)
            out << "turns = \"" << kTurnsWords[static_cast<int>(control.turns)] << "\"\n";
        if (control.lamp) out << "lamp = \"" << control.lamp->words() << "\"\n";
    }
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(aside, file, error);
    if (!out || error) throw ConfigError(file.string() + ": cannot be written");
}

void OneControl::heard(const MidiMessage& message, double now) {
    const auto from = Sender::of(message);
    if (!from || is_complete(now)) return;
    if (!sender_) {
        if (std::find(deaf_to_.begin(), deaf_to_.end(), *from) != deaf_to_.end()) return;
        sender_ = from;
        first_ = now;
    }
    if (!(*sender_ == *from)) return;
    last_ = now;
    said_.push_back(message);
}

bool OneControl::is_complete(double now) const {
    return sender_ && (now >= last_ + kRests || is_restless(now));
}

bool OneControl::is_restless(double now) const {
    return sender_ && (said_.size() >= kMostSaid || now >= first_ + kLongest) && now < last_ + kRests;
}

Control recognised(const std::vector<MidiMessage>& said, const std::string& address, bool on_switch) {
    Control control;
    control.sender = *Sender::of(said.front());
    control.address = address;
    std::vector<int> values;
    for (const MidiMessage& message : said) values.push_back(message.second);
    if (on_switch) {
        control.kind = address.starts_with("/talkback/") ? Control::Kind::hold : Control::Kind::key;
        if (control.sender.kind != Sender::Kind::bend) control.lamp = control.sender;
    } else if (control.sender.kind == Sender::Kind::cc) {
        if (const auto turns = turns_of(values)) {
            control.kind = Control::Kind::knob;
            control.turns = *turns;
        }
    }
    return control;
}

}  // namespace tutti::surface
