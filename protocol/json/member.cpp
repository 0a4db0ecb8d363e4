#include "protocol/json/member.hpp"

#include <algorithm>

namespace tutti::json {
namespace {

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Behind the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

std::size_t skip_value(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            if (depth == 0) return at;
            continue;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') {
            if (depth == 0) return at;
            if (--depth == 0) return at + 1;
        }
        if (depth == 0 && (c == ',' || skip_blanks(text, at) != at)) return at;
        ++at;
    }
    return at;
}

}  // namespace

std::string_view member_text(std::string_view object, std::string_view key) {
    std::string_view found;
    std::size_t at = skip_blanks(object, 0) + 1;  // behind '{'
    while ((at = skip_blanks(object, at)) < object.size() && object[at] == '"') {
        const std::size_t name = at + 1;
        at = skip_string(object, at);
        const std::string_view word = object.substr(name, at - 1 - name);
        at = skip_blanks(object, skip_blanks(object, at) + 1);  // behind ':'
        const std::size_t value = at;
        at = skip_value(object, at);
        if (word == key) found = object.substr(std::min(value, object.size()), at - value);
        at = skip_blanks(object, at) + 1;  // behind ','
    }
    return found;
}

}  // namespace tutti::json
