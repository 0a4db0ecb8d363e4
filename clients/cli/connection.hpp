// One TCP connection to a desk, speaking OSC in length-prefixed packets. Everything blocks, and ends by itself after
// the time given at the start; only the live commands wait without an end.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/packets.hpp"
#include "clients/cli/value.hpp"

namespace tutti::cli {

// The desk cannot be reached, does not answer, or hung up.
struct ConnectionLost : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The desk said no: "/channel/99/fader: unknown_address: there are 32 channels".
struct Refusal {
    std::string address, code, reason;
};

struct Answers {
    std::vector<Message> messages;
    std::vector<Refusal> refusals;
};

class Connection {
public:
    // `desk` is HOST:PORT, HOST or :PORT. Throws ConnectionLost.
    Connection(const std::string& desk, std::chrono::milliseconds timeout);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Several messages travel as one bundle: their sets are one change of the desk.
    void send(const std::vector<Message>& messages);

    // The next message, or nothing if none has come by then.
    std::optional<Message> receive(std::chrono::steady_clock::time_point until);

    // Sends, and gives all that the desk has to say to it: a /sync behind the messages tells when that is all.
    Answers ask(const std::vector<Message>& messages);

    std::chrono::steady_clock::time_point deadline() const { return std::chrono::steady_clock::now() + timeout_; }

private:
    void write_all(std::string_view bytes);
    void read_some();

    std::string desk_;
    std::chrono::milliseconds timeout_;
    int socket_ = -1;
    int token_ = 0;
    PacketReader reader_;
    std::deque<Message> messages_;  // decoded, not yet given out
};

// The refusal in an /error; nothing in any other message.
std::optional<Refusal> refusal_in(const Message& message);

}  // namespace tutti::cli
