#include "server/cues/kept_mix.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "engine/console/cue_mix.hpp"
#include "protocol/json/text.hpp"

namespace tutti {
namespace {

namespace bj = boost::json;

constexpr std::size_t kMostValues = 16384;

// Calls `each(word, slot)` with all that a mix of this bus is made of, but for what it follows.
template <class Each>
void for_each_value(const Console& console, int bus, Each&& each) {
    const Layout& layout = console.layout();
    const auto strip = [&]<Family F>(RowOf<F> on, RowOf<F> level, RowOf<F> offset, RowOf<F> me, RowOf<F> pan,
                                     RowOf<F> follow) {
        for (int s = 0; s < layout.strips(F); ++s) {
            const std::string of = std::string(info(F).name) + "/" + std::to_string(s + 1);
            each(of + "/on", layout.slot(on, s, bus));
            each(of + "/level", layout.slot(level, s, bus));
            each(of + "/offset", layout.slot(offset, s, bus));
            each(of + "/me", layout.slot(me, s, bus));
            each(of + "/pan_follow", layout.slot(follow, s, bus));
            each(of + "/pan", layout.slot(pan, s, bus));
        }
    };
    strip("send/{bus}/on"_channel, "send/{bus}/level"_channel, "send/{bus}/offset"_channel, "send/{bus}/me"_channel,
          "send/{bus}/pan"_channel, "send/{bus}/pan_follow"_channel);
    strip("send/{bus}/on"_bus, "send/{bus}/level"_bus, "send/{bus}/offset"_bus, "send/{bus}/me"_bus,
          "send/{bus}/pan"_bus, "send/{bus}/pan_follow"_bus);
    strip("return/send/{bus}/on"_fx, "return/send/{bus}/level"_fx, "return/send/{bus}/offset"_fx,
          "return/send/{bus}/me"_fx, "return/send/{bus}/pan"_fx, "return/send/{bus}/pan_follow"_fx);
    each("me/level", layout.slot("cue/me/level"_bus, bus));
    for (int k = 0; k < Families::kAll; ++k) {
        const std::string_view name = console.families().name(k);
        if (name.empty()) continue;
        const std::string family = "family/" + std::string(name);
        each(family + "/level", layout.slot("cue/family/{family}/level"_bus, bus, k));
        each(family + "/mute", layout.slot("cue/family/{family}/mute"_bus, bus, k));
    }
}

}  // namespace

KeptMix mix_of(const Console& console, int bus) {
    KeptMix mix;
    const Slot follows = console.layout().slot("inherit/source"_bus, bus);
    mix.follows = route_name(console.layout(), RouteSet::inherit_source, static_cast<int>(console.number(follows)));
    for_each_value(console, bus, [&](std::string word, Slot slot) {
        const float number = console.number(slot);
        if (number != console.initial_number(console.layout().place(slot))) mix.values.emplace(std::move(word), number);
    });
    return mix;
}

WayToMix way_to(const Console& console, int bus, const KeptMix& mix) {
    WayToMix way;
    const Layout& layout = console.layout();
    const Slot follows = layout.slot("inherit/source"_bus, bus);
    const auto source = static_cast<float>(route_index(layout, RouteSet::inherit_source, mix.follows).value_or(0));
    const bool turns = source != console.number(follows);
    if (turns) way.first.push_back({follows, {source}});
    // Of the strip at hand, whose words come in their order.
    bool opens = false, level_moves = false;
    std::optional<Slot> follows_pan;
    for_each_value(console, bus, [&](const std::string& word, Slot slot) {
        const auto kept = mix.values.find(word);
        const Place place = layout.place(slot);
        const float is = console.number(slot);
        const float wanted =
            kept != mix.values.end() ? settle(place.info(), kept->second) : console.initial_number(place);
        if (word.ends_with("/on")) opens = wanted != 0 && is == 0;
        if (word.ends_with("/pan_follow")) follows_pan = wanted != 0 ? std::optional(slot) : std::nullopt;
        const bool unheard_pan = follows_pan && word.ends_with("/pan");
        if (place.info().type != Type::number || unheard_pan) {
            if (wanted == is) return;
            way.first.push_back({slot, {wanted}});
            // A pan that is set ends following the strip's, unless the same list says otherwise.
            if (unheard_pan) way.first.push_back({*follows_pan, {1}});
            return;
        }
        // What opens comes up from silence. At once (and where the mix turns to another) all is said, so that nothing
        // follows from it.
        const bool of_send =
            word.ends_with("/offset") || (word.ends_with("/level") && place.info().index == Index::bus);
        if (of_send && opens) way.first.push_back({slot, {place.info().min}});
        if (word.ends_with("/level")) level_moves = wanted != is;
        if (wanted != is || (of_send && (opens || turns || level_moves))) way.moves.push_back({slot, {wanted}});
    });
    return way;
}

std::vector<Change> at_once(const WayToMix& way) {
    std::vector<Change> all = way.first;
    all.insert(all.end(), way.moves.begin(), way.moves.end());
    return all;
}

// {"name": "loud", "user": 2, "bus": 3, "follows": "none", "values": {"channel/1/level": -6, …}}
std::string text_of(const KeptMix& mix) {
    std::string out = "{\"name\": " + json::quoted(mix.name) + ", \"user\": " + std::to_string(mix.user) +
                      ", \"bus\": " + std::to_string(mix.bus) + ", \"follows\": " + json::quoted(mix.follows) +
                      ", \"values\": {";
    for (const auto& [word, number] : mix.values) {
        if (out.back() != '{') out += ", ";
        (out += json::quoted(word)) += ": ";
        json::append_number(out, number);
    }
    return out + "}}";
}

std::optional<KeptMix> kept_mix(std::string_view text) {
    bj::error_code error;
    const bj::value document = bj::parse(text, error);
    const bj::object* object = error ? nullptr : document.if_object();
    if (!object) return std::nullopt;
    KeptMix mix;
    const auto word = [&](std::string_view key, std::string& into) {
        const bj::value* value = object->if_contains(key);
        if (value && value->is_string()) into = std::string(value->get_string());
    };
    const auto whole = [&](std::string_view key, int& into) {
        const bj::value* value = object->if_contains(key);
        if (value && value->is_int64()) into = static_cast<int>(std::clamp<std::int64_t>(value->get_int64(), 0, 1000));
    };
    word("name", mix.name), word("follows", mix.follows), whole("user", mix.user), whole("bus", mix.bus);
    const bj::value* values = object->if_contains("values");
    if (!values || !values->is_object() || values->get_object().size() > kMostValues) return std::nullopt;
    for (const auto& [path, value] : values->get_object())
        if (value.is_number() && std::isfinite(value.to_number<double>(error)) && !error)
            mix.values.emplace(std::string(path), static_cast<float>(value.to_number<double>()));
    return mix;
}

KeptMix heard_mix(const Console& console, int bus, int source, float db) {
    KeptMix mix = mix_of(console, bus);
    mix.follows = "none";
    std::erase_if(mix.values, [](const auto& value) { return !value.first.ends_with("/me"); });
    const Layout& layout = console.layout();
    const auto copy = [&]<Family F>(RowOf<F> pan, RowOf<F> follow) {
        const std::string family(info(F).name);
        for (int s = 0; s < layout.strips(F); ++s) {
            const float gain = heard_in_source(console, {F, s}, bus, source);
            if (gain <= 0) continue;
            const std::string strip = family + "/" + std::to_string(s + 1);
            mix.values[strip + "/level"] = 20 * std::log10(gain) + db;
            if (source == 1) continue;  // main has the strips where their pans are
            mix.values[strip + "/pan"] = console.number(pan, s, source - 2);
            mix.values[strip + "/pan_follow"] = console.number(follow, s, source - 2);
        }
    };
    copy("send/{bus}/pan"_channel, "send/{bus}/pan_follow"_channel);
    copy("send/{bus}/pan"_bus, "send/{bus}/pan_follow"_bus);
    copy("return/send/{bus}/pan"_fx, "return/send/{bus}/pan_follow"_fx);
    return mix;
}

}  // namespace tutti
