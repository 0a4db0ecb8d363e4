#pragma once
// One WebSocket: a Link whose packets are frames, binary ones for OSC and text ones for commands. One write is
// outstanding at a time, the rest waits in the outbox. The house keeps it until the desk has been told, once, that
// the client has left. State thread only.
#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <deque>

#include "server/carriers/backlog.hpp"
#include "server/carriers/http_session.hpp"

namespace tutti {

class WsSession final : public Link, public HttpConnection, public std::enable_shared_from_this<WsSession> {
public:
    WsSession(std::shared_ptr<HttpHouse> house, beast::tcp_stream stream, Origin origin);

    // Shakes hands; the desk hears of the client when that is done.
    void accept(http::request<http::string_body> request);
    void stop() override;

    void send(Bytes packet, bool text) override;
    std::size_t queued() const override { return backlog_.bytes(); }
    void pause(bool stop) override;
    void close(std::string_view why) override;
    float round_trip_ms() const override { return round_trip_ms_; }
    void measure() override;

private:
    struct Frame {
        Bytes packet;
        bool text;
    };

    void on_accept(beast::error_code error);
    void watch_for_silence(bool watch);
    void read();
    void on_read(beast::error_code error);
    void write();
    void on_write(beast::error_code error);
    void say_goodbye();
    void on_control(beast::websocket::frame_type kind, beast::string_view payload);
    void finish();

    std::shared_ptr<HttpHouse> house_;
    beast::websocket::stream<beast::tcp_stream, false> stream_;  // false: no deflate
    beast::flat_buffer buffer_;
    std::array<char, 4096> passed_over_;  // of a message that is too long
    http::request<http::string_body> request_;
    net::steady_timer deadline_;
    Origin origin_;
    ClientId id_ = 0;  // 0: not arrived yet

    std::deque<Frame> outbox_;  // the first one is being written
    Backlog backlog_;
    std::chrono::steady_clock::time_point pinged_{};
    unsigned pings_ = 0;  // what the last one said
    float round_trip_ms_ = 0;
    bool pinging_ = false;  // not sent yet, or not answered yet
    bool reading_ = false, paused_ = false;
    bool closing_ = false, goodbye_ = false, gone_ = false;
    std::string why_;
};

}  // namespace tutti
