#include "server/cues/cues.hpp"

#include <algorithm>
#include <charconv>

#include "engine/console/cue_mix.hpp"
#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

constexpr double kSeconds = 1;  // a mix takes that long to become another
constexpr auto kUnderWay = std::chrono::milliseconds(1100);
constexpr float kCopiedAt = -6;  // dB
constexpr int kMain = 1;         // as inherit/source has it

// Kinds of records in the session.
constexpr std::string_view kKept = "cue", kStart = "cue_start", kBefore = "cue_before";

constexpr std::string_view kWords[] = {"store", "recall", "delete", "list", "start", "start/store", "copy"};

struct Wanted {
    int bus;  // from 0
    std::string_view word;
};

// "/bus/3/cue/start/store"
std::optional<Wanted> wanted(std::string_view address) {
    constexpr std::string_view family = "/bus/", cue = "/cue/";
    if (!address.starts_with(family)) return std::nullopt;
    address.remove_prefix(family.size());
    int bus = 0;
    const auto [end, error] = std::from_chars(address.data(), address.data() + address.size(), bus);
    if (error != std::errc() || bus < 1 || address.front() == '0') return std::nullopt;
    address.remove_prefix(static_cast<std::size_t>(end - address.data()));
    if (!address.starts_with(cue)) return std::nullopt;
    address.remove_prefix(cue.size());
    if (std::find(std::begin(kWords), std::end(kWords), address) == std::end(kWords)) return std::nullopt;
    return Wanted{bus - 1, address};
}

std::optional<int> number_of(std::span<const Argument> arguments) {
    if (arguments.size() != 1) return std::nullopt;
    if (const auto* i = std::get_if<std::int32_t>(&arguments[0])) return *i;
    if (const auto* h = std::get_if<std::int64_t>(&arguments[0]))
        return static_cast<int>(std::clamp<std::int64_t>(*h, -1, 1 << 30));
    return std::nullopt;
}

std::optional<float> level_of(const Argument& argument) {
    if (const auto* f = std::get_if<float>(&argument)) return *f;
    if (const auto* d = std::get_if<double>(&argument)) return static_cast<float>(*d);
    if (const auto* i = std::get_if<std::int32_t>(&argument)) return static_cast<float>(*i);
    if (const auto* h = std::get_if<std::int64_t>(&argument)) return static_cast<float>(*h);
    return std::nullopt;
}

bool is_empty(std::span<const Argument> arguments) {
    return arguments.empty() || (arguments.size() == 1 && std::holds_alternative<std::monostate>(arguments[0]));
}

}  // namespace

Cues::Cues(Console& console, Door& door, Callers callers)
    : console_(console),
      door_(door),
      callers_(std::move(callers)),
      owners_(static_cast<std::size_t>(console.layout().sizes().buses)) {}

void Cues::open(SessionKeeper& keeper, std::span<const Record> records) {
    keeper_ = &keeper;
    for (const Record& record : records) {
        const int id = static_cast<int>(std::clamp<std::int64_t>(record.id, 0, 1 << 30));
        if (record.kind != kKept && record.kind != kStart && record.kind != kBefore) continue;
        auto mix = kept_mix(record.body);
        if (!mix) continue;
        if (record.kind == kStart) {
            starts_[id - 1] = std::move(*mix);
        } else if (record.kind == kBefore) {
            before_[id - 1].mix = std::move(*mix);
        } else {
            newest_ = std::max(newest_, id);
            kept_[id] = std::move(*mix);
        }
    }
    // Who performs already has a mix.
    for (std::size_t b = 0; b < owners_.size(); ++b) owners_[b] = console_.number("cue/owner"_bus, static_cast<int>(b));
    families_ = console_.families().version();
}

void Cues::follow() {
    for (std::size_t b = 0; b < owners_.size(); ++b) {
        const int bus = static_cast<int>(b);
        const float owner = console_.number("cue/owner"_bus, bus);
        if (std::exchange(owners_[b], owner) == owner) continue;
        if (before_.erase(bus) > 0 && keeper_)  // it was somebody else's
            keeper_->store({{std::string(kBefore), bus + 1, {}}}, [](const std::string&) {});
        if (owner == 0) continue;
        const auto start = starts_.find(bus);
        if (start == starts_.end() || !is_cue(console_, bus)) continue;
        auto changes = at_once(way_to(console_, bus, start->second));
        for (Change& change : changes) {
            const Place place = console_.layout().place(change.slot);
            if (cue_of_level(console_, place))
                change.value.number = std::min(change.value.number, most_of_level(console_, place, bus));
        }
        door_.apply(changes);
    }
    if (!keeper_ || families_ == console_.families().version()) return;
    families_ = console_.families().version();
    keeper_->store({record_of_families(console_)}, [](const std::string&) {});
}

void Cues::forget(int user) {
    std::vector<Record> gone;
    std::erase_if(kept_, [&](const auto& kept) {
        if (kept.second.user != user) return false;
        gone.push_back({std::string(kKept), kept.first, {}});
        return true;
    });
    if (keeper_ && !gone.empty()) keeper_->store(std::move(gone), [](const std::string&) {});
}

bool Cues::knows(std::string_view address) const {
    const auto what = wanted(address);
    return what && what->bus < console_.layout().sizes().buses;
}

void Cues::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now, Answer answer) {
    const auto what = wanted(address);
    if (!what) return answer(client, Refusal{Code::unknown_address, "there is no such action"});
    const auto& [bus, word] = *what;
    if (word == "list") {  // whoever may read may know what there is
        if (auto refusal = check_read(client)) return answer(client, *refusal);
        return answer(client, list(bus));
    }
    if (auto refusal = check_act(client, address)) return answer(client, *refusal);
    if (!is_cue(console_, bus)) return answer(client, Refusal{Code::bad_value, "this bus is no cue mix"});
    if (word == "recall") return answer(client, recall(client, bus, arguments, now));
    if (word == "copy") return answer(client, copy(client, bus, arguments, now));
    if (word == "store" || word == "delete") {
        const auto refusal =
            word == "store" ? store(client, bus, arguments, answer) : remove(client, bus, arguments, answer);
        if (refusal) answer(client, *refusal);
        return;
    }
    if (!is_empty(arguments)) return answer(client, Refusal{Code::bad_type, "takes no argument"});
    if (word == "start") return answer(client, start(client, bus, now));
    store_start(client, bus, answer);
}

// A performer's mixes go wherever the performer does; those of nobody stay with their bus.
bool Cues::is_of(const KeptMix& mix, int bus) const {
    const int owner = static_cast<int>(console_.number("cue/owner"_bus, bus));
    return mix.user == owner && (owner != 0 || mix.bus == bus + 1);
}

// RESULT: ID NAME ID NAME …
Result Cues::list(int bus) const {
    Outcome outcome{console_.revision(), {}};
    for (const auto& [id, mix] : kept_)
        if (is_of(mix, bus)) {
            outcome.result.emplace_back(id);
            outcome.result.emplace_back(mix.name);
        }
    return outcome;
}

// ,s NAME
std::optional<Refusal> Cues::store(Client& client, int bus, std::span<const Argument> arguments, Answer& answer) {
    constexpr auto name_row = "name"_channel;
    if (arguments.size() != 1) return Refusal{Code::bad_type, "takes a name"};
    const auto name = accept(console_.layout(), info(Family::channel).rows[name_row.row], arguments[0]);
    if (const auto* refusal = std::get_if<Refusal>(&name)) return *refusal;
    if (std::get<Value>(name).text.empty()) return Refusal{Code::bad_value, "a mix has a name"};
    const auto count = std::count_if(kept_.begin(), kept_.end(), [&](const auto& k) { return is_of(k.second, bus); });
    if (count >= kMostOfOne) return Refusal{Code::busy, "there are as many mixes as there is room for: delete one"};
    KeptMix mix = mix_of(console_, bus);
    mix.name = std::get<Value>(name).text;
    mix.user = static_cast<int>(console_.number("cue/owner"_bus, bus));
    mix.bus = bus + 1;
    const int id = ++newest_;
    Record record{std::string(kKept), id, text_of(mix)};
    keep(
        client, std::move(record),
        [this, id, mix = std::move(mix)] {
            kept_[id] = mix;
            return Outcome{console_.revision(), {id}};
        },
        answer);
    return std::nullopt;
}

// ,i ID
std::optional<Refusal> Cues::remove(Client& client, int bus, std::span<const Argument> arguments, Answer& answer) {
    const auto id = number_of(arguments);
    if (!id) return Refusal{Code::bad_type, "takes a mix's number"};
    const auto found = kept_.find(*id);
    if (found == kept_.end() || !is_of(found->second, bus)) return Refusal{Code::bad_value, "there is no such mix"};
    keep(
        client, {std::string(kKept), *id, {}},
        [this, id = *id] {
            kept_.erase(id);
            return Outcome{console_.revision(), {}};
        },
        answer);
    return std::nullopt;
}

void Cues::store_start(Client& client, int bus, Answer& answer) {
    KeptMix mix = mix_of(console_, bus);
    mix.bus = bus + 1;
    Record record{std::string(kStart), bus + 1, text_of(mix)};
    keep(
        client, std::move(record),
        [this, bus, mix = std::move(mix)] {
            starts_[bus] = mix;
            return Outcome{console_.revision(), {}};
        },
        answer);
}

void Cues::keep(Client& client, Record record, std::function<Outcome()> then, Answer& answer) {
    if (!keeper_) return answer(client, Refusal{Code::busy, "this desk keeps no session"});
    keeper_->store({std::move(record)},
                   [then = std::move(then), reply = callers_.later(client, answer)](const std::string& failure) {
                       if (!failure.empty()) return reply(Refusal{Code::busy, failure});
                       reply(then());
                   });
}

// ,i ID; 0 is what was there before
Result Cues::recall(Client& client, int bus, std::span<const Argument> arguments, Time now) {
    const auto id = number_of(arguments);
    if (!id) return Refusal{Code::bad_type, "takes a mix's number"};
    if (*id == 0) {
        const auto before = before_.find(bus);
        if (before == before_.end()) return Refusal{Code::bad_value, "no other mix has been brought here"};
        return bring(client, bus, KeptMix(before->second.mix), now);
    }
    const auto found = kept_.find(*id);
    if (found == kept_.end() || !is_of(found->second, bus)) return Refusal{Code::bad_value, "there is no such mix"};
    return bring(client, bus, found->second, now);
}

Result Cues::start(Client& client, int bus, Time now) {
    const auto found = starts_.find(bus);
    if (found == starts_.end()) return Refusal{Code::bad_value, "this bus has no start mix yet"};
    return bring(client, bus, found->second, now);
}

// ,sf FROM DB
Result Cues::copy(Client& client, int bus, std::span<const Argument> arguments, Time now) {
    const auto db = arguments.size() == 2 ? level_of(arguments[1]) : std::optional(kCopiedAt);
    if (arguments.empty() || arguments.size() > 2 || !std::holds_alternative<std::string_view>(arguments[0]) || !db)
        return Refusal{Code::bad_type, "takes main or bus:N, and how many dB to add"};
    const auto source =
        route_index(console_.layout(), RouteSet::inherit_source, std::get<std::string_view>(arguments[0]));
    if (!source || *source < kMain || *source == kMain + 1 + bus || !(*db >= -90 && *db <= 20))
        return Refusal{Code::bad_value, "takes main or another bus:N, and -90 to 20 dB"};
    return bring(client, bus, heard_mix(console_, bus, *source, *db), now);
}

// The result names what a hand holds, which is left as it was. What is switched comes first: only then it is known what
// each level is heard at, and from where it moves.
Result Cues::bring(Client& client, int bus, const KeptMix& mix, Time now) {
    KeptMix was = mix_of(console_, bus);
    Door::Visit visit(door_, client, now);
    std::vector<Slot> held;
    const auto go = [&](const std::vector<Change>& changes, double seconds) -> std::optional<Refusal> {
        for (const Change& change : changes)
            if (auto refusal = visit.bring(change, held, seconds)) {
                visit.discard();
                return refusal;
            }
        return std::nullopt;
    };
    if (const auto switched = way_to(console_, bus, mix).first; !switched.empty()) {
        if (auto refusal = go(switched, 0)) return *refusal;
        visit.finish_for_all();
    }
    if (auto refusal = go(way_to(console_, bus, mix).moves, kSeconds)) return *refusal;
    Outcome outcome{visit.finish_for_all(), {}};
    // While one mix is still on its way to another, what was before that is what was before.
    Before& before = before_[bus];
    if (now - before.when > kUnderWay) {
        before.mix = std::move(was);
        if (keeper_) keeper_->store({{std::string(kBefore), bus + 1, text_of(before.mix)}}, [](const std::string&) {});
    }
    before.when = now;
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    for (const Slot slot : held) outcome.result.emplace_back(address_of(console_.layout(), slot));
    return outcome;
}

}  // namespace tutti
