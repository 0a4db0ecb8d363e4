#include "server/people/client_list.hpp"

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {
constexpr std::size_t kLongestHolds = 1000;
}

void ClientList::arrived(Client& client) {
    const auto free = std::find(at_.begin(), at_.end(), ClientId{0});
    if (free == at_.end()) return;
    *free = client.id;
    client.number = static_cast<int>(free - at_.begin()) + 1;
}

void ClientList::left(const Client& client) {
    if (client.number == 0) return;
    at_[static_cast<std::size_t>(client.number - 1)] = 0;
    mark(client.number);
}

void ClientList::mark(int place) {
    if (place == 0 || dirty_[static_cast<std::size_t>(place - 1)]) return;
    dirty_[static_cast<std::size_t>(place - 1)] = true;
    marked_.push_back(place);
}

void ClientList::settle_holds() {
    if (hands_version_ == hands_.version()) return;
    hands_version_ = hands_.version();
    const auto before = std::exchange(holds_, hands_.by_client(console_.layout(), kLongestHolds));
    const auto note = [this](ClientId id) {
        if (const auto client = clients_.find(id); client != clients_.end()) mark(client->second->number);
    };
    for (const auto& [id, what] : before) note(id);
    for (const auto& [id, what] : holds_) note(id);
}

void ClientList::keep(Slot slot, const Value& value) {
    if (console_.keep(slot, value)) untold_.push_back(slot);
}

void ClientList::keep(int place) {
    const Layout& layout = console_.layout();
    const auto found = clients_.find(at(place));
    const Client* client = found == clients_.end() ? nullptr : found->second.get();
    const auto text = [&](Slot slot, std::string_view words) { keep(slot, {0, client ? words : std::string_view{}}); };
    const int p = place - 1;
    const std::string_view name =
        client && client->user != 0 ? std::string_view(console_.text(layout.slot("name"_user, client->user - 1))) : "";
    const auto held = client ? holds_.find(client->id) : holds_.end();
    text(layout.slot("user"_client, p), name);
    text(layout.slot("role"_client, p), client ? role_name(client->role) : "");
    text(layout.slot("address"_client, p), client ? std::string_view(client->origin.address) : "");
    const Slot protocol = layout.slot("protocol"_client, p);
    text(protocol, client ? std::string_view(client->origin.protocol) : "");
    const bool first = client && console_.vacant(protocol);
    text(layout.slot("holds"_client, p), held != holds_.end() ? std::string_view(held->second) : "");
    if (!client) keep(layout.slot("round_trip"_client, p), {0});
    // A number is there from its first client on, with all that is said of it.
    if (!first) return;
    for (const Slot slot :
         {protocol, layout.slot("user"_client, p), layout.slot("role"_client, p), layout.slot("address"_client, p),
          layout.slot("holds"_client, p), layout.slot("round_trip"_client, p)})
        console_.tell(slot);
}

void ClientList::settle() {
    settle_holds();
    for (const int place : marked_) {
        dirty_[static_cast<std::size_t>(place - 1)] = false;
        keep(place);
    }
    marked_.clear();
}

void ClientList::tick(bool measures) {
    settle();
    if (measures)
        for (const auto& [id, client] : clients_) {
            if (client->number == 0) continue;
            const float ms = std::round(client->link->round_trip_ms() * 10) / 10;
            const Slot slot = console_.layout().slot("round_trip"_client, client->number - 1);
            const float known = console_.number(slot);
            // What wavers a little is no news: with many clients it would be most of what they are told.
            if (known == 0 || std::abs(ms - known) > std::max(1.0F, 0.2F * known)) keep(slot, {ms});
            client->link->measure();
        }
    std::sort(untold_.begin(), untold_.end());
    untold_.erase(std::unique(untold_.begin(), untold_.end()), untold_.end());
    for (const Slot slot : untold_) console_.tell(slot);
    untold_.clear();
}

}  // namespace tutti
