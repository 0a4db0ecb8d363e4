#pragma once
// tutti-surface as it runs: one loop over the desk's connection, the units' ports and the clock. Throws ConfigError at
// start; afterwards whatever is missing is waited for.
#include "clients/surface/settings.hpp"

namespace tutti::surface {

// Until SIGINT or SIGTERM; 0. ready: a file that is written once everything is open (for tests and services).
int run(const Settings& settings, const std::filesystem::path& ready = {});

}  // namespace tutti::surface
