#include "server/x32/show.hpp"

#include <algorithm>
#include <vector>

#include "server/x32/addresses.hpp"

namespace tutti::x32 {
namespace {

std::string address_of_scene(int scene, std::string_view what) {
    return "/scene/" + std::to_string(scene) + "/" + std::string(what);
}

const Outcome* outcome(const Result& result) {
    return std::get_if<Outcome>(&result);
}

}  // namespace

std::string scene_path(int number, std::string_view what) {
    std::string path = std::string(kScenesAt) + padded(number, 3);
    if (!what.empty()) (path += '/') += what;
    return path;
}

// Its place in the list, or the next number that is free; whoever is placed beyond the last takes what is left.
void Show::settle() {
    if (std::exchange(seen_, stand()) == stand()) return;
    const Console& console = operations_.console();
    const Layout& layout = console.layout();
    std::vector<std::pair<int, int>> order;  // position, scene
    for (int scene = 1; scene <= tutti::kScenes; ++scene)
        if (!console.text(layout.slot("name"_scene, scene - 1)).empty())
            order.emplace_back(static_cast<int>(console.number("position"_scene, scene - 1)), scene);
    std::sort(order.begin(), order.end());
    scenes_.fill(0);
    std::vector<int> left;
    for (const auto& [position, scene] : order) {
        int number = std::max(position - 1, 0);
        while (number < kScenes && scenes_[static_cast<std::size_t>(number)] != 0) ++number;
        if (number < kScenes)
            scenes_[static_cast<std::size_t>(number)] = scene;
        else
            left.push_back(scene);
    }
    auto next = left.begin();
    for (int& place : scenes_)
        if (place == 0 && next != left.end()) place = *next++;
}

int Show::scene(int number) {
    settle();
    return number >= 0 && number < kScenes ? scenes_[static_cast<std::size_t>(number)] : 0;
}

int Show::current() {
    settle();
    const int scene = static_cast<int>(operations_.console().number("current"_scene_list));
    const auto at = scene == 0 ? scenes_.end() : std::find(scenes_.begin(), scenes_.end(), scene);
    return at == scenes_.end() ? -1 : static_cast<int>(at - scenes_.begin());
}

std::string_view Show::name_of(int scene) const {
    const Console& console = operations_.console();
    if (scene == 0) return {};
    return console.text(console.layout().slot("name"_scene, scene - 1));
}

std::string_view Show::note_of(int scene) const {
    const Console& console = operations_.console();
    if (scene == 0) return {};
    return console.text(console.layout().slot("note"_scene, scene - 1));
}

void Show::act(Client& client, const char* address, std::initializer_list<Argument> arguments, Time now,
               const std::function<void(Client&, const Result&)>& then) {
    operations_.act(client, address, std::span(arguments.begin(), arguments.size()), now, then);
}

void Show::recall(Client& client, int number, Time now, const Done& done) {
    if (scene(number) == 0) return done(client, false);
    act(client, "/scene/recall", {scene(number)}, now,
        [done](Client& asked, const Result& result) { done(asked, outcome(result) != nullptr); });
}

void Show::remove(Client& client, int number, Time now, const Done& done) {
    if (scene(number) == 0) return done(client, false);
    act(client, "/scene/delete", {scene(number)}, now,
        [done](Client& asked, const Result& result) { done(asked, outcome(result) != nullptr); });
}

bool Show::set(Client& client, std::string_view address, const Argument& value, Time now) {
    Door::Visit visit(operations_.door(), client, now);
    const bool taken = !visit.set(address, std::span(&value, 1));
    visit.finish();
    return taken;
}

bool Show::rename(Client& client, int number, std::string_view name, Time now) {
    return scene(number) != 0 && !name.empty() &&
           set(client, address_of_scene(scene(number), "name"), Argument(name), now);
}

// A new scene gets the number that was asked for.
void Show::place(Client& client, int scene, int number, std::string_view name, std::string_view note, Time now) {
    if (!name.empty()) set(client, address_of_scene(scene, "name"), Argument(name), now);
    set(client, address_of_scene(scene, "note"), Argument(note), now);
    set(client, address_of_scene(scene, "position"), Argument(number + 1), now);
}

void Show::save(Client& client, int number, std::string_view name, std::string_view note, Time now, const Done& done) {
    if (number < 0 || number >= kScenes) return done(client, false);
    const int there = scene(number);
    const std::string called = name.empty() ? "Scene " + std::to_string(number) : std::string(name);
    const auto then = [this, there, number, called, noted = std::string(note), now, done](Client& asked,
                                                                                          const Result& result) {
        const Outcome* stored = outcome(result);
        if (!stored) return done(asked, false);
        const auto* id = stored->result.empty() ? nullptr : std::get_if<std::int32_t>(&stored->result[0]);
        if (there != 0 || id) place(asked, there != 0 ? there : *id, number, called, noted, now);
        done(asked, true);
    };
    if (there != 0) return act(client, "/scene/overwrite", {there}, now, then);
    act(client, "/scene/store", {std::string_view(called)}, now, then);
}

// Its text from one number to the other, piece by piece.
void Show::read_piece(Client& client, int scene, int offset, std::shared_ptr<std::string> text, Time now,
                      const std::function<void(Client&, bool)>& then) {
    act(client, "/scene/export", {scene, offset}, now, [=, this](Client& asked, const Result& result) {
        const Outcome* piece = outcome(result);
        if (!piece || piece->result.size() < 2) return then(asked, false);
        const auto* words = std::get_if<std::string>(&piece->result[0]);
        const auto* next = std::get_if<std::int32_t>(&piece->result[1]);
        if (!words || !next) return then(asked, false);
        *text += *words;
        if (*next == 0) return then(asked, true);
        read_piece(asked, scene, *next, text, now, then);
    });
}

void Show::copy(Client& client, int from, int to, Time now, const Done& done) {
    if (scene(from) == 0 || to < 0 || to >= kScenes) return done(client, false);
    if (from == to) return done(client, true);
    const auto text = std::make_shared<std::string>();
    read_piece(client, scene(from), 0, text, now, [=, this, source = scene(from)](Client& asked, bool whole) {
        if (!whole) return done(asked, false);
        const std::string called(name_of(source)), noted(note_of(source));
        const auto put = [=, this](Client& again, bool) {
            act(again, "/scene/import", {std::string_view(*text)}, now, [=, this](Client& last, const Result& result) {
                const Outcome* made = outcome(result);
                const auto* id = made && !made->result.empty() ? std::get_if<std::int32_t>(&made->result[0]) : nullptr;
                if (id) place(last, *id, to, called, noted, now);
                done(last, id != nullptr);
            });
        };
        if (scene(to) == 0) return put(asked, true);
        remove(asked, to, now, put);
    });
}

}  // namespace tutti::x32
