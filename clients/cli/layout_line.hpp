// The words of `tutti layout`. Part of the command line (main.cpp), nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "clients/cli/commands.hpp"
#include "clients/cli/layout.hpp"

namespace tutti::cli {

class LayoutLine {
public:
    LayoutLine(CLI::App& app, std::function<int()>& run) {
        auto* command = app.add_subcommand("layout", "Print a layout for a generic controller, made for this desk");
        command->add_option("PROGRAM", program_, "touchosc or open-stage-control")
            ->required()
            ->check(CLI::IsMember({"touchosc", "open-stage-control"}));
        command->add_option("--channels", wish_.channels, "How many channels it has")
            ->check(CLI::Range(1, 64))
            ->capture_default_str();
        command->add_option("--bus", wish_.bus, "The faders send into this bus, for somebody's headphones")
            ->check(CLI::Range(1, 64));
        command->add_option("--answer-port", wish_.answer_port, "Where TouchOSC listens (its receive port)")
            ->check(CLI::Range(1, 65535))
            ->capture_default_str();
        command->callback([this, &run] { run = [this] { return layout(program_, wish_); }; });
    }

private:
    std::string program_;
    LayoutWish wish_;
};

}  // namespace tutti::cli
