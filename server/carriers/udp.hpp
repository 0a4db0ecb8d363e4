#pragma once
// OSC over UDP: each source (address and port) that sends something like OSC is a client until it has been silent for
// 75 s. Datagrams go out at once; what the kernel or the allowance of a far source does not take waits, at most 256 kB.
// State thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "server/link.hpp"

namespace tutti {

struct UdpLimits {
    std::chrono::milliseconds silence{75'000};  // after which a source has left
    std::size_t sources = 512, sources_per_host = 64;
    std::size_t queue = 256 * 1024;
    std::size_t far_bytes = 2'000'000;    // to a source outside this machine: after each of its packets, and a second
    bool all_far = false;                 // for tests: loopback counts as far
    std::string_view name = "osc (UDP)";  // what it is called where its port cannot be had
};

class UdpCarrier {
public:
    // Throws std::runtime_error where the port cannot be had. The reception outlives the carrier.
    UdpCarrier(boost::asio::io_context& io, const boost::asio::ip::udp::endpoint& at, Reception& reception,
               const UdpLimits& limits = {});
    ~UdpCarrier();  // all sources leave
    UdpCarrier(const UdpCarrier&) = delete;
    UdpCarrier& operator=(const UdpCarrier&) = delete;

    std::uint16_t port() const;

private:
    class Socket;
    class Source;
    std::shared_ptr<Socket> socket_;
};

}  // namespace tutti
