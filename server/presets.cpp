#include "server/presets.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>

namespace tutti {
namespace {

json::Scalar scalar_of(const Console& console, Slot slot) {
    const Row& row = console.layout().row(slot);
    const float number = console.number(slot);
    std::string scratch;
    switch (row.type) {
        case Type::toggle: return number != 0;
        case Type::integer: return static_cast<std::int64_t>(number);
        case Type::choice:
        case Type::route: return std::string(value_word(console.layout(), row, number, scratch));
        case Type::text: return console.text(slot);
        default: return static_cast<double>(number);
    }
}

// The first strip of the kind that a preset was made for; nothing where this desk has none.
std::optional<Spot> home_of(const Console& console, const Preset& preset) {
    const std::size_t slash = preset.kind.find('/');
    const std::string family = std::string(1, '/').append(preset.kind, 0, slash);
    const std::string rest = slash == std::string::npos ? "" : preset.kind.substr(slash);
    const auto numbered = spot_of(console.tree(), family + "/1" + rest);
    return numbered ? numbered : spot_of(console.tree(), family + rest);
}

constexpr const char* kKind = "preset";          // of records
constexpr const char* kTaken = "presets taken";  // the file of earlier versions is in the session

}  // namespace

Presets::Presets(Console& console, PresetPlaces places) : console_(console), places_(std::move(places)) {
    if (places_.library.empty()) return;
    auto read = read_presets(places_.library, 1, kLibraryPresets);
    if (const auto* complaint = std::get_if<std::string>(&read)) {
        spdlog::error("the library of presets is left out: {}", *complaint);
        return;
    }
    library_ = std::move(std::get<PresetMap>(read));
    for (auto& [id, preset] : library_) {
        preset.library = true;
        publish(id);
    }
}

void Presets::open(SessionKeeper& keeper, std::span<const Record> records) {
    keeper_ = &keeper;
    bool had_any = false;
    for (const Record& record : records) {
        had_any = had_any || record.kind == kKind || record.kind == kTaken;
        if (record.kind != kKind) continue;
        const int id = static_cast<int>(std::clamp<std::int64_t>(record.id, 0, kPresets));
        auto one = presets_of_text(record.body, kLibraryPresets + 1, kPresets);
        auto* presets = std::get_if<PresetMap>(&one);
        if (presets && presets->size() == 1 && presets->contains(id))
            own_.merge(*presets);
        else
            spdlog::warn("session: preset {} is left out: it is broken", record.id);
    }
    if (!had_any) take_in();
    for (const auto& [id, preset] : own_) publish(id);
    if (!own_.empty()) newest_ = own_.rbegin()->first;
}

// Once: what the session has no more, this studio has deleted.
void Presets::take_in() {
    if (places_.own.empty()) return;
    auto read = read_presets(places_.own, kLibraryPresets + 1, kPresets);
    if (auto* complaint = std::get_if<std::string>(&read)) {
        broken_ = std::move(*complaint);
        return spdlog::error("the studio's presets are left out, and none can be stored: {}", broken_);
    }
    own_ = std::move(std::get<PresetMap>(read));
    if (own_.empty()) return;
    std::vector<Record> records{{kTaken, 0, places_.own.filename().string()}};
    for (const auto& [id, preset] : own_) records.push_back({kKind, id, text_of_presets({{id, preset}})});
    keeper_->store(std::move(records), [path = places_.own.string()](const std::string& failure) {
        if (failure.empty())
            spdlog::info("the presets of {} are in the session now; the file is not used any more", path);
        else
            spdlog::error("the presets of {} could not be written to the session: {}", path, failure);
    });
}

const Preset* Presets::find(int id) const {
    const PresetMap& map = id <= kLibraryPresets ? library_ : own_;
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

void Presets::publish(int id) {
    const Preset* preset = find(id);
    const auto tell = [&](auto row, std::string_view text) {
        console_.publish(console_.layout().slot(row, id - 1), {0, text});
    };
    tell("name"_preset, preset ? std::string_view(preset->name) : std::string_view());
    tell("parts"_preset, preset ? std::string_view(preset->parts) : std::string_view());
}

void Presets::store(const Spot& from, std::string_view name, PartSet parts, Done done) {
    Preset::Values values;
    PartSet found = 0;
    for_each_setting(console_, from, parts, [&](const Place& place, std::string_view path) {
        found |= only(place.info().part);
        values.emplace_back(path, scalar_of(console_, console_.layout().slot(place)));
    });
    if (values.empty()) return done(Refusal{Code::bad_value, "it has nothing of these parts"});
    Preset preset{std::string(name), from.kind(), words_of(found),
                  std::make_shared<const Preset::Values>(std::move(values)), false};
    const auto keep = [this, preset = std::move(preset)](PresetMap& map) -> std::variant<int, Refusal> {
        constexpr int room = kPresets - kLibraryPresets;
        for (int tries = 0, id = newest_; tries < room; ++tries) {
            id = id >= kPresets ? kLibraryPresets + 1 : id + 1;
            if (map.try_emplace(id, preset).second) return id;
        }
        return Refusal{Code::busy, "there are as many presets as there is room for: delete one"};
    };
    enqueue({keep, std::move(done)});
}

void Presets::remove(int id, Done done) {
    const auto drop = [id](PresetMap& map) -> std::variant<int, Refusal> {
        if (id >= 1 && id <= kLibraryPresets) return Refusal{Code::read_only, "this preset comes with the desk"};
        if (map.erase(id) == 0) return Refusal{Code::bad_value, "there is no preset " + std::to_string(id)};
        return id;
    };
    enqueue({drop, std::move(done)});
}

void Presets::rename(int id, std::string_view name, Done done) {
    const auto change = [id, name = std::string(name)](PresetMap& map) -> std::variant<int, Refusal> {
        if (id >= 1 && id <= kLibraryPresets) return Refusal{Code::read_only, "this preset comes with the desk"};
        const auto found = map.find(id);
        if (found == map.end()) return Refusal{Code::bad_value, "there is no preset " + std::to_string(id)};
        found->second.name = name;
        return id;
    };
    enqueue({change, std::move(done)});
}

void Presets::enqueue(Task task) {
    if (tasks_.size() >= kMostTasks) return task.done(Refusal{Code::busy, "presets are still being written"});
    tasks_.push_back(std::move(task));
    if (tasks_.size() == 1) work();
}

// The first task: what it makes of the presets goes to the disk, and only then holds. Tasks that come to nothing are
// answered on the way.
void Presets::work() {
    while (!tasks_.empty()) {
        PresetMap next = own_;
        auto changed = tasks_.front().change(next);
        if (!keeper_) changed = Refusal{Code::busy, "this desk has no session for presets"};
        if (!broken_.empty()) changed = Refusal{Code::busy, "the file of presets is not readable: " + broken_};
        if (!std::holds_alternative<Refusal>(changed)) {
            const int id = std::get<int>(changed);
            const auto kept = next.find(id);
            Record record{kKind, id, kept == next.end() ? std::string() : text_of_presets({*kept})};
            return keeper_->store({std::move(record)}, [this, id, next = std::move(next)](const std::string& failure) {
                finish(id, next, failure);
            });
        }
        const Task task = std::move(tasks_.front());
        tasks_.pop_front();
        task.done(changed);
    }
}

void Presets::finish(int id, PresetMap next, const std::string& failure) {
    const Task task = std::move(tasks_.front());
    tasks_.pop_front();
    if (!failure.empty()) {
        spdlog::error("presets: {}", failure);
        task.done(Refusal{Code::busy, failure});
    } else {
        if (next.contains(id)) newest_ = std::max(newest_, id);
        own_ = std::move(next);
        publish(id);
        task.done(id);
    }
    work();
}

std::variant<std::vector<Change>, Refusal> Presets::recalled(int id, const Spot& to, PartSet parts) const {
    const Preset* preset = find(id);
    if (!preset) return Refusal{Code::bad_value, "there is no preset " + std::to_string(id)};
    std::map<std::string_view, const json::Scalar*> values;
    for (const auto& [path, value] : *preset->values) values[path] = &value;
    const PartSet its_parts = parts_of(preset->parts).value_or(0);
    const auto home = home_of(console_, *preset);
    std::vector<Change> changes;
    for_each_setting(console_, to, parts, [&](const Place& place, std::string_view path) {
        const Slot slot = console_.layout().slot(place);
        if (const auto named = values.find(path); named != values.end()) {
            const auto value = accept(console_.layout(), place.info(), json::argument_of(*named->second));
            if (const auto* fits = std::get_if<Value>(&value)) changes.push_back({slot, *fits});
            return;
        }
        if (!preset->library || !home || place.info().type == Type::text) return;
        const auto there = console_.tree().find(home->address(path));
        if (there && in_parts(its_parts, *there)) changes.push_back({slot, {console_.initial_number(place)}});
    });
    leave_cue_limiter(console_, changes);
    if (changes.empty()) return Refusal{Code::bad_value, "nothing of this preset fits there"};
    return changes;
}

}  // namespace tutti
