#include "server/copies.hpp"

#include <algorithm>

namespace tutti {
namespace {

constexpr std::string_view kAddresses[] = {"/copy", "/preset/store", "/preset/recall", "/preset/delete",
                                           "/preset/rename"};

std::string_view text_at(std::span<const Argument> arguments, std::size_t i) {
    const auto* text = i < arguments.size() ? std::get_if<std::string_view>(&arguments[i]) : nullptr;
    return text ? *text : std::string_view();
}

bool are_texts(std::span<const Argument> arguments) {
    return std::all_of(arguments.begin(), arguments.end(),
                       [](const Argument& a) { return std::holds_alternative<std::string_view>(a); });
}

std::optional<int> number_of(const Argument& argument) {
    if (const auto* i = std::get_if<std::int32_t>(&argument)) return *i;
    if (const auto* h = std::get_if<std::int64_t>(&argument))
        return static_cast<int>(std::clamp<std::int64_t>(*h, 0, kPresets + 1));
    return std::nullopt;
}

Refusal no_strip(std::string_view address) {
    return {Code::bad_value, std::string(address.substr(0, 255)) + " is no strip or part of one"};
}

Refusal no_parts(std::string_view words) {
    return {Code::bad_value, std::string(words.substr(0, 255)) + ": these are no parts"};
}

// The rules of a name are those of any strip's.
const Row& row_of_names() {
    constexpr auto name = "name"_channel;
    return info(Family::channel).rows[name.row];
}

}  // namespace

bool Copies::knows(std::string_view address) const {
    return std::find(std::begin(kAddresses), std::end(kAddresses), address) != std::end(kAddresses);
}

void Copies::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
                 Answer answer) {
    if (auto refusal = check_read(client)) return answer(client, *refusal);
    if (address == "/copy") return answer(client, copy(client, arguments, now));
    if (address == "/preset/recall") return answer(client, recall(client, arguments, now));
    const auto refusal = address == "/preset/store"    ? store(client, arguments, answer)
                         : address == "/preset/rename" ? rename(client, arguments, answer)
                                                       : remove(client, arguments, answer);
    if (refusal) answer(client, *refusal);
}

// ,sss FROM TO PARTS; without PARTS all of them
Result Copies::copy(Client& client, std::span<const Argument> arguments, Time now) {
    if (arguments.size() < 2 || arguments.size() > 3 || !are_texts(arguments))
        return Refusal{Code::bad_type, "takes texts: from where, to where, and parts"};
    const auto from = spot_of(console_.tree(), text_at(arguments, 0)),
               to = spot_of(console_.tree(), text_at(arguments, 1));
    if (!from) return no_strip(text_at(arguments, 0));
    if (!to) return no_strip(text_at(arguments, 1));
    const auto parts = parts_of(text_at(arguments, 2));
    if (!parts) return no_parts(text_at(arguments, 2));
    const std::vector<Change> changes = copied(console_, *from, *to, *parts);
    if (changes.empty()) return Refusal{Code::bad_value, "nothing of these parts fits there"};
    return bring(client, changes, now);
}

// ,iss ID TO PARTS
Result Copies::recall(Client& client, std::span<const Argument> arguments, Time now) {
    const auto id = arguments.empty() ? std::nullopt : number_of(arguments[0]);
    if (!id || arguments.size() < 2 || arguments.size() > 3 || !are_texts(arguments.subspan(1)))
        return Refusal{Code::bad_type, "takes a preset's number, to where, and parts"};
    const auto to = spot_of(console_.tree(), text_at(arguments, 1));
    if (!to) return no_strip(text_at(arguments, 1));
    const auto parts = parts_of(text_at(arguments, 2));
    if (!parts) return no_parts(text_at(arguments, 2));
    const auto changes = presets_.recalled(*id, *to, *parts);
    if (const auto* refusal = std::get_if<Refusal>(&changes)) return *refusal;
    return bring(client, std::get<std::vector<Change>>(changes), now);
}

// The result names what a hand holds, which has been left as it was.
Result Copies::bring(Client& client, const std::vector<Change>& changes, Time now) {
    Door::Visit visit(door_, client, now);
    std::vector<Slot> held;
    for (const Change& change : changes)
        if (auto refusal = visit.bring(change, held)) {
            visit.discard();
            refusal->reason = address_of(console_.layout(), change.slot) + ": " + refusal->reason;
            return *refusal;
        }
    Outcome outcome{visit.finish_for_all(), {}};
    for (const Slot slot : held) outcome.result.emplace_back(address_of(console_.layout(), slot));
    return outcome;
}

// ,sss FROM NAME PARTS
std::optional<Refusal> Copies::store(Client& client, std::span<const Argument> arguments, Answer& answer) {
    if (auto refusal = check_act(client, "/preset/store")) return refusal;
    if (arguments.size() < 2 || arguments.size() > 3 || !are_texts(arguments))
        return Refusal{Code::bad_type, "takes texts: from where, a name, and parts"};
    const auto from = spot_of(console_.tree(), text_at(arguments, 0));
    if (!from) return no_strip(text_at(arguments, 0));
    if (auto refusal = check_name(arguments[1])) return refusal;
    const auto parts = parts_of(text_at(arguments, 2));
    if (!parts) return no_parts(text_at(arguments, 2));
    presets_.store(*from, text_at(arguments, 1), *parts, later(client, std::move(answer), true));
    return std::nullopt;
}

// ,is ID NAME
std::optional<Refusal> Copies::rename(Client& client, std::span<const Argument> arguments, Answer& answer) {
    if (auto refusal = check_act(client, "/preset/rename")) return refusal;
    const auto id = arguments.size() == 2 ? number_of(arguments[0]) : std::nullopt;
    if (!id || !are_texts(arguments.subspan(1))) return Refusal{Code::bad_type, "takes a preset's number and a name"};
    if (auto refusal = check_name(arguments[1])) return refusal;
    presets_.rename(*id, text_at(arguments, 1), later(client, std::move(answer), false));
    return std::nullopt;
}

std::optional<Refusal> Copies::check_name(const Argument& name) const {
    const auto accepted = accept(console_.layout(), row_of_names(), name);
    if (const auto* refusal = std::get_if<Refusal>(&accepted)) return *refusal;
    if (std::get<Value>(accepted).text.empty()) return Refusal{Code::bad_value, "a preset has a name"};
    return std::nullopt;
}

// ,i ID
std::optional<Refusal> Copies::remove(Client& client, std::span<const Argument> arguments, Answer& answer) {
    if (auto refusal = check_act(client, "/preset/delete")) return refusal;
    const auto id = arguments.size() == 1 ? number_of(arguments[0]) : std::nullopt;
    if (!id) return Refusal{Code::bad_type, "takes a preset's number"};
    presets_.remove(*id, later(client, std::move(answer), false));
    return std::nullopt;
}

Presets::Done Copies::later(Client& client, Answer answer, bool tell_number) {
    return [this, tell_number, reply = callers_.later(client, std::move(answer))](const auto& done) {
        if (const auto* refusal = std::get_if<Refusal>(&done)) return reply(*refusal);
        Outcome outcome{console_.revision(), {}};
        if (tell_number) outcome.result.emplace_back(std::get<int>(done));
        reply(outcome);
    };
}

}  // namespace tutti
