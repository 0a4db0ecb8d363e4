#pragma once
// Who may do what: one table of patterns over addresses for each role, read once for each person, then asked for each
// set and each action. The one door (server/door.hpp) asks here, for every protocol. State thread only.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/console.hpp"
#include "engine/console/selection.hpp"
#include "server/roles.hpp"

namespace tutti {

// Whose rights they are, as far as the table knows people.
struct Person {
    Role role = Role::none;
    int user = 0;                             // number as on the wire; 0: nobody has logged in
    int monitor = 0;                          // where this person sits; 0: nowhere
    std::vector<int> cues = {}, locked = {};  // own cue mixes, and those of them that are locked; from 1
    std::string grants = {};                  // further patterns, blanks between
    bool operator==(const Person&) const = default;
};

class Rights {
public:
    Rights(const Console& console, Person person);

    const Person& person() const { return person_; }
    bool everything() const { return person_.role == Role::engineer; }
    // A setting, or an action that has a row.
    bool may_write(const Place& place) const;
    // An action by its address, with or without a row.
    bool may_act(std::string_view address) const;

private:
    // "-/bus/*/limiter" takes away. Later ones overrule earlier ones.
    struct Rule {
        bool gives;
        Selection selection;
    };
    void add(const Console& console, std::string_view pattern);

    Person person_;
    std::vector<Rule> rules_;
};

// Everything, for changes that the desk makes in somebody's place (start values).
std::shared_ptr<const Rights> all_rights();

// Patterns that can be granted: blanks between, at most 16; a sentence where they cannot.
std::string complaint_about_grants(std::string_view patterns);
inline constexpr std::size_t kMostGrants = 16;

}  // namespace tutti
