#pragma once
// One WebSocket: a Link whose packets are frames, binary ones for OSC and text ones for commands. One write is
// outstanding at a time, the rest waits in the outbox; the desk is told once that the client has left.
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>

#include "server/carriers/http_session.hpp"

namespace tutti {

class WsSession final : public Link, public HttpConnection, public std::enable_shared_from_this<WsSession> {
public:
    WsSession(std::shared_ptr<HttpShop> shop, beast::tcp_stream stream, Origin origin);
    ~WsSession();

    // Shakes hands; the desk hears of the client when that is done.
    void accept(http::request<http::string_body> request);
    void stop() override;

    void send(Bytes packet, bool text) override;
    std::size_t queued() const override { return queued_; }
    void pause(bool stop) override;
    void close(std::string_view why) override;

private:
    struct Frame {
        Bytes packet;
        bool text;
    };

    void on_accept(beast::error_code error);
    void read();
    void on_read(beast::error_code error);
    void write();
    void on_write(beast::error_code error);
    void say_goodbye();
    void finish();

    std::shared_ptr<HttpShop> shop_;
    beast::websocket::stream<beast::tcp_stream, false> stream_;  // false: no deflate
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    net::steady_timer deadline_;
    Origin origin_;
    ClientId id_ = 0;  // 0: not arrived yet

    std::deque<Frame> outbox_;  // the first one is being written
    std::size_t queued_ = 0;
    bool was_long_ = false;
    bool reading_ = false, paused_ = false;
    bool closing_ = false, goodbye_ = false, gone_ = false;
    std::string why_;
};

}  // namespace tutti
