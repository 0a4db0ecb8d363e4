#include "server/preset_file.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "protocol/json/text.hpp"

namespace tutti {
namespace {

namespace bj = boost::json;

constexpr std::uintmax_t kLargest = 16 * 1024 * 1024;
constexpr std::size_t kMostValues = 4096;  // of one preset
constexpr std::size_t kMostFiles = 100;

struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bj::value parse(const std::string& text) {
    bj::stream_parser parser({}, {.max_depth = 8});
    bj::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    if (!error) parser.finish(error);
    if (!error) return parser.release();
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n');
    throw Broken(std::to_string(line) + ": " + error.message());
}

const bj::value& member(const bj::object& object, std::string_view key, const std::string& whose) {
    const bj::value* value = object.if_contains(key);
    if (!value) throw Broken(whose + " has no " + std::string(key));
    return *value;
}

std::string text_member(const bj::object& object, std::string_view key, const std::string& whose) {
    const bj::value& value = member(object, key, whose);
    if (!value.is_string()) throw Broken(whose + ": " + std::string(key) + " is no text");
    return std::string(value.get_string());
}

json::Scalar scalar_of(const bj::value& value, const std::string& whose) {
    if (value.is_bool()) return value.get_bool();
    if (value.is_int64()) return value.get_int64();
    if (value.is_double() && std::isfinite(static_cast<float>(value.get_double()))) return value.get_double();
    if (value.is_string()) return std::string(value.get_string());
    throw Broken(whose + " is no value of a parameter");
}

std::pair<int, Preset> preset_of(const bj::value& value, int first, int last) {
    if (!value.is_object()) throw Broken("a preset is an object");
    const bj::object& object = value.get_object();
    const bj::value& id = member(object, "id", "a preset");
    if (!id.is_int64() || id.get_int64() < first || id.get_int64() > last)
        throw Broken("a preset's id is " + std::to_string(first) + " to " + std::to_string(last));
    const int number = static_cast<int>(id.get_int64());
    const std::string whose = "preset " + std::to_string(number);
    Preset::Values kept;
    const bj::value& values = member(object, "values", whose);
    if (!values.is_object() || values.get_object().size() > kMostValues) throw Broken(whose + ": values are an object");
    for (const auto& [path, setting] : values.get_object())
        kept.emplace_back(path, scalar_of(setting, whose + ": " + std::string(path)));
    return {number,
            {text_member(object, "name", whose), text_member(object, "of", whose), text_member(object, "parts", whose),
             std::make_shared<const Preset::Values>(std::move(kept)), false}};
}

void append_scalar(std::string& out, const json::Scalar& scalar) {
    if (const auto* b = std::get_if<bool>(&scalar)) out += *b ? "true" : "false";
    if (const auto* i = std::get_if<std::int64_t>(&scalar)) out += std::to_string(*i);
    if (const auto* d = std::get_if<double>(&scalar)) json::append_number(out, static_cast<float>(*d));
    if (const auto* s = std::get_if<std::string>(&scalar)) json::append_quoted(out, *s);
}

std::variant<PresetMap, std::string> read_file(const std::filesystem::path& file, int first, int last) {
    const auto wrong = [&](const std::string& what) { return file.string() + ": " + what; };
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return wrong(error.message());
    if (size > kLargest) return wrong("is over 16 MB");
    std::ifstream in(file, std::ios::binary);
    std::string text(size, '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(size))) return wrong(std::strerror(errno));
    auto presets = presets_of_text(text, first, last);
    if (const auto* complaint = std::get_if<std::string>(&presets)) return file.string() + ":" + *complaint;
    return presets;
}

}  // namespace

std::variant<PresetMap, std::string> presets_of_text(const std::string& text, int first, int last) try {
    const bj::value document = parse(text);
    const bj::value* list = document.is_object() ? document.get_object().if_contains("presets") : nullptr;
    if (!list || !list->is_array()) throw Broken(" there is no list of presets");
    PresetMap presets;
    for (const bj::value& value : list->get_array())
        if (const auto [at, fresh] = presets.insert(preset_of(value, first, last)); !fresh)
            throw Broken(" preset " + std::to_string(at->first) + " is there twice");
    return presets;
} catch (const std::exception& broken) {
    const std::string what = broken.what();
    return what.empty() || std::isdigit(static_cast<unsigned char>(what[0])) || what[0] == ' ' ? what : " " + what;
}

std::string text_of_presets(const PresetMap& presets) {
    std::string out = "{\"presets\": [";
    for (const auto& [id, preset] : presets) {
        if (out.back() != '[') out += ',';
        out += "\n{\"id\": " + std::to_string(id) + ", \"name\": " + json::quoted(preset.name) +
               ", \"of\": " + json::quoted(preset.kind) + ", \"parts\": " + json::quoted(preset.parts) +
               ",\n \"values\": {";
        for (const auto& [path, value] : *preset.values) {
            if (out.back() != '{') out += ',';
            ((out += "\n    ") += json::quoted(path)) += ": ";
            append_scalar(out, value);
        }
        out += "}}";
    }
    return out + "\n]}\n";
}

std::variant<PresetMap, std::string> read_presets(const std::filesystem::path& path, int first, int last) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return PresetMap{};
    if (!std::filesystem::is_directory(status)) return read_file(path, first, last);
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".json" && files.size() < kMostFiles) files.push_back(at->path());
    if (error) return path.string() + ": " + error.message();
    std::sort(files.begin(), files.end());
    PresetMap all;
    for (const auto& file : files) {
        auto some = read_file(file, first, last);
        if (const auto* complaint = std::get_if<std::string>(&some)) return *complaint;
        for (auto& [id, preset] : std::get<PresetMap>(some))
            if (!all.emplace(id, std::move(preset)).second)
                return file.string() + ": preset " + std::to_string(id) + " is in another file too";
    }
    return all;
}

}  // namespace tutti
