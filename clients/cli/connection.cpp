#include "clients/cli/connection.hpp"

#include <poll.h>

#include <algorithm>

#include "clients/cli/interruption.hpp"

namespace tutti::cli {

namespace {

using Clock = std::chrono::steady_clock;

// A command is done, or it fails: nothing is tried again behind the back of who called it.
remote::Manner once(std::chrono::milliseconds timeout) {
    remote::Manner manner;
    manner.keep = false;
    manner.open = timeout;
    return manner;
}

}  // namespace

Connection::Connection(const std::string& desk, std::chrono::milliseconds timeout, const std::string& token)
    : name_(desk), timeout_(timeout), desk_(desk, {.token = token}, once(timeout)) {
    const auto until = deadline();
    desk_.turn();
    try {
        while (!desk_.joined())
            if (!wait(until)) throw ConnectionLost(name_ + " does not answer");
    } catch (const ConnectionLost& lost) {
        const std::string why = lost.what();
        throw ConnectionLost(why.starts_with("no desk") ? why + " (is tuttid running? see --host)" : why);
    }
    desk_.on_message = [this](const Message& message) { messages_.push_back(message); };
}

bool Connection::wait(Clock::time_point until) {
    using remote::State;
    const auto& link = desk_.link();
    if (link.state == State::refused)
        throw NotLoggedIn("the desk does not take the token: tutti login NAME, or tutti logout");
    if (link.state == State::lost && !link.why.empty()) throw ConnectionLost(link.why);
    const auto now = Clock::now();
    if (now >= until) return false;
    wait_for(desk_.file(), desk_.events() & POLLOUT,
             std::min(until, now + std::chrono::milliseconds(std::max(desk_.wait_ms(), 1))));
    desk_.turn();
    return true;
}

std::optional<Message> Connection::receive(Clock::time_point until) {
    while (messages_.empty())
        if (!wait(until)) return std::nullopt;
    Message message = std::move(messages_.front());
    messages_.pop_front();
    return message;
}

// What had come before the question is part of the answer: it is told to nobody else.
Answers Connection::ask(const std::vector<Message>& messages) {
    std::optional<Answers> all;
    const auto collect = [this, &all](const Answers& answers) {
        all = Answers{.whole = answers.whole};
        for (Message& message : messages_)
            if (auto refusal = remote::refusal_in(message))
                all->refusals.push_back(std::move(*refusal));
            else
                all->messages.push_back(std::move(message));
        messages_.clear();
    };
    if (!desk_.ask(messages, collect)) throw ConnectionLost(name_ + " hung up");
    auto until = deadline();
    for (std::size_t come = messages_.size(); !all; come = messages_.size()) {
        if (!wait(until)) throw ConnectionLost(name_ + " does not answer");
        if (messages_.size() != come) until = deadline();
    }
    if (!all->whole) throw ConnectionLost(desk_.link().why);
    return std::move(*all);
}

}  // namespace tutti::cli
