#pragma once
// `tutti-surface --learn ADDRESS…`: asks for one control after the other to be moved, recognises it, and writes the
// file. Throws ConfigError.
#include <string>
#include <vector>

#include "clients/surface/settings.hpp"

namespace tutti::surface {

int teach(const Settings& settings, const std::vector<std::string>& addresses);

}  // namespace tutti::surface
