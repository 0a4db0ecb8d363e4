#include "server/carriers/ws_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

#include "server/carriers/backlog.hpp"

namespace tutti {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Upgrade = beast::http::request<beast::http::string_body>;

class WsSession final : public Link, public HttpConnection, public std::enable_shared_from_this<WsSession> {
public:
    WsSession(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin, Upgrade upgrade)
        : house_(house),
          farewell_(house->settings.farewell),
          stream_(std::move(socket)),
          timer_(stream_.get_executor()),
          origin_(std::move(origin)),
          upgrade_(std::move(upgrade)) {
        const auto patience = house->settings.patience;
        stream_.set_option(websocket::stream_base::timeout{patience, patience, true});
        stream_.read_message_max(1 << 20);
        stream_.auto_fragment(false);
    }

    void start() {
        stream_.async_accept(upgrade_, [self = shared_from_this()](error_code error) {
            if (self->ended_) return;
            const auto house = self->house_.lock();
            if (error || !house) return self->end();
            self->upgrade_ = {};
            self->id_ = house->reception.arrived(*self, self->origin_);
            self->read();
        });
    }

    void send(Bytes packet, bool text) override {
        if (ended_ || !packet) return;
        backlog_.add(packet->size());
        outbox_.push_back({std::move(packet), text});
        write();
    }

    std::size_t queued() const override { return backlog_.bytes(); }

    void pause(bool stop) override {
        paused_ = stop;
        if (!stop) read();
    }

    // Says why, if the client still listens; the socket is gone a second later at most. The desk hears of it at once.
    void close(std::string_view why) override {
        if (ended_) return;
        log_closed(origin_, why);
        ended_ = true;
        if (outbox_.size() > 1) outbox_.erase(outbox_.begin() + (writing_ ? 1 : 0), outbox_.end());
        const auto self = shared_from_this();
        asio::post(stream_.get_executor(), [self] { self->leave(); });
        timer_.expires_after(farewell_);
        timer_.async_wait([self](error_code) { self->shut(); });
        const websocket::close_reason reason(websocket::close_code::policy_error,
                                             beast::string_view(why.data(), std::min<std::size_t>(why.size(), 120)));
        stream_.async_close(reason, [self](error_code) {
            self->timer_.cancel();
            self->shut();
        });
    }

    void end() override {
        ended_ = true;
        timer_.cancel();
        shut();
        leave();
    }

private:
    struct Frame {
        Bytes bytes;
        bool text;
    };

    void shut() { beast::get_lowest_layer(stream_).close(); }

    void leave() {
        const auto self = shared_from_this();
        const auto house = house_.lock();
        if (!house || house->connections.erase(self) == 0) return;
        if (id_) house->reception.left(id_);
    }

    void read() {
        if (ended_ || reading_ || paused_) return;
        reading_ = true;
        stream_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
            self->reading_ = false;
            if (self->ended_) return;
            error ? self->end() : self->received();
        });
    }

    void received() {
        const auto house = house_.lock();
        if (!house) return;
        const auto data = buffer_.cdata();
        house->reception.received(id_, {static_cast<const std::byte*>(data.data()), data.size()}, stream_.got_text());
        buffer_.consume(buffer_.size());
        if (buffer_.capacity() > 64 * 1024) buffer_.shrink_to_fit();
        read();
    }

    void write() {
        if (ended_ || writing_ || outbox_.empty()) return;
        writing_ = true;
        const Frame& front = outbox_.front();
        stream_.binary(!front.text);
        stream_.async_write(asio::buffer(*front.bytes), [self = shared_from_this()](error_code error, std::size_t) {
            self->writing_ = false;
            if (!self->ended_) error ? self->end() : self->wrote();
        });
    }

    void wrote() {
        const bool drained = backlog_.take(outbox_.front().bytes->size());
        outbox_.pop_front();
        write();
        if (const auto house = drained ? house_.lock() : nullptr) house->reception.drained(id_);
    }

    std::weak_ptr<HttpHouse> house_;
    std::chrono::milliseconds farewell_;
    websocket::stream<beast::tcp_stream, false> stream_;
    asio::steady_timer timer_;
    Origin origin_;
    Upgrade upgrade_;
    ClientId id_ = 0;
    beast::flat_buffer buffer_;
    std::deque<Frame> outbox_;
    Backlog backlog_;
    bool reading_ = false, writing_ = false, paused_ = false, ended_ = false;
};

}  // namespace

void start_ws_session(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin,
                      Upgrade upgrade) {
    const auto session = std::make_shared<WsSession>(house, std::move(socket), std::move(origin), std::move(upgrade));
    house->connections.insert(session);
    session->start();
}

}  // namespace tutti
