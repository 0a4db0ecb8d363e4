#include "server/people/logins.hpp"

#include "server/people/secrets.hpp"

namespace tutti {
namespace {

// Who mixes without a login sits at monitor 1.
std::shared_ptr<const Rights> guest(const Console& console, Role role) {
    return std::make_shared<const Rights>(console, Person{.role = role, .monitor = role >= Role::producer ? 1 : 0});
}

// The host of "192.168.1.7:53122": who changes the port is the same source.
std::string source_of(const Client& client) {
    const std::string& address = client.origin.address;
    return address.substr(0, address.rfind(':'));
}

Refusal wrong() {
    return {Code::not_allowed, "this name and PIN, or this token, do not log in here"};
}

// What is longer is nobody's.
constexpr std::size_t kLongestPin = 128, kLongestName = 160;

}  // namespace

Logins::Logins(boost::asio::io_context& io, Console& console, Hands& hands, const Clients& clients, Names& names,
               const Settings& settings, Callers callers)
    : console_(console),
      hands_(hands),
      clients_(clients),
      names_(names),
      callers_(std::move(callers)),
      guests_{guest(console, settings.local_role), guest(console, settings.lan_role)},
      nobody_(guest(console, Role::none)),
      people_(console),
      list_(console, hands, clients),
      pins_(io) {}

int Logins::user_by_address(const Client& client) const {
    const auto window = windows_.find(client.id);
    const int user = window != windows_.end() ? people_.find(window->second) : enrolments_.user_of(client.origin);
    return people_.knows(user) ? user : 0;
}

bool Logins::is_nobody(const Client& client) const {
    return client.user == 0 && !windows_.empty() && windows_.contains(client.id);
}

void Logins::arrived(Client& client, const std::string& window) {
    list_.arrived(client);
    if (!window.empty()) windows_.emplace(client.id, window);
    client.enrolled = user_by_address(client);
    become(client, client.enrolled, {});
}

void Logins::left(Client& client) {
    count(std::exchange(client.user, 0), -1);
    windows_.erase(client.id);
    list_.left(client);
}

// What it holds it holds as somebody else.
void Logins::become(Client& client, int user, std::string token) {
    if (client.user != 0 || user != 0) hands_.release_all(client.id);
    count(std::exchange(client.user, user), -1);
    count(user, 1);
    client.token = std::move(token);
    client.rights = user != 0           ? people_.rights(user)
                    : is_nobody(client) ? nobody_
                                        : guests_[client.origin.local ? 0 : 1];
    client.role = client.rights->person().role;
    const ClientId number = client.number != 0 ? static_cast<ClientId>(client.number) : client.id;
    names_[client.id] = user != 0 ? people_.name(user) : client.origin.protocol + " " + std::to_string(number);
    list_.changed(client);
    hands_.renamed();
}

void Logins::login(Client& client, const std::string& given, const std::string& pin, bool wants_token, Answer answer) {
    const std::string user = given.substr(0, kLongestName);
    const auto later = callers_.later(client, [](Client&, const Result&) {});
    const auto hash = [this, user] {
        const int number = people_.find(user);
        return number != 0 ? people_.pin(number) : std::string();
    };
    const auto done = [this, id = client.id, user, wants_token, answer, later](bool fits) {
        later(Outcome{});  // the client may have left; what waits behind this goes on
        Client* asked = callers_.find(id);
        const int number = people_.find(user);
        if (!asked) return;
        if (!fits || number == 0) return answer(*asked, wrong());
        if (!wants_token) {
            become(*asked, number, {});
            return answer(*asked, Welcome{asked->role, number, people_.cue(number), {}});
        }
        const std::string token = people_.make_token(number);
        become(*asked, number, hash_of_token(token));
        // A disk that cannot be written keeps nobody out; the token holds until the daemon ends.
        const auto answered = callers_.later(*asked, [this, token, answer](Client& kept, const Result&) {
            answer(kept, Welcome{kept.role, kept.user, kept.user != 0 ? people_.cue(kept.user) : 0, token});
        });
        people_.keep(number, [answered](const std::string&) { answered(Outcome{}); });
    };
    if (pins_.check(source_of(client), user, hash, pin.substr(0, kLongestPin), done)) return;
    later(Outcome{});
    answer(client, Refusal{Code::busy, "too many are logging in: wait a little"});
}

void Logins::login(Client& client, const std::string& token, Answer answer) {
    if (const int user = people_.user_of_token(token)) {
        become(client, user, hash_of_token(token));
        return answer(client, Welcome{client.role, user, people_.cue(user), token});
    }
    const auto later = callers_.later(client, [](Client&, const Result&) {});
    const auto done = [this, id = client.id, answer, later](bool) {
        later(Outcome{});
        if (Client* asked = callers_.find(id)) answer(*asked, wrong());
    };
    if (pins_.fail(source_of(client), done)) return;
    later(Outcome{});
    answer(client, Refusal{Code::busy, "too many are logging in: wait a little"});
}

void Logins::logout(Client& client) {
    become(client, user_by_address(client), {});
}

std::shared_ptr<const Rights> Logins::rights(const Origin& origin, std::string_view token) {
    if (token.empty()) return guests_[origin.local ? 0 : 1];
    const int user = people_.user_of_token(token);
    return user != 0 ? people_.rights(user) : nullptr;
}

bool Logins::follow() {
    bool others = false;
    people_.follow([&](int user) {
        others = true;
        for (const auto& [id, client] : clients_) {
            if (is_nobody(*client)) logout(*client);  // perhaps it is who the window is of
            if (client->user != user) continue;
            if (people_.knows(user))
                become(*client, user, client->token);
            else
                logout(*client);
        }
    });
    return others;
}

void Logins::look_again() {
    for (const auto& [id, client] : clients_) {
        const bool revoked = !client->token.empty() && !people_.has_token(client->user, client->token);
        const int user = user_by_address(*client);
        const bool by_address = client->origin.datagram && client->enrolled != user;
        if (revoked || by_address) logout(*client);
        client->enrolled = user;
    }
}

void Logins::count(int user, int more) {
    if (user == 0) return;
    int& clients = online_[static_cast<std::size_t>(user - 1)];
    clients += more;
    console_.publish(console_.layout().slot("online"_user, user - 1), {clients > 0 ? 1.0F : 0.0F});
}

}  // namespace tutti
