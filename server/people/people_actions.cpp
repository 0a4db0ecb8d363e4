#include "server/people/people_actions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "server/door.hpp"

namespace tutti {
namespace {

constexpr std::size_t kShortestPin = 4, kLongestPin = 64, kLongestGrants = 1000;

std::optional<std::string_view> text(std::span<const Argument> arguments, std::size_t i) {
    if (i >= arguments.size()) return std::nullopt;
    const auto* words = std::get_if<std::string_view>(&arguments[i]);
    return words ? std::optional(*words) : std::nullopt;
}
std::optional<int> whole(std::span<const Argument> arguments, std::size_t i) {
    if (i >= arguments.size()) return std::nullopt;
    if (const auto* n = std::get_if<std::int32_t>(&arguments[i])) return *n;
    if (const auto* n = std::get_if<std::int64_t>(&arguments[i]))
        return std::in_range<std::int32_t>(*n) ? std::optional(static_cast<int>(*n)) : std::optional(-1);
    return std::nullopt;
}

Refusal wrong_type(const char* takes) {
    return {Code::bad_type, takes};
}
Refusal nobody() {
    return {Code::bad_value, "nobody has this number or name"};
}
Refusal not_stored(const std::string& failure) {
    return {Code::busy, "it could not be stored: " + failure};
}
std::optional<Refusal> check_pin(std::string_view pin) {
    if (pin.empty() || (pin.size() >= kShortestPin && pin.size() <= kLongestPin)) return std::nullopt;
    return Refusal{Code::bad_value, "a PIN has 4 to 64 characters; none at all lets nobody log in with it"};
}

struct Spoken {
    int number;  // of the person or the place
    std::string_view what;
};
// "/user/3/tokens/revoke" below "/user/"
std::optional<Spoken> below(std::string_view address, std::string_view above) {
    if (!address.starts_with(above)) return std::nullopt;
    address.remove_prefix(above.size());
    const std::size_t end = address.find('/');
    if (end == address.npos) return std::nullopt;
    const int number = address_number(address.substr(0, end));
    return number == 0 ? std::nullopt : std::optional(Spoken{number, address.substr(end + 1)});
}
constexpr std::string_view kOfPerson[] = {"pin", "delete", "grant", "tokens/add", "tokens/revoke"};
constexpr std::string_view kOthers[] = {"/user/add", "/enrol/add", "/enrol/delete", "/enrol/list"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool PeopleActions::knows(std::string_view address) const {
    if (is_one_of(kOthers, address)) return true;
    if (const auto person = below(address, "/user/"))
        return person->number <= kUsers && is_one_of(kOfPerson, person->what);
    const auto place = below(address, "/session/clients/");
    return place && place->number <= kClients && place->what == "drop";
}

void PeopleActions::act(Client& client, std::string_view address, Arguments arguments, Time, Answer answer) {
    if (const auto refusal = check_act(client, address)) return answer(client, *refusal);
    // OSCQuery's nil is no argument.
    if (arguments.size() == 1 && std::holds_alternative<std::monostate>(arguments[0])) arguments = {};
    std::optional<Refusal> refusal;
    if (address == "/user/add")
        refusal = add(client, arguments, answer);
    else if (address.starts_with("/enrol/"))
        refusal = enrol(client, address.substr(7), arguments, answer);
    else if (const auto person = below(address, "/user/"))
        refusal = of_person(client, person->number, person->what, arguments, answer);
    else
        refusal = drop(client, below(address, "/session/clients/")->number, answer);
    if (refusal) answer(client, *refusal);
}

void PeopleActions::changed() {
    logins_.follow();
    logins_.look_again();
}

void PeopleActions::keep(Client& client, int user, const Answer& answer, Outcome outcome,
                         std::function<void()> take_back) {
    const auto reply = callers_.later(client, answer);
    logins_.people().keep(user, [reply, outcome = std::move(outcome), take_back](const std::string& failure) {
        if (failure.empty()) return reply(outcome);
        if (take_back) take_back();
        reply(not_stored(failure));
    });
}

std::optional<Refusal> PeopleActions::check_new_name(const Argument& argument) const {
    constexpr auto row = "name"_user;
    const auto name = accept(console_.layout(), info(Family::user).rows[row.row], argument);
    if (const auto* refusal = std::get_if<Refusal>(&name)) return *refusal;
    if (std::get<Value>(name).text.empty()) return Refusal{Code::bad_value, "a person has a name"};
    if (logins_.people().find(std::get<Value>(name).text) != 0)
        return Refusal{Code::bad_value, "somebody has this name"};
    return std::nullopt;
}

// ,sss NAME ROLE PIN
std::optional<Refusal> PeopleActions::add(Client& client, Arguments arguments, const Answer& answer) {
    const auto name = text(arguments, 0), role_word = text(arguments, 1), pin = text(arguments, 2);
    if (!name || !role_word || !pin || arguments.size() != 3) return wrong_type("takes texts: a name, a role, a PIN");
    if (auto refusal = check_new_name(arguments[0])) return refusal;
    const auto role = role_of(*role_word);
    if (!role || *role == Role::none)
        return Refusal{Code::bad_value, "a role is engineer, producer, technician, artist or viewer"};
    if (auto refusal = check_pin(*pin)) return refusal;
    const auto later = callers_.later(client, [](Client&, const Result&) {});
    const auto done = [this, id = client.id, name = std::string(*name), role = *role, answer, later,
                       hashes = !pin->empty()](const std::string& hash) {
        later(Outcome{});
        People& people = logins_.people();
        Client* asked = callers_.find(id);
        const int user = people.free_number();
        if (!asked) return;
        if (hashes && hash.empty()) return answer(*asked, Refusal{Code::busy, "there is no memory for it"});
        if (people.find(name) != 0) return answer(*asked, Refusal{Code::bad_value, "somebody has this name"});
        if (user == 0) return answer(*asked, Refusal{Code::busy, "at most 64 people"});
        Outcome outcome{0, {user}};
        people.add(user, name, role, outcome.revision);
        people.set_pin(user, hash);
        changed();
        keep(*asked, user, answer, outcome, [this, user] {
            logins_.people().remove(user);
            changed();
        });
    };
    if (pin->empty()) return done({}), std::nullopt;
    if (logins_.pins().make(std::string(*name), std::string(*pin), done)) return std::nullopt;
    later(Outcome{});
    return Refusal{Code::busy, "too many PINs at once"};
}

std::optional<Refusal> PeopleActions::of_person(Client& client, int user, std::string_view what, Arguments arguments,
                                                const Answer& answer) {
    People& people = logins_.people();
    if (!people.knows(user)) return nobody();
    if (what == "pin") return set_pin(client, user, arguments, answer);
    if (what == "grant") return grant(client, user, arguments, answer);
    if (!arguments.empty()) return wrong_type("takes no argument");
    if (what == "delete") return remove(client, user, answer);
    Outcome outcome{console_.revision(), {}};
    if (what == "tokens/add")
        outcome.result.emplace_back(people.make_token(user));
    else
        people.revoke_tokens(user);
    changed();
    keep(client, user, answer, outcome, nullptr);
    return std::nullopt;
}

// ,s PIN
std::optional<Refusal> PeopleActions::set_pin(Client& client, int user, Arguments arguments, const Answer& answer) {
    const auto pin = text(arguments, 0);
    if (!pin || arguments.size() != 1) return wrong_type("takes a PIN");
    if (auto refusal = check_pin(*pin)) return refusal;
    const People& people = logins_.people();
    const auto later = callers_.later(client, [](Client&, const Result&) {});
    const auto done = [this, id = client.id, user, name = people.name(user), answer, later,
                       hashes = !pin->empty()](const std::string& hash) {
        later(Outcome{});
        People& known = logins_.people();
        Client* asked = callers_.find(id);
        if (!asked) return;
        if (hashes && hash.empty()) return answer(*asked, Refusal{Code::busy, "there is no memory for it"});
        if (!known.knows(user) || known.name(user) != name) return answer(*asked, nobody());
        const std::string before = known.pin(user);
        known.set_pin(user, hash);
        keep(*asked, user, answer, {console_.revision(), {}}, [this, user, before] {
            if (logins_.people().knows(user)) logins_.people().set_pin(user, before);
        });
    };
    if (pin->empty()) return done({}), std::nullopt;
    if (logins_.pins().make(people.name(user), std::string(*pin), done)) return std::nullopt;
    later(Outcome{});
    return Refusal{Code::busy, "too many PINs at once"};
}

// Gone at once, whether the disk has heard of it or not: who is sent away must not wait for a full disk.
std::optional<Refusal> PeopleActions::remove(Client& client, int user, const Answer& answer) {
    Outcome outcome{logins_.people().remove(user), {}};
    for (const int id : logins_.enrolments().remove_of(user))
        logins_.people().keep_record(logins_.enrolments().record(id), [](const std::string&) {});
    if (deleted_) deleted_(user);
    changed();
    if (Client* asked = callers_.find(client.id)) keep(*asked, user, answer, outcome, nullptr);
    return std::nullopt;
}

// ,s PATTERNS; without, tells them
std::optional<Refusal> PeopleActions::grant(Client& client, int user, Arguments arguments, const Answer& answer) {
    People& people = logins_.people();
    if (arguments.empty()) {
        answer(client, Outcome{console_.revision(), {people.grants(user)}});
        return std::nullopt;
    }
    const auto patterns = text(arguments, 0);
    if (!patterns || arguments.size() != 1) return wrong_type("takes patterns with blanks between");
    if (patterns->size() > kLongestGrants) return Refusal{Code::too_large, "at most 1,000 bytes"};
    if (std::string complaint = complaint_about_grants(*patterns); !complaint.empty())
        return Refusal{Code::bad_value, std::move(complaint)};
    const std::string before = people.grants(user);
    people.set_grants(user, std::string(*patterns));
    changed();
    keep(client, user, answer, {console_.revision(), {}}, [this, user, before] {
        if (logins_.people().knows(user)) logins_.people().set_grants(user, before);
        changed();
    });
    return std::nullopt;
}

// add ,sis ADDRESS PORT USER; delete ,i; list
std::optional<Refusal> PeopleActions::enrol(Client& client, std::string_view what, Arguments arguments,
                                            const Answer& answer) {
    Enrolments& enrolments = logins_.enrolments();
    Outcome outcome{console_.revision(), {}};
    if (what == "list") {
        for (const auto& [id, one] : enrolments.all()) {
            outcome.result.emplace_back(id);
            outcome.result.emplace_back(one.host);
            outcome.result.emplace_back(static_cast<std::int32_t>(one.port));
            outcome.result.emplace_back(logins_.people().knows(one.user) ? logins_.people().name(one.user) : "");
        }
        answer(client, outcome);
        return std::nullopt;
    }
    int id = 0;
    Enrolment gone;
    if (what == "add") {
        const auto address = text(arguments, 0), name = text(arguments, 2);
        const auto port = whole(arguments, 1);
        if (!address || !port || !name || arguments.size() != 3)
            return wrong_type("takes an address, a port (0 = any) and a person's name");
        const auto host = host_of(*address);
        if (!host) return Refusal{Code::bad_value, "this is no IP address"};
        if (*port < 0 || *port > 65535) return Refusal{Code::bad_value, "no such port"};
        const int user = logins_.people().find(*name);
        if (user == 0) return nobody();
        id = enrolments.add({*host, static_cast<std::uint16_t>(*port), user});
        if (id == 0) return Refusal{Code::busy, "at most 256 enrolments"};
        outcome.result.emplace_back(id);
    } else {
        const auto number = whole(arguments, 0);
        if (!number || arguments.size() != 1) return wrong_type("takes an enrolment's number");
        const auto found = enrolments.all().find(*number);
        if (found == enrolments.all().end()) return Refusal{Code::bad_value, "there is no such enrolment"};
        id = *number;
        enrolments.remove(id);
    }
    logins_.look_again();
    const auto reply = callers_.later(client, answer);
    logins_.people().keep_record(enrolments.record(id),
                                 [this, id, reply, outcome, what = std::string(what)](const std::string& failure) {
                                     if (failure.empty()) return reply(outcome);
                                     if (what == "add" && logins_.enrolments().remove(id)) logins_.look_again();
                                     reply(not_stored(failure));
                                 });
    return std::nullopt;
}

std::optional<Refusal> PeopleActions::drop(Client& client, int place, const Answer& answer) {
    Client* there = callers_.find(logins_.list().at(place));
    if (!there) return Refusal{Code::bad_value, "nobody is at this number"};
    answer(client, Outcome{console_.revision(), {}});
    const std::string& who = client.user != 0 ? logins_.people().name(client.user) : client.origin.address;
    drop_(*there, "by " + who);
    return std::nullopt;
}

void PeopleActions::seed(const std::vector<UserConfig>& users) {
    People& people = logins_.people();
    for (const UserConfig& user : users) {
        if (people.find(user.name) != 0) continue;
        const int number = people.free_number();
        if (number == 0) {
            spdlog::warn("user \"{}\" is left out: at most 64 people", user.name);
            continue;
        }
        Revision revision = 0;
        people.add(number, user.name, role_of(user.role).value_or(Role::viewer), revision);
        const Layout& layout = console_.layout();
        std::vector<Change> changes = {{layout.slot("monitor"_user, number - 1), {static_cast<float>(user.monitor)}}};
        if (user.cue > 0) {
            const Slot kind = layout.slot("kind"_bus, user.cue - 1);
            if (console_.number(kind) != static_cast<float>(BusKind::cue))
                changes.push_back({kind, {static_cast<float>(BusKind::cue)}});
            changes.push_back({layout.slot("cue/owner"_bus, user.cue - 1), {static_cast<float>(number)}});
        }
        console_.apply(changes, 0);
        const auto keep = [this, number, name = user.name](const std::string& hash) {
            People& known = logins_.people();
            if (known.find(name) != number) return;
            known.set_pin(number, hash);
            known.keep(number, [](const std::string& failure) {
                if (!failure.empty()) spdlog::warn("people of the configuration are not stored: {}", failure);
            });
        };
        if (user.pin.empty())
            keep({});
        else
            logins_.pins().make(user.name, user.pin, keep);
    }
    changed();
}

}  // namespace tutti
