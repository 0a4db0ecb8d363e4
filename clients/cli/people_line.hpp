// The words of `tutti login`, `tutti logout`, `tutti lan` and `tutti user`. Part of the command line (main.cpp),
// nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

class PeopleLine {
public:
    PeopleLine(CLI::App& app, const Options& options, std::function<int()>& run) : options_(options), run_(run) {
        name(add(app, "login", "Log in at the desk; the PIN is asked for", [this] { return login(options_, name_); }));
        add(app, "logout", "Forget who you are", [this] { return logout(options_); });
        add(app, "lan", "Whether the desk is on the network, and where; on and off switch it",
            [this] { return lan(options_, wanted_); })
            ->add_option("on|off", wanted_, "On or off")
            ->check(CLI::IsMember({"on", "off"}));
        auto* user = app.add_subcommand("user", "Who there is at the desk: list, add, invite, delete, pin, grant");
        user->require_subcommand(1);
        add(*user, "list", "Print who there is", [this] { return user_list(options_); });
        auto* more = name(add(*user, "add", "Add somebody; the PIN is asked for",
                              [this] { return user_add(options_, name_, role_, cue_, monitor_); }));
        more->add_option("ROLE", role_, "engineer producer technician artist viewer")->required();
        more->add_option("--cue", cue_, "The bus that becomes this person's cue mix")->check(CLI::Range(1, 64));
        more->add_option("--monitor", monitor_, "The monitor this person sits at")->check(CLI::Range(1, 8));
        name(add(*user, "invite", "Print the code by which a phone joins somebody's mix, once for each address",
                 [this] { return user_invite(options_, name_); }));
        name(add(*user, "delete", "Take somebody off the desk", [this] { return user_delete(options_, name_); }));
        name(add(*user, "pin", "Another PIN for somebody; it is asked for",
                 [this] { return user_pin(options_, name_); }));
        name(add(*user, "grant", "Let somebody write what these match besides; none ends it", [this] {
            return user_grant(options_, name_, patterns_);
        }))->add_option("PATTERN", patterns_, "Addresses or patterns");
    }

private:
    CLI::App* add(CLI::App& above, const char* word, const char* help, std::function<int()> what) {
        auto* command = above.add_subcommand(word, help);
        command->callback([this, what] { run_ = what; });
        return command;
    }
    CLI::App* name(CLI::App* command) {
        command->add_option("NAME", name_, "The person's name")->required();
        return command;
    }

    const Options& options_;
    std::function<int()>& run_;
    std::string name_, role_, wanted_;
    std::vector<std::string> patterns_;
    int cue_ = 0, monitor_ = 0;
};

}  // namespace tutti::cli
