#pragma once
// Xctl: units on the network send datagrams to our port 10111, and get theirs back where those came from. A unit that
// was silent for five seconds is gone; what comes from nobody we know is not answered. One thread, nothing waits.
#include <netinet/in.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "clients/surface/ports/port.hpp"

namespace tutti::surface {

class XctlPorts {
public:
    static constexpr double kGone = 5;
    static constexpr std::size_t kLongest = 512;  // bytes of a datagram of ours

    // listen: HOST:PORT. Throws ConfigError where it cannot be opened.
    explicit XctlPorts(const std::string& listen);
    ~XctlPorts();
    XctlPorts(const XctlPorts&) = delete;
    XctlPorts& operator=(const XctlPorts&) = delete;

    // from: the unit's address, with or without :PORT, or "any" for the first that nobody else waits for.
    Port& open(const std::string& from);
    int file() const { return socket_; }
    std::uint16_t number() const;  // of the port that was opened
    void look(double now);         // takes what has come

private:
    class Unit;
    Unit* unit_at(const sockaddr_in& from, double now);
    int socket_ = -1;
    std::vector<std::unique_ptr<Unit>> units_;
};

}  // namespace tutti::surface
