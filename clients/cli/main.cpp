// `tutti`: a mixing desk from the command line. The words of the command line, and nothing else, are here.
#include <CLI/CLI.hpp>

#include "clients/cli/commands.hpp"
#include "clients/cli/history_line.hpp"
#include "clients/cli/interruption.hpp"
#include "clients/cli/layout_line.hpp"
#include "clients/cli/people_line.hpp"
#include "clients/cli/scene_line.hpp"
#include "clients/cli/x32_line.hpp"
#include "clients/remote/tokens.hpp"

namespace {

using namespace tutti::cli;

constexpr const char* about =
    "Reads, sets and watches a Tutti desk. Addresses and patterns are those of OSC: /channel/1/fader, "
    "/channel/*/mute,\n"
    "/bus/3 (all below it). Values are in dB, Hz and ms, as the desk shows them; a level may be 'off'.\n";

constexpr const char* more =
    "\nExamples:\n"
    "  tutti get /channel/1/fader              -6\n"
    "  tutti get '/channel/*/name'             every channel's name\n"
    "  tutti set /channel/1/fader -6 /channel/1/mute off\n"
    "  tutti do /channel/1/fader/fade -20 3    moves there in three seconds\n"
    "  tutti do /monitor/1/solo/clear\n"
    "  tutti watch /channel/1 --changes        what happens to channel 1 from now on\n"
    "  tutti history /channel/1                who changed what there; tutti undo takes back the newest\n"
    "  tutti meters channels:1-16              bars; plain lines in a pipe\n"
    "  tutti dump /channel > channels.json     and back: tutti load channels.json\n"
    "  tutti scene recall 3 --seconds 2        and tutti scene list, store, compare, export, ...\n"
    "  tutti x32 import song.scn               a scene file of an X32; and back: tutti x32 export\n"
    "\nExit codes: 0 done (or ended by Ctrl-C while watching), 1 the desk refused, 2 wrong usage,\n"
    "3 no connection or no answer, 130 ended by Ctrl-C before it was done.\n";

// What is no address is no OSC either, so the desk would not answer at all.
std::string address_form(const std::string& word) {
    return word.starts_with('/') ? "" : "no address, those begin with a slash: " + word;
}

struct CommandLine {
    explicit CommandLine(CLI::App& app)
        : scenes(app, options, run),
          people(app, options, run),
          histories(app, options, run),
          x32s(app, options, run),
          layouts(app, run) {
        app.footer(more);
        app.require_subcommand(1);
        app.fallthrough();
        app.set_version_flag("--version", "tutti " TUTTI_VERSION);
        app.add_option("--host", options.desk, "The desk's OSC port, HOST:PORT")
            ->envname("TUTTI_HOST")
            ->capture_default_str();
        app.add_option("--timeout", seconds, "How long to wait for an answer, in seconds")
            ->check(CLI::PositiveNumber)
            ->capture_default_str();
        app.add_flag("--json", options.json, "Print JSON");
        app.add_option("--token", options.token, "Who you are, instead of the one that login has kept")
            ->envname("TUTTI_TOKEN");

        auto* get_command = app.add_subcommand("get", "Print values; the value alone for a single address");
        get_command->add_option("ADDRESS", words, "Addresses or patterns")->required()->check(address_form);
        get_command->callback([this] { run = [this] { return get(options, words); }; });

        auto* set_command = app.add_subcommand("set", "Set values, all at once; prints what the desk stored otherwise");
        set_command->add_option("ADDRESS VALUE", words, "Pairs of address (or pattern) and value")->required();
        set_command->callback([this] {
            if (words.size() % 2) throw CLI::ValidationError("set", "each ADDRESS needs a VALUE");
            for (std::size_t i = 0; i < words.size(); i += 2)
                if (const std::string wrong = address_form(words[i]); !wrong.empty())
                    throw CLI::ValidationError("set", wrong);
            run = [this] { return set(options, words); };
        });

        auto* do_command = app.add_subcommand("do", "Carry out an action, or /by /turn /fade /toggle /reset /touch");
        do_command->add_option("ADDRESS", address, "The action's address")->required()->check(address_form);
        do_command->add_option("ARGUMENT", words, "Its arguments; s:12 is a text, f:3 a float, i:3 h:3 d:3 too");
        do_command->callback([this] { run = [this] { return act(options, address, words); }; });

        auto* watch_command = app.add_subcommand("watch", "Print values and then every change, until Ctrl-C");
        watch_command->add_option("PATTERN", words, "Addresses or patterns")->required()->check(address_form);
        watch_command->add_flag("--changes", changes_only, "Leave out the values as they are now");
        watch_command->callback([this] { run = [this] { return watch(options, words, changes_only); }; });

        auto* meters_command = app.add_subcommand("meters", "Show levels as bars, until Ctrl-C");
        meters_command
            ->add_option("WHAT", what,
                         "inputs channels buses matrices main fx monitors outputs, a range (channels:33-64), "
                         "or strip:ADDRESS")
            ->capture_default_str();
        meters_command->add_option("--rate", rate, "Frames a second")->check(CLI::Range(1, 60))->capture_default_str();
        meters_command->callback([this] { run = [this] { return meters(options, what, rate); }; });

        auto* list_command = app.add_subcommand("list", "Print the addresses below one");
        list_command->add_option("PREFIX", address, "An address or pattern; / if none is given")->check(address_form);
        list_command->add_flag("-t,--types", with_types, "OSC's type letter ahead of each");
        list_command->add_flag("--network", of_network, "The other desks on the network instead: page, OSC, version");
        list_command->callback([this] {
            run = [this] { return of_network ? list_network(options) : list(options, or_root(), with_types); };
        });

        auto* dump_command = app.add_subcommand("dump", "Print values as JSON that load takes");
        dump_command->add_option("PATTERN", address, "An address or pattern; / if none is given")->check(address_form);
        dump_command->callback([this] { run = [this] { return dump(options, or_root()); }; });

        auto* load_command = app.add_subcommand("load", "Set all values of a JSON file");
        load_command->add_option("FILE", file, "{\"/address\": value, ...}; - reads standard input")->required();
        load_command->add_flag("-n,--dry-run", dry_run, "Only say what would change");
        load_command->callback([this] { run = [this] { return load(options, file, dry_run); }; });
    }

    std::string or_root() const { return address.empty() ? "/" : address; }

    void finish() {
        options.timeout = std::chrono::milliseconds(static_cast<int>(seconds * 1000));
        if (options.token.empty()) options.token = tutti::remote::stored_token(options.desk);
    }

    Options options{.desk = "127.0.0.1:9000"};
    double seconds = 5;
    std::vector<std::string> words;
    std::string address, file, what = "channels";
    int rate = 25;
    bool changes_only = false, with_types = false, of_network = false, dry_run = false;
    std::function<int()> run;
    SceneLine scenes;
    PeopleLine people;
    HistoryLine histories;
    X32Line x32s;
    LayoutLine layouts;
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(about, "tutti");
    CommandLine line(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrong_usage;
    }
    line.finish();
    watch_for_interruption();
    try {
        return line.run();
    } catch (const ConnectionLost& lost) {
        complain(lost.what());
        return no_connection;
    } catch (const NotLoggedIn& not_in) {
        complain(not_in.what());
        return refused;
    } catch (const Interrupted&) {
        return tutti::cli::interrupted;
    }
}
