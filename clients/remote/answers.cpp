#include "clients/remote/answers.hpp"

namespace tutti::remote {

std::string text_at(const Message& message, std::size_t index) {
    const auto* text = index < message.arguments.size() ? std::get_if<std::string>(&message.arguments[index]) : nullptr;
    return text ? *text : std::string();
}

std::string subject_of(const Message& message) {
    return text_at(message, 0);
}

std::optional<Refusal> refusal_in(const Message& message) {
    if (message.address != "/error") return std::nullopt;
    return Refusal{text_at(message, 0), text_at(message, 1), text_at(message, 2)};
}

bool is_answered_by_ok(const std::string& address) {
    for (const char* suffix : {"/by", "/turn", "/fade", "/toggle", "/reset", "/touch"})
        if (address.ends_with(suffix)) return false;
    for (const char* live : {"/subscribe", "/unsubscribe", "/refresh", "/meters/subscribe", "/meters/unsubscribe"})
        if (address == live) return false;
    return true;
}

}  // namespace tutti::remote
