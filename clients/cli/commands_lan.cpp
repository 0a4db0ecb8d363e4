// lan: the desk on the network.
#include <sstream>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

namespace {

std::string reading(Connection& desk, const std::string& address) {
    const Answers answers = desk.ask({{address}});
    if (!answers.refusals.empty() || answers.messages.empty() || answers.messages.front().arguments.empty()) return {};
    return in_words(answers.messages.front().arguments.front());
}

std::string in_lines(const std::string& words) {
    std::istringstream all(words);
    std::string lines;
    for (std::string word; all >> word;) lines += "  " + word + "\n";
    return lines;
}

}  // namespace

int lan(const Options& options, const std::string& wanted) {
    Connection desk(options.desk, options.timeout, options.token);
    if (!wanted.empty()) {
        const Answers answers = desk.ask({{"/session/lan", {wanted == "on"}}});
        if (!answers.refusals.empty()) return report(answers.refusals);
    }
    const std::string state = reading(desk, "/session/network/state");
    std::string text = state + "\n" + in_lines(reading(desk, "/session/network/addresses"));
    if (const std::string mark = reading(desk, "/session/network/fingerprint"); !mark.empty())
        text += "certificate, SHA-256:\n  " + mark + "\n";
    print(text);
    return wanted == "on" && state != "on" ? refused : done;
}

}  // namespace tutti::cli
