#include "clients/surface/model/actions.hpp"

#include <charconv>
#include <sstream>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/words.hpp"
#include "clients/surface/model/pages.hpp"
#include "engine/console/layout.hpp"

namespace tutti::surface {
namespace {

using Words = std::vector<std::string>;

bool whole(const std::string& word, int& number) {
    const char* const first = word.data() + (word.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(first, word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size();
}

struct Plain {
    const char* words;
    Do what;
};
constexpr Plain kPlain[] = {{"off", Do::nothing},
                            {"", Do::nothing},
                            {"flip", Do::flip},
                            {"shift", Do::shift},
                            {"undo", Do::undo},
                            {"redo", Do::redo},
                            {"dim", Do::dim},
                            {"mono", Do::mono},
                            {"solo clear", Do::solo_clear},
                            {"panic", Do::panic},
                            {"scene next", Do::scene_next},
                            {"scene previous", Do::scene_previous}};

std::variant<Action, std::string> with_number(Do what, const Words& words, int least, int most) {
    Action action{what};
    if (words.size() == 2 && whole(words[1], action.number) && action.number >= least && action.number <= most)
        return action;
    return "'" + words[0] + "' wants a number from " + std::to_string(least) + " to " + std::to_string(most);
}

std::variant<Action, std::string> with_address(Do what, const Words& words) {
    Action action{what};
    if (words.size() < 2 || !words[1].starts_with('/')) return "'" + words[0] + "' wants an address: /channel/1/mute";
    action.address = words[1];
    const Row* row = what == Do::act ? nullptr : row_of(action.address);
    if (what != Do::act && !(row && row->kind == Kind::setting)) return "no desk has a setting " + action.address;
    if (what == Do::toggle && row->type != Type::toggle) return action.address + " is no switch";
    for (std::size_t i = 2; i < words.size(); ++i) {
        const auto value = remote::word_alone(words[i]);
        if (!value) return "'" + words[i] + "' is no value";
        action.arguments.push_back(*value);
    }
    if (what == Do::set && action.arguments.size() != 1) return "'set' wants an address and a value";
    if (what == Do::toggle && !action.arguments.empty()) return "'toggle' wants an address only";
    return action;
}

}  // namespace

bool Action::deliberate() const {
    return (what >= Do::panic && what <= Do::scene) || address.starts_with("/session/panic") ||
           address.starts_with("/scene/");
}

std::variant<Action, std::string> action_of(const std::string& text) {
    std::istringstream stream(text);
    Words words;
    std::string joined;
    for (std::string word; stream >> word; words.push_back(word)) joined += (joined.empty() ? "" : " ") + word;
    for (const Plain& plain : kPlain)
        if (joined == plain.words) return Action{plain.what};
    const std::string& first = words[0];
    if (first == "page" || first == "layer") {
        const int place = words.size() != 2 ? -1
                          : first == "page" ? place_in(kPageWords, words[1])
                                            : place_in(kLayerWords, words[1]);
        if (place >= 0) return Action{first == "page" ? Do::page : Do::layer, place};
        return first == "page" ? "a page is pan, sends, eq or dynamics"
                               : "a layer is channels, buses, dcas, main or own";
    }
    if (first == "bank") return with_number(Do::bank, words, -100, 100);
    if (first == "channel") return with_number(Do::channel, words, -1024, 1024);
    if (first == "talk") return with_number(Do::talk, words, 1, Sizes::largest().talkbacks);
    if (first == "scene") return with_number(Do::scene, words, 1, kScenes);
    if (first == "toggle") return with_address(Do::toggle, words);
    if (first == "set") return with_address(Do::set, words);
    if (first == "do") return with_address(Do::act, words);
    return "nothing is called '" + first + "'";
}

const KeyWords& usual_keys() {
    static const KeyWords keys = [] {
        KeyWords named;
        const std::pair<const char*, const char*> usual[] = {{"pan", "page pan"},
                                                             {"track", "page pan"},
                                                             {"send", "page sends"},
                                                             {"eq", "page eq"},
                                                             {"plugin", "page dynamics"},
                                                             {"bank_left", "bank -1"},
                                                             {"bank_right", "bank +1"},
                                                             {"channel_left", "channel -1"},
                                                             {"channel_right", "channel +1"},
                                                             {"flip", "flip"},
                                                             {"global", "layer channels"},
                                                             {"inputs", "layer channels"},
                                                             {"audio_tracks", "layer channels"},
                                                             {"aux", "layer buses"},
                                                             {"busses", "layer buses"},
                                                             {"group", "layer dcas"},
                                                             {"audio_instrument", "layer dcas"},
                                                             {"outputs", "layer main"},
                                                             {"user", "layer own"},
                                                             {"shift", "shift"},
                                                             {"undo", "undo"},
                                                             {"marker", "scene previous"},
                                                             {"nudge", "scene next"},
                                                             {"click", "talk 1"},
                                                             {"user_a", "talk 1"},
                                                             {"solo", "solo clear"},
                                                             {"replace", "dim"},
                                                             {"cancel", "panic"}};
        for (const auto& [key, words] : usual) named[key_number(key)] = words;
        return named;
    }();
    return keys;
}

}  // namespace tutti::surface
