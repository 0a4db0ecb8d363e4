#include "clients/surface/ports/midi_port.hpp"

#include <rtmidi/RtMidi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

namespace tutti::surface {
namespace {

constexpr const char* kClient = "tutti-surface";
constexpr std::size_t kMostWaiting = 65536;  // bytes nobody has taken yet
constexpr double kLookEach = 0.2;
// JACK connects a new port some cycles later, and what is sent before that is lost without a word.
constexpr double kSettles = 0.1;
// JACK 1.9 does not bear clients that come and go: one that is opened soon after another was closed, or could not be
// opened, may be there and connected and never be called. And RtMidi frees what JACK's thread may be at work on. So
// what RtMidi has made is kept as long as the server runs, with its port closed.
constexpr double kRests = 1;
constexpr auto kEndsAfter = std::chrono::milliseconds(200);
constexpr auto kTryEach = std::chrono::milliseconds(20);
constexpr int kMostTries = 20;
constexpr int kInVain = 5;  // so often opened and not connected: JACK has thrown it out

RtMidi::Api api_of(MidiSystem system) {
    return system == MidiSystem::jack ? RtMidi::UNIX_JACK : RtMidi::LINUX_ALSA;
}

void quiet(RtMidiError::Type, const std::string&, void*) {}  // what is wrong is seen by who is not there

// Of the ports with `part` in their names the first; those of our own are none.
std::optional<std::string> find(const std::vector<std::string>& names, const std::string& part) {
    for (const std::string& name : names)
        if (name.find(part) != std::string::npos && !name.starts_with(kClient)) return name;
    return std::nullopt;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

unsigned number_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<unsigned>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<std::string> names_of(RtMidi& midi) {
    std::vector<std::string> names;
    for (unsigned i = 0, count = midi.getPortCount(); i < count; ++i) names.push_back(midi.getPortName(i));
    return names;
}

}  // namespace

MidiSystem usual_midi_system() {
    std::error_code error;
    return std::filesystem::exists("/dev/snd/seq", error) ? MidiSystem::alsa : MidiSystem::jack;
}

// Where JackWatch cannot say what is there.
struct MidiPorts::Probe {
    explicit Probe(MidiSystem system)
        : in(api_of(system), "tutti-surface-in"), out(api_of(system), "tutti-surface-out") {
        in.setErrorCallback(quiet);
        out.setErrorCallback(quiet);
    }
    RtMidiIn in;
    RtMidiOut out;
};

class MidiPorts::Cable : public Port {
public:
    Cable(MidiSystem system, std::string part, int bell, std::size_t number)
        : system_(system),
          part_(std::move(part)),
          bell_(bell),
          client_(std::string(kClient) + "-" + std::to_string(getpid()) + "-" + std::to_string(number)) {}

    bool is_here() const override { return is_open() && settled_; }
    bool is_cable() const override { return true; }
    std::string name() const override { return part_; }

    std::vector<std::uint8_t> heard() override {
        const std::lock_guard lock(mutex_);
        return std::exchange(waiting_, {});
    }

    void send(const std::string& messages) override {
        if (!open_) return;
        try {
            for_each_message(messages, [this](std::string_view one) {
                out_->sendMessage(reinterpret_cast<const unsigned char*>(one.data()), one.size());
            });
        } catch (const RtMidiError&) {
            close();
        }
    }

    void close() {
        open_ = settled_ = false;
        if (in_) in_->closePort();
        if (out_) out_->closePort();
        if (system_ != MidiSystem::jack) discard();
    }

    // Of a cable that has been closed for a while.
    void discard() {
        in_.reset();
        out_.reset();
    }

    void take_out_of(MidiNames& names) const {
        if (!is_open()) return;
        std::erase(names.inputs, input_name_);
        std::erase(names.outputs, output_name_);
    }

    void settle(double now) { settled_ = is_open() && now >= opened_ + kSettles; }

    // free: of all names those that no other unit has.
    void look(const MidiNames& all, const MidiNames& free, const JackWatch* jack, double now) {
        if (is_here() && jack) {
            const bool connected = jack->connected(input_name_, kClient) && jack->connected(output_name_, kClient);
            in_vain_ = connected ? 0 : in_vain_ + 1;
            if (!connected) return close();
        }
        if (is_open() && !(has(all.inputs, input_name_) && has(all.outputs, output_name_))) close();
        if (is_open()) return;
        const auto input = find(free.inputs, part_), output = find(free.outputs, part_);
        if (!input || !output) return;
        input_name_ = *input;
        output_name_ = *output;
        if (!jack) make();
        open(all, jack);
        opened_ = now;
    }

    // Whether it has clients of JACK; while it has not, later units must not take what is its.
    bool has_clients(JackWatch& jack, double now) {
        if (in_vain_ >= kInVain) {
            discard();
            in_vain_ = 0;
            made_ = now;
        }
        if (in_ && out_) return true;
        if (now < made_ + kRests) return false;
        made_ = now;
        make();
        // Without a client RtMidi would try again at once.
        if (in_ && out_ && jack.has_client(client_ + "-in") && jack.has_client(client_ + "-out") && is_called(jack))
            return true;
        discard();
        jack.spend_a_place();
        return false;
    }

private:
    // Whether what it sends itself comes back to it, some cycles later.
    bool is_called(const JackWatch& jack) {
        const std::vector<unsigned char> nobodys = {0xF0, 0x7D, 0xF7};
        bool called = false;
        try {
            in_->openVirtualPort("check");
            out_->openVirtualPort("check");
            jack.connect(client_ + "-out:check", client_ + "-in:check");
            for (int i = 0; i < kMostTries && !called; ++i) {
                out_->sendMessage(&nobodys);
                std::this_thread::sleep_for(kTryEach);
                called = !heard().empty();
            }
            in_->closePort();
            out_->closePort();
        } catch (const RtMidiError&) {
        }
        std::this_thread::sleep_for(kTryEach);
        heard();
        return called;
    }

    void make() {
        try {
            in_ = std::make_unique<RtMidiIn>(api_of(system_), client_ + "-in");
            out_ = std::make_unique<RtMidiOut>(api_of(system_), client_ + "-out");
            in_->setErrorCallback(quiet);
            out_->setErrorCallback(quiet);
            in_->ignoreTypes(false, true, true);
            in_->setCallback(&Cable::take, this);
        } catch (const RtMidiError&) {
            discard();
        }
    }

    void open(const MidiNames& all, const JackWatch* jack) {
        if (!in_ || !out_) return;
        try {
            if (jack) {  // by names: the numbers of ports change as soon as one of ours is among them
                in_->openVirtualPort(part_);
                out_->openVirtualPort(part_);
                jack->connect(input_name_, client_ + "-in:" + part_);
                jack->connect(client_ + "-out:" + part_, output_name_);
            } else {
                in_->openPort(number_of(all.inputs, input_name_), part_);
                out_->openPort(number_of(all.outputs, output_name_), part_);
            }
            open_ = true;
        } catch (const RtMidiError&) {
            close();
        }
    }
    bool is_open() const { return open_; }
    static void take(double, std::vector<unsigned char>* message, void* of) {
        auto& cable = *static_cast<Cable*>(of);
        {
            const std::lock_guard lock(cable.mutex_);
            if (cable.waiting_.size() + message->size() > kMostWaiting) return;
            cable.waiting_.insert(cable.waiting_.end(), message->begin(), message->end());
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(cable.bell_, &one, sizeof one);
    }

    MidiSystem system_;
    std::string part_, input_name_, output_name_;
    int bell_;
    std::string client_;
    double opened_ = 0, made_ = -1e9;
    int in_vain_ = 0;
    bool open_ = false, settled_ = false;
    std::mutex mutex_;
    std::vector<std::uint8_t> waiting_;
    std::unique_ptr<RtMidiIn> in_;  // last: ends before what its thread uses
    std::unique_ptr<RtMidiOut> out_;
};

MidiPorts::MidiPorts(MidiSystem system, int bell) : system_(system), bell_(bell) {
    if (system == MidiSystem::jack) jack_ = std::make_unique<JackWatch>();
}

MidiPorts::~MidiPorts() {
    for (const auto& cable : cables_) cable->close();
    if (jack_ && !cables_.empty()) std::this_thread::sleep_for(kEndsAfter);
}

MidiNames MidiPorts::names() {
    if (jack_ && !jack_->runs()) return {};
    if (jack_) return {jack_->ports(true), jack_->ports(false)};
    try {
        if (!probe_) probe_ = std::make_unique<Probe>(system_);
        return {names_of(probe_->in), names_of(probe_->out)};
    } catch (const RtMidiError&) {
        return {};
    }
}

Port& MidiPorts::open(const std::string& part) {
    cables_.push_back(std::make_unique<Cable>(system_, part, bell_, cables_.size() + 1));
    return *cables_.back();
}

void MidiPorts::look(double now) {
    if (jack_ && jack_->ended()) {
        // Its clients have died with it; and nothing may be sent any more, since nobody would ever take it.
        for (const auto& cable : cables_) {
            cable->close();
            cable->discard();
        }
        jack_->forget();
    }
    for (const auto& cable : cables_) cable->settle(now);
    if (cables_.empty() || now < looked_ + kLookEach) return;
    looked_ = now;
    if (jack_ && !jack_->runs()) return;
    for (const auto& cable : cables_)
        if (jack_ && !cable->has_clients(*jack_, now)) return;
    const MidiNames all = names();
    for (const auto& cable : cables_) {
        // Two units of one make have one name: each takes what no other one has.
        MidiNames free = all;
        for (const auto& other : cables_)
            if (other != cable) other->take_out_of(free);
        cable->look(all, free, jack_.get(), now);
    }
}

}  // namespace tutti::surface
