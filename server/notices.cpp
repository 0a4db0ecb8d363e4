#include "server/notices.hpp"

#include <algorithm>
#include <set>

#include "protocol/json/command.hpp"
#include "protocol/json/text.hpp"
#include "protocol/osc/framing.hpp"
#include "protocol/osc/message.hpp"
#include "server/parcel.hpp"

namespace tutti {
namespace {

constexpr int kWalkBite = 2048;             // values of one walk in one flush
constexpr std::size_t kDatagramBite = 400;  // values a flush sends one UDP source: its socket buffer is small

}  // namespace

Argument value_argument(const Console& console, Slot slot, std::string& scratch) {
    const Row& row = console.layout().row(slot);
    switch (row.type) {
        case Type::number: return console.number(slot);
        case Type::integer: return static_cast<std::int32_t>(console.number(slot));
        case Type::toggle: return console.number(slot) != 0;
        case Type::choice:
        case Type::route: return value_word(console.layout(), row, console.number(slot), scratch);
        case Type::text: return std::string_view(console.text(slot));
        case Type::counter: return static_cast<std::int64_t>(console.revision());
        case Type::action: break;
    }
    return {};
}

void append_value_message(std::string& out, const Console& console, Slot slot) {
    thread_local std::string address, scratch;
    address.clear();
    append_address(address, console.layout(), slot);
    osc::append_message(out, address, {value_argument(console, slot, scratch)});
}

void append_value_json(std::string& out, const Console& console, Slot slot) {
    std::string scratch;
    const Argument value = value_argument(console, slot, scratch);
    if (const auto* word = std::get_if<std::string_view>(&value))
        json::append_quoted(out, *word);
    else if (const auto* f = std::get_if<float>(&value))
        json::append_number(out, *f);
    else if (const auto* i = std::get_if<std::int32_t>(&value))
        out += std::to_string(*i);
    else if (const auto* h = std::get_if<std::int64_t>(&value))
        out += std::to_string(*h);
    else if (const auto* b = std::get_if<bool>(&value))
        out += *b ? "true" : "false";
    else
        out += "null";
}

void Notices::collect(Revision since, Revision since_tick, std::vector<Entry>& entries, std::string& encoded) const {
    entries.clear();
    encoded.clear();
    const ChangeList& changes = console_.changes();
    for (const auto which : {ChangeList::Of::readings, ChangeList::Of::settings}) {
        const Revision after = which == ChangeList::Of::settings ? since : since_tick;
        for (Slot s = changes.newest(which); s != kNoSlot && changes.revision(s) > after; s = changes.older(s))
            entries.push_back({s, console_.layout().place(s), changes.author(s), 0, 0});
    }
    std::reverse(entries.begin(), entries.end());  // oldest first; settings before readings
    for (Entry& entry : entries) {
        entry.offset = encoded.size();
        append_value_message(encoded, console_, entry.slot);
        entry.length = encoded.size() - entry.offset;
    }
}

bool Notices::flush(Clients& clients) {
    from_ = told_;
    from_tick_ = told_tick_;
    const bool anybody =
        std::any_of(clients.begin(), clients.end(), [](const auto& c) { return c.second->listening(); });
    if (anybody)
        collect(from_, from_tick_, entries_, encoded_);
    else
        entries_.clear();
    told_ = console_.revision();
    told_tick_ = console_.tick();
    authors_.clear();
    for (const Entry& entry : entries_) authors_.insert(entry.author);
    shared_made_[0] = shared_made_[1] = false;
    bool more = false;
    for (auto& [id, client] : clients) more |= serve(*client);
    return more;
}

std::vector<Slot> Notices::let_go(Clients& clients) {
    std::vector<Slot> slots = std::exchange(of_the_gone_, {});
    for (auto& [id, client] : clients)
        std::erase_if(client->withheld, [&, holder = id](Slot slot) {
            if (hands_.held_by(slot, holder)) return false;
            slots.push_back(slot);
            return true;
        });
    return slots;
}

const std::vector<Bytes>& Notices::shared(bool datagram) {
    std::vector<Bytes>& packets = shared_[datagram ? 1 : 0];
    if (std::exchange(shared_made_[datagram ? 1 : 0], true)) return packets;
    packets.clear();
    if (entries_.size() == 1) {
        packets.push_back(std::make_shared<const std::string>(encoded_));
        return packets;
    }
    const std::size_t most = datagram ? kDatagramBundle : kStreamBundle;
    std::string bundle;
    for (const Entry& entry : entries_) {
        if (!bundle.empty() && bundle.size() + 4 + entry.length > most) {
            packets.push_back(std::make_shared<const std::string>(std::move(bundle)));
            bundle.clear();
        }
        if (bundle.empty()) bundle = osc::kBundleStart;
        osc::append_length_prefixed(bundle, std::string_view(encoded_).substr(entry.offset, entry.length));
    }
    if (!bundle.empty()) packets.push_back(std::make_shared<const std::string>(std::move(bundle)));
    return packets;
}

bool Notices::serve(Client& client) {
    if (client.link->queued() > Client::kHighWater) return false;  // the carrier says when it has drained
    const bool behind = client.told < from_ || client.told_tick < from_tick_;
    const auto& subscriptions = client.subscriptions;
    const auto any = [&](auto is) { return std::any_of(subscriptions.begin(), subscriptions.end(), is); };
    const bool everything = any([](const Subscription& s) { return s.selection->everything(); });
    const bool elsewhere = any([](const Subscription& s) { return s.port != 0; });
    if (!behind && everything && !elsewhere && !client.json && client.owed.empty() && !hands_.holds_any(client.id) &&
        !authors_.contains(client.id)) {
        for (const Bytes& packet : shared(client.origin.datagram)) client.link->send(packet, false);
    } else {
        Parcel parcel(console_, client);
        std::sort(client.owed.begin(), client.owed.end());
        client.owed.erase(std::unique(client.owed.begin(), client.owed.end()), client.owed.end());
        if (behind && client.listening()) {
            std::vector<Entry> entries;
            std::string encoded;
            collect(client.told, client.told_tick, entries, encoded);
            tell(client, entries, encoded, parcel);
        } else if (client.listening()) {
            tell(client, entries_, encoded_, parcel);
        }
        parcel.form(false, 0);
        for (const Slot slot : client.owed) parcel.add(slot);
        client.owed.clear();
    }
    client.told = console_.revision();
    client.told_tick = console_.tick();
    Parcel parcel(console_, client);
    return walk(client, parcel);
}

void Notices::tell(Client& client, std::span<const Entry> entries, const std::string& encoded, Parcel& parcel) const {
    std::set<std::uint16_t> others;  // ports beside the source's own
    for (const Subscription& s : client.subscriptions)
        if (s.port != 0) others.insert(s.port);
    for (const std::uint16_t port : others) {
        tell_at(port, client, entries, encoded, parcel);
        for (const Slot slot : client.owed)
            if (client.subscribed_at(port, console_.layout().place(slot), slot)) parcel.add(slot);
    }
    tell_at(0, client, entries, encoded, parcel);
}

void Notices::tell_at(std::uint16_t port, Client& client, std::span<const Entry> entries, const std::string& encoded,
                      Parcel& parcel) const {
    parcel.form(false, port);
    for (const Entry& entry : entries) {
        if (entry.author == client.id || !client.subscribed_at(port, entry.place, entry.slot)) continue;
        if (std::binary_search(client.owed.begin(), client.owed.end(), entry.slot)) continue;
        if (hands_.held_by(entry.slot, client.id)) {  // told on release
            if (std::find(client.withheld.begin(), client.withheld.end(), entry.slot) == client.withheld.end())
                client.withheld.push_back(entry.slot);
            continue;
        }
        parcel.add(entry.slot, std::string_view(encoded).substr(entry.offset, entry.length));
    }
}

bool Notices::walk(Client& client, Parcel& parcel) const {
    std::size_t bite = client.origin.datagram ? kDatagramBite : kWalkBite;
    const Time now = Clock::now();
    while (!client.jobs.empty()) {
        if (client.link->queued() > Client::kHighWater) return false;
        if (bite == 0) return true;
        if (auto* walk = std::get_if<Walk>(&client.jobs.front())) {
            parcel.form(walk->osc, walk->port);
            while (bite > 0 && (walk->next = walk->selection->next(console_.layout(), walk->next)) != kNoSlot) {
                if (console_.vacant(walk->next)) {
                    ++walk->next;
                    continue;
                }
                const bool reading = console_.layout().row(walk->next).kind == Kind::reading;
                const bool under_hand = walk->unasked && hands_.held_by(walk->next, client.id);
                // What a hand is on may be the hand of who has come back, still unnoticed that it was gone.
                const bool news = reading || walk->since == 0 ||
                                  console_.changes().revision(walk->next) > walk->since ||
                                  (!hands_.empty() && hands_.holder(walk->next));
                if (news && !under_hand) {
                    parcel.add(walk->next);
                    if (walk->since > 0 && !reading) client.gives(walk->next, now);
                    --bite;
                }
                ++walk->next;
            }
            if (walk->next != kNoSlot) continue;
        } else {
            parcel.send();
            if (client.unanswered > 0) return false;  // its answer wakes the desk
            const Behind& behind = std::get<Behind>(client.jobs.front());
            std::string out;
            if (behind.what == Behind::What::osc_sync) {
                osc::append_message(out, "/synced", {behind.token, static_cast<std::int64_t>(behind.revision)});
                client.link->send(std::make_shared<const std::string>(std::move(out)), false);
            } else if (!behind.id.empty()) {
                out = json::reply_ok(behind.id, "\"REVISION\": " + std::to_string(behind.revision));
                client.link->send(std::make_shared<const std::string>(std::move(out)), true);
            }
        }
        client.jobs.pop_front();
    }
    return false;
}

}  // namespace tutti
