#include "clients/cli/json.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tutti::cli {

namespace {

namespace json = boost::json;

Value value_from(const std::string& address, const json::value& value) {
    switch (value.kind()) {
        case json::kind::bool_: return value.get_bool();
        case json::kind::string: return std::string(value.get_string());
        case json::kind::double_: return static_cast<float>(value.get_double());
        case json::kind::int64:
            if (const auto whole = value.get_int64(); std::abs(whole) <= std::numeric_limits<std::int32_t>::max())
                return static_cast<std::int32_t>(whole);
            [[fallthrough]];
        default: throw std::runtime_error(address + ": a value is a number, a text, true or false");
    }
}

std::string in_quotes(const std::string& text) {
    return json::serialize(json::value(text));
}

}  // namespace

std::string to_json(const Value& value) {
    if (const auto* on = std::get_if<bool>(&value)) return *on ? "true" : "false";
    if (const auto* text = std::get_if<std::string>(&value)) return in_quotes(*text);
    if (std::holds_alternative<std::monostate>(value) || std::holds_alternative<Bytes>(value)) return "null";
    return in_words(value);
}

std::string to_json(const std::vector<Message>& messages, bool indented) {
    std::string text = "{";
    const char* between = indented ? "\n  " : "";
    for (const Message& message : messages) {
        if (message.arguments.empty()) continue;
        text += between + in_quotes(message.address) + ": " + to_json(message.arguments.front());
        between = indented ? ",\n  " : ", ";
    }
    return text + (indented ? "\n}" : "}");
}

std::vector<Message> from_json(std::string_view text) {
    json::error_code error;
    const json::value document = json::parse({text.data(), text.size()}, error);
    if (error) throw std::runtime_error("this is not JSON: " + error.message());
    if (!document.is_object()) throw std::runtime_error("this is no object {\"/address\": value, …}");
    std::vector<Message> messages;
    for (const auto& [address, value] : document.get_object()) {
        std::string name(address);
        if (!name.starts_with('/')) throw std::runtime_error(name + ": an address begins with a slash");
        Value held = value_from(name, value);
        messages.push_back({std::move(name), {std::move(held)}});
    }
    return messages;
}

}  // namespace tutti::cli
