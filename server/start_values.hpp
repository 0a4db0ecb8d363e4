#pragma once
// From the configuration to the parts: sizes, settings, the device's request, and the start values of [set].
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "engine/device/device.hpp"
#include "server/config.hpp"
#include "server/desk.hpp"
#include "server/session/session_file.hpp"

namespace tutti {

Sizes sizes_of(const Config& config);
DeskSettings settings_of(const Config& config);
DeviceRequest request_of(const Config& config);
// Greater than any this desk used before: Unix seconds times 2^20, or behind the newest of its session.
Revision first_revision(const SessionContents& session);
// What the session holds; of a new one [set], as one apply. A sentence with file and line where one of those cannot be.
std::optional<std::string> set_start_values(Desk& desk, const Config& config, const SessionContents& session);
// The built page, wherever the daemon was started from.
std::filesystem::path page_folder();
// The library of presets, and where the studio's own are kept: beside the configuration.
std::filesystem::path preset_folder();
std::filesystem::path presets_file(const Config& config);
// The tree of a desk of the default sizes.
void describe_oscquery(std::ostream& out);

}  // namespace tutti
