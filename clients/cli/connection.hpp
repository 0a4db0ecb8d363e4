// A desk as the commands see it: one question after the other, each waited for. Ends by itself after the time given at
// the start; only the live commands wait without an end.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "clients/remote/remote.hpp"

namespace tutti::cli {

using remote::Answers;
using remote::Bytes;
using remote::Message;
using remote::MeterFrame;
using remote::Refusal;
using remote::Value;

using remote::in_words;
using remote::type_letter;
using remote::word_alone;
using remote::word_like;

// The desk cannot be reached, does not answer, or hung up.
struct ConnectionLost : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct NotLoggedIn : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Connection {
public:
    // `desk` is HOST:PORT, HOST or :PORT. Logs in, where there is a token. Throws ConnectionLost, and NotLoggedIn where
    // the desk does not know the token any more.
    Connection(const std::string& desk, std::chrono::milliseconds timeout, const std::string& token = {});

    // The next message, or nothing if none has come by then.
    std::optional<Message> receive(std::chrono::steady_clock::time_point until);

    // Sends, and gives all that the desk has to say to it. Several messages are one change of the desk.
    Answers ask(const std::vector<Message>& messages);

    std::chrono::steady_clock::time_point deadline() const { return std::chrono::steady_clock::now() + timeout_; }

private:
    // One turn, after waiting for it. False: it is too late. Throws ConnectionLost, NotLoggedIn, Interrupted.
    bool wait(std::chrono::steady_clock::time_point until);

    std::string name_;
    std::chrono::milliseconds timeout_;
    remote::Desk desk_;
    std::deque<Message> messages_;  // come, not yet given out
};

}  // namespace tutti::cli
