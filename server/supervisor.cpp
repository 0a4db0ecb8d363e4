#include "server/supervisor.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <future>

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kLook = 20ms;
constexpr auto kReport = 100ms;
constexpr auto kRetry = 1s;
constexpr auto kHealthy = 100ms;  // of callbacks before anything is heard

}  // namespace

class Supervisor::Seat final : public Processor {
public:
    Seat(const Layout& layout, double rate) : engine(layout, rate) {}
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        engine.process(inputs, input_count, outputs, output_count, frames);
    }
    Engine engine;
};

Supervisor::Supervisor(boost::asio::io_context& io, const Layout& layout, DeviceRequest request, Hooks hooks)
    : io_(io), layout_(layout), request_(std::move(request)), hooks_(std::move(hooks)) {
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

Supervisor::~Supervisor() {
    thread_.request_stop();
    thread_.join();
}

std::string Supervisor::wanted() const {
    if (request_.kind == "virtual") return "virtual";
    return request_.name.empty() ? "default" : request_.name;
}

void Supervisor::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        if (play(request_, false, {}, stop)) continue;
        DeviceRequest silent = request_;
        silent.kind = "virtual";
        silent.stems.clear();
        if (!play(silent, true, complaint_, stop)) std::this_thread::sleep_for(kRetry);
    }
}

bool Supervisor::play(const DeviceRequest& request, bool fallback, const std::string& why, std::stop_token stop) {
    std::unique_ptr<Device> device;
    try {
        device = open_device(request);
    } catch (const DeviceError& error) {
        if (complaint_ != error.what()) spdlog::warn("device: {}", error.what());
        complaint_ = error.what();
        return false;
    }
    for (const std::string& warning : device->facts().warnings) spdlog::warn("device: {}", warning);
    auto seat = std::make_unique<Seat>(layout_, device->facts().rate);
    seat->engine.hold_outputs();
    const auto attach = [this](Engine* engine) {
        std::promise<void> done;
        boost::asio::post(io_, [this, engine, &done] {
            hooks_.attach(engine);
            done.set_value();
        });
        done.get_future().wait();
    };
    attach(&seat->engine);
    seat_ = std::move(seat);
    bool started = true;
    try {
        device->start(*seat_);
    } catch (const DeviceError& error) {
        spdlog::warn("device: {}", error.what());
        complaint_ = error.what();
        started = false;
    }
    if (started && !fallback) complaint_.clear();
    if (started) {
        spdlog::info("device: {} at {} Hz, {} in, {} out{}", device->facts().name, device->facts().rate, device->facts().inputs,
                     device->facts().outputs, fallback ? " (silent fallback: the wanted device is missing)" : "");
        const auto begin = std::chrono::steady_clock::now();
        auto reported = begin - kReport, looked = begin;
        bool released = false;
        while (!stop.stop_requested() && device->alive()) {
            const auto now = std::chrono::steady_clock::now();
            if (!released && now - begin > kHealthy && device->counters().callbacks > 0) {
                seat_->engine.release_outputs();
                released = true;
            }
            if (now - reported >= kReport) {
                reported = now;
                report(*device, fallback ? "fallback" : "running", why, device->counters().load_peak.exchange(0));
            }
            if (fallback && now - looked >= kRetry) {
                looked = now;
                if (device_present(request_)) break;
            }
            std::this_thread::sleep_for(kLook);
        }
        if (!fallback && !stop.stop_requested()) {
            complaint_ = device->facts().name + " has stopped";
            spdlog::warn("device: {}", complaint_);
        }
    }
    device->stop();
    device.reset();
    attach(nullptr);
    seat_.reset();
    return started;
}

void Supervisor::report(const Device& device, const std::string& state, const std::string& why, float load) {
    EngineFacts facts;
    facts.state = state;
    facts.reason = why;
    facts.device = device.facts().name;
    facts.device_wanted = wanted();
    facts.rate = device.facts().rate;
    facts.latency_ms = device.facts().latency_ms;
    facts.load = std::min(load, 1.0F);
    facts.xruns = device.counters().xruns;
    facts.broken_samples = seat_->engine.broken_samples();
    facts.priority = device.counters().priority;
    facts.block = device.counters().block;
    boost::asio::post(io_, [this, facts = std::move(facts)]() mutable { hooks_.report(std::move(facts)); });
}

}  // namespace tutti
