#include "server/start_values.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <ostream>

#include "protocol/oscquery/answer.hpp"
#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

Argument argument_of_set(const SetConfig& set) {
    if (const auto* b = std::get_if<bool>(&set.value)) return *b;
    if (const auto* i = std::get_if<std::int64_t>(&set.value)) return *i;
    if (const auto* d = std::get_if<double>(&set.value)) return *d;
    return std::string_view(std::get<std::string>(set.value));
}

// Where an installed program has its files; otherwise they are those of the sources it was built from.
std::filesystem::path beside_program(const char* folder) {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / folder;
}

}  // namespace

Sizes sizes_of(const Config& config) {
    Sizes sizes = config.desk;
    sizes.inputs = config.device.inputs;
    sizes.outputs = config.device.outputs;
    if (const auto complaint = sizes.complaint()) throw ConfigError(config.file.string() + ": " + *complaint);
    return sizes;
}

DeskSettings settings_of(const Config& config) {
    return {
        config.server.name,
        {role_of(config.server.local_role).value_or(Role::none), role_of(config.server.lan_role).value_or(Role::none)},
        config.users,
        {preset_folder(), presets_file(config)}};
}

DeviceRequest request_of(const Config& config) {
    DeviceRequest request;
    request.kind = config.device.kind;
    request.name = config.device.name;
    request.rate = config.device.rate;
    request.block = config.device.block;
    request.inputs = config.device.inputs;
    request.outputs = config.device.outputs;
    request.stems = config.device.stems;
    return request;
}

Revision first_revision(const SessionContents& session) {
    // Unix seconds times 2^20, with what is behind the point: a daemon that is started again within the second must not
    // use a revision of the one before.
    const auto now =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch());
    const auto since = static_cast<Revision>(now.count());
    return std::max(((since / 1'000'000) << 20) + ((since % 1'000'000) << 20) / 1'000'000, session.revision + 1);
}

std::optional<std::string> set_start_values(Desk& desk, const Config& config, const SessionContents& session) {
    if (session.revision > 0) {
        const Restored restored = restore(desk.console(), session);
        for (const std::string& sentence : restored.left_out) spdlog::warn("session: left out: {}", sentence);
        if (const int more = restored.left_out_count - static_cast<int>(restored.left_out.size()); more > 0)
            spdlog::warn("session: left out: {} more", more);
        return std::nullopt;
    }
    std::vector<std::pair<std::string, Argument>> values;
    for (const SetConfig& set : config.set) values.emplace_back(set.address, argument_of_set(set));
    const auto refusal = desk.set_initially(values);
    if (!refusal) return std::nullopt;
    for (const SetConfig& set : config.set)
        if (refusal->reason.starts_with(set.address + ": "))
            return config.at(set, refusal->reason.substr(set.address.size() + 2));
    return config.file.string() + ": " + refusal->reason;
}

std::filesystem::path page_folder() {
    const auto installed = beside_program("share/tutti/app");
    std::error_code error;
    return std::filesystem::exists(installed / "index.html", error) ? installed : std::filesystem::path(TUTTI_PAGE);
}

std::filesystem::path preset_folder() {
    const auto installed = beside_program("share/tutti/presets");
    std::error_code error;
    return std::filesystem::is_directory(installed, error) ? installed : std::filesystem::path(TUTTI_PRESETS);
}

std::filesystem::path presets_file(const Config& config) {
    return config.file.parent_path() / (config.file.stem().string() + ".presets.json");
}

void describe_oscquery(std::ostream& out) {
    const Console console{Sizes{}};
    auto reply = oscquery::answer(console, {"Tutti", 9000, 8080}, "/", "", [](const Place&) { return true; });
    out << reply.body;
    std::string piece;
    for (bool more = reply.tree != nullptr; more; piece.clear()) {
        more = reply.tree->next(piece);
        out << piece;
    }
    out << '\n';
}

}  // namespace tutti
