#include "server/echoes.hpp"

#include <algorithm>
#include <cmath>

namespace tutti {
namespace {

constexpr int kFewestDecimals = 2, kMostDecimals = 6;

bool has_decimals(float value, double scale) {
    return static_cast<float>(std::round(static_cast<double>(value) * scale) / scale) == value;
}

// "192.168.1.20:9000" -> "192.168.1.20"
std::string_view host_of(const Origin& origin) {
    return std::string_view(origin.address).substr(0, origin.address.rfind(':'));
}

}  // namespace

bool Echoes::rounded(float stored, double sent) {
    const double off = std::abs(sent - static_cast<double>(stored));
    const auto said = static_cast<float>(sent);
    double scale = std::pow(10, kFewestDecimals);
    for (int decimals = kFewestDecimals; decimals <= kMostDecimals; ++decimals, scale *= 10) {
        if (has_decimals(stored, scale)) return false;
        if (has_decimals(said, scale)) return off * scale <= 0.5001;
    }
    return false;
}

void Echoes::has_read(const Origin& who, Time now) {
    const std::string_view host = host_of(who);
    std::erase_if(readers_, [&](const Reader& r) { return r.host == host || now - r.when > kReading; });
    if (readers_.size() >= kMostReaders) readers_.erase(readers_.begin());
    readers_.push_back({std::string(host), console_.revision(), now});
}

void Echoes::changed(Slot slot, Author author, Time now, bool on_the_way) {
    if (console_.layout().row(slot).type == Type::text) return;
    auto found = past_.find(slot);
    if (found == past_.end()) {
        if (past_.size() >= kMostSlots) forget_old(now);
        if (past_.size() >= kMostSlots) return;
        found = past_.try_emplace(slot).first;
    }
    std::vector<Past>& past = found->second;
    if (past.size() >= kMostPast) past.erase(past.begin());
    past.push_back({console_.number(slot), author, now, on_the_way});
}

void Echoes::forget_old(Time now) {
    if (now - cleaned_ < std::chrono::seconds(1)) return;
    cleaned_ = now;
    std::erase_if(past_, [now](const auto& one) { return now - one.second.back().since > kKept; });
}

bool Echoes::has_been_told(const Client& client, const Place& place, Slot slot, Time now) const {
    if (client.subscribed(place, slot)) return true;
    const std::string_view host = host_of(client.origin);
    return std::any_of(readers_.begin(), readers_.end(), [&](const Reader& r) {
        return r.host == host && now - r.when <= kReading && console_.changes().revision(slot) <= r.revision;
    });
}

// What people send by a key of its own, however near it is to what was there: off, full, the middle, the default.
bool Echoes::meant(const Place& place, double sent) const {
    const Row& row = place.info();
    const auto value = static_cast<float>(sent);
    return value == 0 || value == row.min || value == row.max || value == console_.initial_number(place);
}

const Echoes::Past* Echoes::find_past(const Client& client, Slot slot, double sent, Time now) const {
    const auto found = past_.find(slot);
    if (found == past_.end()) return nullptr;
    for (auto past = found->second.rbegin(); past != found->second.rend(); ++past) {
        // Its own has come back to it where it crossed another's.
        if (past->author == client.id && !client.gave.contains(slot)) continue;
        if (now - past->since > kKept) break;
        if (past->value == static_cast<float>(sent) || rounded(past->value, sent)) return &*past;
    }
    return nullptr;
}

Echoes::Heard Echoes::hear(const Client& client, const Place& place, Slot slot, double sent, Time now) {
    const Row& row = place.info();
    // A PUT of HTTP has no connection on which it could have heard anything.
    if (client.id == 0 || row.passing || row.type == Type::text) return Heard::news;
    const bool own = console_.changes().author(slot) == client.id;
    const float stored = console_.number(slot);
    const bool number = row.type == Type::number;
    const bool exactly = stored == static_cast<float>(sent);
    const auto lately = past_.find(slot);
    const auto sure = [&] {
        const auto run = runs_.find(client.id);
        return run != runs_.end() && run->second >= kSure;
    };
    const bool nearly = number && !exactly && rounded(stored, sent) && (!meant(place, sent) || sure());
    if ((exactly || nearly) && !own && has_been_told(client, place, slot, now)) {
        if (number && lately != past_.end() && now - lately->second.back().since <= kSoon) one_more(client.id);
        return Heard::same;
    }
    if (exactly || lately == past_.end() || !client.subscribed(place, slot)) return Heard::news;
    const Past* past = find_past(client, slot, sent, now);
    if (!past || now - past->since > kSoon) {
        if (number) runs_.erase(client.id);
        // Where a fade has just been nobody else wants to be.
        return past && past->on_the_way && !meant(place, sent) ? Heard::late : Heard::news;
    }
    if (number) one_more(client.id);
    return sure() || (past->on_the_way && !meant(place, sent)) ? Heard::late : Heard::news;
}

}  // namespace tutti
