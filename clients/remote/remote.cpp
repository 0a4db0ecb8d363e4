#include "clients/remote/remote.hpp"

#include <poll.h>

#include <algorithm>

#include "clients/remote/inside.hpp"

namespace tutti::remote {

namespace {

constexpr std::size_t most_open_questions = 256;
constexpr std::chrono::seconds act_takes{60};

}  // namespace

Desk::Desk(const std::string& desk, const Credentials& credentials, const Manner& manner)
    : inside_(std::make_unique<Inside>(*this, desk, credentials, manner)) {}

Desk::~Desk() = default;

void Desk::log_in(const Credentials& credentials) {
    inside_->credentials = credentials;
    inside_->fresh_start = true;
}

void Desk::subscribe(const std::string& pattern) {
    const auto [found, is_new] = inside_->patterns.try_emplace(pattern);
    if (is_new && inside_->step == Inside::Step::talking) inside_->say_subscription(pattern, found->second);
}

void Desk::unsubscribe(const std::string& pattern) {
    if (inside_->patterns.erase(pattern) && inside_->step == Inside::Step::talking)
        inside_->put({{"/unsubscribe", {pattern}}});
}

void Desk::meters(const std::string& what, int rate) {
    const auto found = inside_->meters.find(what);
    if (found == inside_->meters.end() ? rate <= 0 : found->second == rate) return;
    if (rate > 0)
        inside_->meters[what] = rate;
    else
        inside_->meters.erase(found);
    if (inside_->step != Inside::Step::talking) return;
    if (rate > 0)
        inside_->put({{"/meters/subscribe", {what, rate}}});
    else
        inside_->put({{"/meters/unsubscribe", {what}}});
}

bool Desk::send(const std::vector<Message>& sets) {
    if (!joined() || sets.empty() || inside_->stream.broken()) return false;
    for (const Message& message : sets) inside_->note_set(message);
    inside_->put(sets);
    return true;
}

bool Desk::ask(const std::vector<Message>& messages, std::function<void(const Answers&)> done) {
    if (inside_->questions.size() >= most_open_questions || !joined() || messages.empty()) return false;
    inside_->put(messages);
    inside_->questions.push_back({inside_->ping(), std::move(done)});
    return true;
}

bool Desk::act(const Message& action, std::function<void(const Answers&)> done) {
    if (!is_answered_by_ok(action.address)) return ask({action}, std::move(done));
    if (inside_->acts.size() >= most_open_questions || !joined()) return false;
    inside_->put({action});
    inside_->acts.push_back({action.address, std::move(done), Clock::now() + act_takes});
    return true;
}

const Link& Desk::link() const {
    return inside_->link;
}

int Desk::file() const {
    return inside_->stream.file();
}

short Desk::events() const {
    return inside_->stream.events();
}

int Desk::wait_ms() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(inside_->next_due() - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

void Desk::turn() {
    inside_->turn();
}

void Desk::run_for(std::chrono::milliseconds time) {
    const auto until = Clock::now() + time;
    for (turn(); Clock::now() < until; turn()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        pollfd one = {file(), events(), 0};
        ::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left.count(), wait_ms())));
    }
}

}  // namespace tutti::remote
