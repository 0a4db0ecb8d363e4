#pragma once
// The native language: one OSC packet from a client, carried out. Its sets are one apply. State thread only.
#include <cstddef>
#include <span>

#include "protocol/osc/message.hpp"
#include "server/operations.hpp"

namespace tutti {

class OscDialect {
public:
    explicit OscDialect(Operations& operations) : operations_(operations) {}
    void receive(Client& client, std::span<const std::byte> bytes, Time now);

private:
    void perform(Client& client, const osc::Message& message, Door::Visit& visit, Time now);
    void answer_get(Client& client, std::string_view address);
    // Words of the conversation: /subscribe, /sync, /resume, … False where it is none of them.
    bool converse(Client& client, const osc::Message& message, Time now);

    Operations& operations_;
    osc::Packet packet_;
    std::vector<const osc::Message*> after_;  // gets and /sync of the packet: behind its sets
};

// `/error ,sss ADDRESS CODE REASON` within the client's budget.
void send_error(Client& client, std::string_view address, const Refusal& refusal);

}  // namespace tutti
