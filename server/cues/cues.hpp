#pragma once
// The actions of cue mixes: a performer's kept mixes, the start mix of a bus, and what an engineer copies into one.
// Each change of a mix takes a second, goes through the one door, and can be taken back by /bus/B/cue/recall 0. Kept in
// the session file; answered once it is there. State thread only.
#include <map>
#include <string_view>
#include <vector>

#include "server/actions.hpp"
#include "server/cues/kept_mix.hpp"
#include "server/door.hpp"
#include "server/session/session_keeper.hpp"

namespace tutti {

class Cues : public Actions {
public:
    static constexpr int kMostOfOne = 50;  // kept mixes of one performer

    Cues(Console& console, Door& door, Callers callers);

    // What the session has, once its values are there, and where to keep more.
    void open(SessionKeeper& keeper, std::span<const Record> records);
    // Each turn: who has become a performer starts from the start mix; new words for families are kept.
    void follow();
    // The mixes of a performer who is no more.
    void forget(int user);

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

private:
    using Kept = std::map<int, KeptMix>;

    std::optional<Refusal> store(Client& client, int bus, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> remove(Client& client, int bus, std::span<const Argument> arguments, Answer& answer);
    void store_start(Client& client, int bus, Answer& answer);
    Result list(int bus) const;
    Result recall(Client& client, int bus, std::span<const Argument> arguments, Time now);
    Result start(Client& client, int bus, Time now);
    Result copy(Client& client, int bus, std::span<const Argument> arguments, Time now);
    Result bring(Client& client, int bus, const KeptMix& mix, Time now);

    bool is_of(const KeptMix& mix, int bus) const;
    // Writes one record; `then` follows once it is on disk.
    void keep(Client& client, Record record, std::function<Outcome()> then, Answer& answer);

    Console& console_;
    Door& door_;
    Callers callers_;
    SessionKeeper* keeper_ = nullptr;
    Kept kept_;                      // by number
    std::map<int, KeptMix> starts_;  // by bus, from 0
    struct Before {
        KeptMix mix;
        Time when{};
    };
    std::map<int, Before> before_;  // by bus: what was there before it was brought another
    std::vector<float> owners_;
    unsigned families_ = 0;  // their version that is kept
    int newest_ = 0;
};

}  // namespace tutti
