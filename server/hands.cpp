#include "server/hands.hpp"

#include <algorithm>

#include "protocol/json/text.hpp"

namespace tutti {
namespace {
constexpr int kPerClient = 256;
constexpr std::size_t kInAll = 4096;
constexpr std::size_t kTold = 256;
constexpr auto kStill = std::chrono::seconds(5);
}  // namespace

bool Hands::take(Slot slot, const Client& client, Time now) {
    const auto found = holds_.find(slot);
    if (found != holds_.end() && found->second.client == client.id) {
        found->second.last = now;
        return true;
    }
    if (found != holds_.end() && found->second.role >= client.role) return false;
    const auto count = counts_.find(client.id);
    if ((count != counts_.end() && count->second >= kPerClient) || holds_.size() >= kInAll) return false;
    if (found != holds_.end() && --counts_[found->second.client] == 0) counts_.erase(found->second.client);
    ++counts_[client.id];
    holds_[slot] = {client.id, client.role, now, now};
    ++version_;
    return true;
}

bool Hands::release(Slot slot, ClientId client) {
    if (!held_by(slot, client)) return false;
    holds_.erase(slot);
    if (--counts_[client] == 0) counts_.erase(client);
    ++version_;
    return true;
}

void Hands::release_all(ClientId client) {
    if (std::erase_if(holds_, [client](const auto& hold) { return hold.second.client == client; }) > 0) ++version_;
    counts_.erase(client);
}

void Hands::moved(Slot slot, ClientId client, Time now) {
    const auto found = holds_.find(slot);
    if (found != holds_.end() && found->second.client == client) found->second.last = now;
}

const Hands::Hold* Hands::holder(Slot slot) const {
    const auto found = holds_.find(slot);
    return found == holds_.end() ? nullptr : &found->second;
}

bool Hands::held_by(Slot slot, ClientId client) const {
    const Hold* hold = holder(slot);
    return hold && hold->client == client;
}

std::vector<std::pair<Slot, ClientId>> Hands::expire(Time now) {
    std::vector<std::pair<Slot, ClientId>> ended;
    for (const auto& [slot, hold] : holds_)
        if (now - hold.last > kStill) ended.emplace_back(slot, hold.client);
    for (const auto& [slot, client] : ended) release(slot, client);
    return ended;
}

std::unordered_map<ClientId, std::string> Hands::by_client(const Layout& layout, std::size_t longest) const {
    std::vector<Slot> slots;
    for (const auto& [slot, hold] : holds_) slots.push_back(slot);
    std::sort(slots.begin(), slots.end());
    std::unordered_map<ClientId, std::string> held;
    for (const Slot slot : slots) {
        std::string& words = held[holder(slot)->client];
        const std::string address = address_of(layout, slot);
        if (words.size() + address.size() < longest) words += (words.empty() ? "" : " ") + address;
    }
    return held;
}

std::string Hands::json(const Layout& layout, const std::unordered_map<ClientId, std::string>& names) const {
    std::vector<Slot> slots;
    for (const auto& [slot, hold] : holds_) slots.push_back(slot);
    std::sort(slots.begin(), slots.end());
    if (slots.size() > kTold) slots.resize(kTold);
    std::string out = "{";
    for (const Slot slot : slots) {
        if (out.size() > 1) out += ", ";
        json::append_quoted(out, address_of(layout, slot));
        out += ": ";
        const auto name = names.find(holder(slot)->client);
        json::append_quoted(out, name == names.end() ? std::string_view{} : std::string_view{name->second});
    }
    return out + "}";
}

}  // namespace tutti
