// What a desk says to what it was asked: /ok, /error, and which words have which. Pure functions of messages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clients/remote/value.hpp"

namespace tutti::remote {

struct Refusal {
    std::string address, code, reason;  // "/channel/99/fader", "unknown_address", "there are 32 channels"
};

struct Answers {
    std::vector<Message> messages = {};
    std::vector<Refusal> refusals = {};
    bool whole = true;  // false: the link was lost before all was answered
};

// The refusal in an /error; nothing in any other message.
std::optional<Refusal> refusal_in(const Message& message);

// Empty: there is none, or it is no text.
std::string text_at(const Message& message, std::size_t index);

// What an /ok or an /error is about: its first argument.
std::string subject_of(const Message& message);

// False for what is answered by a value or not at all: /by, /toggle, /subscribe…
bool is_answered_by_ok(const std::string& address);

}  // namespace tutti::remote
