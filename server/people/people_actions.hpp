#pragma once
// The actions on people, enrolments and connections: /user/add and those below /user/{u}, /enrol/…, and
// /session/clients/{id}/drop. What is stored is answered once it is on the disk; what could not be stored has not
// happened. State thread only.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "server/config.hpp"
#include "server/people/logins.hpp"

namespace tutti {

class PeopleActions final : public Actions {
public:
    using Drop = std::function<void(Client& client, std::string_view why)>;
    PeopleActions(Console& console, Logins& logins, Callers callers, Drop drop)
        : console_(console), logins_(logins), callers_(std::move(callers)), drop_(std::move(drop)) {}

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

    // Is told who has been deleted: what is kept of that number is nobody's then.
    void set_deleted(std::function<void(int user)> deleted) { deleted_ = std::move(deleted); }

    // Those of the configuration whom the session does not know.
    void seed(const std::vector<UserConfig>& users);

private:
    using Arguments = std::span<const Argument>;
    // A refusal, or nothing: then `answer` is taken care of.
    std::optional<Refusal> add(Client& client, Arguments arguments, const Answer& answer);
    std::optional<Refusal> of_person(Client& client, int user, std::string_view what, Arguments arguments,
                                     const Answer& answer);
    std::optional<Refusal> set_pin(Client& client, int user, Arguments arguments, const Answer& answer);
    std::optional<Refusal> remove(Client& client, int user, const Answer& answer);
    std::optional<Refusal> grant(Client& client, int user, Arguments arguments, const Answer& answer);
    std::optional<Refusal> enrol(Client& client, std::string_view what, Arguments arguments, const Answer& answer);
    std::optional<Refusal> drop(Client& client, int place, const Answer& answer);
    std::optional<Refusal> check_new_name(const Argument& argument) const;

    // Answers once the person's record, as it is now, is on the disk.
    void keep(Client& client, int user, const Answer& answer, Outcome outcome, std::function<void()> take_back);
    void changed();

    Console& console_;
    Logins& logins_;
    Callers callers_;
    Drop drop_;
    std::function<void(int user)> deleted_;
};

}  // namespace tutti
