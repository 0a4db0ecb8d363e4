#include "server/carriers/tcp.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <set>
#include <string>

#include "protocol/osc/framing.hpp"
#include "server/carriers/backlog.hpp"
#include "server/carriers/listener.hpp"
#include "server/carriers/net.hpp"

namespace tutti {

using asio::ip::tcp;

namespace {
constexpr std::size_t bite = 64 * 1024;  // bytes read at once
constexpr int packets_a_turn = 256;      // then the others are served
}  // namespace

struct TcpCarrier::House {
    explicit House(Reception& desk) : reception(desk) {}

    Reception& reception;
    std::set<std::shared_ptr<Session>> sessions;
    std::optional<Listener> listener;
};

class TcpCarrier::Session final : public Link, public std::enable_shared_from_this<TcpCarrier::Session> {
public:
    Session(std::weak_ptr<House> house, tcp::socket socket, Origin origin)
        : house_(std::move(house)), socket_(std::move(socket)), origin_(std::move(origin)) {}

    void start() {
        if (const auto house = house_.lock()) id_ = house->reception.arrived(*this, origin_);
        if (!ended_) read();
    }

    void send(Bytes packet, bool text) override {
        if (ended_ || text || !packet) return;
        const std::size_t before = waiting_.size();
        if (decoder_.framing() == osc::StreamDecoder::Framing::slip)
            osc::append_slip(waiting_, *packet);
        else
            osc::append_length_prefixed(waiting_, *packet);
        backlog_.add(waiting_.size() - before);
        write();
    }

    std::size_t queued() const override { return backlog_.bytes(); }

    void pause(bool stop) override {
        if (paused_ == stop) return;
        paused_ = stop;
        if (!stop) take_soon();
    }

    // The kernel measures it all the time.
    float round_trip_ms() const override {
        tcp_info info{};
        socklen_t size = sizeof info;
        const int handle = const_cast<tcp::socket&>(socket_).native_handle();
        if (ended_ || ::getsockopt(handle, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
        return static_cast<float>(info.tcpi_rtt) / 1000;
    }

    void close(std::string_view) override {
        if (ended_) return;
        shut();
        asio::post(socket_.get_executor(), [self = shared_from_this()] { self->leave(); });
    }

    void end() {
        shut();
        leave();
    }

private:
    void shut() {
        ended_ = true;
        error_code ignored;
        socket_.close(ignored);
    }

    void leave() {
        const auto self = shared_from_this();
        const auto house = house_.lock();
        if (!house || house->sessions.erase(self) == 0) return;
        house->reception.left(id_);
    }

    void read() {
        if (ended_ || reading_ || paused_ || finished_) return;
        reading_ = true;
        socket_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](error_code error, std::size_t size) {
            self->reading_ = false;
            if (self->ended_) return;
            if (error == asio::error::eof)
                self->finished_ = true;
            else if (error || !self->decoder_.feed(std::as_bytes(std::span(self->buffer_.data(), size))))
                return self->end();
            self->take();
        });
    }

    // Hands the desk what has come whole, a bounded number of packets a turn.
    void take() {
        if (ended_ || taking_) return;
        std::span<const std::byte> packet;
        for (int taken = 0; taken < packets_a_turn; ++taken) {
            if (paused_) return;
            if (!decoder_.next(packet)) {
                if (decoder_.fault() != osc::StreamDecoder::Fault::none) return end();
                return finished_ ? finish() : read();
            }
            const auto house = house_.lock();
            if (!house) return;
            house->reception.received(id_, packet, false);
            if (ended_) return;
        }
        take_soon();
    }

    void take_soon() {
        if (taking_) return;
        taking_ = true;
        asio::post(socket_.get_executor(), [self = shared_from_this()] {
            self->taking_ = false;
            self->take();
        });
    }

    // The peer sends no more: it gets what it has asked for, then the connection ends.
    void finish() {
        done_ = true;
        if (queued() == 0) end();
    }

    // What came while the kernel was busy goes as one, however many packets it is.
    void write() {
        if (ended_ || writing_) return;
        if (sent_ == going_.size()) {
            going_.clear();
            if (going_.capacity() > bite) going_.shrink_to_fit();
            going_.swap(waiting_);
            sent_ = 0;
        }
        if (going_.empty()) return;
        writing_ = true;
        socket_.async_write_some(asio::buffer(going_) + sent_,
                                 [self = shared_from_this()](error_code error, std::size_t size) {
                                     self->writing_ = false;
                                     if (!self->ended_) error ? self->end() : self->wrote(size);
                                 });
    }

    void wrote(std::size_t size) {
        const bool drained = backlog_.take(size);
        sent_ += size;
        write();
        if (const auto house = drained ? house_.lock() : nullptr) house->reception.drained(id_);
        if (!ended_ && done_ && queued() == 0) end();
    }

    std::weak_ptr<House> house_;
    tcp::socket socket_;
    Origin origin_;
    ClientId id_ = 0;
    osc::StreamDecoder decoder_;
    std::array<char, bite> buffer_;
    std::string waiting_, going_;  // framed; of what is going, sent_ bytes are gone
    std::size_t sent_ = 0;
    Backlog backlog_;
    bool reading_ = false, writing_ = false, taking_ = false, paused_ = false;
    bool finished_ = false, done_ = false, ended_ = false;
};

TcpCarrier::TcpCarrier(asio::io_context& io, const tcp::endpoint& at, Reception& reception, std::size_t most)
    : house_(std::make_shared<House>(reception)) {
    house_->listener.emplace(
        io, "osc (TCP)", at, [weak = std::weak_ptr(house_), most](tcp::socket socket, const auto& peer) {
            const auto house = weak.lock();
            if (!house || house->sessions.size() >= most) return;
            prepare(socket);
            const auto session =
                std::make_shared<Session>(house, std::move(socket), origin_of("tcp", peer.address(), peer.port()));
            house->sessions.insert(session);
            session->start();
        });
}

TcpCarrier::~TcpCarrier() {
    house_->listener->stop();
    while (!house_->sessions.empty()) std::shared_ptr(*house_->sessions.begin())->end();
}

std::uint16_t TcpCarrier::port() const {
    return house_->listener->port();
}

}  // namespace tutti
