// login, logout, user: who is at the desk.
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <map>

#include "clients/cli/commands.hpp"
#include "clients/cli/qr.hpp"
#include "clients/remote/tokens.hpp"

namespace tutti::cli {

using remote::store_token;
using remote::token_file;

namespace {

// From the terminal without showing it, or a line of what is piped in.
std::string ask_pin(const std::string& whose) {
    termios usual{};
    const bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &usual) == 0;
    if (terminal) {
        std::fprintf(stderr, "PIN of %s: ", whose.c_str());
        termios silent = usual;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string pin;
    std::getline(std::cin, pin);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual);
        std::fputc('\n', stderr);
    }
    return pin;
}

// What /user/*/WORD is, by number.
std::map<int, std::string> of_each(Connection& desk, const std::string& word) {
    std::map<int, std::string> all;
    for (const Message& message : desk.ask({{"/user/*/" + word}}).messages)
        if (!message.arguments.empty())
            all[std::atoi(message.address.c_str() + std::string("/user/").size())] = in_words(message.arguments[0]);
    return all;
}

// Its number; 0 and a complaint where nobody is called that.
int number_of(Connection& desk, const std::string& name) {
    for (const auto& [number, called] : of_each(desk, "name"))
        if (called == name) return number;
    complain("nobody is called " + name + " (see tutti user list)");
    return 0;
}

// Its results, as words; an exit code other than `done` where it was refused.
int act_on(Connection& desk, const Message& action, std::vector<std::string>* results = nullptr) {
    const Answers answers = desk.ask({action});
    for (const Message& message : answers.messages)
        if (message.address == "/ok" && results)
            for (std::size_t i = 2; i < message.arguments.size(); ++i)
                results->push_back(in_words(message.arguments[i]));
    return report(answers.refusals);
}

}  // namespace

int login(const Options& options, const std::string& name) {
    Connection desk(options.desk, options.timeout);
    std::vector<std::string> results;
    if (const int code = act_on(desk, {"/login", {name, ask_pin(name), true}}, &results)) return code;
    if (results.size() < 2) throw ConnectionLost("the desk gave no token");
    try {
        store_token(options.desk, results[1]);
    } catch (const std::runtime_error& error) {
        complain(error.what());
        return refused;
    }
    print(name + " is logged in as " + results[0] + " (" + token_file().string() + ")\n");
    return done;
}

int logout(const Options& options) {
    try {
        store_token(options.desk, {});
    } catch (const std::runtime_error& error) {
        complain(error.what());
        return refused;
    }
    return done;
}

int user_list(const Options& options) {
    Connection desk(options.desk, options.timeout, options.token);
    const auto names = of_each(desk, "name");
    auto roles = of_each(desk, "role"), cues = of_each(desk, "cue"), monitors = of_each(desk, "monitor"),
         online = of_each(desk, "online");
    std::string text;
    for (const auto& [number, name] : names) {
        if (name.empty()) continue;
        text += std::to_string(number) + "  " + name + "  " + roles[number];
        if (cues[number] != "0") text += "  bus " + cues[number];
        if (monitors[number] != "0") text += "  monitor " + monitors[number];
        text += online[number] == "on" ? "  here\n" : "\n";
    }
    print(text);
    return done;
}

int user_add(const Options& options, const std::string& name, const std::string& role, int cue, int monitor) {
    const std::string pin = ask_pin(name);
    Connection desk(options.desk, options.timeout, options.token);
    std::vector<std::string> results;
    if (const int code = act_on(desk, {"/user/add", {name, role, pin}}, &results)) return code;
    if (results.empty()) throw ConnectionLost("the desk gave no number");
    std::vector<Message> sets;
    if (monitor > 0) sets.push_back({"/user/" + results[0] + "/monitor", {monitor}});
    const std::string bus = "/bus/" + std::to_string(cue);
    if (cue > 0) {
        sets.push_back({bus + "/kind", {std::string("cue")}});
        sets.push_back({bus + "/cue/owner", {std::atoi(results[0].c_str())}});
    }
    print(results[0] + "\n");
    return sets.empty() ? done : report(desk.ask(sets).refusals);
}

int user_delete(const Options& options, const std::string& name) {
    Connection desk(options.desk, options.timeout, options.token);
    const int number = number_of(desk, name);
    return number == 0 ? refused : act_on(desk, {"/user/" + std::to_string(number) + "/delete"});
}

int user_pin(const Options& options, const std::string& name) {
    const std::string pin = ask_pin(name);
    Connection desk(options.desk, options.timeout, options.token);
    const int number = number_of(desk, name);
    return number == 0 ? refused : act_on(desk, {"/user/" + std::to_string(number) + "/pin", {pin}});
}

int user_invite(const Options& options, const std::string& name) {
    Connection desk(options.desk, options.timeout, options.token);
    const int number = number_of(desk, name);
    if (number == 0) return refused;
    std::vector<std::string> results;  // an address and its code, and so on
    if (const int code = act_on(desk, {"/user/" + std::to_string(number) + "/invite"}, &results)) return code;
    for (std::size_t i = 0; i + 1 < results.size(); i += 2) print(drawn_code(results[i + 1]) + results[i] + "\n\n");
    return done;
}

int user_grant(const Options& options, const std::string& name, const std::vector<std::string>& patterns) {
    Connection desk(options.desk, options.timeout, options.token);
    const int number = number_of(desk, name);
    if (number == 0) return refused;
    std::string joined;
    for (const std::string& pattern : patterns) joined += (joined.empty() ? "" : " ") + pattern;
    return act_on(desk, {"/user/" + std::to_string(number) + "/grant", {joined}});
}

}  // namespace tutti::cli
