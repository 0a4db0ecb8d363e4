// get, list, dump: each asks once and prints what came back.

#include "clients/cli/commands.hpp"
#include "clients/cli/json.hpp"
#include "clients/cli/table.hpp"

namespace tutti::cli {

namespace {

std::vector<Message> as_gets(const std::vector<std::string>& addresses) {
    std::vector<Message> gets;
    for (const std::string& address : addresses) gets.push_back({address});
    return gets;
}

}  // namespace

// One address that is one parameter prints its value alone, for scripts; all else prints address and value.
int get(const Options& options, const std::vector<std::string>& addresses) {
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = desk.ask(as_gets(addresses));
    std::string text;
    const bool value_alone =
        addresses.size() == 1 && answers.messages.size() == 1 && answers.messages.front().address == addresses.front();
    if (options.json) {
        text = to_json(answers.messages, answers.messages.size() > 1) + "\n";
    } else if (value_alone) {
        const auto& arguments = answers.messages.front().arguments;
        text = (arguments.empty() ? "" : in_words(arguments.front())) + "\n";
    } else {
        for (const Message& message : answers.messages) text += in_one_line(message) + "\n";
    }
    if (!answers.messages.empty()) print(text);
    return report(answers.refusals);
}

int list(const Options& options, const std::string& prefix, bool with_types) {
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = desk.ask({{prefix}});
    std::string text;
    for (const Message& message : answers.messages) {
        if (options.json) {
            text += text.empty() ? "[" : ",\n ";
            text += to_json(Value(message.address));
        } else {
            if (with_types) {
                for (const Value& argument : message.arguments) text += type_letter(argument);
                text += ' ';
            }
            text += message.address + "\n";
        }
    }
    if (options.json) text += text.empty() ? "[]\n" : "]\n";
    print(text);
    return report(answers.refusals);
}

int dump(const Options& options, const std::string& pattern) {
    Connection desk(options.desk, options.timeout, options.token);
    Answers answers = desk.ask({{pattern}});
    std::erase_if(answers.messages, [](const Message& message) { return is_reading(message.address); });
    if (!answers.messages.empty()) print(to_json(answers.messages, true) + "\n");
    return report(answers.refusals);
}

}  // namespace tutti::cli
