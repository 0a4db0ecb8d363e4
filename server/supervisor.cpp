#include "server/supervisor.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kLook = 20ms;
constexpr auto kReport = 100ms;
constexpr auto kRetry = 1s;
constexpr auto kLongestRetry = 15s;
constexpr auto kHealthy = 100ms;  // of callbacks before anything is heard

}  // namespace

class Supervisor::Seat final : public Processor {
public:
    Seat(const Layout& layout, double rate, int workers)
        : engine(layout, rate, dsp::best_kernels(), Ramps::at(rate), workers) {}
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        engine.process(inputs, input_count, outputs, output_count, frames);
    }
    Engine engine;
};

Supervisor::Supervisor(boost::asio::io_context& io, const Layout& layout, DeviceRequest request, int workers,
                       Hooks hooks)
    : io_(io), layout_(layout), request_(std::move(request)), workers_(workers), hooks_(std::move(hooks)) {
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

Supervisor::~Supervisor() {
    thread_.request_stop();
    thread_.join();
}

std::string Supervisor::wanted() const {
    if (request_.kind != "portaudio") return request_.kind;
    return request_.name.empty() ? "default" : request_.name;
}

void Supervisor::run(std::stop_token stop) {
    DeviceRequest silent = request_;
    silent.kind = "virtual";
    silent.stems.clear();
    std::unique_ptr<Device> device = open(request_);
    while (!stop.stop_requested()) {
        if (device)
            play(
                *device, As::wanted, [] { return false; }, stop);
        device.reset();
        if (stop.stop_requested()) break;
        next_look_ = Clock::now() + patience_;
        const auto found = [&] { return (device = look_for_wanted()) != nullptr; };
        if (const auto clock = open(silent)) {
            play(*clock, As::fallback, found, stop);
        } else {
            report_stopped();
            while (!stop.stop_requested() && !found()) std::this_thread::sleep_for(kLook);
        }
    }
}

std::unique_ptr<Device> Supervisor::open(const DeviceRequest& request) try {
    return open_device(request);
} catch (const DeviceError& error) {
    complain(error.what());
    return nullptr;
}

std::unique_ptr<Device> Supervisor::look_for_wanted() {
    if (Clock::now() < next_look_) return nullptr;
    const bool there = device_present(request_);
    std::unique_ptr<Device> device = there ? open(request_) : nullptr;
    patience_ = there ? std::min(2 * patience_, std::chrono::seconds(kLongestRetry)) : kRetry;
    next_look_ = Clock::now() + patience_;
    return device;
}

void Supervisor::play(Device& device, As as, const std::function<bool()>& enough, const std::stop_token& stop) {
    for (const std::string& warning : device.facts().warnings) spdlog::warn("device: {}", warning);
    seat_ = std::make_unique<Seat>(layout_, device.facts().rate, workers_);
    seat_->engine.hold_outputs();
    attach(&seat_->engine);
    if (start(device)) {
        if (as == As::wanted) complaint_.clear(), patience_ = kRetry;
        spdlog::info("device: {} at {} Hz, {} in, {} out{}", device.facts().name, device.facts().rate,
                     device.facts().inputs, device.facts().outputs,
                     as == As::fallback ? " (silent fallback: the wanted device is missing)" : "");
        watch(device, as, enough, stop);
        if (as == As::wanted && !stop.stop_requested()) complain(device.facts().name + " has stopped");
    }
    device.stop();
    attach(nullptr);
    if (as == As::wanted) earlier_xruns_ += device.counters().xruns;
    earlier_broken_ += seat_->engine.broken_samples();
    seat_.reset();
}

bool Supervisor::start(Device& device) try {
    device.start(*seat_);
    return true;
} catch (const DeviceError& error) {
    complain(error.what());
    return false;
}

void Supervisor::watch(Device& device, As as, const std::function<bool()>& enough, const std::stop_token& stop) {
    const auto begin = Clock::now();
    auto reported = begin - kReport;
    bool released = false;
    while (!stop.stop_requested() && device.alive()) {
        const auto now = Clock::now();
        if (!released && now - begin > kHealthy && device.counters().callbacks > 0) {
            seat_->engine.release_outputs();
            released = true;
        }
        if (now - reported >= kReport) {
            reported = now;
            loads_[newest_load_++ % loads_.size()] = device.counters().load_peak.exchange(0);
            report(device, as);
        }
        if (enough()) return;
        std::this_thread::sleep_for(kLook);
    }
}

void Supervisor::attach(Engine* engine) {
    std::promise<void> done;
    boost::asio::post(io_, [this, engine, &done] {
        hooks_.attach(engine);
        done.set_value();
    });
    done.get_future().wait();
}

void Supervisor::report(const Device& device, As as) {
    EngineFacts facts;
    facts.state = as == As::fallback ? "fallback" : "running";
    facts.reason = complaint_;
    facts.device = device.facts().name;
    facts.rate = device.facts().rate;
    facts.latency_ms = device.facts().latency_ms;
    facts.load = std::min(*std::max_element(loads_.begin(), loads_.end()), 1.0F);
    // Nobody hears the fallback's clock, so nothing drops out of it.
    facts.xruns = earlier_xruns_ + (as == As::wanted ? device.counters().xruns.load() : 0);
    facts.broken_samples = earlier_broken_ + seat_->engine.broken_samples();
    facts.priority = device.counters().priority;
    facts.block = device.counters().block;
    send(std::move(facts));
}

void Supervisor::report_stopped() {
    EngineFacts facts;
    facts.reason = complaint_;
    facts.xruns = earlier_xruns_;
    facts.broken_samples = earlier_broken_;
    send(std::move(facts));
}

void Supervisor::send(EngineFacts facts) {
    facts.device_wanted = wanted();
    boost::asio::post(io_, [this, facts = std::move(facts)]() mutable { hooks_.report(std::move(facts)); });
}

void Supervisor::complain(const std::string& sentence) {
    if (complaint_ != sentence) spdlog::warn("device: {}", sentence);
    complaint_ = sentence;
}

}  // namespace tutti
