// The words of `tutti scene`. Part of the command line (main.cpp), nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

class SceneLine {
public:
    SceneLine(CLI::App& app, const Options& options, std::function<int()>& run) : options_(options), run_(run) {
        auto* scene = app.add_subcommand("scene", "Desks that are kept: store, recall, compare, exchange");
        scene->require_subcommand(1);
        add(*scene, "list", "Their numbers and names, in their order", [this] { return list_scenes(options_); });
        auto* store = add(*scene, "store", "Keep the desk as it is; prints the new number",
                          [this] { return change_scene(options_, "store", wish_); });
        store->add_option("NAME", wish_.name, "What it is called")->required();
        for (const char* verb : {"overwrite", "delete"}) {
            auto* one = add(*scene, verb, "", [this, verb] { return change_scene(options_, verb, wish_); });
            one->description(verb[0] == 'o' ? "Keep the desk as it is under this number" : "Forget it");
            number(one);
        }
        auto* recall = add(*scene, "recall", "Bring the desk to it; prints what was left as it is",
                           [this] { return recall_scene(options_, "recall", wish_); });
        number(recall);
        scope(recall);
        recall->add_option("--seconds", wish_.seconds, "How long levels take; otherwise as the scene says")
            ->check(CLI::Range(0.0, 60.0));
        recall->add_option("--only", wish_.only, "Only these addresses or patterns");
        for (const char* verb : {"next", "previous"})
            add(*scene, verb, verb[0] == 'n' ? "Recall the one behind the current one" : "Recall the one before it",
                [this, verb] { return recall_scene(options_, verb, wish_); });
        auto* compare = add(*scene, "compare", "What a recall would change, as JSON",
                            [this] { return compare_scene(options_, wish_); });
        number(compare);
        scope(compare);
        number(add(*scene, "export", "Print it as JSON", [this] { return export_scene(options_, wish_); }));
        auto* import = add(*scene, "import", "Make a scene of what export printed; prints its number",
                           [this] { return import_scene(options_, wish_); });
        import->add_option("FILE", wish_.file, "- reads standard input")->required();
    }

private:
    CLI::App* add(CLI::App& scene, const char* word, const char* help, std::function<int()> what) {
        auto* command = scene.add_subcommand(word, help);
        command->callback([this, what = std::move(what)] { run_ = what; });
        return command;
    }
    void number(CLI::App* command) { command->add_option("ID", wish_.id, "Its number")->required(); }
    void scope(CLI::App* command) {
        command
            ->add_option_function<std::string>(
                "--scope",
                [this](const std::string& words) {
                    wish_.scope = words;
                    wish_.has_scope = true;
                },
                "Parts, as 'fader mute'; '' is all; otherwise as the scene says")
            ->expected(1);
    }

    const Options& options_;
    std::function<int()>& run_;
    SceneWish wish_;
};

}  // namespace tutti::cli
