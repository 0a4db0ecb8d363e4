#pragma once
// All that speaks X32: the port of the whole desk and the windows of the configuration, with one clock for what is sent
// again and again and one pace for what is told. Made once the desk has its session; ends before it. State thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <vector>

#include "server/config.hpp"
#include "server/x32/port.hpp"

namespace tutti::x32 {

class Ports final : public MeterReader {
public:
    // Throws std::runtime_error where a port cannot be had.
    Ports(boost::asio::io_context& io, Desk& desk, const Config& config);

    // "127.0.0.1:10023"; empty where it is off.
    std::string address() const { return server_; }
    const std::vector<std::string>& windows() const { return windows_; }

    // At the end of each turn of the loop.
    void follow();

    Time due() const override;
    void merge(const MeterFrame& frame) override;
    void send_due(Time now) override;

private:
    std::string open(boost::asio::io_context& io, const ListenAddress& at, Window window, const std::string& user);
    void collect();
    void pump(Time now);
    void look_at_spectrum(bool wanted, Time now);

    Desk& desk_;
    Console& console_;
    Measurements& measurements_;
    std::string name_, server_;
    std::vector<std::string> windows_;
    Show show_;
    Revision told_, told_tick_;
    std::vector<Port::Changed> changes_;
    bool scenes_changed_ = true;
    MeterFrame peaks_;
    bool running_ = false, spectrum_ = false;
    Time tick_due_{}, filled_{};
    int budget_ = 0;
    std::uint64_t tick_ = 0;
    std::size_t turn_ = 0;  // of the ports: whose turn it is first
    bool pacing_ = false;
    boost::asio::steady_timer pace_;
    std::vector<std::unique_ptr<Port>> ports_;
};

}  // namespace tutti::x32
