#pragma once
// Keeps the engine running on a device: opens the configured one, runs on the silent clock while it is missing and
// takes it when it appears. Has a thread of its own, since opening a device may block for seconds. What it finds out
// comes to the state thread as EngineFacts.
#include <boost/asio/io_context.hpp>
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
    Supervisor(boost::asio::io_context& io, const Layout& layout, DeviceRequest request, Hooks hooks);
    ~Supervisor();  // stops the device; the state thread must not be waiting for it
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

private:
    class Seat;  // the engine as a device's Processor
    void run(std::stop_token stop);
    // One device from opening to its end; false where it could not be opened.
    bool play(const DeviceRequest& request, bool fallback, const std::string& why, std::stop_token stop);
    void report(const Device& device, const std::string& state, const std::string& why, float load);
    std::string wanted() const;

    boost::asio::io_context& io_;
    const Layout& layout_;
    DeviceRequest request_;
    Hooks hooks_;
    std::unique_ptr<Seat> seat_;
    std::string complaint_;  // why the device could not be opened, as last logged
    std::jthread thread_;
};

}  // namespace tutti
