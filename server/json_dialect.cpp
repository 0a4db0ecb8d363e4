#include "server/json_dialect.hpp"

#include "protocol/describe/words.hpp"
#include "protocol/json/text.hpp"

namespace tutti {
namespace {

constexpr int kMostValues = 65536;  // of one GET: the answer is one frame

void send_text(Client& client, std::string text) {
    client.link->send(std::make_shared<const std::string>(std::move(text)), true);
}

void refuse(Client& client, std::string_view id, const Refusal& refusal) {
    const Time now = Clock::now();
    if (id.empty() && client.errors.full(now)) return client.errors.leave_out(client.errors.left_out_texts, now);
    client.errors.take(now);
    send_text(client, json::reply_error(id, refusal));
}

// Without an ID only a refusal is answered.
void answer(Client& client, const json::Command& command, const std::optional<Refusal>& refusal,
            std::string_view members = {}) {
    if (refusal)
        refuse(client, command.id, *refusal);
    else if (!command.id.empty())
        send_text(client, json::reply_ok(command.id, members));
}

std::string revision_member(Revision revision) {
    return "\"REVISION\": " + std::to_string(revision);
}

// "RESULT": […], "REVISION": n
std::string result_members(const Outcome& outcome) {
    std::string members = "\"RESULT\": [";
    for (const auto& result : outcome.result) {
        if (members.back() != '[') members += ", ";
        if (const auto* text = std::get_if<std::string>(&result))
            json::append_quoted(members, *text);
        else if (const auto* number = std::get_if<float>(&result))
            json::append_number(members, *number);
        else
            members += std::to_string(std::get<std::int32_t>(result));
    }
    return members + "], " + revision_member(outcome.revision);
}

}  // namespace

void JsonDialect::receive(Client& client, std::string_view text, Time now) {
    const auto parsed = json::parse_command(text);
    if (const auto* unreadable = std::get_if<json::Unreadable>(&parsed))
        return refuse(client, unreadable->id, unreadable->refusal);
    perform(client, std::get<json::Command>(parsed), now);
}

void JsonDialect::perform(Client& client, const json::Command& command, Time now) {
    using Name = json::Command::Name;
    switch (command.name) {
        case Name::unknown:  // OSCQuery: commands that are not known are passed over; who asks for an answer gets one
            if (!command.id.empty()) refuse(client, command.id, {Code::bad_value, "there is no such command"});
            return;
        case Name::listen: return answer(client, command, operations_.listen(client, command.pattern));
        case Name::ignore: return answer(client, command, operations_.ignore(client, command.pattern));
        case Name::subscribe: {
            auto refusal = operations_.subscribe(client, command.pattern);
            if (!refusal && command.json) client.json = true;
            return answer(client, command, refusal);
        }
        case Name::unsubscribe: return answer(client, command, operations_.unsubscribe(client, command.pattern));
        case Name::refresh: return answer(client, command, operations_.refresh(client, command.pattern, false));
        case Name::set: return set(client, command, now);
        case Name::get: return get(client, command);
        case Name::do_: return act(client, command, now);
        case Name::login: return login(client, command);
        case Name::logout: operations_.logins().logout(client); return answer(client, command, std::nullopt);
        case Name::resume: {
            const auto resumed = operations_.resume(client, command.revision);
            if (const auto* refusal = std::get_if<Refusal>(&resumed)) return answer(client, command, *refusal);
            const auto& r = std::get<Operations::Resumed>(resumed);
            return answer(client, command, std::nullopt,
                          revision_member(r.revision) + ", \"COMPLETE\": " + (r.complete ? "true" : "false"));
        }
        case Name::sync:
            if (auto refusal = check_read(client)) return answer(client, command, refusal);
            if (client.jobs.size() >= Client::kMaxJobs)
                return answer(client, command, Refusal{Code::busy, "too many questions at once"});
            client.jobs.emplace_back(Behind{Behind::What::json_sync, operations_.console().revision(), 0, command.id});
            return;
        case Name::meters: return answer(client, command, operations_.meters(client, command.what, command.rate, now));
    }
}

// ROLE, CUE, USER, TOKEN; of a login by PIN a new token, for the next time.
void JsonDialect::login(Client& client, const json::Command& command) {
    const auto done = [this, id = command.id](Client& asked, const std::variant<Logins::Welcome, Refusal>& result) {
        json::Command asking;
        asking.id = id;
        if (const auto* refusal = std::get_if<Refusal>(&result)) return answer(asked, asking, *refusal);
        const auto& welcome = std::get<Logins::Welcome>(result);
        std::string members = "\"ROLE\": ";
        json::append_quoted(members, role_name(welcome.role));
        members += ", \"CUE\": " + std::to_string(welcome.cue) + ", \"USER\": " + std::to_string(welcome.user);
        members += ", " + revision_member(operations_.console().revision());
        if (!welcome.token.empty()) json::append_quoted(members += ", \"TOKEN\": ", welcome.token);
        answer(asked, asking, std::nullopt, members);
    };
    if (!command.token.empty()) return operations_.logins().login(client, command.token, done);
    operations_.logins().login(client, command.user, command.pin, !command.id.empty(), done);
}

void JsonDialect::set(Client& client, const json::Command& command, Time now) {
    Door::Visit visit(operations_.door(), client, now);
    for (const auto& [address, value] : command.values) {
        const Argument argument = json::argument_of(value);
        if (auto refusal = visit.set(address, std::span(&argument, 1))) {
            visit.discard();  // all or nothing
            refusal->reason = address + ": " + refusal->reason;
            return answer(client, command, refusal);
        }
    }
    answer(client, command, std::nullopt, revision_member(visit.finish()));
}

void JsonDialect::get(Client& client, const json::Command& command) {
    const auto selected = operations_.select(client, command.pattern);
    if (const auto* refusal = std::get_if<Refusal>(&selected)) return answer(client, command, *refusal);
    const Console& console = operations_.console();
    const Selection& selection = *std::get<std::shared_ptr<const Selection>>(selected);
    std::string members = "\"VALUES\": {";
    int count = 0;
    for (Slot slot = selection.next(console.layout(), 0); slot != kNoSlot;
         slot = selection.next(console.layout(), slot + 1)) {
        if (console.vacant(slot)) continue;
        if (++count > kMostValues)
            return answer(client, command, Refusal{Code::too_large, "over 65,536 values: ask for less, or subscribe"});
        if (count > 1) members += ", ";
        json::append_quoted(members, address_of(console.layout(), slot));
        members += ": ";
        append_value_json(members, console, slot);
    }
    answer(client, command, std::nullopt, members + "}");
}

void JsonDialect::act(Client& client, const json::Command& command, Time now) {
    std::vector<Argument> arguments;
    for (const json::Scalar& scalar : command.arguments) arguments.push_back(json::argument_of(scalar));
    std::string_view bare = command.pattern;
    const Suffix suffix = take_suffix(bare);
    if (suffix == Suffix::none) {
        return operations_.act(client, command.pattern, arguments, now,
                               [id = command.id](Client& asked, const std::variant<Outcome, Refusal>& done) {
                                   json::Command asking;
                                   asking.id = id;
                                   if (const auto* refusal = std::get_if<Refusal>(&done))
                                       return answer(asked, asking, *refusal);
                                   answer(asked, asking, std::nullopt, result_members(std::get<Outcome>(done)));
                               });
    }
    // "/channel/1/mute/toggle", "/channel/1/fader/fade"
    if (suffix == Suffix::touch && arguments.size() == 1 && std::holds_alternative<std::int64_t>(arguments[0]))
        arguments[0] = std::get<std::int64_t>(arguments[0]) != 0;
    Door::Visit visit(operations_.door(), client, now);
    if (const auto refusal = visit.set(command.pattern, arguments)) return answer(client, command, *refusal);
    answer(client, command, std::nullopt, result_members({visit.finish(), {}}));
}

}  // namespace tutti
