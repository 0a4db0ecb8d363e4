#include "engine/device/jack_device.hpp"

#include <algorithm>
#include <cmath>

#include "engine/device/callback.hpp"
#include "engine/device/driver_thread.hpp"
#include "engine/device/gate.hpp"
#include "engine/device/jack_server.hpp"
#include "engine/rt/callback.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;

constexpr int wanted_priority = 60;  // where the server itself has none
constexpr std::int64_t silence_means_lost_ns = 500'000'000;

// Lives and dies on JACK's driver thread; what the callbacks use outlives the client.
struct Connection {
    Connection(const DeviceFacts& facts)
        : gate(facts.inputs, facts.outputs, facts.rate),
          from(static_cast<std::size_t>(facts.inputs)),
          to(static_cast<std::size_t>(facts.outputs)) {}

    Gate gate;
    std::atomic<bool> gone{false};
    std::atomic<bool> xrun{false};
    std::vector<const float*> from;
    std::vector<float*> to;
    std::vector<jack_port_t*> inputs, outputs;
    JackPorts device;
    JackClient client;  // last, so that it is closed before anything that its callbacks use

    void connect() {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            jack_connect(client.get(), device.captures[i].c_str(), jack_port_name(inputs[i]));
        for (std::size_t i = 0; i < outputs.size(); ++i)
            jack_connect(client.get(), jack_port_name(outputs[i]), device.playbacks[i].c_str());
    }
};

int on_process(jack_nframes_t frames, void* user) {
    const rt::CallbackScope inside;
    auto& connection = *static_cast<Connection*>(user);
    for (std::size_t i = 0; i < connection.inputs.size(); ++i)
        connection.from[i] = static_cast<const float*>(jack_port_get_buffer(connection.inputs[i], frames));
    for (std::size_t i = 0; i < connection.outputs.size(); ++i)
        connection.to[i] = static_cast<float*>(jack_port_get_buffer(connection.outputs[i], frames));
    connection.gate.call(connection.from.data(), connection.to.data(), static_cast<int>(frames),
                         connection.xrun.exchange(false, std::memory_order_relaxed));
    return 0;
}

int on_xrun(void* user) {
    static_cast<Connection*>(user)->xrun = true;
    return 0;
}

void on_shutdown(void* user) {
    static_cast<Connection*>(user)->gone = true;
}

struct Opened {
    std::shared_ptr<Connection> connection;
    DeviceFacts facts;
};

double latency_frames(jack_client_t* client, const std::vector<std::string>& ports, jack_latency_callback_mode_t mode) {
    if (ports.empty()) return 0;
    jack_latency_range_t range{};
    if (jack_port_t* port = jack_port_by_name(client, ports.front().c_str()))
        jack_port_get_latency_range(port, mode, &range);
    return range.max;
}

// [driver]
Opened open_connection(const DeviceRequest& request) {
    JackClient client = connect_to_jack();
    if (!client) return {};
    DeviceFacts facts;
    JackPorts device = choose_jack_device(client.get(), request.name);
    facts.name = jack_prefix + ": " + device.device;
    facts.rate = jack_get_sample_rate(client.get());
    if (std::abs(facts.rate - request.rate) > 0.5)
        throw DeviceError(facts.name + " cannot run at " + std::to_string(std::lround(request.rate)) +
                          " Hz; the server runs at " + std::to_string(std::lround(facts.rate)) + " Hz");
    facts.inputs = std::min(request.inputs, static_cast<int>(device.captures.size()));
    facts.outputs = std::min(request.outputs, static_cast<int>(device.playbacks.size()));
    facts.latency_ms = (latency_frames(client.get(), device.captures, JackCaptureLatency) +
                        latency_frames(client.get(), device.playbacks, JackPlaybackLatency)) *
                       1000 / facts.rate;
    note_fewer_channels(facts, request);

    auto connection = std::make_shared<Connection>(facts);
    connection->device = std::move(device);
    const auto add_port = [&](const std::string& name, unsigned long flags) {
        jack_port_t* port = jack_port_register(client.get(), name.c_str(), JACK_DEFAULT_AUDIO_TYPE, flags, 0);
        if (!port) throw DeviceError(facts.name + " has no room for the port " + name);
        return port;
    };
    for (int i = 1; i <= facts.inputs; ++i)
        connection->inputs.push_back(add_port("in_" + std::to_string(i), JackPortIsInput));
    for (int i = 1; i <= facts.outputs; ++i)
        connection->outputs.push_back(add_port("out_" + std::to_string(i), JackPortIsOutput));
    jack_set_process_callback(client.get(), on_process, connection.get());
    jack_set_xrun_callback(client.get(), on_xrun, connection.get());
    jack_on_shutdown(client.get(), on_shutdown, connection.get());
    connection->client = std::move(client);
    return {std::move(connection), std::move(facts)};
}

class JackDevice final : public Device {
public:
    explicit JackDevice(Opened opened) : facts_(std::move(opened.facts)), connection_(std::move(opened.connection)) {}

    ~JackDevice() override {
        JackDevice::stop();
        DriverThread::jack().destroy(std::move(connection_), 3s);
    }

    const DeviceFacts& facts() const override { return facts_; }

    void start(Processor& processor) override {
        stop();
        connection_->gate.open(processor, counters_);
        started_ = true;
        try {
            DriverThread::jack().run("starting", 5s, [connection = connection_, name = facts_.name] {
                if (jack_activate(connection->client.get()) != 0) throw DeviceError(name + " cannot be started");
                connection->connect();
            });
            if (!connection_->gate.wait_for_first_call(2s)) throw DeviceError(facts_.name + " started but never calls");
        } catch (...) {
            stop();
            throw;
        }
        counters_.priority = raise_priority(connection_->gate.caller(), wanted_priority);
    }

    void stop() override {
        connection_->gate.close();
        if (!started_) return;
        const auto patience = alive() ? 3000ms : 300ms;  // the fallback waits for us
        started_ = false;
        counters_.priority = 0;
        if (connection_->gone) return;  // nobody there to say it to
        try {
            DriverThread::jack().run("stopping", patience,
                                     [connection = connection_] { jack_deactivate(connection->client.get()); });
        } catch (const DeviceError&) {
            // It hangs; the gate is closed, and closing the client waits behind it.
        }
    }

    bool alive() const override {
        return !connection_->gone && (!started_ || connection_->gate.ns_since_call() < silence_means_lost_ns);
    }

private:
    DeviceFacts facts_;
    std::shared_ptr<Connection> connection_;
    std::atomic<bool> started_{false};
};

}  // namespace

std::unique_ptr<Device> open_jack_device(const DeviceRequest& request) {
    Opened opened = DriverThread::jack().run("opening", 10s, [request] { return open_connection(request); });
    if (!opened.connection) return nullptr;
    return std::make_unique<JackDevice>(std::move(opened));
}

bool jack_device_present(const std::string& name) {
    return DriverThread::jack().run("looking for devices", 5s, [name] {
        const JackClient client = connect_to_jack();
        if (client) choose_jack_device(client.get(), name);
        return client != nullptr;
    });
}

std::vector<DeviceListing> list_jack_devices() {
    return DriverThread::jack().run("listing devices", 5s, [] {
        std::vector<DeviceListing> list;
        if (const JackClient client = connect_to_jack())
            for (const JackPorts& device : jack_devices(client.get()))
                list.push_back({jack_prefix + ": " + device.device,
                                static_cast<int>(device.captures.size()),
                                static_cast<int>(device.playbacks.size()),
                                {static_cast<double>(jack_get_sample_rate(client.get()))},
                                list.empty()});
        return list;
    });
}

}  // namespace tutti
