#pragma once
// Timed fades: a value moves along its law to a target. What is heard moves every 5 ms (Console::glide); the stored
// value follows 20 times a second. The last writer, a touch or a recall ends a fade. State thread only.
#include <unordered_map>
#include <vector>

#include "engine/console/console.hpp"
#include "server/client.hpp"

namespace tutti {

class Fades {
public:
    static constexpr std::size_t kMost = 16384;
    static constexpr float kLongest = 600;  // seconds

    bool start(const Console& console, Slot slot, float target, double seconds, Time now);  // false: too many
    void cancel(Slot slot) { fades_.erase(slot); }
    bool empty() const { return fades_.empty(); }
    // Moves all fades; `due` gets the changes that are to be stored now.
    void advance(Console& console, Time now, std::vector<Change>& due);

private:
    struct Fade {
        double from, to;  // positions of the law
        float target;
        Time begin, stored;
        std::chrono::duration<double> length;
    };
    std::unordered_map<Slot, Fade> fades_;
};

}  // namespace tutti
