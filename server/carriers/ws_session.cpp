#include "server/carriers/ws_session.hpp"

#include <boost/asio/post.hpp>
#include <chrono>

namespace tutti {

namespace websocket = beast::websocket;

namespace {

constexpr std::size_t kLongestMessage = 1u << 20;
constexpr auto kGoodbye = std::chrono::seconds(1);
constexpr std::size_t kLongestReason = 123;

// A close frame holds 123 bytes of UTF-8.
std::string_view shortened(std::string_view text) {
    if (text.size() <= kLongestReason) return text;
    auto end = kLongestReason;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

WsSession::WsSession(std::shared_ptr<HttpHouse> house, beast::tcp_stream stream, Origin origin)
    : house_(std::move(house)),
      stream_(std::move(stream)),
      deadline_(stream_.get_executor()),
      origin_(std::move(origin)) {
    origin_.protocol = "ws";
}

void WsSession::accept(http::request<http::string_body> request) {
    request_ = std::move(request);
    beast::get_lowest_layer(stream_).expires_never();  // the WebSocket has timeouts of its own
    watch_for_silence(true);
    stream_.read_message_max(0);  // read() sees to it
    stream_.auto_fragment(false);
    stream_.async_accept(request_, [self = shared_from_this()](beast::error_code error) { self->on_accept(error); });
}

void WsSession::on_accept(beast::error_code error) {
    if (gone_) return;
    request_ = {};
    if (error) return finish();
    stream_.control_callback(
        [this](websocket::frame_type kind, beast::string_view payload) { on_control(kind, payload); });
    id_ = house_->reception.arrived(*this, origin_);
    read();
}

void WsSession::stop() {
    finish();
}

// A silent client is pinged, and has to answer. Who is not read cannot be heard to answer.
void WsSession::watch_for_silence(bool watch) {
    const auto patience = house_->settings.patience;
    stream_.set_option(
        websocket::stream_base::timeout{patience, watch ? patience : websocket::stream_base::none(), watch});
}

// Of a message that is too long the desk gets the first bytes, one more than it takes, and refuses them.
void WsSession::read() {
    if (reading_ || paused_ || closing_ || gone_) return;
    reading_ = true;
    auto done = [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_read(error); };
    if (buffer_.size() <= kLongestMessage)
        stream_.async_read_some(buffer_, kLongestMessage + 1 - buffer_.size(), std::move(done));
    else
        stream_.async_read_some(net::buffer(passed_over_), std::move(done));
}

void WsSession::on_read(beast::error_code error) {
    reading_ = false;
    if (gone_) return;
    if (error) return finish();
    if (!stream_.is_message_done()) return read();
    if (!closing_) {
        const auto data = buffer_.cdata();
        house_->reception.received(id_, {static_cast<const std::byte*>(data.data()), data.size()}, stream_.got_text());
    }
    buffer_.consume(buffer_.size());
    read();
}

void WsSession::pause(bool stop) {
    if (paused_ == stop) return;
    paused_ = stop;
    watch_for_silence(!stop);
    // Not from within the desk's call: the buffer may still be in its hands.
    if (!stop) net::post(stream_.get_executor(), [self = shared_from_this()] { self->read(); });
}

void WsSession::send(Bytes packet, bool text) {
    if (closing_ || gone_ || !packet) return;
    backlog_.add(packet->size());
    outbox_.push_back({std::move(packet), text});
    if (outbox_.size() == 1) write();
}

void WsSession::write() {
    const auto& frame = outbox_.front();
    stream_.text(frame.text);
    stream_.async_write(net::buffer(*frame.packet),
                        [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_write(error); });
}

void WsSession::on_write(beast::error_code error) {
    if (gone_) return;
    if (error) return finish();
    const bool drained = backlog_.take(outbox_.front().packet->size());
    outbox_.pop_front();
    if (!outbox_.empty())
        write();
    else if (closing_)
        say_goodbye();
    if (drained && !closing_) house_->reception.drained(id_);
}

// One at a time; one that is not answered for long is followed by no other, and the silence is noticed elsewhere.
void WsSession::measure() {
    if (pinging_ || closing_ || gone_ || paused_) return;
    pinging_ = true;
    const std::string words = std::to_string(++pings_);
    pinged_ = std::chrono::steady_clock::now();
    stream_.async_ping(websocket::ping_data(words.data(), words.size()),
                       [self = shared_from_this()](beast::error_code) {});
}

void WsSession::on_control(websocket::frame_type kind, beast::string_view payload) {
    if (kind != websocket::frame_type::pong || !pinging_ || payload != std::to_string(pings_)) return;
    pinging_ = false;
    const std::chrono::duration<float, std::milli> took = std::chrono::steady_clock::now() - pinged_;
    round_trip_ms_ = took.count();
}

// What is queued still goes out before the close frame, if the client takes it within a second.
void WsSession::close(std::string_view why) {
    if (closing_ || gone_) return;
    closing_ = true;
    why_ = shortened(why);
    deadline_.expires_after(kGoodbye);
    deadline_.async_wait([self = shared_from_this()](beast::error_code error) {
        if (!error) self->finish();
    });
    if (outbox_.empty()) say_goodbye();
}

void WsSession::say_goodbye() {
    if (goodbye_) return;
    goodbye_ = true;
    const websocket::close_reason reason(websocket::close_code::policy_error, why_);
    stream_.async_close(reason, [self = shared_from_this()](beast::error_code) { self->finish(); });
}

// Never called from within a Link's function, only from a handler or when the carrier ends.
void WsSession::finish() {
    if (gone_) return;
    gone_ = true;
    const auto self = shared_from_this();
    boost::system::error_code ignored;
    deadline_.cancel();
    beast::get_lowest_layer(stream_).socket().close(ignored);
    house_->connections.erase(self);
    if (id_ != 0) house_->reception.left(id_);
    // The frame being written stays until its handler has run.
    if (outbox_.size() > 1) outbox_.erase(outbox_.begin() + 1, outbox_.end());
}

}  // namespace tutti
