#pragma once
// Timed fades: a value moves along its law to a target. What is heard moves every 5 ms (Console::glide); the stored
// value follows 20 times a second. The last writer, a touch or a recall ends a fade, also where it follows from another
// change. State thread only.
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"
#include "server/history/recorder.hpp"

namespace tutti {

class Fades {
public:
    static constexpr std::size_t kMost = 16384;
    static constexpr float kLongest = 600;  // seconds

    // From where the value stands; whose: who asked for it, and is told of the way; slowly: see Change. `step`: what it
    // is a part of in the history.
    void start(const Console& console, Slot slot, float target, double seconds, Time now, ClientId whose,
               bool slowly = false, std::shared_ptr<Recorder::Step> step = nullptr);
    bool cancel(Slot slot) { return fades_.erase(slot) > 0; }
    bool empty() const { return fades_.empty(); }
    std::size_t size() const { return fades_.size(); }
    bool contains(Slot slot) const { return fades_.contains(slot); }
    // Those of a step, and from where they began.
    std::vector<Change> of(StepId step) const;
    struct Due {
        Change change;
        ClientId whose;
        std::shared_ptr<Recorder::Step> step;
    };
    // Ends those of at most so many seconds where they lead to: `due` gets that.
    void hurry(double seconds, std::vector<Due>& due);
    // Moves all fades; `due` gets what is to be stored now.
    void advance(Console& console, Time now, std::vector<Due>& due);

private:
    struct Fade {
        double from, to;          // positions of the law
        float began, target, at;  // at: what it last moved the value to
        Time begin, stored;
        std::chrono::duration<double> length;
        ClientId whose;
        bool slowly;
        std::shared_ptr<Recorder::Step> step;
    };
    std::unordered_map<Slot, Fade> fades_;
};

}  // namespace tutti
