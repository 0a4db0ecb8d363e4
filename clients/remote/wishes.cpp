// What is wanted of the desk and outlives a connection: subscriptions, meters, sets that may not have arrived. And what
// the desk says to any of it.
#include <algorithm>
#include <array>
#include <string_view>

#include "clients/remote/inside.hpp"

namespace tutti::remote {

namespace {

constexpr std::size_t most_unsure = 1000;

std::size_t size_of(const Message& message) {
    std::size_t bytes = sizeof message + message.address.size();
    for (const Value& value : message.arguments) {
        bytes += sizeof value;
        if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
        if (const auto* blob = std::get_if<Bytes>(&value)) bytes += blob->size();
    }
    return bytes;
}

// What else the desk says has been taken before.
bool is_parameter(const Message& message) {
    return message.arguments.size() == 1;
}

}  // namespace

// On a resumed connection the first subscription of a pattern brings what changed since. For one that we never had
// whole that is too little.
void Desk::Inside::say_subscription(const std::string& pattern, Interest& interest) {
    put({{"/subscribe", {pattern}}});
    if (resumed && !interest.complete) put({{"/refresh", {pattern}}});
    interest.complete = false;
    interest.token = token + 1;
}

void Desk::Inside::note_set(const Message& message) {
    if (!manner.keep || message.arguments.empty()) return;
    std::string address = message.address;
    for (const std::string_view form : {"/by", "/turn", "/fade"})
        if (address.ends_with(form)) address.resize(address.size() - form.size());
    if (address.ends_with("/touch")) return;  // a hand ends with its connection
    unsure.emplace_back(token + 1, std::move(address));
    if (unsure.size() <= most_unsure) return;
    unsure.clear();
    older = newer = 0;  // too many to ask for one by one: after a loss everything is asked for
}

void Desk::Inside::take(const Message& message) {
    if (message.address == "/synced" && message.arguments.size() == 2) {
        const auto* answered = std::get_if<std::int32_t>(&message.arguments[0]);
        const auto* revision = std::get_if<std::int64_t>(&message.arguments[1]);
        if (answered && revision) synced(*answered, *revision);
        return;
    }
    if (message.address == "/resumed") {
        if (message.arguments.size() == 2 && message.arguments[1] == Value(true)) become(State::settling, {}, true);
        return;
    }
    if (step == Step::logging_in && subject_of(message) == "/login") return take_login(message);
    if (owner.on_message) owner.on_message(message);
    if (const auto refusal = refusal_in(message)) return take_refusal(*refusal);
    if (message.address == "/ok") return take_ok(message);
    if (message.address.starts_with("/meters/")) {
        const auto frame = owner.on_meters ? decode_meters(message) : std::nullopt;
        if (frame) owner.on_meters(*frame);
        return;
    }
    note_answer(message);
    if (is_parameter(message) && owner.on_change) owner.on_change(message.address, message.arguments.front());
}

void Desk::Inside::take_login(const Message& message) {
    if (const auto refusal = refusal_in(message)) {
        // A desk that a whole band logs in to at once: later, and not as a stranger meanwhile.
        if (refusal->code == "busy") return lose(refusal->reason);
        return refuse(refusal->reason.empty() ? refusal->code : refusal->reason);
    }
    if (message.address != "/ok") return;
    link.role = text_at(message, 2);
    greet();
}

void Desk::Inside::synced(int answered, std::int64_t revision) {
    if (answered == token) unanswered.reset();
    synced_at = Clock::now();
    older = newer;
    newer = revision;
    while (!unsure.empty() && unsure.front().first <= answered) unsure.pop_front();
    for (auto& [pattern, interest] : patterns)
        if (interest.token <= answered) interest.complete = true;
    if (link.state == State::settling && answered >= awaited) become(State::joined);
    while (!questions.empty() && questions.front().token <= answered) {
        const Question question = std::move(questions.front());
        questions.pop_front();
        answer_bytes -= question.bytes;
        if (question.done) question.done(question.answers);
    }
}

void Desk::Inside::take_refusal(const Refusal& refusal) {
    if (link.state == State::settling && refusal.code == "not_logged_in") return refuse(refusal.reason);
    if (!end_act(refusal.address, {.refusals = {refusal}})) note_answer(refusal);
    if (owner.on_refusal) owner.on_refusal(refusal);
}

void Desk::Inside::take_ok(const Message& message) {
    if (!end_act(subject_of(message), {.messages = {message}})) note_answer(message);
}

void Desk::Inside::note_answer(const Message& message) {
    for (Question& question : questions) {
        question.answers.messages.push_back(message);
        grow(question, size_of(message));
    }
}

void Desk::Inside::note_answer(const Refusal& refusal) {
    for (Question& question : questions) {
        question.answers.refusals.push_back(refusal);
        grow(question, sizeof refusal + refusal.address.size() + refusal.code.size() + refusal.reason.size());
    }
}

void Desk::Inside::grow(Question& question, std::size_t bytes) {
    question.bytes += bytes;
    answer_bytes += bytes;
}

bool Desk::Inside::end_act(const std::string& address, const Answers& answers) {
    const auto found = std::find_if(acts.begin(), acts.end(), [&](const Act& act) { return act.address == address; });
    if (found == acts.end()) return false;
    const auto done = std::move(found->done);
    acts.erase(found);
    if (done) done(answers);
    return true;
}

void Desk::Inside::end_questions() {
    std::deque<Question> unanswered_questions;
    std::deque<Act> unanswered_acts;
    unanswered_questions.swap(questions);
    unanswered_acts.swap(acts);
    answer_bytes = 0;
    for (Question& question : unanswered_questions) {
        question.answers.whole = false;
        if (question.done) question.done(question.answers);
    }
    for (const Act& act : unanswered_acts)
        if (act.done) act.done({.whole = false});
}

}  // namespace tutti::remote
