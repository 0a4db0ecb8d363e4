#include "server/scenes/scene_store.hpp"

#include <algorithm>
#include <charconv>

#include "server/scenes/recall_scope.hpp"
#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

constexpr const char* kKind = "scene";    // of records: the contents
constexpr const char* kFacts = "scenes";  // and what is to be known of all of them
enum Fact : std::int64_t { newest, current };

int number_in(const std::string& body) {
    int number = 0;
    std::from_chars(body.data(), body.data() + body.size(), number);
    return std::clamp(number, 0, kScenes);
}

Refusal no_scene(int id) {
    return {Code::bad_value, "there is no scene " + std::to_string(id)};
}

const Refusal kFull{Code::busy, "scenes are still being written"};

std::size_t bytes_of(const SceneValues& values) {
    return values.values.size() * sizeof(SceneValue) + values.texts.size() * sizeof(std::string);
}

// A scene's own rows as they go to the file together with its contents.
std::vector<StoredSetting> stored(const Layout& layout, const std::vector<Change>& changes) {
    std::vector<StoredSetting> settings;
    for (const Change& change : changes)
        settings.push_back(stored_of(layout, change.slot, change.value.number, std::string(change.value.text)));
    return settings;
}

std::string text_in(SessionFile& file, int id) {
    sql::Statement one(file.database(), "SELECT body FROM record WHERE kind = 'scene' AND id = ?1");
    one.bind(1, static_cast<std::int64_t>(id));
    return one.step() ? std::string(one.text(0)) : std::string();
}

}  // namespace

void SceneStore::open(SessionKeeper& keeper, std::span<const Record> records) {
    keeper_ = &keeper;
    for (const Record& record : records) {
        if (record.kind == kKind && record.id >= 1 && record.id <= kScenes) ids_.insert(static_cast<int>(record.id));
        if (record.kind == kFacts && record.id == newest) newest_ = number_in(record.body);
        if (record.kind == kFacts && record.id == current) current_at_start_ = number_in(record.body);
    }
    if (!ids_.empty()) newest_ = std::max(newest_, *ids_.rbegin());
    if (!exists(current_at_start_)) current_at_start_ = 0;
}

bool SceneStore::exists(int id) const {
    return ids_.contains(id) && !console_.text(console_.layout().slot("name"_scene, id - 1)).empty();
}

int SceneStore::beside(int id, int step) const {
    std::vector<std::pair<int, int>> order;
    for (const int one : ids_)
        if (exists(one)) order.emplace_back(static_cast<int>(console_.number("position"_scene, one - 1)), one);
    std::sort(order.begin(), order.end());
    const auto at = std::find_if(order.begin(), order.end(), [id](const auto& one) { return one.second == id; });
    if (order.empty()) return 0;
    if (at == order.end()) return step > 0 ? order.front().second : order.back().second;
    const auto place = at - order.begin() + step;
    return place < 0 || place >= std::ssize(order) ? 0 : order[static_cast<std::size_t>(place)].second;
}

// At the end of the list, and of what is still being written.
int SceneStore::next_position() {
    for (const int id : ids_)
        if (exists(id))
            last_position_ = std::max(last_position_, static_cast<int>(console_.number("position"_scene, id - 1)));
    last_position_ = std::min(last_position_ + 1, 9999);
    return last_position_;
}

SceneValues SceneStore::values_now() const {
    const Layout& layout = console_.layout();
    SceneValues now;
    each_in_scenes(layout, [&](Slot slot, const Place& place) {
        if (place.family == Family::bus && place.info().path.starts_with("limiter/") &&
            console_.number("kind"_bus, place.strip) == static_cast<float>(BusKind::cue))
            return;
        if (place.info().type == Type::text) {
            now.values.push_back({slot, 0, static_cast<int>(now.texts.size())});
            now.texts.push_back(console_.text(slot));
        } else {
            now.values.push_back({slot, console_.number(slot), -1});
        }
    });
    return now;
}

std::variant<int, Refusal> SceneStore::new_number() {
    if (newest_ >= kScenes) return Refusal{Code::busy, "all numbers of scenes have been used"};
    return ++newest_;
}

// Contents and name are one transaction: there is no half of a scene.
void SceneStore::add(int id, SceneHead head, std::function<std::string()> text, Then then, Done done) {
    const auto kept = std::make_shared<SceneHead>(std::move(head));
    const Layout& layout = console_.layout();
    std::vector<Change> changes{{layout.slot("name"_scene, id - 1), {0, kept->name}},
                                {layout.slot("note"_scene, id - 1), {0, kept->note}},
                                {layout.slot("position"_scene, id - 1), {static_cast<float>(next_position())}},
                                {layout.slot("seconds"_scene, id - 1), {kept->seconds}}};
    append_scope(layout, id - 1, kept->scope, changes);
    const auto write = [id, then, text = std::move(text), settings = stored(layout, changes),
                        revision = console_.revision()](SessionFile& file) {
        std::vector<Record> records{{kKind, id, text()}, {kFacts, newest, std::to_string(id)}};
        if (then == Then::is_current) records.push_back({kFacts, current, std::to_string(id)});
        file.write(settings, revision, records);
        file.sync();
    };
    keeper_->run(write,
                 [this, id, kept, changes = std::move(changes), done = std::move(done)](const std::string& failure) {
                     if (!failure.empty()) {
                         give_back(id);
                         return done(Refusal{Code::busy, failure});
                     }
                     ids_.insert(id);
                     console_.apply(changes, 0);
                     done(id);
                 });
}

// However fast somebody asks: what waits is bounded.
SceneStore::Done SceneStore::weighing(std::size_t bytes, Done done) {
    on_the_way_ += bytes;
    return [this, bytes, done = std::move(done)](const std::variant<int, Refusal>& result) {
        on_the_way_ -= bytes;
        done(result);
    };
}

void SceneStore::store(std::string_view name, Values values, Done done) {
    if (!room_for(bytes_of(*values))) return done(kFull);
    const auto id = new_number();
    if (std::holds_alternative<Refusal>(id)) return done(id);
    SceneHead head{std::string(name), {}, 0, scope_of_scene(console_, std::get<int>(id) - 1)};
    done = weighing(bytes_of(*values), std::move(done));
    add(
        std::get<int>(id), std::move(head),
        [&layout = console_.layout(), values = std::move(values)] { return text_of_scene(layout, *values); },
        Then::is_current, std::move(done));
}

void SceneStore::overwrite(int id, Values values, Done done) {
    if (!exists(id)) return done(no_scene(id));
    if (!room_for(bytes_of(*values))) return done(kFull);
    done = weighing(bytes_of(*values), std::move(done));
    keeper_->run(
        [id, kept = std::move(values), &layout = console_.layout()](SessionFile& file) {
            if (text_in(file, id).empty()) return;  // deleted meanwhile
            file.write({{kKind, id, text_of_scene(layout, *kept)}, {kFacts, current, std::to_string(id)}});
            file.sync();
        },
        [this, id, done = std::move(done)](const std::string& failure) {
            if (!failure.empty()) return done(Refusal{Code::busy, failure});
            exists(id) ? done(id) : done(no_scene(id));
        });
}

// First what it is, then a number for it.
void SceneStore::import(std::string text, Done done) {
    if (!room_for(text.size())) return done(kFull);
    done = weighing(text.size(), std::move(done));
    const auto imported = std::make_shared<std::variant<ImportedScene, std::string>>();
    keeper_->run([imported, text = std::move(text)](SessionFile&) { *imported = import_scene(text); },
                 [this, imported, done = std::move(done)](const std::string& failure) {
                     if (!failure.empty()) return done(Refusal{Code::busy, failure});
                     if (const auto* wrong = std::get_if<std::string>(imported.get()))
                         return done(Refusal{Code::bad_value, wrong->substr(0, 400)});
                     const auto id = new_number();
                     if (std::holds_alternative<Refusal>(id)) return done(id);
                     add(
                         std::get<int>(id), std::get<ImportedScene>(*imported).head,
                         [imported] { return std::get<ImportedScene>(*imported).text; }, Then::waits, done);
                 });
}

void SceneStore::remove(int id, Done done) {
    if (!exists(id)) return done(no_scene(id));
    const Layout& layout = console_.layout();
    const std::vector<Change> changes{{layout.slot("name"_scene, id - 1), {}}, {layout.slot("note"_scene, id - 1), {}}};
    const auto write = [id, settings = stored(layout, changes), revision = console_.revision()](SessionFile& file) {
        file.write(settings, revision, {{kKind, id, {}}});
        file.sync();
    };
    keeper_->run(write, [this, id, changes, done = std::move(done)](const std::string& failure) {
        if (!failure.empty()) return done(Refusal{Code::busy, failure});
        ids_.erase(id);
        console_.apply(changes, 0);
        done(id);
    });
}

void SceneStore::read(int id, As as, Read done) {
    if (!exists(id)) return done(no_scene(id));
    const auto contents = std::make_shared<Contents>();
    const auto wrong = std::make_shared<std::string>();
    keeper_->run(
        [id, as, contents, wrong, &console = std::as_const(console_)](SessionFile& file) {
            contents->text = text_in(file, id);
            if (contents->text.empty() || as == As::text) return;
            auto parsed = parse_scene(contents->text, console.layout(), console.tree(), Unfit::is_left_out);
            if (auto* what = std::get_if<std::string>(&parsed))
                *wrong = std::move(*what);
            else
                contents->parsed = std::move(std::get<ParsedScene>(parsed));
        },
        [id, contents, wrong, done = std::move(done)](const std::string& failure) {
            if (!failure.empty()) return done(Refusal{Code::busy, failure});
            if (contents->text.empty()) return done(no_scene(id));
            if (!wrong->empty()) return done(Refusal{Code::busy, "the scene is broken: " + wrong->substr(0, 400)});
            done(std::shared_ptr<const Contents>(contents));
        });
}

// Nobody waits for it.
void SceneStore::note_current(int id) {
    keeper_->run(
        [id](SessionFile& file) {
            file.write({{kFacts, current, std::to_string(id)}});
        },
        [](const std::string&) {});
}

}  // namespace tutti
