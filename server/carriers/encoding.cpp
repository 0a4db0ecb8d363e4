#include "server/carriers/encoding.hpp"

#include <algorithm>
#include <optional>

namespace tutti {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

// "q=0", "q=0.000" and nothing else.
bool weighs_nothing(std::string_view parameter) {
    parameter = trimmed(parameter);
    if (parameter.size() < 3 || small(parameter[0]) != 'q' || parameter[1] != '=') return false;
    return parameter.find_first_not_of("0.", 2) == parameter.npos && parameter[2] == '0';
}

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
    std::optional<bool> any;
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view one = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const auto mark = std::min(one.find(';'), one.size());
        const std::string_view word = trimmed(one.substr(0, mark));
        const bool welcome = mark == one.size() || !weighs_nothing(one.substr(mark + 1));
        if (same_word(word, "gzip") || same_word(word, "x-gzip")) return welcome;
        if (word == "*") any = welcome;
    }
    return any.value_or(false);
}

}  // namespace tutti
