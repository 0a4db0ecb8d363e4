#include "protocol/json/command.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <optional>

#include "protocol/json/member.hpp"
#include "protocol/json/text.hpp"

namespace tutti::json {
namespace {

namespace bj = boost::json;
using Name = Command::Name;

constexpr std::size_t kMaxText = 1 << 20;
constexpr std::size_t kMaxId = 256;
constexpr std::pair<std::string_view, Name> kNames[] = {{"LISTEN", Name::listen},
                                                        {"IGNORE", Name::ignore},
                                                        {"SUBSCRIBE", Name::subscribe},
                                                        {"UNSUBSCRIBE", Name::unsubscribe},
                                                        {"REFRESH", Name::refresh},
                                                        {"SET", Name::set},
                                                        {"GET", Name::get},
                                                        {"DO", Name::do_},
                                                        {"LOGIN", Name::login},
                                                        {"LOGOUT", Name::logout},
                                                        {"RESUME", Name::resume},
                                                        {"SYNC", Name::sync},
                                                        {"METERS", Name::meters}};

std::optional<bj::value> parse(std::string_view text) {
    bj::parse_options options;
    options.max_depth = 16;
    bj::error_code error;
    bj::value value;
    try {
        value = bj::parse(bj::string_view(text.data(), text.size()), error, {}, options);
    } catch (const std::exception&) {
        return std::nullopt;
    }
    if (error) return std::nullopt;
    return value;
}

// JSON has no infinity, but 1e999 reads as one: NaN instead, which every parameter refuses as bad_value.
double finite(double number) {
    return std::isfinite(number) ? number : std::nan("");
}

Scalar scalar_of(const bj::value& value) {
    switch (value.kind()) {
        case bj::kind::bool_: return value.get_bool();
        case bj::kind::int64: return value.get_int64();
        case bj::kind::uint64: return static_cast<double>(value.get_uint64());
        case bj::kind::double_: return finite(value.get_double());
        case bj::kind::string: return std::string(value.get_string());
        default: return {};
    }
}

const bj::value* member(const bj::object& object, std::string_view key) {
    return object.if_contains(bj::string_view(key.data(), key.size()));
}

std::optional<std::string> text_of(const bj::value* value) {
    if (!value || !value->is_string()) return std::nullopt;
    return std::string(value->get_string());
}

Refusal bad(std::string reason) {
    return {Code::bad_type, std::move(reason)};
}

std::optional<Refusal> read_set(const bj::value* data, Command& command) {
    if (!data || !data->is_object()) return bad("SET takes {address: value, …}");
    for (const auto& [key, value] : data->get_object()) command.values.emplace_back(std::string(key), scalar_of(value));
    return std::nullopt;
}

std::optional<Refusal> read_do(const bj::value* data, Command& command) {
    if (!data || !data->is_array() || data->get_array().empty() || !data->get_array()[0].is_string())
        return bad("DO takes [ADDRESS, ARGUMENT…]");
    const bj::array& items = data->get_array();
    command.pattern = std::string(items[0].get_string());
    for (std::size_t i = 1; i < items.size(); ++i) command.arguments.push_back(scalar_of(items[i]));
    return std::nullopt;
}

std::optional<Refusal> read_meters(const bj::value* data, Command& command) {
    const bj::object* object = data ? data->if_object() : nullptr;
    const auto what = object ? text_of(member(*object, "WHAT")) : std::nullopt;
    if (!what) return bad("METERS takes {\"WHAT\": …, \"RATE\": …}");
    command.what = *what;
    if (const bj::value* rate = member(*object, "RATE")) {
        if (!rate->is_number()) return bad("RATE is a number");
        command.rate = rate->to_number<double>();
        if (!std::isfinite(command.rate)) return Refusal{Code::bad_value, "RATE does not fit"};
    }
    return std::nullopt;
}

std::optional<Refusal> read_data(const bj::value* data, Command& command) {
    switch (command.name) {
        case Name::set: return read_set(data, command);
        case Name::do_: return read_do(data, command);
        case Name::meters: return read_meters(data, command);
        case Name::resume:
            if (!data || !data->is_int64()) return bad("RESUME takes a revision");
            command.revision = data->get_int64();
            return std::nullopt;
        case Name::login: {
            const bj::object* object = data ? data->if_object() : nullptr;
            if (!object) return bad("LOGIN takes {\"USER\": …, \"PIN\": …} or {\"TOKEN\": …}");
            command.user = text_of(member(*object, "USER")).value_or("");
            command.pin = text_of(member(*object, "PIN")).value_or("");
            command.token = text_of(member(*object, "TOKEN")).value_or("");
            return std::nullopt;
        }
        case Name::logout:
        case Name::sync:
        case Name::unknown: return std::nullopt;
        default: break;
    }
    const auto pattern = text_of(data);
    if (!pattern) return bad(command.word + " takes an address or a pattern");
    command.pattern = *pattern;
    return std::nullopt;
}

Unreadable unreadable(const Refusal& refusal, const std::string& id = {}) {
    return {refusal, id};
}

}  // namespace

Argument argument_of(const Scalar& scalar) {
    if (const auto* b = std::get_if<bool>(&scalar)) return *b;
    if (const auto* i = std::get_if<std::int64_t>(&scalar)) return *i;
    if (const auto* d = std::get_if<double>(&scalar)) return *d;
    if (const auto* s = std::get_if<std::string>(&scalar)) return std::string_view(*s);
    return {};
}

std::variant<Command, Unreadable> parse_command(std::string_view text) {
    if (text.size() > kMaxText) return unreadable({Code::too_large, "a command has at most 1 MiB"});
    const auto parsed = parse(text);
    if (!parsed || !parsed->is_object()) return unreadable({Code::bad_value, "not a JSON object"});
    const bj::object& object = parsed->get_object();
    Command command;
    if (const bj::value* id = member(object, "ID"); id && !id->is_null()) {
        command.id = member_text(text, "ID");  // a key written with escapes ("\u0049D") counts as none
        if (command.id.size() > kMaxId) return unreadable({Code::bad_value, "an ID has at most 256 bytes"});
    }
    const auto word = text_of(member(object, "COMMAND"));
    if (!word) return unreadable({Code::bad_type, "COMMAND is missing"}, command.id);
    command.word = *word;
    for (const auto& [name, value] : kNames)
        if (name == *word) command.name = value;
    if (const bj::value* json = member(object, "JSON")) command.json = json->is_bool() && json->get_bool();
    if (const auto refusal = read_data(member(object, "DATA"), command)) return unreadable(*refusal, command.id);
    return command;
}

std::variant<Scalar, Refusal> parse_put(std::string_view text) {
    if (text.size() > kMaxText) return Refusal{Code::too_large, "at most 1 MiB"};
    const auto parsed = parse(text);
    const bj::object* object = parsed ? parsed->if_object() : nullptr;
    const bj::value* value = object ? member(*object, "VALUE") : nullptr;
    if (!value) return Refusal{Code::bad_value, "the body is {\"VALUE\": [x]}"};
    if (!value->is_array()) return scalar_of(*value);
    if (value->get_array().size() != 1) return Refusal{Code::bad_type, "takes one value"};
    return scalar_of(value->get_array()[0]);
}

std::string reply_ok(std::string_view id, std::string_view members) {
    std::string out = "{\"ID\": ";
    out += id.empty() ? "null" : id;
    out += ", \"OK\": true";
    if (!members.empty()) (out += ", ") += members;
    return out + "}";
}

std::string reply_error(std::string_view id, const Refusal& refusal) {
    std::string out = "{\"ID\": ";
    out += id.empty() ? "null" : id;
    out += ", \"ERROR\": ";
    append_quoted(out, code_name(refusal.code));
    out += ", \"REASON\": ";
    append_quoted(out, refusal.reason);
    return out + "}";
}

std::string http_error(const Refusal& refusal) {
    std::string out = "{\"ERROR\": ";
    append_quoted(out, code_name(refusal.code));
    out += ", \"REASON\": ";
    append_quoted(out, refusal.reason);
    return out + "}";
}

}  // namespace tutti::json
