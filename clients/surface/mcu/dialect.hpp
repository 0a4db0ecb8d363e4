#pragma once
// The words of a unit: Mackie Control (by MIDI) and Xctl (by network) are siblings behind this. Reading makes events
// of messages; each other call appends the bytes of one thing to show. Constant after it is made, any thread.
#include <memory>
#include <optional>
#include <string>

#include "clients/surface/mcu/face.hpp"
#include "clients/surface/mcu/midi.hpp"

namespace tutti::surface {

enum class Colors : std::uint8_t { none, x_touch, icon };

class Dialect {
public:
    virtual ~Dialect() = default;

    std::optional<Event> read(const MidiMessage& message) const;  // nothing: not a word of it

    virtual std::string hello() const = 0;         // asks the unit to say that it is there; may be empty
    virtual std::string keep_alive() const = 0;    // each second; may be empty
    std::string answer(const Event& event) const;  // to a challenge or a probe; else empty

    void fader(std::string& out, int n, int position) const;
    virtual void lamp(std::string& out, int key, Lamp lamp) const = 0;
    virtual void ring(std::string& out, int n, const Ring& ring) const = 0;
    // The first change of these displays that fits into `budget` bytes, taken over into `shown`; false: none, or no
    // room for it.
    virtual bool text(std::string& out, std::array<Scribble, kStrips>& shown,
                      const std::array<Scribble, kStrips>& wanted, std::size_t budget) const = 0;
    virtual void meter(std::string& out, int n, float db) const = 0;
    virtual void digit(std::string& out, int place, char character) const = 0;
    // A unit that called itself by another number is spoken to with that.
    virtual void called(std::uint8_t id) = 0;

protected:
    virtual int ticks(std::uint8_t turned) const = 0;
};

std::unique_ptr<Dialect> mackie_dialect(std::uint8_t id, Colors colors);
std::unique_ptr<Dialect> xctl_dialect();

// Red, green and blue as bits 0, 1, 2; white for what is grey or dark, since a dark display cannot be read.
int color_bits(std::uint32_t color);

// What the loop detection sends and listens for: F0 7D 'T' 'U' 'T' whose F7.
std::string marker(std::uint8_t whose);

}  // namespace tutti::surface
