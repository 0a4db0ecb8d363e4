#pragma once
// Presets as JSON text, which the session keeps and files hold. Any thread; what is wrong comes back as a sentence with
// file and line.
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/json/command.hpp"

namespace tutti {

// Settings by what they are called below a strip, of the kind of strip that they were made for.
struct Preset {
    std::string name, kind, parts;  // "Kick", "channel", "hpf gate"
    using Values = std::vector<std::pair<std::string, json::Scalar>>;
    std::shared_ptr<const Values> values;  // shared, so that the next state of all presets costs no copy of them
    bool library = false;  // came with the desk: what it does not name is at its default, and nobody deletes it
};
using PresetMap = std::map<int, Preset>;  // by number

// {"presets": [{"id": 1, "name": "Kick", "of": "channel", "parts": "hpf gate", "values": {"hpf/on": true}}]}
// Numbers lie between `first` and `last`. A sentence where it is not that.
std::variant<PresetMap, std::string> presets_of_text(const std::string& text, int first, int last);
std::string text_of_presets(const PresetMap& presets);

// The file or, of a folder, all its .json files in one. No file: no presets. A sentence with the file otherwise.
std::variant<PresetMap, std::string> read_presets(const std::filesystem::path& path, int first, int last);

}  // namespace tutti
