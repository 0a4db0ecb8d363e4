#include <cstdio>

#include "clients/cli/commands.hpp"

namespace tutti::cli {

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void complain(const std::string& sentence) {
    std::fprintf(stderr, "tutti: %s\n", sentence.c_str());
}

void complain(const Refusal& refusal) {
    complain(refusal.address + ": " + refusal.code + (refusal.reason.empty() ? "" : ": " + refusal.reason));
}

std::string in_one_line(const Message& message) {
    std::string line = message.address;
    for (const Value& argument : message.arguments) line += " " + in_words(argument);
    return line;
}

int report(const std::vector<Refusal>& refusals) {
    for (const Refusal& refusal : refusals) complain(refusal);
    return refusals.empty() ? done : refused;
}

}  // namespace tutti::cli
