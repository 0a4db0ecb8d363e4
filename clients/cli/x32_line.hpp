// The words of `tutti x32`. Part of the command line (main.cpp), nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

class X32Line {
public:
    X32Line(CLI::App& app, const Options& options, std::function<int()>& run) : options_(options), run_(run) {
        auto* x32 = app.add_subcommand("x32", "Scene files of an X32 or M32 (.scn)");
        x32->require_subcommand(1);
        add(*x32, "export", "Print the desk as such a file", [this] { return export_x32(options_, wish_); });
        auto* import = add(*x32, "import", "Bring the desk to such a file; prints how many settings came of it",
                           [this] { return import_x32(options_, wish_); });
        import->add_option("FILE", wish_.file, "- reads standard input")->required();
    }

private:
    CLI::App* add(CLI::App& x32, const char* word, const char* help, std::function<int()> what) {
        auto* command = x32.add_subcommand(word, help);
        command->add_option("--channel", wish_.channel, "The channel that is the file's first")->capture_default_str();
        command->add_option("--bus", wish_.bus, "The bus that is the file's first")->capture_default_str();
        command->callback([this, what = std::move(what)] { run_ = what; });
        return command;
    }

    const Options& options_;
    std::function<int()>& run_;
    X32Wish wish_;
};

}  // namespace tutti::cli
