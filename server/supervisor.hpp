#pragma once
// Keeps the engine running on a device: opens the configured one, runs on the silent clock while it is missing, and
// takes it when it can be opened: until then the clock is not disturbed. Has a thread of its own, since opening a
// device may block for seconds. What it finds out comes to the state thread as EngineFacts.
#include <array>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "engine/device/device.hpp"
#include "engine/mix/engine.hpp"
#include "server/readings.hpp"

namespace tutti {

class Supervisor {
public:
    // `report` and `attach` are called on the state thread. attach(nullptr) means: the engine goes away now.
    struct Hooks {
        std::function<void(EngineFacts)> report;
        std::function<void(Engine*)> attach;
    };
    // `workers`: threads that share the engine's work (Crew); 0: none.
    Supervisor(boost::asio::io_context& io, const Layout& layout, DeviceRequest request, int workers, Hooks hooks);
    ~Supervisor();  // stops the device; the state thread must not be waiting for it
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

private:
    using Clock = std::chrono::steady_clock;
    class Seat;  // the engine as a device's Processor
    enum class As { wanted, fallback };

    void run(std::stop_token stop);
    // Null, and `complaint_` says why, where it cannot be opened.
    std::unique_ptr<Device> open(const DeviceRequest& request);
    // Looks after the wanted device while the clock runs, the less often the longer it cannot be opened.
    std::unique_ptr<Device> look_for_wanted();
    // One device from its start to its end: lost, the daemon ending, or `enough`.
    void play(Device& device, As as, const std::function<bool()>& enough, const std::stop_token& stop);
    bool start(Device& device);
    void watch(Device& device, As as, const std::function<bool()>& enough, const std::stop_token& stop);
    void attach(Engine* engine);
    void report(const Device& device, As as);
    void report_stopped();
    void send(EngineFacts facts);
    void complain(const std::string& sentence);
    std::string wanted() const;

    boost::asio::io_context& io_;
    const Layout& layout_;
    DeviceRequest request_;
    int workers_;
    Hooks hooks_;
    std::unique_ptr<Seat> seat_;
    std::string complaint_;  // why the wanted device does not play, as last logged
    Clock::time_point next_look_{};
    std::chrono::seconds patience_{1};  // between looks
    std::uint32_t earlier_xruns_ = 0;   // of devices that have ended
    std::uint64_t earlier_broken_ = 0;
    std::array<float, 10> loads_{};  // worst of each of the last reports
    std::size_t newest_load_ = 0;
    std::jthread thread_;
};

}  // namespace tutti
