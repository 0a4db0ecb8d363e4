// Any text as a WebSocket command and as the body of a PUT. Whatever comes, every answer to it is valid JSON that
// gives the ID back, and every text can be quoted.
#include <boost/json.hpp>
#include <cmath>
#include <string>

#include "protocol/json/command.hpp"
#include "protocol/json/text.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti;
using fuzz::require;
namespace bj = boost::json;

bj::value parsed(const std::string& text, const char* what) {
    bj::error_code error;
    bj::value value = bj::parse(text, error);
    require(!error, what);
    return value;
}

void check_id(const std::string& id) {
    require(id.size() <= 256, "an ID is within the limit");
    const bj::value given = id.empty() ? bj::value(nullptr) : parsed(id, "an ID is JSON");
    const bj::value ok = parsed(json::reply_ok(id, "\"REVISION\": 1"), "an answer is JSON");
    require(ok.as_object().size() == 3 && ok.at("OK").as_bool(), "an ID brings no members of its own");
    require(bj::serialize(ok.at("ID")) == bj::serialize(given), "the ID comes back");
    const bj::value error = parsed(json::reply_error(id, {Code::bad_value, id}), "a refusal is JSON");
    require(error.as_object().size() == 3 && error.at("ERROR") == "bad_value", "a refusal names its code");
}

void check_scalar(const json::Scalar& scalar) {
    const Argument argument = json::argument_of(scalar);
    require(std::holds_alternative<std::monostate>(argument) == std::holds_alternative<std::monostate>(scalar),
            "what is a value stays one");
    if (const auto* d = std::get_if<double>(&argument)) require(!std::isinf(*d), "JSON has no infinity");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = json::parse_command(text);
    if (const auto* command = std::get_if<json::Command>(&read)) {
        check_id(command->id);
        for (const auto& [address, value] : command->values) check_scalar(value);
        for (const json::Scalar& argument : command->arguments) check_scalar(argument);
        require(std::isfinite(command->rate), "a rate is a number");
    } else {
        const auto& unreadable = std::get<json::Unreadable>(read);
        check_id(unreadable.id);
        require(!unreadable.refusal.reason.empty(), "a refusal has a reason");
    }
    if (const auto put = json::parse_put(text); const auto* scalar = std::get_if<json::Scalar>(&put))
        check_scalar(*scalar);
    std::string quoted;
    json::append_quoted(quoted, text);
    parsed(quoted, "a quoted text is JSON");
    return 0;
}
