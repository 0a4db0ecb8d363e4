#include "server/people/people.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>

#include "engine/console/rules.hpp"
#include "server/people/secrets.hpp"

namespace tutti {
namespace {

namespace bj = boost::json;

// People's colours until the engineer chooses others: to be told apart at a glance, on dark and on light.
constexpr std::string_view kColours[] = {"#e06c5c", "#4f9fd8", "#59b36b", "#d9a03f",
                                         "#9a7fd6", "#45b5b0", "#d671a8", "#a3ad45"};

std::string text_member(const bj::object& object, std::string_view key) {
    const bj::value* value = object.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

People::People(Console& console) : console_(console), watched_(console.layout().slot_count()) {
    const Layout& layout = console.layout();
    for (int u = 0; u < kUsers; ++u)
        for (const Slot slot :
             {layout.slot("name"_user, u), layout.slot("role"_user, u), layout.slot("monitor"_user, u)})
            watched_[slot] = true;
    for (int b = 0; b < layout.sizes().buses; ++b)
        for (const Slot slot :
             {layout.slot("kind"_bus, b), layout.slot("cue/owner"_bus, b), layout.slot("cue/locked"_bus, b)})
            watched_[slot] = true;
}

void People::restore(std::span<const Record> records) {
    std::vector<Change> gone;
    for (const Record& record : records) {
        if (record.kind != "person" || record.id < 1 || record.id > kUsers) continue;
        bj::error_code error;
        const bj::value body = bj::parse(record.body, error);
        if (error || !body.is_object()) {
            spdlog::warn("session: the record of person {} cannot be read", record.id);
            continue;
        }
        Entry& one = entry(static_cast<int>(record.id));
        one.known = true;
        one.pin = text_member(body.get_object(), "pin");
        one.grants = text_member(body.get_object(), "grant");
        if (!complaint_about_grants(one.grants).empty()) one.grants.clear();
        if (const auto* tokens = body.get_object().if_contains("tokens"); tokens && tokens->is_array())
            for (const bj::value& token : tokens->get_array())
                if (token.is_string() && one.tokens.size() < kMostTokens) one.tokens.emplace_back(token.get_string());
    }
    // A person is a name and a record; half of one is what the end of a process has left.
    for (int u = 1; u <= kUsers; ++u) {
        const Slot name = console_.layout().slot("name"_user, u - 1);
        if (entry(u).known && console_.text(name).empty()) entry(u) = {};
        if (!entry(u).known && !console_.text(name).empty()) gone.push_back({name, {0, ""}});
    }
    if (!gone.empty()) console_.apply(gone, 0);
    follow([](int) {});
}

int People::find(std::string_view name) const {
    for (int u = 1; u <= kUsers; ++u)
        if (entry(u).known && this->name(u) == name) return u;
    return 0;
}

const std::string& People::name(int user) const {
    return console_.text(console_.layout().slot("name"_user, user - 1));
}

int People::cue(int user) const {
    int any = 0;
    for (int b = console_.layout().sizes().buses; b >= 1; --b)
        if (static_cast<int>(console_.number("cue/owner"_bus, b - 1)) == user) any = b;
    const std::vector<int> cues = person_of(user).cues;
    return cues.empty() ? any : cues.front();
}

int People::free_number() const {
    for (int u = 1; u <= kUsers; ++u)
        if (!entry(u).known) return u;
    return 0;
}

Person People::person_of(int user) const {
    Person person;
    person.user = user;
    const auto role = static_cast<std::size_t>(console_.number("role"_user, user - 1));
    person.role = role_of(rows::kRoles[role]).value_or(Role::viewer);
    person.monitor = static_cast<int>(console_.number("monitor"_user, user - 1));
    if (person.monitor > console_.layout().sizes().monitors) person.monitor = 0;
    for (int b = 0; b < console_.layout().sizes().buses; ++b) {
        const bool is_cue = console_.number("kind"_bus, b) == static_cast<float>(BusKind::cue);
        if (!is_cue || static_cast<int>(console_.number("cue/owner"_bus, b)) != user) continue;
        person.cues.push_back(b + 1);
        if (console_.on("cue/locked"_bus, b)) person.locked.push_back(b + 1);
    }
    person.grants = entry(user).grants;
    return person;
}

std::shared_ptr<const Rights> People::rights(int user) {
    Entry& one = entry(user);
    if (!one.rights) one.rights = std::make_shared<const Rights>(console_, one.person);
    return one.rights;
}

int People::user_of_token(std::string_view token) const {
    if (token.empty() || token.size() > 100) return 0;
    const std::string hash = hash_of_token(token);
    for (int u = 1; u <= kUsers; ++u)
        for (const std::string& kept : entry(u).tokens)
            if (kept == hash) return u;
    return 0;
}

bool People::has_token(int user, const std::string& hash) const {
    if (!knows(user)) return false;
    const std::vector<std::string>& tokens = entry(user).tokens;
    return std::find(tokens.begin(), tokens.end(), hash) != tokens.end();
}

void People::add(int user, std::string_view name, Role role, Revision& revision) {
    const Layout& layout = console_.layout();
    const auto word = std::find(std::begin(rows::kRoles), std::end(rows::kRoles), role_name(role));
    const Change changes[] = {
        {layout.slot("name"_user, user - 1), {0, name}},
        {layout.slot("role"_user, user - 1), {static_cast<float>(word - std::begin(rows::kRoles))}},
        {layout.slot("color"_user, user - 1), {0, kColours[static_cast<std::size_t>(user - 1) % std::size(kColours)]}}};
    entry(user) = {};
    entry(user).known = true;
    revision = console_.apply(changes, 0);
}

// Its cue mixes are nobody's then, and who has the number next starts from the beginning.
Revision People::remove(int user) {
    const Layout& layout = console_.layout();
    std::vector<Change> changes;
    for (const Slot slot : {layout.slot("name"_user, user - 1), layout.slot("role"_user, user - 1),
                            layout.slot("color"_user, user - 1), layout.slot("monitor"_user, user - 1),
                            layout.slot("selection"_user, user - 1), layout.slot("flip"_user, user - 1)}) {
        const Place place = layout.place(slot);
        changes.push_back(
            {slot,
             {place.info().type == Type::text ? 0 : console_.initial_number(place), console_.initial_text(place)}});
    }
    for (int b = 0; b < layout.sizes().buses; ++b)
        if (static_cast<int>(console_.number("cue/owner"_bus, b)) == user)
            changes.push_back({layout.slot("cue/owner"_bus, b), {0}});
    Entry& one = entry(user);  // what follow() compares with stays
    one.known = false;
    one.pin.clear(), one.grants.clear(), one.tokens.clear();
    return console_.apply(changes, 0);
}

void People::set_grants(int user, std::string patterns) {
    entry(user).grants = std::move(patterns);
    seen_ = 0;  // looked at by the next follow()
}

std::string People::make_token(int user) {
    std::vector<std::string>& tokens = entry(user).tokens;
    if (tokens.size() >= kMostTokens) tokens.erase(tokens.begin());
    std::string token = new_token();
    tokens.push_back(hash_of_token(token));
    return token;
}

std::string People::body_of(const Entry& one) const {
    bj::object body;
    body["pin"] = one.pin;
    body["grant"] = one.grants;
    body["tokens"] = bj::array(one.tokens.begin(), one.tokens.end());
    return bj::serialize(body);
}

void People::keep(int user, Kept done) {
    keep_record({"person", user, knows(user) ? body_of(entry(user)) : std::string()}, std::move(done));
}

void People::keep_record(Record record, Kept done) {
    if (store_) return store_({std::move(record)}, std::move(done));
    done("there is no session file");
}

// Walks over what has changed since it last looked.
bool People::take_note() {
    const ChangeList& changes = console_.changes();
    bool concerned = seen_ == 0;
    for (Slot slot = changes.newest(ChangeList::Of::settings);
         !concerned && slot != kNoSlot && changes.revision(slot) > seen_; slot = changes.older(slot))
        concerned = watched_[slot];
    seen_ = console_.revision();
    return concerned;
}

void People::follow(const std::function<void(int user)>& changed) {
    if (seen_ == console_.revision() || !take_note()) return;
    for (int u = 1; u <= kUsers; ++u) {
        Entry& one = entry(u);
        console_.publish(console_.layout().slot("cue"_user, u - 1), {one.known ? static_cast<float>(cue(u)) : 0.0F});
        Person person = one.known ? person_of(u) : Person{};
        const std::string name = one.known ? this->name(u) : std::string();
        if (person == one.person && name == one.name) continue;
        one.person = std::move(person);
        one.name = name;
        one.rights.reset();
        changed(u);
    }
}

std::optional<Refusal> check_person(const Console& console, const Place& place, const Value& value,
                                    std::span<const Change> pending) {
    if (!place.is("name"_user)) return std::nullopt;
    const Layout& layout = console.layout();
    if (console.text(layout.slot(place)).empty())
        return Refusal{Code::bad_value, "nobody has this number: see /user/add"};
    if (value.text.empty()) return Refusal{Code::bad_value, "a person has a name: see delete"};
    for (int u = 0; u < kUsers; ++u) {
        const Slot slot = layout.slot("name"_user, u);
        std::string_view name = console.text(slot);
        for (const Change& change : pending)
            if (change.slot == slot) name = change.value.text;
        if (u != place.strip && name == value.text) return Refusal{Code::bad_value, "somebody else has this name"};
    }
    return std::nullopt;
}

}  // namespace tutti
