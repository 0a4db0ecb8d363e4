#include "server/render.hpp"

#include <spdlog/spdlog.h>

#include "engine/console/resolve.hpp"
#include "engine/device/offline.hpp"
#include "server/start_values.hpp"

namespace tutti {
namespace {

class EngineProcessor final : public Processor {
public:
    explicit EngineProcessor(Engine& engine) : engine_(engine) {}
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        engine_.process(inputs, input_count, outputs, output_count, frames);
    }

private:
    Engine& engine_;
};

// Read beside a daemon that works with it; nothing is written.
SessionContents session_of(const Config& config) {
    if (!std::filesystem::exists(config.server.session)) return {};
    return SessionFile::read_only(config.server.session);
}

}  // namespace

int render_offline(const Config& config, const std::filesystem::path& wav, double seconds) {
    boost::asio::io_context io;
    const SessionContents session = session_of(config);
    Desk desk(io, sizes_of(config), first_revision(session), settings_of(config));
    if (const auto complaint = set_start_values(desk, config, session)) throw ConfigError(*complaint);
    const auto engine = std::make_unique<Engine>(desk.console().layout(), config.device.rate);
    catch_up(desk.console(), engine->mixes().back());
    engine->mixes().publish();
    EngineProcessor processor(*engine);
    const DeviceFacts facts = render(processor, request_of(config), seconds, wav);
    for (const std::string& warning : facts.warnings) spdlog::warn("{}", warning);
    return 0;
}

}  // namespace tutti
