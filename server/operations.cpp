#include "server/operations.hpp"

#include <algorithm>

#include "engine/console/pattern.hpp"
#include "engine/console/rules.hpp"

namespace tutti {

std::variant<std::shared_ptr<const Selection>, Refusal> Operations::select(const Client& client,
                                                                           std::string_view pattern) const {
    if (auto refusal = check_read(client)) return *refusal;
    if (pattern_too_large(pattern)) return Refusal{Code::too_large, "a pattern has at most 255 bytes and 8 wild cards"};
    auto selection =
        std::make_shared<const Selection>(console_.layout(), console_.tree(), pattern, Selection::Depth::below);
    if (selection->empty()) return Refusal{Code::unknown_address, "nothing here has this address"};
    readings_.settle();
    door_.echoes().has_read(client.origin, Clock::now());
    return selection;
}

std::optional<Refusal> Operations::queue_walk(Client& client, Walk walk) {
    if (client.jobs.size() >= Client::kMaxJobs) return Refusal{Code::busy, "too many questions at once"};
    client.jobs.emplace_back(std::move(walk));
    client.walked = true;
    return std::nullopt;
}

std::optional<Refusal> Operations::subscribe(Client& client, std::string_view pattern, std::uint16_t port) {
    const auto selected = select(client, pattern);
    if (const auto* refusal = std::get_if<Refusal>(&selected)) return *refusal;
    const auto& selection = std::get<std::shared_ptr<const Selection>>(selected);
    const auto same = std::find_if(client.subscriptions.begin(), client.subscriptions.end(), [&](const auto& s) {
        return s.port == port && s.selection->pattern() == selection->pattern();
    });
    if (same == client.subscriptions.end() && client.subscriptions.size() >= Client::kMaxSubscriptions)
        return Refusal{Code::busy, "at most 256 subscriptions"};
    const bool difference = client.resumed && client.resumed_patterns.size() < Client::kMaxSubscriptions &&
                            client.resumed_patterns.insert(selection->pattern()).second;
    if (auto refusal = queue_walk(client, {selection, difference ? *client.resumed : 0, port})) return refusal;
    if (same == client.subscriptions.end()) client.subscriptions.push_back({selection, port});
    return std::nullopt;
}

std::optional<Refusal> Operations::unsubscribe(Client& client, std::string_view pattern) {
    if (auto refusal = check_read(client)) return refusal;
    if (pattern.size() > 1 && pattern.ends_with('/')) pattern.remove_suffix(1);
    if (std::erase_if(client.subscriptions, [&](const auto& s) { return s.selection->pattern() == pattern; }) == 0)
        return Refusal{Code::bad_value, "there is no such subscription"};
    std::erase_if(client.jobs, [&](const Job& job) {
        const auto* walk = std::get_if<Walk>(&job);
        return walk && walk->selection->pattern() == pattern;
    });
    return std::nullopt;
}

std::optional<Refusal> Operations::refresh(Client& client, std::string_view pattern, bool osc) {
    const auto selected = select(client, pattern);
    if (const auto* refusal = std::get_if<Refusal>(&selected)) return *refusal;
    return queue_walk(client, {.selection = std::get<std::shared_ptr<const Selection>>(selected), .osc = osc});
}

std::optional<Refusal> Operations::listen(Client& client, std::string_view path) {
    if (auto refusal = check_read(client)) return refusal;
    const auto found = console_.tree().descend(path);
    if (!found) return Refusal{Code::unknown_address, "there is no such node"};
    const auto place = console_.tree().find(path);
    if (!place || place->info().kind == Kind::action) return std::nullopt;  // a container brings nothing
    if (client.listens.size() >= Client::kMaxListens) return Refusal{Code::busy, "at most 16,384 nodes"};
    const Slot slot = console_.layout().slot(*place);
    client.listens.insert(slot);
    client.owed.push_back(slot);
    return std::nullopt;
}

std::optional<Refusal> Operations::ignore(Client& client, std::string_view path) {
    if (auto refusal = check_read(client)) return refusal;
    const auto place = console_.tree().find(path);
    if (place)
        client.listens.erase(console_.layout().slot(*place));
    else if (!console_.tree().descend(path))
        return Refusal{Code::unknown_address, "there is no such node"};
    return std::nullopt;
}

std::variant<Operations::Resumed, Refusal> Operations::resume(Client& client, std::int64_t revision) {
    if (auto refusal = check_read(client)) return *refusal;
    const auto now = console_.revision();
    const bool known =
        revision >= static_cast<std::int64_t>(console_.first_revision()) && revision <= static_cast<std::int64_t>(now);
    client.resumed = known ? std::optional(static_cast<Revision>(revision)) : std::nullopt;
    client.resumed_patterns.clear();
    // What others wrote since then is news to this client: a set of its own may cross it.
    if (known) client.past_told.fill(std::min(client.past_told.back(), static_cast<Revision>(revision)));
    return Resumed{now, !known};
}

std::optional<Refusal> Operations::meters(Client& client, std::string_view what, double rate, Time now) {
    if (auto refusal = check_read(client)) return refusal;
    if (rate == 0) return meters_.unsubscribe(client, what, now);
    if (!(rate > 0)) return Refusal{Code::bad_value, "a rate is 1 to 60 frames a second"};
    return meters_.subscribe(client, what, rate, now);
}

std::optional<Refusal> Operations::end_meters(Client& client, std::string_view what, Time now) {
    if (auto refusal = check_read(client)) return refusal;
    return meters_.unsubscribe(client, what, now);
}

bool Operations::is_action(std::string_view address) const {
    for (const Actions* room : rooms_)
        if (room->knows(address)) return true;
    const auto place = console_.tree().find(address);
    return place && place->info().kind == Kind::action;
}

void Operations::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
                     const Answer& answer) {
    for (Actions* room : rooms_)
        if (room->knows(address)) return room->act(client, address, arguments, now, answer);
    const auto later = [this, answer](Client& asker, const std::variant<float, Refusal>& result) {
        if (const auto* refusal = std::get_if<Refusal>(&result)) return answer(asker, *refusal);
        answer(asker, Outcome{console_.revision(), {std::get<float>(result)}});
    };
    const auto done = act_at_once(client, address, arguments, now, later);
    if (const auto* refusal = std::get_if<Refusal>(&done)) return answer(client, *refusal);
    if (const auto* revision = std::get_if<Revision>(&done)) answer(client, Outcome{*revision, {}});
}

std::variant<Revision, Refusal, Operations::Begun> Operations::act_at_once(Client& client, std::string_view address,
                                                                           std::span<const Argument> arguments,
                                                                           Time now, LoopTests::Answer later) {
    const auto place = console_.tree().find(address);
    if (!place || place->info().kind != Kind::action) return Refusal{Code::unknown_address, "there is no such action"};
    if (auto refusal = check_write(client, *place)) return *refusal;
    // OSCQuery tells generic clients that an action has type N: one nil is no argument.
    const bool nil = arguments.size() == 1 && std::holds_alternative<std::monostate>(arguments[0]);
    if (!arguments.empty() && !nil) return Refusal{Code::bad_type, "takes no argument"};
    if (place->is("solo/clear"_monitor)) return door_.apply(end_of_solos(place->strip));
    if (place->is("delay/tap"_fx)) {
        const auto beat = tempo_.tap(place->strip, now);
        if (!beat) return console_.revision();
        const Change change{console_.layout().slot("delay/time"_fx, place->strip), {*beat}};
        // Like a set: a hand on the time is left alone, a fade ends.
        Door::Visit visit(door_, client, now);
        std::vector<Slot> held;
        if (auto refusal = visit.bring(change, held)) return *refusal;
        return visit.finish_for_all();
    }
    if (place->is("loudness/clear"_main) || place->is("loudness/clear"_bus)) {
        measurements_.clear({place->family, place->strip});
        return console_.revision();
    }
    if (place->info().path == "insert/measure") {
        if (auto refusal = loops_.begin(client, *place, std::move(later), now)) return *refusal;
        return Begun{};
    }
    return Refusal{Code::unknown_address, "there is no such action"};
}

std::vector<Change> Operations::end_of_solos(int monitor) const {
    std::vector<Change> changes;
    any_solo(console_.layout(), monitor, [&](Slot slot) {
        if (console_.number(slot) != 0) changes.push_back({slot, {0}});
        return false;
    });
    return changes;
}

}  // namespace tutti
