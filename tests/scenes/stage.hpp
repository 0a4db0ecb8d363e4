#pragma once
// A desk with scenes, and what tests of them say to it.
#include "tests/presets/studio.hpp"

namespace tutti::wire {

struct Stage : Studio {
    using Studio::recall;
    using Studio::store;
    using Studio::Studio;

    static Wish sized(int channels, int buses) {
        Wish wish = Studio::wish();
        wish.desk = "channels = " + std::to_string(channels) + "\nbuses = " + std::to_string(buses) + "\nfx = 2\n";
        return wish;
    }

    // The one answer to an action about scenes.
    Heard scene(const std::string& action, std::initializer_list<Argument> arguments) {
        HeardList answers = act("/scene/" + action, arguments);
        std::erase_if(answers, [](const Heard& heard) { return heard.address != "/ok" && heard.address != "/error"; });
        if (answers.size() != 1) {
            ADD_FAILURE() << action << " was answered " << answers.size() << " times";
            return {};
        }
        return answers[0];
    }
    // The number of a new scene; 0 where it was refused.
    int keep(std::string_view name) { return number_in(scene("store", {name})); }
    // What the answer to a recall names; a refusal fails the test.
    std::vector<std::string> go(int id) { return named_in(scene("recall", {id})); }
    std::vector<std::string> go(int id, std::string_view scope, float seconds = 0) {
        return named_in(scene("recall", {id, scope, seconds}));
    }
    std::string code(const std::string& action, std::initializer_list<Argument> arguments) {
        const Heard answer = scene(action, arguments);
        return answer.address == "/error" ? answer.text(1) : answer.address;
    }
    int current() { return static_cast<int>(ana.get("/scene/current").whole()); }
    bool changed() { return on("/scene/changed"); }
    void fader(int channel, float level) { set("/channel/" + std::to_string(channel) + "/fader", level); }
    float fader(int channel) { return number("/channel/" + std::to_string(channel) + "/fader"); }

    static int number_in(const Heard& answer) {
        EXPECT_EQ(answer.address, "/ok") << (answer.address == "/error" ? answer.text(2) : "");
        return answer.address == "/ok" && answer.values.size() > 2 ? static_cast<int>(answer.whole(2)) : 0;
    }
    static std::vector<std::string> named_in(const Heard& answer) {
        EXPECT_EQ(answer.address, "/ok") << (answer.address == "/error" ? answer.text(2) : "");
        std::vector<std::string> named;
        if (answer.address != "/ok") return named;
        for (std::size_t i = 2; i < answer.values.size(); ++i)
            named.push_back(std::holds_alternative<std::string>(answer.values[i]) ? answer.text(i)
                                                                                  : std::to_string(answer.whole(i)));
        return named;
    }
    // The whole text of a scene.
    std::string text_of(int id) {
        std::string text;
        for (int offset = 0;;) {
            const Heard answer = scene("export", {id, offset});
            if (answer.address != "/ok") return "refused: " + answer.text(2);
            text += answer.text(2);
            offset = static_cast<int>(answer.whole(3));
            if (offset == 0) return text;
        }
    }
};

}  // namespace tutti::wire
