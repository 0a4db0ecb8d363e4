// set, load, do: each tells the desk something and reports what it made of it.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "clients/cli/commands.hpp"
#include "clients/cli/json.hpp"

namespace tutti::cli {

namespace {

constexpr std::size_t messages_in_a_bundle = 4000;

// A kind and a link have consequences for other addresses, so they go first, lest they undo what was loaded before.
void order_for_loading(std::vector<Message>& messages) {
    std::stable_partition(messages.begin(), messages.end(), [](const Message& message) {
        return message.address.ends_with("/kind") || message.address.ends_with("/link");
    });
}

}  // namespace

std::string whole_file(const std::string& file) {
    if (file == "-") {
        std::string text;
        std::array<char, 65536> piece;
        for (std::size_t count; (count = std::fread(piece.data(), 1, piece.size(), stdin)) > 0;)
            text.append(piece.data(), count);
        return text;
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot be read");
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::optional<std::string> file_or_complaint(const std::string& file) {
    try {
        return whole_file(file);
    } catch (const std::runtime_error& error) {
        complain(file + ": " + error.what());
        return std::nullopt;
    }
}

namespace {

// Says what loading would change, and what the desk does not have.
int compare(Connection& desk, const std::vector<Message>& wanted) {
    std::map<std::string, Value> stored;
    for (Message& message : desk.ask({{"/"}}).messages)
        if (!message.arguments.empty()) stored.emplace(message.address, std::move(message.arguments.front()));
    int result = done;
    std::string text;
    for (const Message& message : wanted) {
        const std::string value = to_json(message.arguments.front());
        const auto found = stored.find(message.address);
        if (found == stored.end()) {
            complain(message.address + ": the desk has no such parameter");
            result = refused;
        } else if (const std::string old = to_json(found->second); old != value) {
            text += message.address + ": " + old + " -> " + value + "\n";
        }
    }
    print(text);
    return result;
}

bool is_answer_to(const Message& message, const std::string& address) {
    return message.address == "/ok" && remote::subject_of(message) == address;
}

void print_result(const Options& options, const Message& ok) {
    std::string text;
    for (std::size_t index = 2; index < ok.arguments.size(); ++index) {
        if (options.json)
            text += (index > 2 ? ", " : "") + to_json(ok.arguments[index]);
        else
            text += in_words(ok.arguments[index]) + "\n";
    }
    if (options.json) {
        const std::string revision = ok.arguments.size() > 1 ? to_json(ok.arguments[1]) : "null";
        text = "{\"REVISION\": " + revision + ", \"RESULT\": [" + text + "]}\n";
    }
    print(text);
}

}  // namespace

// What the desk answers to a get tells the type in which the word is sent. It answers a set only where it stored
// something else, or changed more: that is what is printed.
int set(const Options& options, const std::vector<std::string>& pairs) {
    Connection desk(options.desk, options.timeout, options.token);
    std::vector<Message> sets;
    for (std::size_t index = 0; index + 1 < pairs.size(); index += 2) {
        const std::string &address = pairs[index], &word = pairs[index + 1];
        const Answers stored = desk.ask({{address}});
        if (!stored.refusals.empty()) return report(stored.refusals);
        std::optional<Value> value = word_alone(word);
        if (!stored.messages.empty() && !stored.messages.front().arguments.empty())
            value = word_like(word, stored.messages.front().arguments.front());
        if (!value) {
            complain(address + ": '" + word + "' does not fit a value such as " +
                     in_words(stored.messages.front().arguments.front()));
            return wrong_usage;
        }
        sets.push_back({address, {std::move(*value)}});
    }
    const Answers answers = desk.ask(sets);
    std::string text;
    if (options.json && !answers.messages.empty()) text = to_json(answers.messages, false) + "\n";
    if (!options.json)
        for (const Message& message : answers.messages) text += in_one_line(message) + "\n";
    print(text);
    return report(answers.refusals);
}

int load(const Options& options, const std::string& file, bool dry_run) {
    std::vector<Message> wanted;
    try {
        wanted = from_json(whole_file(file));
    } catch (const std::runtime_error& error) {
        complain(file + ": " + error.what());
        return wrong_usage;
    }
    Connection desk(options.desk, options.timeout, options.token);
    if (dry_run) return compare(desk, wanted);

    order_for_loading(wanted);
    std::vector<Refusal> refusals;
    for (auto at = wanted.begin(); at != wanted.end();) {
        const auto end = at + std::min<std::ptrdiff_t>(messages_in_a_bundle, wanted.end() - at);
        Answers answers = desk.ask({at, end});
        std::move(answers.refusals.begin(), answers.refusals.end(), std::back_inserter(refusals));
        at = end;
    }
    return report(refusals);
}

// An action that writes to disk may be answered later than the sync behind it.
Answers carry_out(Connection& desk, const Message& action) {
    Answers answers = desk.ask({action});
    const auto until = desk.deadline();
    auto answered = [&] {
        return !answers.refusals.empty() ||
               std::any_of(answers.messages.begin(), answers.messages.end(),
                           [&](const Message& one) { return is_answer_to(one, action.address); });
    };
    while (remote::is_answered_by_ok(action.address) && !answered()) {
        const auto message = desk.receive(until);
        if (!message) throw ConnectionLost("no answer to " + action.address);
        if (auto refusal = remote::refusal_in(*message))
            answers.refusals.push_back(std::move(*refusal));
        else
            answers.messages.push_back(*message);
    }
    return answers;
}

int act(const Options& options, const std::string& address, const std::vector<std::string>& words) {
    Message action{address};
    for (const std::string& word : words) {
        auto value = word_alone(word);
        if (!value) {
            complain("'" + word + "' is not what its type letter says");
            return wrong_usage;
        }
        action.arguments.push_back(std::move(*value));
    }
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = carry_out(desk, action);
    for (const Message& message : answers.messages) {
        if (is_answer_to(message, address))
            print_result(options, message);
        else
            print((options.json ? to_json(std::vector{message}, false) : in_one_line(message)) + "\n");
    }
    return report(answers.refusals);
}

}  // namespace tutti::cli
