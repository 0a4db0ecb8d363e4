#pragma once
// Tells OSCQuery clients that nodes have come into the tree: people, scenes and presets have addresses from their first
// day on (and keep them). Only who listens to something is told, at most ten times a second; who does not read what it
// has been sent is told once it does. State thread only.
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/console/console.hpp"
#include "server/notices.hpp"

namespace tutti {

class TreeNews {
public:
    // Both outlive it.
    TreeNews(const Console& console, const Clients& clients);

    // After each turn of the loop.
    void follow(Time now);

private:
    struct Kind {
        std::string above;  // "/scene"
        int count;
        std::function<Slot(int)> slot;  // by which it is known that there is one
        std::vector<bool> known = {};
        bool any = false;
    };
    bool somebody_listens() const;
    // `told`: what is new as commands; nullptr: only looks.
    void look(Kind& kind, std::vector<std::string>* told) const;
    void catch_up();

    static constexpr auto kEach = std::chrono::milliseconds(100);
    static constexpr std::size_t kMostNamed = 16;  // of one kind; beyond that all of them have changed

    const Console& console_;
    const Clients& clients_;
    std::vector<Kind> kinds_;
    std::set<ClientId> behind_;  // have not been told of something
    bool looked_ = false;        // since somebody listens
    Revision seen_ = 0;
    Revision seen_readings_ = 0;
    Time next_{};
};

}  // namespace tutti
