#include "server/ready_file.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "protocol/json/text.hpp"

namespace tutti {

void write_ready_file(const std::filesystem::path& path, const Served& served) {
    if (path.empty()) return;
    std::filesystem::path aside = path;
    aside += ".part";
    {
        std::ofstream file(aside);
        file << "{\"http\": " << json::quoted(served.http);
        if (!served.https.empty()) file << ", \"https\": " << json::quoted(served.https);
        file << ", \"osc\": " << json::quoted(served.osc);
        if (!served.x32.empty()) file << ", \"x32\": " << json::quoted(served.x32);
        if (!served.windows.empty()) {
            file << ", \"x32_windows\": ";
            const char* before = "[";
            for (const std::string& window : served.windows)
                file << std::exchange(before, ", ") << json::quoted(window);
            file << "]";
        }
        file << ", \"pid\": " << getpid() << ", \"version\": " << json::quoted(TUTTI_VERSION) << "}\n";
        if (!file.flush()) throw std::runtime_error("cannot write " + aside.string());
    }
    std::filesystem::rename(aside, path);
}

}  // namespace tutti
