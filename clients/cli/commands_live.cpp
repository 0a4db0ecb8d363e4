// watch and meters: they go on until Ctrl-C, until nobody reads them any more, or until the desk hangs up.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <optional>

#include "clients/cli/bars.hpp"
#include "clients/cli/commands.hpp"
#include "clients/cli/interruption.hpp"
#include "clients/cli/json.hpp"

namespace tutti::cli {

namespace {

constexpr auto for_ever = std::chrono::steady_clock::time_point::max();

void print_change(const Options& options, const Message& message) {
    print((options.json ? to_json(std::vector{message}, false) : in_one_line(message)) + "\n");
}

// The desk names the action that it refuses; a person wants to know what it was asked for.
int report_for(const std::string& wanted, std::vector<Refusal> refusals) {
    for (Refusal& refusal : refusals) refusal.address = wanted;
    return report(refusals);
}

// Where the names of the strips of a WHAT are found; nothing for strips without names.
std::string names_pattern(const std::string& what) {
    static const std::map<std::string, std::string> patterns = {{"channels", "/channel/*/name"},
                                                                {"buses", "/bus/*/name"},
                                                                {"matrices", "/matrix/*/name"},
                                                                {"fx", "/fx/*/return/name"},
                                                                {"outputs", "/output/*/name"}};
    const auto found = patterns.find(what.substr(0, what.find(':')));
    return found == patterns.end() ? "" : found->second;
}

std::map<int, std::string> strip_names(Connection& desk, const std::string& what) {
    std::map<int, std::string> names;
    const std::string pattern = names_pattern(what);
    if (pattern.empty()) return names;
    for (const Message& message : desk.ask({{pattern}}).messages) {
        const std::size_t number = message.address.find('/', 1) + 1;
        if (!message.arguments.empty())
            names[std::atoi(message.address.c_str() + number)] = in_words(message.arguments[0]);
    }
    return names;
}

// A block of lines at the foot of the terminal that is drawn over again; the cursor comes back when it ends.
class LivePicture {
public:
    LivePicture() { print("\033[?25l"); }
    ~LivePicture() { print("\033[?25h"); }
    LivePicture(const LivePicture&) = delete;
    LivePicture& operator=(const LivePicture&) = delete;

    void show(const std::vector<std::string>& lines) {
        std::string text = height_ ? "\033[" + std::to_string(height_) + "A" : "";
        for (const std::string& line : lines) text += "\r" + line + "\033[K\n";
        text += "\033[J";
        height_ = lines.size();
        print(text);
    }

private:
    std::size_t height_ = 0;
};

void measure_terminal(Look& look) {
    winsize size = {};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return;
    look.columns = size.ws_col;
    look.rows = size.ws_row;
}

}  // namespace

int watch(const Options& options, const std::vector<std::string>& patterns, bool changes_only) {
    Connection desk(options.desk, options.timeout, options.token);
    try {
        for (const std::string& pattern : patterns) {
            Answers present = desk.ask({{"/subscribe", {pattern}}});
            if (!present.refusals.empty()) return report_for(pattern, std::move(present.refusals));
            if (!changes_only)
                for (const Message& message : present.messages) print_change(options, message);
        }
        while (const auto message = desk.receive(for_ever)) print_change(options, *message);
    } catch (const Interrupted&) {
    }
    return done;
}

int meters(const Options& options, const std::string& what, int rate) {
    Connection desk(options.desk, options.timeout, options.token);
    Look look;
    look.colours = !std::getenv("NO_COLOR");
    look.names = strip_names(desk, what);
    std::optional<LivePicture> picture;
    try {
        Answers answers = desk.ask({{"/meters/subscribe", {what, rate}}});
        if (!answers.refusals.empty()) return report_for(what, std::move(answers.refusals));
        if (isatty(STDOUT_FILENO) && !options.json) picture.emplace();
        while (const auto message = desk.receive(for_ever)) {
            const auto frame = decode_meters(*message);
            if (!frame) continue;
            if (picture) {
                measure_terminal(look);
                picture->show(draw(*frame, look));
            } else {
                print(options.json ? in_json(*frame) + "\n" : in_plain_lines(*frame));
            }
        }
    } catch (const Interrupted&) {
    }
    return done;
}

}  // namespace tutti::cli
