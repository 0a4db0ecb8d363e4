#pragma once
// Makes steps of what is written into the console: told by the door whose the next apply is, and by the console what
// it changes. Moves of one hand on the same controls less than a second apart, or under one touch, are one step. Holds
// what is still moving or not written yet, within a bound. State thread only; costs some look-ups a change.
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

#include "server/client.hpp"
#include "server/hands.hpp"
#include "server/history/step.hpp"

namespace tutti {

class Recorder final : public Witness {
public:
    // A step while it may go on. Who keeps a pointer (a fade) keeps it going.
    struct Step : std::enable_shared_from_this<Step> {
        StepRow row;
        ClientId client = 0;
        bool moves = false;   // of a hand: the next move joins it
        bool closed = false;  // somebody else has written what it did
        bool dirty = false;
        bool listed = false;  // among those that are to be written
        Time moved{};
        std::vector<std::uint32_t> entries;
    };
    using StepPointer = std::shared_ptr<Step>;

    // Both must outlive it. What came before is not known to it.
    Recorder(Console& console, const Hands& hands);
    ~Recorder() override;

    // The next apply is this client's: a hand's moves, a list of its own (a copy, a scene), or what an undo takes back.
    enum class How : std::uint8_t { moved, brought, undo };
    void begin(Client& client, How how, Time now);
    // A fade of that apply begins there: its step, which from now on has the address.
    StepPointer step_of_fade(Slot slot);
    // The next apply is the way of fades that began in this step.
    void go_on(StepPointer step);

    // Steps of the client (nullptr: of all) take nothing in any more.
    void close(const Client* client);
    void mark(StepId step, StepState state, Revision revision) { marks_.push_back({step, state, revision}); }
    // Somebody else than the client has changed this since the revision. Only of what is not written yet.
    bool changed_by_others(Slot slot, Revision since, const Client& client) const;
    std::shared_ptr<const Signature> signature(Client& client) const;

    bool waits() const { return dirty_ || !marks_.empty(); }  // there is something to be written
    bool rests() const { return !waits() && steps_.empty(); }
    // All that is not written yet.
    HistoryBatch take(Time now);
    // Lets go of what has come to rest, and of the memory for it once all has. take() does so too.
    void settle(Time now);
    // It could not be written: it comes again with what follows.
    void give_back(HistoryBatch batch);
    Revision first_revision() const { return first_; }
    StepId first_step() const { return static_cast<StepId>(console_.first_revision()); }

    void changed(Slot slot, const Value& before, const Value& now, bool follows) override;
    void applied(Revision revision) override;

    static constexpr std::size_t kMost = std::size_t{1} << 20;  // entries in memory

private:
    static constexpr std::uint32_t kNone = 0xffffffff;
    struct Entry {
        Step* step = nullptr;
        Slot slot = 0;
        float was = 0, became = 0;
        Revision revision = 0;
        bool follows = false, dirty = false;
        std::unique_ptr<EntryTexts> texts;
    };
    struct Written {
        Slot slot;
        float was, became;
        bool follows;
        std::unique_ptr<EntryTexts> texts;
    };
    StepPointer joined() const;
    StepPointer make();
    void claim(const Step& step, Slot slot);
    void put(Step& step, Written& written, Revision revision);
    bool is_still(const Step& step, Time now) const;
    void let_go(Step& step);
    void forget_all();

    Console& console_;
    const Hands& hands_;
    const Revision first_;
    StepId next_;
    std::vector<std::uint32_t> at_;  // the newest entry of each slot
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> free_;
    std::deque<StepPointer> steps_;
    std::vector<MarkRow> marks_;
    std::vector<Written> written_;  // by the apply that goes on
    HistoryBatch kept_;             // could not be written
    Revision lost_until_ = 0;
    bool dirty_ = false;

    // Of the next apply.
    bool begun_ = false;
    std::shared_ptr<const Signature> who_;
    ClientId whose_ = 0;
    How how_ = How::moved;
    Time now_{};
    StepPointer going_on_, last_;
};

}  // namespace tutti
