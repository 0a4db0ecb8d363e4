#pragma once
// A studio without hardware: a private JACK server, a player with a sine of its own level and frequency at each of its
// 32 outputs, a listener that records 32 inputs, and the real tuttid between the two. Made and used by one thread.
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "tests/device/jackd.hpp"
#include "tests/device/support.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::test {

constexpr int kChannels = 32;
constexpr int kWindow = 4800;  // frames; every sine has whole cycles in it

constexpr int frequency_of(int channel) {
    return 400 + 110 * channel;
}
constexpr double level_of(int channel) {
    return -6 - 0.5 * channel;  // dBFS, peak
}

// The client of another program in the studio.
class JackProgram {
public:
    JackProgram(const char* name, bool plays);
    virtual ~JackProgram() { leave(); }
    JackProgram(const JackProgram&) = delete;
    JackProgram& operator=(const JackProgram&) = delete;
    // To "SOMEBODY:in_1" … where it plays, from "SOMEBODY:out_1" … where it listens. False: some are not there.
    bool connect_to(const std::string& somebody) const;
    jack_client_t* client() const { return client_; }

protected:
    void begin();
    void leave();
    float* buffer(int channel, jack_nframes_t frames) const;
    bool connected() const { return jack_port_connected(ports_[0]) > 0; }
    virtual void process(jack_nframes_t frames) = 0;

private:
    bool plays_;
    jack_client_t* client_;
    std::array<jack_port_t*, kChannels> ports_{};
};

class Player final : public JackProgram {
public:
    Player();
    ~Player() override { leave(); }
    std::atomic<int> nap_ms{0};            // for one callback, which is then too late
    std::atomic<bool> plays_nan{false};    // one at channel 1
    std::atomic<unsigned> silent_mask{0};  // channels that pause

private:
    void process(jack_nframes_t frames) override;
    std::vector<float> waves_;
    int position_ = 0;
};

class Recorder final : public JackProgram {
public:
    Recorder();
    ~Recorder() override { leave(); }
    // The next window of every input, one after the other; empty: JACK does not call.
    std::vector<float> record();

private:
    void process(jack_nframes_t frames) override;
    std::vector<float> tape_;
    std::atomic<int> position_{kWindow};
};

// What an input heard of each channel's sine, in dBFS, and of everything else.
struct Hearing {
    std::array<double, kChannels> level{};
    double rest = 0, peak = 0;
};
Hearing hear(const std::vector<float>& tape, int input, int own_channel);

// Sound cards without hardware: ALSA's null devices, in a home folder that this program and what it starts have as long
// as this lives. They have no clock and call as fast as they can.
class Cards {
public:
    Cards();
    ~Cards() { setenv("HOME", home_before_.c_str(), 1); }
    void plug_in(const std::vector<std::string>& names) const;

private:
    Folder folder_;
    std::string home_before_;
};

// tuttid on that JACK server, or waiting for it, with every output taking the channel of its number. Sets the
// environment that it inherits.
wire::Wish on_jack(const std::string& device = "JACK Audio Connection Kit: system");

// A reading of /session/engine, and whether it becomes what the test expects.
wire::Heard engine(wire::Client& client, const std::string& reading);
bool becomes(wire::Client& client, const std::string& state);

// Waits until the 32 faders (dB; -90: off) are heard at the 32 outputs, within 0.05 dB and without any other channel;
// else says what was heard at last.
testing::AssertionResult sounds_like(Recorder& recorder, const std::array<float, kChannels>& faders);

}  // namespace tutti::test
