// What X32 clients are sent again and again.
#include <algorithm>
#include <bit>

#include "server/x32/arguments.hpp"
#include "server/x32/blob.hpp"
#include "server/x32/port.hpp"
#include "server/x32/wishes.hpp"

namespace tutti::x32 {
namespace {

constexpr auto kMostOfTick = std::chrono::milliseconds(10);
constexpr std::size_t kTextBytes = 32;  // of a text in it
constexpr std::uint32_t kNoLeaf = 0xffffffff;

std::string blob_message(std::string_view address, std::string_view blob) {
    std::string packet;
    osc::append_message(packet, address, {std::as_bytes(std::span(blob))});
    return packet;
}

}  // namespace

void Port::subscribe(const Asked& asked, Arguments arguments) {
    const auto address = text_at(arguments, 0);
    if (!address) return;
    const Leaf* leaf = Tree::find(*address);
    const int factor = time_factor(whole_at(arguments, 1).value_or(1));
    if (!leaf) {  // meters have a word of their own, but some ask for them so
        if (meter_kind(*address)) subscribe_meters(asked, *address, *address, arguments.subspan(1));
        return;
    }
    asked.guest.subscriptions.set(leaf->address, {.what = Subscribed::What::leaf,
                                                  .factor = factor,
                                                  .until = asked.now + Guest::kLease,
                                                  .leaves = {leaf->number}});
}

void Port::subscribe_list(const Asked& asked, Arguments arguments) {
    const auto wish = list_wish(arguments);
    if (!wish) return;
    Subscribed list{.what = Subscribed::What::list, .factor = wish->factor, .until = asked.now + Guest::kLease};
    std::size_t bytes = 4;
    for (const std::string& address : wish->addresses) {
        const Leaf* leaf = Tree::find(address);
        bytes += leaf && leaf->grid().kind == Kind::text ? kTextBytes : 4;
        if (bytes > kMostDatagram) return;
        list.leaves.push_back(leaf ? leaf->number : kNoLeaf);
    }
    asked.guest.subscriptions.set(wish->name, std::move(list));
}

void Port::subscribe_meters(const Asked& asked, std::string_view name, std::string_view path, Arguments numbers) {
    const auto wish = meter_wish(name, path, numbers);
    if (wish)
        asked.guest.subscriptions.set(wish->name, {.what = Subscribed::What::meters,
                                                   .factor = wish->factor,
                                                   .until = asked.now + Guest::kLease,
                                                   .meters = wish->kind});
}

// How many bytes follow, in the blob once more, then a word for each: little endian, unlike everything around it.
std::string Port::list_blob(const Subscribed& list) const {
    std::string values;
    for (const std::uint32_t number : list.leaves) {
        if (number == kNoLeaf) {
            put_little(values, 0);
            continue;
        }
        const Leaf& leaf = Tree::leaves()[number];
        const Setting setting = tree_.get(leaf);
        const Argument value = on_wire(leaf.grid(), setting);
        if (const auto* i = std::get_if<std::int32_t>(&value)) {
            put_little(values, static_cast<std::uint32_t>(*i));
        } else if (const auto* f = std::get_if<float>(&value)) {
            put_little(values, std::bit_cast<std::uint32_t>(*f));
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            values += text->substr(0, kTextBytes - 1);
            values.append(kTextBytes - std::min(text->size(), kTextBytes - 1), '\0');
        }
    }
    std::string blob;
    put_little(blob, static_cast<std::uint32_t>(values.size() + 4));
    return blob + values;
}

bool Port::ticks() const {
    return std::any_of(guests_.begin(), guests_.end(), [](const auto& g) { return !g.second->subscriptions.empty(); });
}

bool Port::wants_spectrum() const {
    for (const auto& [id, guest] : guests_)
        for (const auto& [name, one] : guest->subscriptions.all())
            if (one.what == Subscribed::What::meters && one.meters == MeterKind{15}) return true;
    return false;
}

int Port::selected() const {
    const Leaf* leaf = Tree::find("/-stat/selidx");
    return leaf ? tree_.get(*leaf).step : 0;
}

// Values and blobs are made once for all who get them now.
struct Port::Tick {
    std::uint64_t number;
    const MeterFrame& peaks;
    MeterView view;
    Time now;
    std::map<MeterKind, MeterPoints> points = {};
    std::map<std::pair<MeterKind, std::string>, Bytes> frames = {};

    bool over() const { return Clock::now() - now > kMostOfTick; }
};

// Whose turn does not come, because others want too much, is the first at the next tick.
void Port::tick(std::uint64_t number, const MeterFrame& peaks, const Measured* spectrum, Time now) {
    encoded_.clear();
    Tick tick_now{number, peaks, {console_, tree_.window(), selected(), spectrum}, now};
    std::vector<Guest*> order;
    for (const auto& [id, guest] : guests_)
        if (!guest->subscriptions.empty()) order.push_back(guest.get());
    if (order.empty()) return;
    tick_turn_ %= order.size();
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(tick_turn_), order.end());
    for (Guest* guest : order) {
        if (tick_now.over()) return;
        ++tick_turn_;
        if (!tick(*guest, tick_now)) return;
    }
}

bool Port::tick(Guest& guest, Tick& tick) {
    guest.subscriptions.expire(tick.now);
    if (!may_read(guest)) guest.subscriptions.end("");
    auto& all = guest.subscriptions.all();
    auto at = all.lower_bound(guest.next);
    guest.next.clear();
    for (std::size_t left = all.size(); left > 0; --left, ++at) {
        if (at == all.end()) at = all.begin();
        auto& [name, one] = *at;
        const bool meters = one.what == Subscribed::What::meters;
        if (meters && !tick.points.contains(one.meters))
            tick.points[one.meters] = meter_points(tick.view, tick.peaks, one.meters);
        const bool due = tick.number >= one.next;
        const bool as_others = due && one.factor == 1 && one.missed.empty();
        if (meters && !as_others) join(one.missed, tick.points[one.meters]);
        if (!due) continue;
        if (tick.over()) {
            guest.next = name;
            return false;
        }
        one.next = tick.number + static_cast<std::uint64_t>(one.factor);
        if (one.what == Subscribed::What::leaf) {
            guest.tell(encoded(Tree::leaves()[one.leaves[0]]));
        } else if (one.what == Subscribed::What::list) {
            guest.tell(blob_message(name, list_blob(one)));
        } else if (!as_others) {
            guest.tell(blob_message(name, meter_blob(one.meters, one.missed)));
            one.missed.clear();
        } else {
            Bytes& frame = tick.frames[{one.meters, name}];
            if (!frame)
                frame = std::make_shared<const std::string>(
                    blob_message(name, meter_blob(one.meters, tick.points[one.meters])));
            guest.tell(frame);
        }
    }
    return true;
}

}  // namespace tutti::x32
