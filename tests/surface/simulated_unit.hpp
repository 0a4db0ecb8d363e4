#pragma once
// A unit as it stands on a desk: motors that follow what they are told and fall back to it when a hand lets go,
// displays, lamps. It notes each byte that would have moved a motor under a hand. On JACK MIDI or on the network as
// Xctl; what it is told comes on threads of its own, everything may be asked at any time.
#include <jack/jack.h>
#include <rtmidi/RtMidi.h>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "clients/surface/mcu/midi.hpp"

namespace tutti::surface {

class SimulatedUnit {
public:
    virtual ~SimulatedUnit() = default;

    // A hand: motor bytes that were on their way when it came are nobody's fault, so they count from noticed() on.
    void touch(int fader);
    void noticed(int fader);
    void move(int fader, int position);
    void let_go(int fader);
    void press(int key);
    void release(int key);
    void say(const std::string& bytes) { put(bytes); }

    int stands_at(int fader) const;  // where the motor is
    int told(int fader) const;       // last position it was told; -1: none since it was plugged in
    int moved_under_hands() const;   // bytes that would have
    int motor_bytes() const;         // fader messages so far
    std::string display(int strip, int row) const;
    // Since it was plugged in: so many different texts, one of them; lit at any time.
    int texts_displayed(int strip, int row) const;
    bool has_displayed(int strip, int row, const std::string& text) const;
    bool was_lit(int key) const;
    int lamp(int key) const;  // as it was told; -1: nothing
    int meter(int strip) const;
    int heard(const std::string& message) const;  // how often, of system exclusive messages without F0 and F7
    int messages() const;

protected:
    virtual void put(const std::string& bytes) = 0;
    void take(MidiBytes bytes);
    void forget();  // its power was off

private:
    void take(const MidiMessage& message);
    mutable std::mutex mutex_;
    MidiReader reader_;
    std::array<int, 9> position_ = {}, told_ = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
    std::array<bool, 9> held_ = {}, noticed_ = {};
    std::array<int, 128> lamps_ = {};
    std::array<int, 8> meters_ = {};
    std::array<std::string, 16> rows_;
    std::array<std::set<std::string>, 16> displayed_;
    std::array<bool, 128> was_lit_ = {};
    std::map<std::string, int> exclusive_;
    int under_hands_ = 0, motor_bytes_ = 0, messages_ = 0;
};

class JackUnit : public SimulatedUnit {
public:
    explicit JackUnit(std::string name) : name_(std::move(name)) {}
    ~JackUnit() override { let_go_of_jack(); }
    void plug();
    void unplug();
    void let_go_of_jack();              // before its server ends
    void lead_back() { echo_ = true; }  // as a cable from its output to its input would

private:
    void put(const std::string& bytes) override;
    bool make();
    static void heard_by(double, std::vector<unsigned char>* message, void* of);
    std::string name_;
    std::atomic<bool> echo_ = false, plugged_ = false;
    std::mutex out_mutex_;
    std::vector<jack_client_t*> idle_;
    std::unique_ptr<RtMidiOut> out_;
    std::unique_ptr<RtMidiIn> in_;
};

class NetworkUnit : public SimulatedUnit {
public:
    explicit NetworkUnit(std::uint16_t host_port);
    ~NetworkUnit() override;
    void power_off() { forget(); }
    void probe() { put(std::string("\xF0\x00\x20\x32\x58\x54\x00\xF7", 8)); }

private:
    void put(const std::string& bytes) override;
    int socket_;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace tutti::surface
