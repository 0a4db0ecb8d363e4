#include "protocol/oscquery/request.hpp"

#include <algorithm>

namespace tutti::oscquery {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string_view without_fragment(std::string_view text) {
    return text.substr(0, text.find('#'));
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_digit(text[i + 1]);
        const int low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::optional<std::string> address_of_path(std::string_view path) {
    auto address = percent_decoded(without_fragment(path));
    if (!address || !address->starts_with('/')) return std::nullopt;
    if (address->size() > 1 && address->ends_with('/')) address->pop_back();
    return address;
}

std::optional<Query> parse_query(std::string_view text) {
    Query query;
    text = without_fragment(text);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        auto word = percent_decoded(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!word) return std::nullopt;
        if (word->ends_with('=')) word->pop_back();
        if (word->empty()) continue;
        if (*word == "HOST_INFO") {
            query.host_info = true;
            continue;
        }
        const auto attribute = find_attribute(*word);
        if (!attribute) return std::nullopt;
        query.whole_node = false;
        if (is_implemented(*attribute)) query.asked.add(*attribute);
    }
    if (query.whole_node) query.asked = Attributes::all();
    return query;
}

}  // namespace tutti::oscquery
