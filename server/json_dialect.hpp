#pragma once
// WebSocket text commands: the same operations in JSON, for scripts and OSCQuery clients. State thread only.
#include <string_view>

#include "protocol/json/command.hpp"
#include "server/operations.hpp"

namespace tutti {

class JsonDialect {
public:
    explicit JsonDialect(Operations& operations) : operations_(operations) {}
    void receive(Client& client, std::string_view text, Time now);

private:
    void perform(Client& client, const json::Command& command, Time now);
    void login(Client& client, const json::Command& command);
    void set(Client& client, const json::Command& command, Time now);
    void get(Client& client, const json::Command& command);
    void act(Client& client, const json::Command& command, Time now);

    Operations& operations_;
};

}  // namespace tutti
