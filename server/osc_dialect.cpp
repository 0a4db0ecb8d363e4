#include "server/osc_dialect.hpp"

#include <utility>

#include "engine/console/pattern.hpp"

namespace tutti {
namespace {

// Never answered: two daemons would answer each other for ever.
bool is_answer(std::string_view address) {
    return address == "/error" || address == "/ok" || address == "/synced" || address == "/resumed";
}

const std::string_view* text_at(const osc::Message& message, std::size_t i) {
    return i < message.arguments.size() ? std::get_if<std::string_view>(&message.arguments[i]) : nullptr;
}

std::optional<double> number_at(const osc::Message& message, std::size_t i) {
    if (i >= message.arguments.size()) return std::nullopt;
    const Argument& a = message.arguments[i];
    if (const auto* n = std::get_if<std::int32_t>(&a)) return *n;
    if (const auto* n = std::get_if<std::int64_t>(&a)) return static_cast<double>(*n);
    if (const auto* n = std::get_if<float>(&a)) return *n;
    if (const auto* n = std::get_if<double>(&a)) return *n;
    return std::nullopt;
}

std::optional<std::int64_t> whole_at(const osc::Message& message, std::size_t i) {
    if (i >= message.arguments.size()) return std::nullopt;
    if (const auto* n = std::get_if<std::int32_t>(&message.arguments[i])) return *n;
    if (const auto* n = std::get_if<std::int64_t>(&message.arguments[i])) return *n;
    return std::nullopt;
}

// /ok ,sh… ADDRESS REVISION RESULT…
void send_ok(Client& client, std::string_view address, const Outcome& outcome) {
    std::vector<Argument> arguments{address, static_cast<std::int64_t>(outcome.revision)};
    for (const auto& result : outcome.result) {
        if (const auto* text = std::get_if<std::string>(&result))
            arguments.emplace_back(std::string_view(*text));
        else if (const auto* number = std::get_if<float>(&result))
            arguments.emplace_back(*number);
        else
            arguments.emplace_back(std::get<std::int32_t>(result));
    }
    std::string out;
    osc::append_message(out, "/ok", arguments);
    client.link->send(std::make_shared<const std::string>(std::move(out)), false);
}

}  // namespace

void send_error(Client& client, std::string_view address, const Refusal& refusal) {
    const Time now = Clock::now();
    if (client.errors.full(now)) return client.errors.leave_out(client.errors.left_out, now);
    client.errors.take(now);
    std::string out;
    osc::append_message(out, "/error",
                        {address.substr(0, 255), code_name(refusal.code), std::string_view(refusal.reason)});
    client.link->send(std::make_shared<const std::string>(std::move(out)), false);
}

void OscDialect::receive(Client& client, std::span<const std::byte> bytes, Time now) {
    const osc::Fault fault = packet_.decode(bytes);
    if (fault == osc::Fault::not_osc) return;
    if (fault != osc::Fault::none) {
        if (is_answer(packet_.offending_address())) return;
        const bool large = fault == osc::Fault::too_large;
        return send_error(client, packet_.offending_address(),
                          {large ? Code::too_large : Code::bad_value,
                           large ? "at most 1 MiB, 16,384 messages and 8 levels" : "not a whole OSC packet"});
    }
    after_.clear();
    Door::Visit visit(operations_.door(), client, now);
    for (const osc::Message& message : packet_.messages()) perform(client, message, visit, now);
    visit.finish();
    for (const osc::Message* message : after_)
        if (!converse(client, *message, now)) answer_get(client, message->address);
}

void OscDialect::perform(Client& client, const osc::Message& message, Door::Visit& visit, Time now) {
    const std::string_view address = message.address;
    if (is_answer(address)) return;
    if (address == "/sync") return after_.push_back(&message);
    if (converse(client, message, now)) return;
    if (operations_.is_action(address)) {
        visit.finish();  // in order: what came before it is written
        return operations_.act(client, address, message.arguments, now,
                               [address = std::string(address)](Client& asked, const auto& done) {
                                   if (const auto* refusal = std::get_if<Refusal>(&done))
                                       return send_error(asked, address, *refusal);
                                   send_ok(asked, address, std::get<Outcome>(done));
                               });
    }
    std::string_view bare = address;
    const Suffix suffix = take_suffix(bare);
    const bool commands = suffix == Suffix::toggle || suffix == Suffix::reset;
    if (message.arguments.empty() && !commands) return after_.push_back(&message);
    if (const auto refusal = visit.set(address, message.arguments)) send_error(client, address, *refusal);
}

void OscDialect::answer_get(Client& client, std::string_view address) {
    const auto place =
        is_pattern(address) || check_read(client) ? std::nullopt : operations_.console().tree().find(address);
    if (place) {
        if (place->info().kind == Kind::reading) operations_.readings().settle();
        std::string out;
        append_value_message(out, operations_.console(), operations_.console().layout().slot(*place));
        return client.link->send(std::make_shared<const std::string>(std::move(out)), false);
    }
    if (const auto refusal = operations_.refresh(client, address, true)) send_error(client, address, *refusal);
}

bool OscDialect::converse(Client& client, const osc::Message& message, Time now) {
    const std::string_view address = message.address;
    const auto* pattern = text_at(message, 0);
    const auto refuse = [&](std::optional<Refusal> refusal) {
        if (refusal) send_error(client, address, *refusal);
        return true;
    };
    const auto wrong = [&](const char* takes) { return refuse(Refusal{Code::bad_type, takes}); };
    if (address == "/subscribe") {
        if (!pattern || message.arguments.size() > 2) return wrong("takes a pattern, over UDP also a port");
        if (message.arguments.size() == 2) {
            const auto port = whole_at(message, 1);
            if (!port || !client.origin.datagram) return wrong("a port is an i, over UDP");
            if (*port < 1 || *port > 65535) return refuse(Refusal{Code::bad_value, "no such port"});
            return refuse(operations_.subscribe(client, *pattern, static_cast<std::uint16_t>(*port)));
        }
        return refuse(operations_.subscribe(client, *pattern));
    }
    if (address == "/unsubscribe")
        return pattern ? refuse(operations_.unsubscribe(client, *pattern)) : wrong("takes a pattern");
    if (address == "/refresh")
        return pattern ? refuse(operations_.refresh(client, *pattern, true)) : wrong("takes a pattern");
    if (address == "/meters/subscribe") {
        const auto rate = message.arguments.size() == 1 ? std::optional(25.0) : number_at(message, 1);
        if (!pattern || !rate || message.arguments.size() > 2) return wrong("takes what and a rate");
        return refuse(operations_.meters(client, *pattern, *rate, now));
    }
    if (address == "/meters/unsubscribe")
        return pattern ? refuse(operations_.end_meters(client, *pattern, now)) : wrong("takes what");
    if (address == "/sync") {
        const auto token = whole_at(message, 0);
        if (!token || !std::in_range<std::int32_t>(*token) || message.arguments.size() != 1)
            return wrong("takes a token, an i");
        if (auto refusal = check_read(client)) return refuse(refusal);
        if (client.jobs.size() >= Client::kMaxJobs) return refuse(Refusal{Code::busy, "too many questions at once"});
        client.jobs.emplace_back(
            Behind{Behind::What::osc_sync, operations_.console().revision(), static_cast<std::int32_t>(*token), {}});
        return true;
    }
    if (address == "/resume") {
        const auto revision = whole_at(message, 0);
        if (!revision) return wrong("takes a revision, an h");
        const auto resumed = operations_.resume(client, *revision);
        if (const auto* refusal = std::get_if<Refusal>(&resumed)) return refuse(*refusal);
        const auto& r = std::get<Operations::Resumed>(resumed);
        std::string out;
        osc::append_message(out, "/resumed", {static_cast<std::int64_t>(r.revision), r.complete});
        client.link->send(std::make_shared<const std::string>(std::move(out)), false);
        return true;
    }
    if (address == "/login") {
        const auto* pin = text_at(message, 1);
        const bool* token = message.arguments.size() == 3 ? std::get_if<bool>(&message.arguments[2]) : nullptr;
        const bool tells_token = token && *token;
        const auto answer = [this, tells_token](Client& asked, const std::variant<Logins::Welcome, Refusal>& result) {
            if (const auto* refusal = std::get_if<Refusal>(&result)) return send_error(asked, "/login", *refusal);
            const auto& welcome = std::get<Logins::Welcome>(result);
            Outcome outcome{operations_.console().revision(), {std::string(role_name(welcome.role))}};
            if (tells_token) outcome.result.emplace_back(welcome.token);
            send_ok(asked, "/login", outcome);
        };
        const std::size_t count = !pin ? 1 : token ? 3 : 2;
        if (!pattern || message.arguments.size() != count) return wrong("takes a name and a PIN, or a token");
        if (pin)
            operations_.logins().login(client, std::string(*pattern), std::string(*pin), tells_token, answer);
        else
            operations_.logins().login(client, std::string(*pattern), answer);
        return true;
    }
    if (address == "/logout") {
        operations_.logins().logout(client);
        std::string out;
        osc::append_message(out, "/ok", {address, static_cast<std::int64_t>(operations_.console().revision())});
        client.link->send(std::make_shared<const std::string>(std::move(out)), false);
        return true;
    }
    return false;
}

}  // namespace tutti
