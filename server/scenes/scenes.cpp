#include "server/scenes/scenes.hpp"

#include <algorithm>
#include <cmath>

#include "engine/console/pattern.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kTellEach = 100ms;
constexpr std::size_t kMostPatterns = 64;

constexpr std::string_view kAddresses[] = {"/scene/store",  "/scene/overwrite", "/scene/recall",  "/scene/recall/only",
                                           "/scene/next",   "/scene/previous",  "/scene/compare", "/scene/delete",
                                           "/scene/export", "/scene/import"};

std::optional<int> whole(const Argument& argument) {
    const auto* i = std::get_if<std::int32_t>(&argument);
    const auto* h = std::get_if<std::int64_t>(&argument);
    if (!i && !h) return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(i ? *i : *h, -1, 1 << 30));
}

std::optional<double> number(const Argument& argument) {
    if (const auto* f = std::get_if<float>(&argument)) return *f;
    if (const auto* d = std::get_if<double>(&argument)) return *d;
    if (const auto i = whole(argument)) return *i;
    return std::nullopt;
}

const std::string_view* text(std::span<const Argument> arguments, std::size_t i) {
    return i < arguments.size() ? std::get_if<std::string_view>(&arguments[i]) : nullptr;
}

Refusal wrong_type(std::string_view takes) {
    return {Code::bad_type, "takes " + std::string(takes)};
}

std::variant<double, Refusal> seconds_in(const Argument& argument) {
    const auto seconds = number(argument);
    if (!seconds) return wrong_type("seconds as a number");
    if (!(*seconds >= 0 && *seconds <= 60)) return Refusal{Code::bad_value, "a recall takes 0 to 60 seconds"};
    return *seconds;
}

}  // namespace

Scenes::Scenes(Console& console, Door& door, Callers callers)
    : console_(console), door_(door), callers_(std::move(callers)), store_(console), watch_(console, door.fades()) {}

void Scenes::open(SessionKeeper& keeper, std::span<const Record> records) {
    store_.open(keeper, records);
    current_ = heading_ = store_.current_at_start();
    console_.publish(console_.layout().slot("current"_scene_list), {static_cast<float>(current_)});
    if (current_ == 0) return;
    store_.read(current_, SceneStore::As::values, [this, id = current_](const auto& contents) {
        const auto* read = std::get_if<std::shared_ptr<const SceneStore::Contents>>(&contents);
        if (!read || current_ != id || watch_.watches()) return;
        watch_.begin(id - 1, (*read)->parsed.values);
        settle();
        callers_.wake();
    });
}

bool Scenes::knows(std::string_view address) const {
    return std::find(std::begin(kAddresses), std::end(kAddresses), address) != std::end(kAddresses);
}

void Scenes::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
                 Answer answer) {
    if (auto refusal = check_act(client, address)) return answer(client, *refusal);
    const Asked asked{client.id,
                      client.role,
                      client.rights,
                      client.user,
                      client.origin,
                      std::string(address),
                      callers_.later(client, std::move(answer))};
    const auto refusal = address == "/scene/store"         ? store(asked, arguments)
                         : address == "/scene/recall"      ? recall(asked, arguments)
                         : address == "/scene/recall/only" ? recall_only(asked, arguments)
                         : address == "/scene/next"        ? step(asked, arguments, 1)
                         : address == "/scene/previous"    ? step(asked, arguments, -1)
                         : address == "/scene/compare"     ? compare(asked, arguments)
                         : address == "/scene/export"      ? give(asked, arguments)
                         : address == "/scene/import"      ? import(asked, arguments, now)
                                                           : with_number(asked, arguments);
    if (refusal) asked.reply(*refusal);
}

// ,s NAME
std::optional<Refusal> Scenes::store(const Asked& asked, Arguments arguments) {
    if (arguments.size() != 1 || !text(arguments, 0)) return wrong_type("a name");
    const Row& names = info(Family::scene).rows[("name"_scene).row];
    const auto name = accept(console_.layout(), names, arguments[0]);
    if (const auto* refusal = std::get_if<Refusal>(&name)) return *refusal;
    if (text(arguments, 0)->empty()) return Refusal{Code::bad_value, "a scene has a name"};
    const auto values = std::make_shared<const SceneValues>(store_.values_now());
    store_.store(*text(arguments, 0), values, stored(asked, values));
    return std::nullopt;
}

// overwrite and delete: ,i ID
std::optional<Refusal> Scenes::with_number(const Asked& asked, Arguments arguments) {
    const auto id = arguments.size() == 1 ? whole(arguments[0]) : std::nullopt;
    if (!id) return wrong_type("a scene's number");
    if (asked.address == "/scene/overwrite") {
        const auto values = std::make_shared<const SceneValues>(store_.values_now());
        store_.overwrite(*id, values, stored(asked, values));
        return std::nullopt;
    }
    store_.remove(*id, [this, reply = asked.reply](const std::variant<int, Refusal>& done) {
        if (const auto* refusal = std::get_if<Refusal>(&done)) return reply(*refusal);
        if (current_ == std::get<int>(done)) now_at(0, {});
        reply(Outcome{console_.revision(), {}});
    });
    return std::nullopt;
}

// The desk is at the scene that was made of it, unless it has moved on meanwhile.
SceneStore::Done Scenes::stored(const Asked& asked, std::shared_ptr<const SceneValues> values) {
    return [this, reply = asked.reply, tell = asked.address == "/scene/store",
            values = std::move(values)](const std::variant<int, Refusal>& done) {
        if (const auto* refusal = std::get_if<Refusal>(&done)) return reply(*refusal);
        const int id = std::get<int>(done);
        now_at(id, *values);
        Outcome outcome{console_.revision(), {}};
        if (tell) outcome.result.emplace_back(id);
        reply(outcome);
    };
}

// ,i ID   ,is ID SCOPE   ,isf ID SCOPE SECONDS   ,if ID SECONDS
std::optional<Refusal> Scenes::recall(const Asked& asked, Arguments arguments) {
    const auto id = arguments.empty() ? std::nullopt : whole(arguments[0]);
    const bool timed = arguments.size() == 3 || (arguments.size() == 2 && number(arguments[1]));
    if (!id || arguments.size() > 3 || (arguments.size() > (timed ? 2U : 1U) && !text(arguments, 1)))
        return wrong_type("a scene's number, parts and seconds");
    Wish wish;
    if (const auto* words = text(arguments, 1)) {
        wish.parts = parts_of(*words);
        if (!wish.parts) return Refusal{Code::bad_value, std::string(words->substr(0, 255)) + ": these are no parts"};
    }
    if (timed) {
        const auto seconds = seconds_in(arguments.back());
        if (const auto* refusal = std::get_if<Refusal>(&seconds)) return *refusal;
        wish.seconds = std::get<double>(seconds);
    }
    bring(asked, *id, std::move(wish));
    return std::nullopt;
}

// ,is ID PATTERNS   ,isf ID PATTERNS SECONDS
std::optional<Refusal> Scenes::recall_only(const Asked& asked, Arguments arguments) {
    const auto id = arguments.empty() ? std::nullopt : whole(arguments[0]);
    const auto* patterns = text(arguments, 1);
    if (!id || !patterns || arguments.size() > 3) return wrong_type("a scene's number, patterns and seconds");
    Wish wish;
    for (std::string_view words = *patterns; !words.empty();) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        if (word.empty()) continue;
        if (pattern_too_large(word) || wish.only.size() >= kMostPatterns)
            return Refusal{Code::too_large, "at most 64 patterns of 255 bytes and 8 wild cards"};
        wish.only.emplace_back(console_.layout(), console_.tree(), word, Selection::Depth::below);
        if (wish.only.back().empty())
            return Refusal{Code::bad_value, std::string(word) + ": nothing here has this address"};
    }
    if (wish.only.empty()) return Refusal{Code::bad_value, "no address is named"};
    if (arguments.size() == 3) {
        const auto seconds = seconds_in(arguments[2]);
        if (const auto* refusal = std::get_if<Refusal>(&seconds)) return *refusal;
        wish.seconds = std::get<double>(seconds);
    }
    bring(asked, *id, std::move(wish));
    return std::nullopt;
}

std::optional<Refusal> Scenes::step(const Asked& asked, Arguments arguments, int by) {
    const bool nil = arguments.size() == 1 && std::holds_alternative<std::monostate>(arguments[0]);
    if (!arguments.empty() && !nil) return Refusal{Code::bad_type, "takes no argument"};
    const int id = store_.beside(heading_, by);
    if (id == 0) return Refusal{Code::bad_value, by > 0 ? "this is the last scene" : "this is the first scene"};
    Wish wish;
    wish.says_which = true;
    bring(asked, id, std::move(wish));
    return std::nullopt;
}

void Scenes::bring(const Asked& asked, int id, Wish wish) {
    if (wish.only.empty()) heading_ = id;
    ++under_way_;
    store_.read(id, SceneStore::As::values, [this, asked, id, wish = std::move(wish)](const auto& contents) {
        --under_way_;
        Result result = Outcome{};
        if (const auto* refusal = std::get_if<Refusal>(&contents))
            result = *refusal;
        else
            result = perform(asked, id, wish, std::get<std::shared_ptr<const SceneStore::Contents>>(contents)->parsed);
        if (under_way_ == 0) heading_ = current_;
        asked.reply(result);
    });
}

// Who asked may have left meanwhile: what was asked for is done all the same.
Result Scenes::perform(const Asked& asked, int id, const Wish& wish, const ParsedScene& scene) {
    Client gone;
    Client* client = callers_.find(asked.client);
    if (!client) {
        client = &gone;
        gone.id = asked.client;
        gone.role = asked.role;
        gone.rights = asked.rights;
        gone.user = asked.user;
        gone.origin = asked.origin;
    }
    Takes in_scope = takes(id, wish.parts);
    if (!wish.only.empty())
        in_scope = [all = takes(id, kAllParts), &wish](const Place& place) {
            return std::any_of(wish.only.begin(), wish.only.end(),
                               [&](const Selection& one) { return one.contains(place); }) &&
                   all(place);
        };
    const double seconds = wish.seconds.value_or(console_.number("seconds"_scene, id - 1));
    const auto done = tutti::recall(console_, door_, *client, scene, in_scope, seconds, Clock::now());
    if (const auto* refusal = std::get_if<Refusal>(&done)) return *refusal;
    const auto& recalled = std::get<Recalled>(done);
    Outcome outcome{recalled.revision, {}};
    if (wish.says_which) outcome.result.emplace_back(id);
    for (const Slot slot : recalled.held) outcome.result.emplace_back(address_of(console_.layout(), slot));
    if (recalled.left_out.count > 0) outcome.result.emplace_back(recalled.left_out.words());
    if (wish.only.empty()) {
        now_at(id, recalled.on_the_way);
        store_.note_current(id);
    }
    return outcome;
}

Takes Scenes::takes(int id, const std::optional<PartSet>& parts) const {
    const auto scope = std::make_shared<const RecallScope>(console_, parts ? *parts : scope_of_scene(console_, id - 1));
    return [scope](const Place& place) { return scope->takes(place); };
}

void Scenes::now_at(int id, const SceneValues& goes_to) {
    current_ = id;
    if (under_way_ == 0) heading_ = id;
    id > 0 ? watch_.begin(id - 1, goes_to) : watch_.end();
    console_.publish(console_.layout().slot("current"_scene_list), {static_cast<float>(id)});
    settle();
}

void Scenes::settle() {
    const Slot slot = console_.layout().slot("changed"_scene_list);
    if (console_.keep(slot, {watch_.changed() ? 1.0F : 0.0F})) untold_ = true;
}

void Scenes::follow(Time now) {
    settle();
    if (!untold_ || now - told_ < kTellEach) return;
    untold_ = false;
    told_ = now;
    console_.tell(console_.layout().slot("changed"_scene_list));
}

}  // namespace tutti
