#pragma once
// The one door in front of Console::apply: every set of every protocol comes through a Visit, which checks the role
// and the hands, works out relative moves, and applies all that is left as one revision. State thread only.
#include <functional>
#include <unordered_map>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/console/inserts.hpp"
#include "server/client.hpp"
#include "server/dead_man.hpp"
#include "server/echoes.hpp"
#include "server/fades.hpp"
#include "server/hands.hpp"
#include "server/history/recorder.hpp"

namespace tutti {

// What may stand behind an address.
enum class Suffix : std::uint8_t { none, by, turn, fade, toggle, reset, touch };
// Splits "/channel/1/fader/by" into address and suffix.
Suffix take_suffix(std::string_view& address);

// What the desk brings along: other values (a copy, a recall), or what was there before (an undo, a restore).
enum class Brought : std::uint8_t { anew, back };
// A level as it may be brought into a cue mix. Anew no send gets more than cue/max, and how loud the whole is stays the
// engineer's. Back nothing at all gets louder than cue/max, or than it is: what is over it already may come down.
float within_cue_max(const Console& console, const Place& place, float wanted, Brought brought);

class Door {
public:
    explicit Door(Console& console) : console_(console), dead_man_(console), echoes_(console) {}

    Hands& hands() { return hands_; }
    Fades& fades() { return fades_; }
    const Fades& fades() const { return fades_; }
    const DeadMan& dead_man() const { return dead_man_; }
    Echoes& echoes() { return echoes_; }
    void left(ClientId client) { hands_.release_all(client), echoes_.left(client); }
    // Is told whose changes are whose; nullptr: nobody keeps a history.
    void set_recorder(Recorder* recorder) { recorder_ = recorder; }
    Recorder* recorder() { return recorder_; }

    // The sets of one packet. Texts are borrowed until finish().
    class Visit {
    public:
        Visit(Door& door, Client& client, Time now) : door_(door), client_(client), now_(now) {}

        // Refusals come back; everything else is carried out by finish(). The address may be a pattern.
        std::optional<Refusal> set(std::string_view address, std::span<const Argument> arguments);
        // A value that the desk brings along (a copy, a preset, a scene). What a hand holds is left alone and noted in
        // `held`, what a rule of the desk forbids is left out; a refusal where this client may not write, or memory for
        // delays is out. With `seconds` a level gets there by a fade, everything else at once.
        std::optional<Refusal> bring(const Change& change, std::vector<Slot>& held, double seconds = 0,
                                     Brought brought = Brought::anew);
        bool empty() const { return changes_.empty(); }
        bool overruled() const { return overruled_; }  // something was not taken because another's hand holds it
        void discard() { changes_.clear(), patches_.clear(), moves_.clear(), beginning_ = 0, delay_pieces_ = 0; }
        // One apply of all; the newest revision where there was nothing to do. What was brought is told to the sender
        // too.
        Revision finish();
        Revision finish_for_all();
        // Exactly what was brought, without what the desk's rules would make of it. `how`: an undo, or a step of its
        // own.
        Revision finish_exactly(Recorder::How how);

    private:
        std::optional<Refusal> set_one(const Place& place, Suffix suffix, std::span<const Argument> arguments);
        std::optional<Refusal> touch(const Place& place, Slot slot, std::span<const Argument> arguments);
        std::variant<Value, Refusal> wanted(const Place& place, Slot slot, Suffix suffix,
                                            std::span<const Argument> arguments) const;
        float pending(Slot slot) const;
        std::optional<Refusal> take_delay(const Place& place, Slot slot, const Value& value);
        Slot held_side(const Place& place, Slot slot) const;
        void take(Slot slot, const Value& value, Suffix suffix, const Argument* sent);
        bool changes(Slot slot) const;
        bool is_echo(Slot slot, const Value& value, const std::optional<double>& sent);
        bool is_known(Slot slot, const Value& value) const;
        void end_fades(Slot slot);
        bool crossed(Slot slot) const;
        Revision finish(Author author, bool exactly = false);
        void order_moves(bool exactly);

        // A fade that begins, or ends because somebody else writes; done after the changes, in order.
        struct Move {
            Slot slot;
            bool begins;
            float target;
            double seconds;
        };

        Door& door_;
        Client& client_;
        Time now_;
        std::vector<Change> changes_;
        Patches patches_;  // of the changes: those that inserts depend on
        std::vector<Move> moves_;
        std::size_t beginning_ = 0;  // of the moves: those that begin
        int delay_pieces_ = 0;       // that the changes take of the pool of delays
        bool overruled_ = false;
        Recorder::How how_ = Recorder::How::moved;
        std::size_t matched_ = 0;  // by patterns; bounded, so that a packet of patterns costs bounded time
        std::unordered_map<Slot, float> moved_;  // relative moves so far in this visit
    };

    // A change that is the desk's own: fades, rules, start values.
    Revision apply(std::span<const Change> changes) { return console_.apply(changes, 0); }
    // Where fades have come to: a revision for each step of history that they belong to.
    void apply(std::vector<Fades::Due>& due);

private:
    void note(std::span<const Change> changes, Author author, Time now, bool of_fades = false);

    Console& console_;
    Hands hands_;
    Fades fades_;
    DeadMan dead_man_;
    Echoes echoes_;
    Recorder* recorder_ = nullptr;
};

// May this client do anything but read? A refusal where not.
std::optional<Refusal> check_write(const Client& client, const Place& place);
// May it carry out this action, whether that is a row or not?
std::optional<Refusal> check_act(const Client& client, std::string_view address);
// May it give this value, where the address alone does not tell?
std::optional<Refusal> check_value(const Client& client, const Console& console, const Place& place,
                                   const Value& value);
// The value as this role may have it: a performer cannot turn talkback under -20 dB, nor any lower where it is lower,
// and no level of a cue mix over cue/max.
Value within_rights(const Client& client, const Console& console, const Place& place, Value value);
std::optional<Refusal> check_read(const Client& client);

}  // namespace tutti
