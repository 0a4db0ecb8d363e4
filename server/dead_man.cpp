#include "server/dead_man.hpp"

#include <algorithm>

#include "server/door.hpp"

namespace tutti {
namespace {

constexpr auto kSignOfLife = std::chrono::seconds(2);
constexpr auto kLease = std::chrono::seconds(60);  // then a datagram source is gone

int monitor_of(const Client& client) {
    return client.rights ? client.rights->person().monitor : 0;
}

}  // namespace

DeadMan::DeadMan(Console& console) : console_(console) {
    const Layout& layout = console.layout();
    for (int t = 0; t < layout.sizes().talkbacks; ++t) switches_.push_back({layout.slot("on"_talkback, t), t});
    switches_.push_back({layout.slot("sip/armed"_session), -1});
    std::sort(switches_.begin(), switches_.end(), [](const Switch& a, const Switch& b) { return a.slot < b.slot; });
}

void DeadMan::watch(std::span<const Change> changes, const Client& client) {
    for (const Change& change : changes) {
        const auto found = std::lower_bound(switches_.begin(), switches_.end(), change.slot,
                                            [](const Switch& s, Slot slot) { return s.slot < slot; });
        if (found == switches_.end() || found->slot != change.slot) continue;
        // Who finds it open already holds nothing: it closes with the one who opened it.
        const bool opens = change.value.number != 0 && console_.number(change.slot) == 0;
        if (!opens) continue;
        found->opener = client.id;
        if (found->talkback < 0) continue;
        console_.publish(console_.layout().slot("talker/monitor"_talkback, found->talkback),
                         {static_cast<float>(monitor_of(client))});
    }
}

bool DeadMan::lasts(const Switch& opened, const Clients& clients, Time now) const {
    if (opened.talkback >= 0 && console_.on("mode"_talkback, opened.talkback)) return true;  // latched
    const auto found = clients.find(opened.opener);
    if (found == clients.end() || found->second->closing) return false;
    const Client& opener = *found->second;
    if (check_write(opener, console_.layout().place(opened.slot))) return false;
    const auto silent = now - opener.last_packet;
    return opened.talkback >= 0 ? silent <= kSignOfLife : !opener.origin.datagram || silent <= kLease;
}

std::vector<Change> DeadMan::due(const Clients& clients, Time now) const {
    std::vector<Change> closed;
    for (const Switch& s : switches_)
        if (console_.number(s.slot) != 0 && !lasts(s, clients, now)) closed.push_back({s.slot, {0}});
    return closed;
}

}  // namespace tutti
