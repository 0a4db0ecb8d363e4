#include "engine/console/accept.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/console/laws.hpp"

namespace tutti {
namespace {

constexpr std::size_t kNameCharacters = 32;
constexpr std::size_t kShortCharacters = 7;
constexpr std::size_t kNoteCharacters = 500;

// Characters of valid UTF-8 without control characters; nothing where it is not that.
std::optional<std::size_t> printable_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > text.size() || lead < 0x20 || lead == 0x7F) return std::nullopt;
        std::uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0) != 0x80) return std::nullopt;
            code = code << 6 | (next & 0x3FU);
        }
        const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) || (code >= 0x80 && code < 0xA0))
            return std::nullopt;
        i += length;
    }
    return count;
}

std::optional<std::string> text_complaint(TextForm form, std::string_view text) {
    const auto characters = printable_characters(text);
    if (!characters) return "text must be UTF-8 without control characters";
    switch (form) {
        case TextForm::name:
        case TextForm::free:
            if (*characters > kNameCharacters) return "at most 32 characters";
            break;
        case TextForm::note:
            if (*characters > kNoteCharacters) return "at most 500 characters";
            break;
        case TextForm::short_name:
            if (text.size() > kShortCharacters || *characters != text.size()) return "at most 7 ASCII characters";
            break;
        case TextForm::colour:
            if (text.size() != 7 || text[0] != '#' ||
                text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string_view::npos)
                return "a colour is #rrggbb";
            break;
    }
    return std::nullopt;
}

// How a route is spelt: a fixed word, or a kind with a number and perhaps a side.
struct RouteGroup {
    std::string_view prefix;  // "input:", or the whole word
    int count;                // 0 = a word
    std::array<std::string_view, 3> suffixes;
    int suffix_count;
    int second = 0;  // "loop:2:1": how many there are of the other number
};

std::array<RouteGroup, 12> route_groups(const Layout& layout, RouteSet set, std::size_t& used) {
    const Sizes& n = layout.sizes();
    std::array<RouteGroup, 12> groups{};
    used = 0;
    const auto word = [&](std::string_view w) { groups[used++] = {w, 0, {""}, 1}; };
    const auto counted = [&](std::string_view prefix, int count) {
        if (count > 0) groups[used++] = {prefix, count, {""}, 1};
    };
    switch (set) {
        case RouteSet::channel_source:
            word("none");
            counted("input:", n.inputs);
            word("oscillator");
            counted("talkback:", n.talkbacks);
            break;
        case RouteSet::monitor_source:
            word("main");
            counted("bus:", n.buses);
            counted("matrix:", n.matrices);
            break;
        case RouteSet::output_source:
            word("none");
            word("main:l");
            word("main:r");
            if (n.buses > 0) groups[used++] = {"bus:", n.buses, {"", ":l", ":r"}, 3};
            if (n.matrices > 0) groups[used++] = {"matrix:", n.matrices, {"", ":l", ":r"}, 3};
            groups[used++] = {"monitor:", n.monitors, {":l", ":r"}, 2};
            counted("channel:", n.channels);
            counted("input:", n.inputs);
            counted("talkback:", n.talkbacks);
            word("oscillator");
            break;
        case RouteSet::fx_source:
            word("none");
            counted("bus:", n.buses);
            break;
        case RouteSet::inherit_source:
            word("none");
            word("main");
            counted("bus:", n.buses);
            break;
        case RouteSet::selection:
            word("none");
            counted("channel:", n.channels);
            counted("bus:", n.buses);
            word("main");
            counted("matrix:", n.matrices);
            counted("fx:", n.fx);
            counted("dca:", n.dcas);
            break;
        case RouteSet::insert_source:
            word("none");
            counted("fx:", n.fx);
            if (n.outputs > 0 && n.inputs > 0) groups[used++] = {"loop:", n.outputs, {""}, 1, n.inputs};
            break;
        case RouteSet::talkback_source:
            word("none");
            counted("input:", n.inputs);
            break;
        case RouteSet::channel_key:
            word("self");
            counted("channel:", n.channels);
            break;
        case RouteSet::bus_key:
            word("self");
            counted("channel:", n.channels);
            counted("bus:", n.buses);
            break;
        case RouteSet::none: break;
    }
    return groups;
}

int group_size(const RouteGroup& group) {
    return group.count == 0 ? 1 : group.count * (group.second > 0 ? group.second : group.suffix_count);
}

// Which of `count` a name counts, from 1 and without padding, and what follows.
std::optional<int> take_number(std::string_view& text, int count) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool padded = !text.empty() && text.front() == '0';
    if (error != std::errc{} || padded || number < 1 || number > count) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::variant<Value, Refusal> accept_number(const Row& row, double number) {
    if (std::isnan(number) || number == HUGE_VAL) return Refusal{Code::bad_value, "not a number that fits"};
    if (row.type == Type::toggle && number != 0 && number != 1)
        return Refusal{Code::bad_value, "a switch takes 0 or 1, or true or false"};
    return Value{settle(row, static_cast<float>(std::clamp<double>(number, -3e38, 3e38)))};
}

std::variant<Value, Refusal> accept_index(const Layout& layout, const Row& row, std::int64_t index) {
    const int count = row.type == Type::route ? route_count(layout, row.routes) : static_cast<int>(row.choices.size());
    if (index < 0 || index >= count) return Refusal{Code::bad_value, "there is no choice " + std::to_string(index)};
    return Value{static_cast<float>(index)};
}

std::variant<Value, Refusal> accept_word(const Layout& layout, const Row& row, std::string_view word) {
    if (row.type == Type::route) {
        if (const auto index = route_index(layout, row.routes, word)) return Value{static_cast<float>(*index)};
        return Refusal{Code::bad_value, "this desk has no such source"};
    }
    const auto found = std::find(row.choices.begin(), row.choices.end(), word);
    if (found == row.choices.end()) {
        std::string reason = "one of";
        for (const std::string_view choice : row.choices) (reason += ' ') += choice;
        return Refusal{Code::bad_value, reason};
    }
    return Value{static_cast<float>(found - row.choices.begin())};
}

}  // namespace

std::string_view code_name(Code code) {
    constexpr std::string_view names[] = {"unknown_address", "bad_type",      "bad_value", "read_only",
                                          "not_allowed",     "not_logged_in", "too_large", "busy"};
    return names[static_cast<std::size_t>(code)];
}

float settle(const Row& row, float number) {
    if (row.type == Type::route) return number;  // its range is the layout's; accept() has looked
    number = std::clamp(number, row.min, row.max);
    if (row.type == Type::integer && !row.choices.empty()) {  // the nearest of the allowed numbers
        float best = row.min;
        for (const std::string_view word : row.choices) {
            int allowed = 0;
            std::from_chars(word.data(), word.data() + word.size(), allowed);
            if (std::abs(static_cast<float>(allowed) - number) < std::abs(best - number))
                best = static_cast<float>(allowed);
        }
        return best;
    }
    const bool whole = row.type == Type::integer || row.type == Type::choice || row.type == Type::toggle;
    if (whole) number = std::round(number);
    return number == 0 ? 0.0F : number;  // no negative zero: it would print as another value
}

std::variant<Value, Refusal> accept(const Layout& layout, const Row& row, const Argument& argument) {
    if (row.kind == Kind::reading) return Refusal{Code::read_only, "a reading cannot be set"};
    if (row.kind == Kind::action) return Refusal{Code::bad_type, "an action has no value"};
    const auto wrong = [&](const char* wanted) { return Refusal{Code::bad_type, std::string("takes ") + wanted}; };
    const auto* word = std::get_if<std::string_view>(&argument);
    if (row.type == Type::text) {
        if (!word) return wrong("a text");
        if (const auto complaint = text_complaint(row.form, *word)) return Refusal{Code::bad_value, *complaint};
        return Value{0, *word};
    }
    if (row.type == Type::choice || row.type == Type::route) {
        if (word) return accept_word(layout, row, *word);
        if (const auto* i = std::get_if<std::int32_t>(&argument)) return accept_index(layout, row, *i);
        if (const auto* h = std::get_if<std::int64_t>(&argument)) return accept_index(layout, row, *h);
        return wrong("a name or its index");
    }
    if (const auto* b = std::get_if<bool>(&argument)) return accept_number(row, *b ? 1 : 0);
    if (const auto* i = std::get_if<std::int32_t>(&argument)) return accept_number(row, *i);
    if (const auto* h = std::get_if<std::int64_t>(&argument)) return accept_number(row, static_cast<double>(*h));
    if (const auto* f = std::get_if<float>(&argument)) return accept_number(row, *f);
    if (const auto* d = std::get_if<double>(&argument)) return accept_number(row, *d);
    return wrong(row.type == Type::toggle ? "a switch" : "a number");
}

int route_count(const Layout& layout, RouteSet set) {
    std::size_t used = 0;
    const auto groups = route_groups(layout, set, used);
    int count = 0;
    for (std::size_t g = 0; g < used; ++g) count += group_size(groups[g]);
    return count;
}

std::string route_name(const Layout& layout, RouteSet set, int index) {
    std::size_t used = 0;
    const auto groups = route_groups(layout, set, used);
    for (std::size_t g = 0; g < used && index >= 0; ++g) {
        const RouteGroup& group = groups[g];
        if (index < group_size(group)) {
            const std::string prefix(group.prefix);
            if (group.count == 0) return prefix;
            if (group.second > 0)
                return prefix + std::to_string(index / group.second + 1) + ':' +
                       std::to_string(index % group.second + 1);
            return prefix + std::to_string(index / group.suffix_count + 1) +
                   std::string(group.suffixes[static_cast<std::size_t>(index % group.suffix_count)]);
        }
        index -= group_size(group);
    }
    return {};
}

std::optional<int> route_index(const Layout& layout, RouteSet set, std::string_view name) {
    std::size_t used = 0;
    const auto groups = route_groups(layout, set, used);
    int first = 0;
    for (std::size_t g = 0; g < used; ++g) {
        const RouteGroup& group = groups[g];
        if (group.count == 0 && name == group.prefix) return first;
        if (group.count > 0 && name.starts_with(group.prefix)) {
            std::string_view rest = name.substr(group.prefix.size());
            const auto number = take_number(rest, group.count);
            if (number && group.second > 0 && rest.starts_with(':')) {
                rest.remove_prefix(1);
                const auto other = take_number(rest, group.second);
                if (other && rest.empty()) return first + (*number - 1) * group.second + *other - 1;
            } else if (number && group.second == 0) {
                for (int s = 0; s < group.suffix_count; ++s)
                    if (rest == group.suffixes[static_cast<std::size_t>(s)])
                        return first + (*number - 1) * group.suffix_count + s;
            }
        }
        first += group_size(group);
    }
    return std::nullopt;
}

std::string_view value_word(const Layout& layout, const Row& row, float number, std::string& scratch) {
    if (row.type == Type::choice) return row.choices[static_cast<std::size_t>(number)];
    scratch = route_name(layout, row.routes, static_cast<int>(number));
    return scratch;
}

}  // namespace tutti
