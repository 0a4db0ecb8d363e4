#include "server/dead_man.hpp"

#include <algorithm>

namespace tutti {
namespace {

constexpr auto kSignOfLife = std::chrono::seconds(2);

// Where the client sits. Until people exist, who may mix sits at monitor 1.
int monitor_of(const Client& client) { return client.role >= Role::producer ? 1 : 0; }

}  // namespace

DeadMan::DeadMan(Console& console) : console_(console) {
    for (int t = 0; t < console.layout().sizes().talkbacks; ++t) slots_.push_back(console.layout().slot("on"_talkback, t));
    openers_.resize(slots_.size());
}

void DeadMan::watch(std::span<const Change> changes, const Client& client) {
    for (const Change& change : changes) {
        const auto found = std::lower_bound(slots_.begin(), slots_.end(), change.slot);
        if (found == slots_.end() || *found != change.slot) continue;
        // Who finds it open already holds nothing: it closes with the one who opened it.
        const bool opens = change.value.number != 0 && console_.number(change.slot) == 0;
        if (!opens) continue;
        const auto t = static_cast<std::size_t>(found - slots_.begin());
        openers_[t] = client.id;
        const Slot talker = console_.layout().slot("talker/monitor"_talkback, static_cast<int>(t));
        console_.publish(talker, {static_cast<float>(std::min(monitor_of(client), console_.layout().sizes().monitors))});
    }
}

bool DeadMan::holds(const Clients& clients, ClientId id, Time now) const {
    const auto found = clients.find(id);
    if (found == clients.end() || found->second->closing) return false;
    return now - found->second->last_packet <= kSignOfLife;
}

std::vector<Change> DeadMan::due(const Clients& clients, Time now) const {
    std::vector<Change> closed;
    for (std::size_t t = 0; t < slots_.size(); ++t) {
        const bool momentary = !console_.on("mode"_talkback, static_cast<int>(t));
        if (console_.number(slots_[t]) == 0 || !momentary) continue;
        const auto opener = clients.find(openers_[t]);
        const bool may = opener != clients.end() && may_write(opener->second->role, console_.layout().place(slots_[t]));
        if (!may || !holds(clients, openers_[t], now)) closed.push_back({slots_[t], {0}});
    }
    return closed;
}

}  // namespace tutti
