#include "server/scenes/scene_text.hpp"

#include "engine/console/accept.hpp"
#include "protocol/json/text.hpp"

namespace tutti {

bool is_in_scenes(const Place& place) {
    const Row& row = place.info();
    const bool guard = place.is("cue/limit"_bus) || place.is("cue/loudness_max"_bus);
    return row.kind == Kind::setting && !row.passing && row.part != Part::none && !guard;
}

std::string strip_address(const Place& place) {
    std::string out = "/";
    out += info(place.family).name;
    if (info(place.family).counted) (out += '/') += std::to_string(place.strip + 1);
    return out;
}

std::string path_below(const Place& place) {
    std::string path(place.info().path);
    if (const std::size_t open = path.find('{'); open != std::string::npos)
        path.replace(open, path.find('}') - open + 1, std::to_string(place.index + 1));
    return path;
}

void append_scene_value(std::string& out, const Layout& layout, const Row& row, float number, std::string_view text) {
    std::string scratch;
    switch (row.type) {
        case Type::toggle: out += number != 0 ? "true" : "false"; break;
        case Type::choice:
        case Type::route: json::append_quoted(out, value_word(layout, row, number, scratch)); break;
        case Type::text: json::append_quoted(out, text); break;
        default: json::append_number(out, number + 0.0F); break;  // no -0
    }
}

std::string text_of_scene(const Layout& layout, const SceneValues& values) {
    std::string out = "{";
    out.reserve(values.values.size() * 28);
    Family family{};
    int strip = -1;
    for (const SceneValue& value : values.values) {
        const Place place = layout.place(value.slot);
        if (strip < 0 || place.family != family || place.strip != strip) {
            if (strip >= 0) out += "\n},";
            family = place.family;
            strip = place.strip;
            (out += '\n') += json::quoted(strip_address(place));
            out += ": {\n ";
        } else {
            out += ",\n ";
        }
        json::append_quoted(out, path_below(place));
        out += ": ";
        append_scene_value(out, layout, place.info(), value.number, values.text_of(value));
    }
    return out + (strip >= 0 ? "\n}\n}\n" : "\n}\n");
}

std::string with_head(const std::string& text, const SceneHead& head) {
    std::string out = "{\n\"scene\": {\n \"name\": " + json::quoted(head.name);
    out += ",\n \"note\": " + json::quoted(head.note) + ",\n \"seconds\": ";
    json::append_number(out, head.seconds);
    out += ",\n \"scope\": " + json::quoted(words_of(head.scope)) + "\n}";
    return out + (text == "{\n}\n" ? "" : ",") + text.substr(1);
}

std::string LeftOut::words() const {
    if (count == 0) return {};
    std::string out = "left out " + std::to_string(count) + ": ";
    for (std::size_t i = 0; i < sentences.size(); ++i) (out += i > 0 ? "; " : "") += sentences[i].substr(0, 200);
    if (const int more = count - static_cast<int>(sentences.size()); more > 0)
        out += "; and " + std::to_string(more) + " more";
    return out;
}

std::variant<ImportedScene, std::string> import_scene(std::string_view text) {
    static const Layout largest{Sizes::largest()};
    static const AddressTree tree{largest};
    auto parsed = parse_scene(text, largest, tree, Unfit::is_wrong);
    if (auto* wrong = std::get_if<std::string>(&parsed)) return std::move(*wrong);
    auto& scene = std::get<ParsedScene>(parsed);
    return ImportedScene{std::move(scene.head), text_of_scene(largest, scene.values)};
}

}  // namespace tutti
