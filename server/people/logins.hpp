#pragma once
// Which client is which person: by login with a PIN or a token, by enrolment of its address, or nobody, which is the
// role of where it comes from. What a person's change means for those who are logged in follows at once. State thread
// only.
#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <variant>

#include "server/actions.hpp"
#include "server/hands.hpp"
#include "server/notices.hpp"
#include "server/people/client_list.hpp"
#include "server/people/enrolments.hpp"
#include "server/people/people.hpp"
#include "server/people/pin_checks.hpp"

namespace tutti {

class Logins {
public:
    struct Settings {
        Role local_role = Role::engineer, lan_role = Role::viewer;
    };
    // `names` says whose hand it is.
    using Names = std::unordered_map<ClientId, std::string>;
    Logins(boost::asio::io_context& io, Console& console, Hands& hands, const Clients& clients, Names& names,
           const Settings& settings, Callers callers);

    People& people() { return people_; }
    Enrolments& enrolments() { return enrolments_; }
    ClientList& list() { return list_; }
    PinChecks& pins() { return pins_; }

    // `window`: the user whose window it came in by, who it then is; empty: none.
    void arrived(Client& client, const std::string& window = {});
    void left(Client& client);  // while it is still there

    struct Welcome {
        Role role;
        int user, cue;
        std::string token;  // where it was asked for
    };
    using Answer = std::function<void(Client&, const std::variant<Welcome, Refusal>&)>;
    // Answers once, now or later; never for a client that has left. A token is on the disk by then.
    void login(Client& client, const std::string& user, const std::string& pin, bool wants_token, Answer answer);
    void login(Client& client, const std::string& token, Answer answer);
    void logout(Client& client);

    // Of a request without a connection; nothing where the token is nobody's.
    std::shared_ptr<const Rights> rights(const Origin& origin, std::string_view token);

    // After changes: true where somebody's rights are others now.
    bool follow();
    // Enrolments or tokens have changed.
    void look_again();

private:
    void become(Client& client, int user, std::string token);
    int user_by_address(const Client& client) const;
    bool is_nobody(const Client& client) const;
    void count(int user, int more);

    Console& console_;
    Hands& hands_;
    const Clients& clients_;
    Names& names_;
    Callers callers_;
    std::array<std::shared_ptr<const Rights>, 2> guests_;  // who has not logged in: here, elsewhere
    std::shared_ptr<const Rights> nobody_;                 // in a window of somebody who is not there
    std::unordered_map<ClientId, std::string> windows_;    // who came in by somebody's window
    People people_;
    Enrolments enrolments_;
    ClientList list_;
    PinChecks pins_;
    std::array<int, kUsers> online_{};  // clients of each person
};

}  // namespace tutti
