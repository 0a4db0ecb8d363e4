// What X32 clients ask and set.
#include <algorithm>

#include "engine/console/address.hpp"
#include "protocol/x32/text.hpp"
#include "server/x32/arguments.hpp"
#include "server/x32/blob.hpp"
#include "server/x32/port.hpp"

namespace tutti::x32 {
namespace {

constexpr std::string_view kModel = "X32", kFirmware = "4.06", kProtocol = "V2.07";

std::string message_of(std::string_view address, std::initializer_list<Argument> arguments) {
    std::string packet;
    osc::append_message(packet, address, arguments);
    return packet;
}

// A number that is none of the grid's, but of its kind: one that stands at the end, or changes nothing.
bool out_of_range(const Grid& grid, const Argument& sent) {
    return type_tag(grid) == 'i' && std::holds_alternative<std::int32_t>(sent) && !from_wire(grid, sent);
}

}  // namespace

void Port::receive(const Asked& asked, const osc::Message& message) {
    const std::string_view address = message.address;
    if (address == "/info" || address == "/xinfo" || address == "/status") return tell_info(asked.guest, address);
    if (check_read(asked.client)) return;
    if (converse(asked, address, message.arguments)) return;
    message.arguments.empty() ? get(asked.guest, address) : set(asked, address, message.arguments);
}

bool Port::converse(const Asked& asked, std::string_view word, Arguments arguments) {
    Guest& guest = asked.guest;
    const auto text = text_at(arguments, 0);
    const Time until = asked.now + Guest::kLease;
    if (word == "/xremote") {
        guest.remote_until = until;
    } else if (word == "/node") {
        if (text) tell_line(guest, *text);
    } else if (word == "/") {
        if (text) set_by_text(asked, *text);
    } else if (word == "/subscribe") {
        subscribe(asked, arguments);
    } else if (word == "/formatsubscribe") {
        subscribe_list(asked, arguments);
    } else if (word == "/batchsubscribe") {
        if (const auto path = text_at(arguments, 1); path && text)
            subscribe_meters(asked, *text, *path, arguments.subspan(2));
    } else if (word == "/meters") {
        if (text) subscribe_meters(asked, *text, *text, arguments.subspan(1));
    } else if (word == "/renew") {
        if (arguments.empty() || text) guest.subscriptions.renew(text ? *text : "", until);
        const bool remote = arguments.empty() || (text && (*text == "/xremote" || *text == "xremote"));
        if (remote && guest.follows(asked.now)) guest.remote_until = until;
    } else if (word == "/unsubscribe") {
        if (arguments.empty() || text) guest.subscriptions.end(text ? *text : "");
        const bool remote = arguments.empty() || (text && (*text == "/xremote" || *text == "xremote"));
        if (remote) guest.remote_until = {};
    } else if (word == "/showdump") {
        if (guest.dump < 0) guest.dump = 0;
    } else if (word.starts_with("/-action/") && !arguments.empty()) {
        act(asked, word.substr(9), arguments);
    } else if (word == "/save" || word == "/load" || word == "/copy" || word == "/rename" || word == "/delete" ||
               word == "/add") {
        keep_show(asked, word, arguments);
    } else {
        return false;
    }
    return true;
}

void Port::tell_info(Guest& guest, std::string_view word) {
    const std::string_view name = tree_.window().name, own = guest.own_address;
    if (word == "/info") return guest.tell(message_of(word, {kProtocol, name, kModel, kFirmware}));
    if (word == "/xinfo") return guest.tell(message_of(word, {own, name, kModel, kFirmware}));
    guest.tell(message_of(word, {std::string_view("active"), own, name}));
}

// The one answer whose address has no slash.
void Port::tell_line(Guest& guest, std::string_view path) {
    if (path.find("-show") < 2) settle_show();
    std::string line;
    if (tree_.append_line(line, path)) guest.tell(message_of("node", {std::string_view(line)}));
}

// A leaf is answered with its value, a node with those of all its leaves in their order.
void Port::get(Guest& guest, std::string_view address) {
    const Leaf* leaf = Tree::find(address);
    const Node* node = leaf ? nullptr : Addresses::all().node(address);
    if (!leaf && !node) return;
    if (address.starts_with("/-show")) settle_show();
    desk_.operations().readings().settle();
    std::vector<Setting> settings;  // texts are borrowed from it
    const std::size_t count = leaf ? 1 : node->leaves.size();
    settings.reserve(count);
    std::vector<Argument> values;
    for (std::size_t i = 0; i < count; ++i) {
        const Leaf& one = leaf ? *leaf : Tree::leaves()[node->leaves[i]];
        values.push_back(on_wire(one.grid(), settings.emplace_back(tree_.get(one))));
    }
    std::string packet;
    osc::append_message(packet, leaf ? leaf->address : node->path, values);
    if (packet.size() <= kMostDatagram) guest.tell(std::move(packet));
}

// Of a leaf, or of the leaves of a node in their order.
void Port::set(const Asked& asked, std::string_view address, Arguments arguments) {
    const Leaf* leaf = Tree::find(address);
    const Node* node = leaf ? nullptr : Addresses::all().node(address);
    if (!leaf && !node) return;
    std::vector<Tree::Wanted> wanted;
    std::vector<std::pair<const Leaf*, const Argument*>> sent;
    const std::size_t most = leaf ? 1 : node->leaves.size();
    for (std::size_t i = 0; i < std::min(most, arguments.size()); ++i) {
        const Leaf& one = leaf ? *leaf : Tree::leaves()[node->leaves[i]];
        if (node && one.grid().kind == Kind::text) return;  // that desk takes no texts this way
        auto setting = from_wire(one.grid(), arguments[i]);
        if (setting || out_of_range(one.grid(), arguments[i])) sent.emplace_back(&one, &arguments[i]);
        if (setting) wanted.push_back({&one, std::move(*setting), one.row->insists && !wanted.empty()});
    }
    set(asked, wanted);
    for (const auto& [one, argument] : sent)
        if (differs(*one, *argument)) get(asked.guest, one->address);
}

// It comes back to the sender as it was, so that a client can pace itself.
void Port::set_by_text(const Asked& asked, std::string_view line) {
    const auto path = split(line, 1);
    if (path.empty() || (!Tree::find(path[0]) && !Addresses::all().node(path[0]))) return;
    const std::vector<Tree::Wanted> wanted = tree_.wanted(line);
    set(asked, wanted);
    asked.guest.tell(message_of("/", {line}));
    for (const Tree::Wanted& one : wanted)
        if (tree_.get(*one.leaf) != one.setting) get(asked.guest, one.leaf->address);
}

// Whether the sender holds something else than what stands there: it was out of range, or was not taken. That it was
// rounded to the grid it knows itself.
bool Port::differs(const Leaf& leaf, const Argument& sent) const {
    const Setting setting = tree_.get(leaf);
    if (const auto* f = std::get_if<float>(&sent); f && (*f < 0 || *f > 1)) return true;
    const Argument stored = on_wire(leaf.grid(), setting);
    const auto* whole = std::get_if<std::int32_t>(&stored);
    if (const auto* given = std::get_if<std::int32_t>(&sent); whole && given) return *given != *whole;
    const auto* text = std::get_if<std::string_view>(&stored);
    if (const auto* given = std::get_if<std::string_view>(&sent); text && given) return *given != *text;
    const auto meant = from_wire(leaf.grid(), sent);
    return !meant || *meant != setting;
}

// Through the one door: one revision for all of it.
void Port::set(const Asked& asked, std::span<const Tree::Wanted> wanted) {
    Door& door = desk_.door();
    Door::Visit visit(door, asked.client, asked.now);
    const bool may_keep = asked.client.role >= Role::technician;
    sets_.clear();
    for (const Tree::Wanted& one : wanted) {
        if (set_scene(asked, *one.leaf, one.setting, visit)) continue;
        const bool view = one.leaf->address.starts_with("/-stat/");  // what is looked at is for everybody
        if (!tree_.on_desk(*one.leaf) && !may_keep && !view) continue;
        if (tree_.set(one, sets_) == Tree::Outcome::kept) tell_all_but(&asked.guest, *one.leaf, asked.now);
    }
    for (const Set& one : sets_) visit.set(address_of(console_.layout(), one.slot), std::span(&one.value, 1));
    visit.finish();
    if (std::any_of(wanted.begin(), wanted.end(),
                    [](const auto& one) { return one.leaf->address.starts_with("/-show"); }))
        settle_show();
    for (const Tree::Wanted& one : wanted) asked.guest.wrote(one.leaf->number, console_.revision(), asked.now);
    // The native language's corrections and memory of them: this dialect has its own.
    asked.client.owed.clear();
    asked.client.gave.clear();
}

}  // namespace tutti::x32
