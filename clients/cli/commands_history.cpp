// history, undo, redo: who has changed what, and back.
#include <boost/json.hpp>
#include <ctime>

#include "clients/cli/commands.hpp"
#include "clients/cli/json.hpp"

namespace tutti::cli {
namespace {

namespace json = boost::json;

// "2026-11-21 19:30:05" where this is read.
std::string time_in_words(std::int64_t ms) {
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    char words[32];
    return {words, std::strftime(words, sizeof words, "%Y-%m-%d %H:%M:%S", &parts)};
}

std::string value_in_words(const json::value& value) {
    if (value.is_bool()) return value.get_bool() ? "on" : "off";
    if (value.is_string()) return json::serialize(value);
    return in_words(Value(value.to_number<float>()));
}

std::string line_of(const json::object& entry) {
    std::string line = time_in_words(entry.at("time").to_number<std::int64_t>()) + "  ";
    line += std::string(entry.at("who").as_string()) + "  " + std::string(entry.at("address").as_string()) + "  ";
    line += value_in_words(entry.at("from")) + " -> " + value_in_words(entry.at("to"));
    return line + (entry.contains("undone") ? "  (undone)\n" : "\n");
}

}  // namespace

int history(const Options& options, const std::string& pattern, int count) {
    Connection desk(options.desk, options.timeout, options.token);
    const Message question{"/history/list", {std::int64_t{0}, count, pattern}};
    const Answers answers = carry_out(desk, question);
    for (const Value& value : result_of(answers, question.address)) {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) continue;
        if (options.json) {
            print(*text + "\n");
            continue;
        }
        const json::value entries = json::parse(*text);
        std::string lines;
        for (const json::value& entry : entries.as_array()) lines += line_of(entry.as_object());
        print(lines);
    }
    return report(answers.refusals);
}

int take_back(const Options& options, const std::string& verb, bool own) {
    return act_and_print(options, {"/session/" + verb, {std::string(own ? "own" : "all")}});
}

}  // namespace tutti::cli
