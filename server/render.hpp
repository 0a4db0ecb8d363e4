#pragma once
// `tuttid --render`: the same console and engine, without a clock.
#include <filesystem>

#include "server/config.hpp"

namespace tutti {

int render_offline(const Config& config, const std::filesystem::path& wav, double seconds);  // exit code

}  // namespace tutti
