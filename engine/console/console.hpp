#pragma once
// The desk's state: every value, its newest revision, and for each strip when its sound last changed. apply() is the
// only function that writes settings; rules of the desk that follow from a change (rules.hpp) happen inside it. State
// thread only. Whoever calls it has checked rights and hands (server/door.hpp).
#include <span>
#include <string>
#include <unordered_map>

#include "engine/console/accept.hpp"
#include "engine/console/address.hpp"
#include "engine/console/change_list.hpp"
#include "engine/console/families.hpp"
#include "engine/console/rises.hpp"

namespace tutti {

struct Change {
    Slot slot = 0;
    Value value;          // accepted before (accept.hpp); numbers are settled once more
    bool slowly = false;  // a performer's: what is a level of a cue mix is heard to rise slowly (rises.hpp)
};

// Told of every setting that becomes another value, amid apply(). Not of what ends with the daemon (Row::passing).
class Witness {
public:
    virtual ~Witness() = default;
    // `follows`: by a rule of the desk. Texts are borrowed.
    virtual void changed(Slot slot, const Value& before, const Value& now, bool follows) = 0;
    virtual void applied(Revision revision) = 0;  // all of one apply has been told
};

class Console {
public:
    // `first_revision`: greater than any this desk has ever used (protocol: last saved + 1, or from the clock).
    explicit Console(const Sizes& sizes, Revision first_revision = 1);

    const Layout& layout() const { return layout_; }
    const AddressTree& tree() const { return tree_; }

    float number(Slot slot) const { return numbers_[slot]; }
    template <Family F>
    float number(RowOf<F> row, int strip = 0, int index = 0) const {
        return numbers_[layout_.slot(row, strip, index)];
    }
    template <Family F>
    bool on(RowOf<F> row, int strip = 0, int index = 0) const {
        return number(row, strip, index) != 0;
    }
    // The same as it is heard now: a level on its slow way up (rises.hpp) is not yet what it was set to.
    template <Family F>
    float heard(RowOf<F> row, int strip = 0, int index = 0) const {
        const Slot slot = layout_.slot(row, strip, index);
        return rises_.heard(slot, numbers_[slot]);
    }
    const std::string& text(Slot slot) const { return texts_[static_cast<std::size_t>(numbers_[slot])]; }
    Value value(Slot slot) const;
    // Defaults, which for buses and sends depend on the bus's kind.
    float initial_number(const Place& place) const;
    // Of a preset, a person, a client or a scene whose number was never used: nobody is sent its values.
    bool vacant(Slot slot) const;
    std::string_view initial_text(const Place& place) const { return place.info().initial_text; }

    // Writes a list of changes as one revision, and what the desk's rules make of them. A consequence never overwrites
    // an address of the same list. Returns the revision, which is new whether or not anything changed.
    Revision apply(std::span<const Change> changes, Author author);
    // The same without what the rules would make of it: for values that have stood together before.
    Revision put_back(std::span<const Change> changes, Author author);
    // Values that stand, as if they had changed now: of a new revision, by nobody.
    void tell_again(std::span<const Slot> slots) {
        if (!slots.empty()) ++revision_;
        for (const Slot slot : slots) changes_.touch(ChangeList::Of::settings, slot, revision_, 0);
    }
    // nullptr: nobody. It must outlive the next call.
    void set_witness(Witness* witness) { witness_ = witness; }

    // [state] Moves a number on the way of a timed fade: it sounds, but is no revision and is told to nobody. The fade
    // writes where it has come to by apply(), some times a second.
    void glide(Slot slot, float number, bool slowly = false);
    // Time goes on for the levels that rise slowly.
    bool rises() const { return !rises_.empty(); }
    void rise(double seconds);

    // Which family of a cue mix a strip is of. What a session kept of them comes before its values.
    const Families& families() const { return families_; }
    void remember_families(const std::vector<std::string>& own) { families_.remember(own); }

    // Pieces of the pool of delays (delay_pool.hpp) that nobody has taken.
    int delay_pieces_left() const { return delay_pieces_left_; }

    // Readings: no revision, a tick instead. Does nothing where the value is the same. The monitor of who talks is
    // heard.
    void publish(Slot slot, const Value& value);
    // The two halves of it, for what changes more often than it is told: whether it is another value; telling it.
    bool keep(Slot slot, const Value& value);
    void tell(Slot slot) { changes_.touch(ChangeList::Of::readings, slot, ++tick_, 0); }

    // The rows insert/source that are not none, in order of their slots (inserts.hpp).
    const std::vector<Slot>& inserts() const { return inserts_; }

    Revision revision() const { return revision_; }
    Revision first_revision() const { return first_revision_; }  // what came before it, this desk does not know
    Revision tick() const { return tick_; }
    const ChangeList& changes() const { return changes_; }

    // Changes whenever anything that strip number `strip` of a MixFrame depends on changes.
    Revision stamp(int strip) const { return stamps_[static_cast<std::size_t>(strip)]; }
    // The same for all of a channel but its gains.
    Revision processor_stamp(int channel) const { return processor_stamps_[static_cast<std::size_t>(channel)]; }
    int strips() const { return static_cast<int>(stamps_.size()); }

private:
    bool write(const Change& change, Author author, bool follows);
    void move_level(const Place& place, Slot slot, float number, bool slowly);
    void witness(const Row& row, Slot slot, const Value& before, const Value& now, bool follows) {
        if (witness_ && !row.passing) witness_->changed(slot, before, now, follows);
    }
    void stamp_dependants(const Place& place);
    void stamp_senders(const Place& place);
    void follow_families();
    void stamp(int first, int count);
    void stamp_processors(int channel);
    void stamp_inserts(bool patched);

    Layout layout_;
    AddressTree tree_;
    ChangeList changes_;
    std::vector<float> numbers_;  // of texts: where they are in texts_
    std::vector<std::string> texts_;
    std::vector<Revision> stamps_, processor_stamps_;
    std::vector<Slot> inserts_;
    Families families_;
    bool families_named_ = false;  // since they were looked at
    Rises rises_;
    std::unordered_map<Slot, float> glided_;  // moved by glide() since their last revision; what they were then
    Witness* witness_ = nullptr;
    Revision revision_, first_revision_;
    Revision tick_ = 0;
    int delay_pieces_left_;
    Revision sound_ = 1;  // counts what is heard: revisions and glides
};

}  // namespace tutti
