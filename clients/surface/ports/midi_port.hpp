#pragma once
// MIDI ports by name, through RtMidi (ALSA or JACK). RtMidi tells nobody when a port comes or goes, so names are looked
// through five times a second. What a unit sends comes on RtMidi's own thread, is kept (bounded) under a lock and rings
// a bell; everything else belongs to one thread. look() keeps it for some 40 ms a unit when JACK is new, and for half a
// second once a second while JACK gives a unit no client that works.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/surface/ports/jack_watch.hpp"
#include "clients/surface/ports/port.hpp"

namespace tutti::surface {

enum class MidiSystem { alsa, jack };
MidiSystem usual_midi_system();  // ALSA where the kernel has its sequencer

struct MidiNames {
    std::vector<std::string> inputs, outputs;
};

class MidiPorts {
public:
    // bell: a file that becomes readable when something was heard; not owned.
    MidiPorts(MidiSystem system, int bell);
    ~MidiPorts();
    MidiPorts(const MidiPorts&) = delete;
    MidiPorts& operator=(const MidiPorts&) = delete;

    MidiNames names();
    // A port whose name has `part` in it, in both directions. Lives as long as this.
    Port& open(const std::string& part);
    void look(double now);  // who has come, who has gone

private:
    class Cable;
    struct Probe;
    MidiSystem system_;
    int bell_;
    std::unique_ptr<JackWatch> jack_;  // only on JACK
    std::unique_ptr<Probe> probe_;
    std::vector<std::unique_ptr<Cable>> cables_;
    double looked_ = -1e9;
};

}  // namespace tutti::surface
