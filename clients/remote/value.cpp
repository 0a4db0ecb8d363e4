#include "clients/remote/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace tutti::remote {

namespace {

template <typename Number>
std::string digits(Number number) {
    std::array<char, 40> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

template <typename Number>
std::optional<Value> number_from(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

// A level may be said to be off, which the wire calls minus infinity.
template <typename Number>
std::optional<Value> level_from(std::string_view word) {
    if (word == "off") return -std::numeric_limits<Number>::infinity();
    return number_from<Number>(word);
}

std::optional<Value> switch_from(std::string_view word) {
    constexpr std::array<std::string_view, 5> on = {"on", "true", "yes", "1", "T"};
    constexpr std::array<std::string_view, 5> off = {"off", "false", "no", "0", "F"};
    if (std::find(on.begin(), on.end(), word) != on.end()) return true;
    if (std::find(off.begin(), off.end(), word) != off.end()) return false;
    return std::nullopt;
}

struct Words {
    std::string operator()(std::monostate) const { return "nil"; }
    std::string operator()(bool on) const { return on ? "on" : "off"; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Bytes& bytes) const { return std::to_string(bytes.size()) + " bytes"; }
    template <typename Number>
    std::string operator()(Number number) const {
        return digits(number);
    }
};

}  // namespace

std::string in_words(const Value& value) {
    return std::visit(Words{}, value);
}

char type_letter(const Value& value) {
    if (const bool* on = std::get_if<bool>(&value)) return *on ? 'T' : 'F';
    constexpr std::string_view letters = "NTihfdsb";  // in the order of the variant
    return letters[value.index()];
}

std::optional<Value> word_like(std::string_view word, const Value& like) {
    switch (type_letter(like)) {
        case 'T':
        case 'F': return switch_from(word);
        case 'i': return number_from<std::int32_t>(word);
        case 'h': return number_from<std::int64_t>(word);
        case 'f': return level_from<float>(word);
        case 'd': return level_from<double>(word);
        default: return std::string(word);
    }
}

std::optional<Value> word_alone(std::string_view word) {
    if (word.size() >= 2 && word[1] == ':') {
        const std::string_view rest = word.substr(2);
        switch (word[0]) {
            case 's': return std::string(rest);
            case 'i': return number_from<std::int32_t>(rest);
            case 'h': return number_from<std::int64_t>(rest);
            case 'f': return number_from<float>(rest);
            case 'd': return number_from<double>(rest);
            default: break;
        }
    }
    if (word == "true") return true;
    if (word == "false") return false;
    if (const auto whole = number_from<std::int32_t>(word)) return whole;
    if (const auto large = number_from<std::int64_t>(word)) return large;
    if (const auto broken = number_from<float>(word)) return broken;
    return std::string(word);
}

}  // namespace tutti::remote
