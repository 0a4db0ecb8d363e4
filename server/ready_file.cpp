#include "server/ready_file.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "protocol/json/text.hpp"

namespace tutti {

void write_ready_file(const std::filesystem::path& path, const std::string& http, const std::string& osc) {
    if (path.empty()) return;
    std::filesystem::path aside = path;
    aside += ".part";
    {
        std::ofstream file(aside);
        file << "{\"http\": " << json::quoted(http) << ", \"osc\": " << json::quoted(osc) << ", \"pid\": " << getpid()
             << ", \"version\": " << json::quoted(TUTTI_VERSION) << "}\n";
        if (!file.flush()) throw std::runtime_error("cannot write " + aside.string());
    }
    std::filesystem::rename(aside, path);
}

}  // namespace tutti
