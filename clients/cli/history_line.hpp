// The words of `tutti history`, `undo` and `redo`. Part of the command line (main.cpp), nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

class HistoryLine {
public:
    HistoryLine(CLI::App& app, const Options& options, std::function<int()>& run) {
        auto* list = app.add_subcommand("history", "Print who has changed what, the newest first");
        list->add_option("PATTERN", pattern_, "An address or pattern; / if none is given");
        list->add_option("-n,--count", count_, "How many entries")->check(CLI::Range(1, 500))->capture_default_str();
        list->callback(
            [this, &options, &run] { run = [this, &options] { return history(options, pattern_, count_); }; });
        for (const char* verb : {"undo", "redo"}) {
            auto* command = app.add_subcommand(verb, verb[0] == 'u' ? "Take back the newest change of anybody"
                                                                    : "Bring again what was taken back last");
            command->add_flag("--own", own_, "Of the user who is logged in");
            command->callback([this, verb, &options, &run] {
                run = [this, verb, &options] { return take_back(options, verb, own_); };
            });
        }
    }

private:
    std::string pattern_ = "/";
    int count_ = 20;
    bool own_ = false;
};

}  // namespace tutti::cli
