#pragma once
// Whether a JACK server runs and what is there, by a client of our own: RtMidi goes on as if nothing had happened when
// it dies, and complains aloud when there is none. One thread asks; JACK's own thread tells of the end.
#include <atomic>
#include <string>
#include <vector>

struct _jack_client;

namespace tutti::surface {

class JackWatch {
public:
    JackWatch();
    ~JackWatch();
    JackWatch(const JackWatch&) = delete;
    JackWatch& operator=(const JackWatch&) = delete;

    bool runs();                           // also: looks for one, where there was none
    bool ended() const { return ended_; }  // since it was there; whoever has ports there closes them, then forget()
    void forget();
    std::vector<std::string> ports(bool that_send) const;  // of MIDI, as RtMidi numbers them
    bool has_client(const std::string& name) const;
    void connect(const std::string& from, const std::string& to) const;
    // A client that could not be opened leaves its place in JACK's table spoilt for the next one: one that does nothing
    // takes it.
    void spend_a_place();
    // Whether that port is connected to one whose name begins so: a client that went and came back in a moment has the
    // same names, and none of its connections.
    bool connected(const std::string& port, const std::string& to) const;

private:
    _jack_client* client_ = nullptr;
    std::vector<_jack_client*> idle_;
    std::atomic<bool> ended_ = false;
};

}  // namespace tutti::surface
