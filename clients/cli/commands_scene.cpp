// scene: the scenes of the desk, one function for each word or two behind it.
#include <algorithm>
#include <map>

#include "clients/cli/commands.hpp"
#include "clients/cli/json.hpp"

namespace tutti::cli {
namespace {

constexpr std::size_t kPiece = 400'000;  // of an import: the desk takes a megabyte at a time

std::string lines_of(const std::vector<Value>& result) {
    std::string text;
    for (const Value& value : result) text += in_words(value) + "\n";
    return text;
}

std::string json_of(const std::vector<Value>& result) {
    std::string text = "[";
    for (const Value& value : result) text += (text.size() > 1 ? ", " : "") + to_json(value);
    return text + "]\n";
}

struct Listed {
    std::string name;
    int position = 0;
};

// "/scene/12/name" to 12; 0 where it is none.
int number_in(const std::string& address) {
    constexpr std::string_view head = "/scene/";
    return address.starts_with(head) ? std::atoi(address.c_str() + head.size()) : 0;
}

}  // namespace

std::vector<Value> result_of(const Answers& answers, const std::string& address) {
    for (const Message& message : answers.messages) {
        if (message.address != "/ok" || message.arguments.size() < 2) continue;
        const auto* answered = std::get_if<std::string>(&message.arguments[0]);
        if (answered && *answered == address) return {message.arguments.begin() + 2, message.arguments.end()};
    }
    return {};
}

int act_and_print(const Options& options, const Message& action) {
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = carry_out(desk, action);
    const std::vector<Value> result = result_of(answers, action.address);
    if (answers.refusals.empty()) print(options.json ? json_of(result) : lines_of(result));
    return report(answers.refusals);
}

int list_scenes(const Options& options) {
    Connection desk(options.desk, options.timeout, options.token);
    Answers answers = desk.ask({{"/scene/*/name"}, {"/scene/*/position"}, {"/scene/current"}});
    std::map<int, Listed> scenes;
    int current = 0;
    for (const Message& message : answers.messages) {
        if (message.arguments.empty()) continue;
        const int id = number_in(message.address);
        if (const auto* name = std::get_if<std::string>(&message.arguments[0]); name && id > 0) scenes[id].name = *name;
        if (const auto* number = std::get_if<std::int32_t>(&message.arguments[0]))
            (id > 0 ? scenes[id].position : current) = *number;
    }
    std::erase_if(scenes, [](const auto& one) { return one.second.name.empty(); });
    std::vector<std::pair<int, Listed>> order(scenes.begin(), scenes.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second.position < b.second.position; });
    std::string text;
    for (const auto& [id, scene] : order) {
        if (options.json)
            text += (text.empty() ? "[" : ",\n ") + std::string("{\"id\": ") + std::to_string(id) +
                    ", \"name\": " + to_json(Value(scene.name)) +
                    ", \"current\": " + (id == current ? "true}" : "false}");
        else
            text += (id == current ? "* " : "  ") + std::to_string(id) + "  " + scene.name + "\n";
    }
    if (options.json) text += text.empty() ? "[]\n" : "]\n";
    print(text);
    return report(answers.refusals);
}

// store, overwrite, delete
int change_scene(const Options& options, const std::string& verb, const SceneWish& wish) {
    Message action{"/scene/" + verb};
    if (verb == "store")
        action.arguments.emplace_back(wish.name);
    else
        action.arguments.emplace_back(std::int32_t{wish.id});
    return act_and_print(options, action);
}

// recall, next, previous
int recall_scene(const Options& options, const std::string& verb, const SceneWish& wish) {
    Message action{"/scene/" + verb};
    if (verb != "recall") return act_and_print(options, action);
    const bool timed = wish.seconds >= 0;
    if (wish.has_scope && !wish.only.empty()) {
        complain("--only goes without --scope");
        return wrong_usage;
    }
    std::string words;
    for (const std::string& pattern : wish.only) words += (words.empty() ? "" : " ") + pattern;
    if (!wish.only.empty()) action.address += "/only";
    action.arguments.emplace_back(std::int32_t{wish.id});
    if (!words.empty())
        action.arguments.emplace_back(words);
    else if (wish.has_scope)
        action.arguments.emplace_back(wish.scope);
    if (timed) action.arguments.emplace_back(static_cast<float>(wish.seconds));
    return act_and_print(options, action);
}

int compare_scene(const Options& options, const SceneWish& wish) {
    Message action{"/scene/compare", {std::int32_t{wish.id}}};
    if (wish.has_scope) action.arguments.emplace_back(wish.scope);
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = carry_out(desk, action);
    const std::vector<Value> result = result_of(answers, action.address);
    if (!result.empty()) print(in_words(result[0]));
    for (std::size_t i = 1; i < result.size(); ++i) complain(in_words(result[i]));
    return report(answers.refusals);
}

int print_pieces(const Options& options, Message action, std::size_t offset) {
    Connection desk(options.desk, options.timeout, options.token);
    std::string text;
    for (std::int32_t from = 0;;) {
        action.arguments.at(offset) = from;
        const Answers answers = carry_out(desk, action);
        if (!answers.refusals.empty()) return report(answers.refusals);
        const std::vector<Value> result = result_of(answers, action.address);
        const auto* piece = result.size() == 2 ? std::get_if<std::string>(&result[0]) : nullptr;
        const auto* next = result.size() == 2 ? std::get_if<std::int32_t>(&result[1]) : nullptr;
        if (!piece || !next) throw ConnectionLost("what came is no piece of a text");
        text += *piece;
        if ((from = *next) == 0) break;
    }
    print(text);
    return done;
}

int export_scene(const Options& options, const SceneWish& wish) {
    return print_pieces(options, {"/scene/export", {std::int32_t{wish.id}, std::int32_t{0}}}, 1);
}

int import_scene(const Options& options, const SceneWish& wish) {
    const auto file = file_or_complaint(wish.file);
    if (!file) return wrong_usage;
    const std::string& text = *file;
    Connection desk(options.desk, options.timeout, options.token);
    std::size_t at = 0;
    for (; text.size() - at > kPiece; at += kPiece) {
        const Answers answers = carry_out(desk, {"/scene/import", {text.substr(at, kPiece), true}});
        if (!answers.refusals.empty()) return report(answers.refusals);
    }
    const Message last{"/scene/import", {text.substr(at)}};
    const Answers answers = carry_out(desk, last);
    const std::vector<Value> result = result_of(answers, last.address);
    if (answers.refusals.empty()) print(options.json ? json_of(result) : lines_of(result));
    return report(answers.refusals);
}

}  // namespace tutti::cli
