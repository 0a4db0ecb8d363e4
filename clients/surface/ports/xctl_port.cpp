#include "clients/surface/ports/xctl_port.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "clients/surface/mcu/profile.hpp"

namespace tutti::surface {
namespace {

constexpr int kMostAtOnce = 512;  // datagrams of one look
constexpr std::size_t kMostWaiting = 65536;

// HOST or HOST:PORT; port 0 where none is said. False: no address.
bool parse(const std::string& text, sockaddr_in& address) {
    address = {};
    address.sin_family = AF_INET;
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos) {
        std::uint16_t port = 0;
        const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
        if (error != std::errc() || end != text.data() + text.size()) return false;
        address.sin_port = htons(port);
    }
    return ::inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) == 1;
}

bool same(const sockaddr_in& a, const sockaddr_in& b) {
    return a.sin_addr.s_addr == b.sin_addr.s_addr && a.sin_port == b.sin_port;
}

}  // namespace

class XctlPorts::Unit : public Port {
public:
    Unit(int socket, std::string from) : socket_(socket), from_(std::move(from)) {
        any_ = from_ == "any";
        if (!any_ && !parse(from_, wanted_)) throw ConfigError("xctl: '" + from_ + "' is no address: 192.168.1.40");
    }
    bool is_here() const override { return here_; }
    bool is_cable() const override { return false; }
    std::string name() const override { return "xctl " + from_; }
    std::vector<std::uint8_t> heard() override { return std::exchange(waiting_, {}); }

    void send(const std::string& messages) override {
        std::string datagram;
        for_each_message(messages, [&](std::string_view one) {
            if (datagram.size() + one.size() > kLongest) pass(datagram);
            datagram += one;
        });
        pass(datagram);
    }

    bool is_from(const sockaddr_in& source) const { return here_ && same(source, source_); }
    bool wants(const sockaddr_in& source) const {
        return !any_ && wanted_.sin_addr.s_addr == source.sin_addr.s_addr &&
               (wanted_.sin_port == 0 || wanted_.sin_port == source.sin_port);
    }
    bool wants_any() const { return any_ && !here_; }
    void take(const sockaddr_in& source, const std::uint8_t* bytes, std::size_t size, double now) {
        source_ = source;
        here_ = true;
        heard_at_ = now;
        if (waiting_.size() + size <= kMostWaiting) waiting_.insert(waiting_.end(), bytes, bytes + size);
    }
    void watch(double now) {
        if (here_ && now >= heard_at_ + kGone) here_ = false;
    }

private:
    void pass(std::string& datagram) {
        if (here_ && !datagram.empty())
            ::sendto(socket_, datagram.data(), datagram.size(), MSG_DONTWAIT,
                     reinterpret_cast<const sockaddr*>(&source_), sizeof source_);
        datagram.clear();
    }

    int socket_;
    std::string from_;
    bool any_ = false, here_ = false;
    sockaddr_in wanted_ = {}, source_ = {};
    double heard_at_ = 0;
    std::vector<std::uint8_t> waiting_;
};

XctlPorts::XctlPorts(const std::string& listen) {
    sockaddr_in address;
    if (!parse(listen, address)) throw ConfigError("xctl: '" + listen + "' is no address to listen at: 0.0.0.0:10111");
    socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int buffer = 1 << 20;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const std::string why = std::strerror(errno);
        ::close(socket_);
        throw ConfigError("xctl: cannot listen at " + listen + ": " + why);
    }
}

XctlPorts::~XctlPorts() {
    ::close(socket_);
}

std::uint16_t XctlPorts::number() const {
    sockaddr_in address = {};
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

Port& XctlPorts::open(const std::string& from) {
    units_.push_back(std::make_unique<Unit>(socket_, from));
    return *units_.back();
}

XctlPorts::Unit* XctlPorts::unit_at(const sockaddr_in& from, double now) {
    const auto first = [&](auto is) -> Unit* {
        const auto found = std::find_if(units_.begin(), units_.end(), [&](const auto& unit) { return is(*unit); });
        return found == units_.end() ? nullptr : found->get();
    };
    for (const auto& unit : units_) unit->watch(now);
    if (Unit* unit = first([&](const Unit& one) { return one.is_from(from); })) return unit;
    if (Unit* unit = first([&](const Unit& one) { return one.wants(from); })) return unit;
    return first([](const Unit& one) { return one.wants_any(); });
}

void XctlPorts::look(double now) {
    std::array<std::uint8_t, 2048> bytes;
    for (int i = 0; i < kMostAtOnce; ++i) {
        sockaddr_in from = {};
        socklen_t size = sizeof from;
        const auto count =
            ::recvfrom(socket_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
        if (count < 0) break;
        if (Unit* unit = unit_at(from, now)) unit->take(from, bytes.data(), static_cast<std::size_t>(count), now);
    }
    for (const auto& unit : units_) unit->watch(now);
}

}  // namespace tutti::surface
