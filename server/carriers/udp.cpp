#include "server/carriers/udp.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <vector>

#include "server/carriers/backlog.hpp"
#include "server/carriers/net.hpp"

namespace tutti {

using asio::ip::udp;
using Clock = std::chrono::steady_clock;
using Endpoint = udp::endpoint;

namespace {
constexpr int datagrams_a_turn = 64;
constexpr std::size_t longest_datagram = 65'507;
}  // namespace

class UdpCarrier::Socket : public std::enable_shared_from_this<UdpCarrier::Socket> {
public:
    Socket(asio::io_context& io, const Endpoint& at, Reception& reception, const UdpLimits& limits);

    void start();
    void stop();
    std::uint16_t port() const;

    enum class Sent { yes, would_block, lost };
    Sent send(const Endpoint& to, const std::string& datagram);
    void reap_soon();
    void wait_for_room();

    Reception& reception;
    const UdpLimits limits;

private:
    void wait_for_datagrams();
    void take_datagrams();
    void took(std::span<const std::byte> packet);
    Source* arrive(const Endpoint& from);
    void make_room(const Endpoint& from);
    void end(std::map<Endpoint, std::unique_ptr<Source>>::iterator source);
    void expire();
    template <typename Condition>
    void end_where(Condition condition);

    udp::socket socket_;
    asio::steady_timer timer_;
    std::map<Endpoint, std::unique_ptr<Source>> sources_;
    std::array<std::byte, 65'536> buffer_;
    Endpoint from_;
    bool waits_for_room_ = false, reaping_ = false, stopped_ = false;
};

class UdpCarrier::Source final : public Link {
public:
    Source(Socket& socket, const Endpoint& from, bool far)
        : socket_(socket), from_(from), port_(from.port()), far_(far), in_a_second_(double(socket.limits.far_bytes)) {}

    void send(Bytes packet, bool text) override {
        if (closed || text || !packet || packet->empty() || packet->size() > longest_datagram) return;
        if (waiting_.empty() && try_send(*packet, port_)) return;
        if (backlog_.bytes() + packet->size() > socket_.limits.queue) return;
        backlog_.add(packet->size());
        waiting_.emplace_back(std::move(packet), port_);
    }
    std::size_t queued() const override { return backlog_.bytes(); }
    void pause(bool) override {}
    void close(std::string_view) override {
        closed = true;
        socket_.reap_soon();
    }
    void answer_port(std::uint16_t port) override { port_ = port ? port : from_.port(); }

    // A packet of its own: renews the lease and, for a far source, the allowance.
    void hear(Clock::time_point now) {
        heard = now;
        after_packet_ = socket_.limits.far_bytes;
    }

    // Sends what waited, as far as it may; true when a long queue has become short.
    bool flush() {
        bool drained = false;
        while (!closed && !waiting_.empty() && try_send(*waiting_.front().first, waiting_.front().second)) {
            const std::size_t size = waiting_.front().first->size();
            waiting_.pop_front();
            drained = backlog_.take(size) || drained;
        }
        return drained;
    }

    ClientId id = 0;
    Clock::time_point heard;
    bool closed = false;

private:
    // True when the datagram is done with (a datagram that the network refuses is lost, as datagrams are).
    bool try_send(const std::string& datagram, std::uint16_t port) {
        if (far_ && !allowed(datagram.size())) return false;
        if (socket_.send({from_.address(), port}, datagram) == Socket::Sent::would_block) {
            socket_.wait_for_room();
            return false;
        }
        if (far_) {
            after_packet_ -= datagram.size();
            in_a_second_ -= double(datagram.size());
        }
        return true;
    }

    bool allowed(std::size_t bytes) {
        const auto now = Clock::now();
        const double most = double(socket_.limits.far_bytes);
        const double seconds = std::chrono::duration<double>(now - counted_).count();
        in_a_second_ = std::min(most, in_a_second_ + seconds * most);
        counted_ = now;
        return bytes <= after_packet_ && double(bytes) <= in_a_second_;
    }

    Socket& socket_;
    Endpoint from_;
    std::uint16_t port_;  // of that host, where packets go for now
    bool far_;
    std::size_t after_packet_ = 0;
    double in_a_second_;
    Clock::time_point counted_ = Clock::now();
    std::deque<std::pair<Bytes, std::uint16_t>> waiting_;  // with the port each goes to
    Backlog backlog_;
};

UdpCarrier::Socket::Socket(asio::io_context& io, const Endpoint& at, Reception& desk, const UdpLimits& given)
    : reception(desk), limits(given), socket_(io), timer_(io) {
    error_code error;
    socket_.open(at.protocol(), error);
    if (!error && at.address().is_v6()) socket_.set_option(asio::ip::v6_only(false), error);
    if (!error) socket_.bind(at, error);
    if (!error) socket_.non_blocking(true, error);
    if (error) throw_cannot_listen(limits.name, at.address(), at.port(), error);
    socket_.set_option(asio::socket_base::receive_buffer_size(4 << 20), error);
    socket_.set_option(asio::socket_base::send_buffer_size(1 << 20), error);
}

void UdpCarrier::Socket::start() {
    wait_for_datagrams();
    expire();
}

void UdpCarrier::Socket::stop() {
    stopped_ = true;
    error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
    while (!sources_.empty()) end(sources_.begin());
}

std::uint16_t UdpCarrier::Socket::port() const {
    error_code ignored;
    return socket_.local_endpoint(ignored).port();
}

UdpCarrier::Socket::Sent UdpCarrier::Socket::send(const Endpoint& to, const std::string& datagram) {
    if (stopped_) return Sent::lost;
    error_code error;
    socket_.send_to(asio::buffer(datagram), to, 0, error);
    if (error == asio::error::would_block || error == asio::error::try_again) return Sent::would_block;
    return error ? Sent::lost : Sent::yes;
}

void UdpCarrier::Socket::wait_for_room() {
    if (waits_for_room_ || stopped_) return;
    waits_for_room_ = true;
    socket_.async_wait(udp::socket::wait_write, [self = shared_from_this()](error_code) {
        self->waits_for_room_ = false;
        if (self->stopped_) return;
        std::vector<ClientId> drained;
        for (auto& [from, source] : self->sources_)
            if (source->flush()) drained.push_back(source->id);
        for (ClientId id : drained) self->reception.drained(id);
    });
}

void UdpCarrier::Socket::wait_for_datagrams() {
    socket_.async_wait(udp::socket::wait_read, [self = shared_from_this()](error_code) {
        if (self->stopped_) return;
        self->take_datagrams();
        if (!self->stopped_) self->wait_for_datagrams();
    });
}

void UdpCarrier::Socket::take_datagrams() {
    for (int taken = 0; taken < datagrams_a_turn && !stopped_; ++taken) {
        error_code error;
        const std::size_t size = socket_.receive_from(asio::buffer(buffer_), from_, 0, error);
        if (error == asio::error::would_block || error == asio::error::try_again) return;
        if (!error && size > 0) took({buffer_.data(), size});
    }
}

void UdpCarrier::Socket::took(std::span<const std::byte> packet) {
    auto found = sources_.find(from_);
    if (found != sources_.end() && found->second->closed) {
        end(found);
        found = sources_.end();
    }
    Source* source = found != sources_.end() ? found->second.get() : nullptr;
    if (!source) {
        if (packet[0] != std::byte{'/'} && packet[0] != std::byte{'#'}) return;
        source = arrive(from_);
        if (source->closed) return;  // turned away
    }
    source->hear(Clock::now());
    const ClientId id = source->id;  // the source may be gone after a call of the desk's
    if (source->flush()) reception.drained(id);
    reception.received(id, packet, false);
}

UdpCarrier::Source* UdpCarrier::Socket::arrive(const Endpoint& from) {
    make_room(from);
    const bool far = limits.all_far || !is_this_machine(from.address());
    auto& source = sources_[from] = std::make_unique<Source>(*this, from, far);
    source->id = reception.arrived(*source, origin_of("udp", from.address(), from.port()));
    return source.get();
}

void UdpCarrier::Socket::make_room(const Endpoint& from) {
    auto idlest = sources_.end(), idlest_of_host = sources_.end();
    std::size_t of_host = 0;
    for (auto at = sources_.begin(); at != sources_.end(); ++at) {
        if (idlest == sources_.end() || at->second->heard < idlest->second->heard) idlest = at;
        if (at->first.address() != from.address()) continue;
        ++of_host;
        if (idlest_of_host == sources_.end() || at->second->heard < idlest_of_host->second->heard) idlest_of_host = at;
    }
    if (of_host >= limits.sources_per_host)
        end(idlest_of_host);
    else if (sources_.size() >= limits.sources)
        end(idlest);
}

void UdpCarrier::Socket::end(std::map<Endpoint, std::unique_ptr<Source>>::iterator at) {
    const auto source = std::move(at->second);  // lives until left() has returned
    sources_.erase(at);
    source->closed = true;
    reception.left(source->id);
}

template <typename Condition>
void UdpCarrier::Socket::end_where(Condition condition) {
    std::vector<Endpoint> going;
    for (const auto& [from, source] : sources_)
        if (condition(*source)) going.push_back(from);
    for (const Endpoint& from : going)
        if (const auto at = sources_.find(from); at != sources_.end()) end(at);
}

void UdpCarrier::Socket::reap_soon() {
    if (reaping_ || stopped_) return;
    reaping_ = true;
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->reaping_ = false;
        if (!self->stopped_) self->end_where([](const Source& source) { return source.closed; });
    });
}

void UdpCarrier::Socket::expire() {
    timer_.expires_after(std::min<std::chrono::milliseconds>(std::chrono::seconds(1), limits.silence / 4));
    timer_.async_wait([self = shared_from_this()](error_code) {
        if (self->stopped_) return;
        const auto since = Clock::now() - self->limits.silence;
        self->end_where([since](const Source& source) { return source.heard < since; });
        self->expire();
    });
}

UdpCarrier::UdpCarrier(asio::io_context& io, const Endpoint& at, Reception& reception, const UdpLimits& limits)
    : socket_(std::make_shared<Socket>(io, at, reception, limits)) {
    socket_->start();
}

UdpCarrier::~UdpCarrier() {
    socket_->stop();
}

std::uint16_t UdpCarrier::port() const {
    return socket_->port();
}

}  // namespace tutti
