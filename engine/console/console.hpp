#pragma once
// The desk's state: every value, its newest revision, and for each strip when its sound last changed. apply() is the
// only function that writes settings; rules of the desk that follow from a change (rules.hpp) happen inside it. State
// thread only. Whoever calls it has checked rights and hands (server/door.hpp).
#include <span>
#include <string>
#include <unordered_set>

#include "engine/console/accept.hpp"
#include "engine/console/address.hpp"
#include "engine/console/change_list.hpp"

namespace tutti {

struct Change {
    Slot slot = 0;
    Value value;  // accepted before (accept.hpp); numbers are settled once more
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
    const std::string& text(Slot slot) const { return texts_[static_cast<std::size_t>(numbers_[slot])]; }
    Value value(Slot slot) const;
    // Defaults, which for buses and sends depend on the bus's kind.
    float initial_number(const Place& place) const;
    // Of a strip that there has never been, a preset's number that was never used: nobody is sent its values.
    bool vacant(Slot slot) const {
        return layout_.place(slot).family == Family::preset && changes_.revision(slot) == 0;
    }
    std::string_view initial_text(const Place& place) const { return place.info().initial_text; }

    // Writes a list of changes as one revision, and what the desk's rules make of them. A consequence never overwrites
    // an address of the same list. Returns the revision, which is new whether or not anything changed.
    Revision apply(std::span<const Change> changes, Author author);

    // [state] Moves a number on the way of a timed fade: it sounds, but is no revision and is told to nobody. The fade
    // writes where it has come to by apply(), some times a second.
    void glide(Slot slot, float number);

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
    bool write(Slot slot, const Value& value, Author author);
    void stamp_dependants(const Place& place);
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
    std::unordered_set<Slot> glided_;  // moved by glide() since their last revision
    Revision revision_, first_revision_;
    Revision tick_ = 0;
    int delay_pieces_left_;
    Revision sound_ = 1;  // counts what is heard: revisions and glides
};

}  // namespace tutti
