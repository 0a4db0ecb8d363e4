#include "tests/wire/clients.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <bit>
#include <stdexcept>

namespace tutti::wire {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto kPatience = 30s;

std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
    return out;
}

std::span<const std::byte> raw(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}
std::string text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Value own(const Argument& argument) {
    return std::visit(
        [](const auto& value) -> Value {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, std::string_view>)
                return std::string(value);
            else if constexpr (std::is_same_v<T, Blob>)
                return text_of(value);
            else
                return value;
        },
        argument);
}

}  // namespace

float Heard::number(std::size_t i) const {
    return i < values.size() && std::holds_alternative<float>(values[i]) ? std::get<float>(values[i]) : -12345.0F;
}

std::int64_t Heard::whole(std::size_t i) const {
    if (i >= values.size()) return -12345;
    if (const auto* h = std::get_if<std::int64_t>(&values[i])) return *h;
    if (const auto* n = std::get_if<std::int32_t>(&values[i])) return *n;
    if (const auto* b = std::get_if<bool>(&values[i])) return *b ? 1 : 0;
    return -12345;
}

std::string Heard::text(std::size_t i) const {
    return i < values.size() && std::holds_alternative<std::string>(values[i]) ? std::get<std::string>(values[i])
                                                                               : "(no text)";
}

HeardList of(const HeardList& all, const std::string& address) {
    HeardList some;
    for (const Heard& heard : all)
        if (heard.address == address) some.push_back(heard);
    return some;
}

HeardList but_answers_to_sync(HeardList all) {
    std::erase_if(all, [](const Heard& heard) { return heard.address == "/synced"; });
    return all;
}

std::string message(const std::string& address, std::initializer_list<Argument> values) {
    std::string out;
    osc::append_message(out, address, values);
    return out;
}

std::string bundle(const std::vector<std::string>& elements) {
    std::string out = std::string("#bundle\0", 8) + big_endian(1, 8);
    for (const std::string& element : elements) out += big_endian(element.size(), 4) + element;
    return out;
}

Socket::Socket(int type, std::uint16_t port, const std::string& host)
    : fd_(::socket(AF_INET, type == 2 ? SOCK_DGRAM : SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, host.c_str(), &to.sin_addr);
    const int large = 4 << 20;
    const int at_once = 1;  // else each second packet waits 40 ms for the answer to the first
    if (type == 2)
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
    else
        ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error("cannot connect");
}

Socket::~Socket() {
    ::close(fd_);
}

bool Socket::write(const std::string& bytes) const {
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::send(fd_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

bool Socket::read(std::string& into, int milliseconds) const {
    pollfd poll{fd_, POLLIN, 0};
    if (::poll(&poll, 1, milliseconds) <= 0) return false;
    static thread_local char buffer[1 << 16];
    const ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
    if (n <= 0) return ended_ = true, false;
    into.append(buffer, static_cast<std::size_t>(n));
    return true;
}

std::uint16_t Socket::own_port() const {
    sockaddr_in own{};
    socklen_t size = sizeof own;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&own), &size);
    return ntohs(own.sin_port);
}

void Client::heard(const std::string& packet) {
    if (decoder_.decode(raw(packet)) != osc::Fault::none) throw std::runtime_error("the desk sent no OSC: " + packet);
    ++packets_;
    for (const osc::Message& m : decoder_.messages()) {
        Heard heard{std::string(m.address), {}, packet.size(), packets_};
        for (const Argument& argument : m.arguments) heard.values.push_back(own(argument));
        waiting.push_back(std::move(heard));
    }
}

bool Client::listen(int milliseconds) {
    if (socket_->ended() || !socket_->read(bytes_, milliseconds)) return false;
    take(bytes_);
    return true;
}

HeardList Client::until(const std::function<bool(const Heard&)>& enough) {
    HeardList all;
    for (const auto end = Clock::now() + kPatience; Clock::now() < end;) {
        while (!waiting.empty()) {
            all.push_back(std::move(waiting.front()));
            waiting.pop_front();
            if (enough(all.back())) return all;
        }
        if (!listen(200) && socket_->ended()) throw std::runtime_error("the desk closed the connection");
    }
    std::string heard;
    for (std::size_t i = all.size() > 20 ? all.size() - 20 : 0; i < all.size(); ++i) heard += " " + all[i].address;
    throw std::runtime_error("not heard; but:" + heard);
}

HeardList Client::sync() {
    const int token = ++token_;
    send("/sync", {token});
    HeardList all = until([token](const Heard& h) { return h.address == "/synced" && h.whole() == token; });
    revision_of_sync = all.back().whole(1);
    return but_answers_to_sync(std::move(all));
}

Heard Client::get(const std::string& address) {
    send(address);
    return until([&](const Heard& h) { return h.address == address || (h.address == "/error" && h.text() == address); })
        .back();
}

void UdpClient::take(std::string& bytes) {
    heard(std::exchange(bytes, {}));
}

void TcpClient::send_packet(const std::string& packet) {
    std::string framed;
    by_ == By::length ? osc::append_length_prefixed(framed, packet) : osc::append_slip(framed, packet);
    socket_->write(framed);
}

void TcpClient::take(std::string& bytes) {
    if (!decoder_.feed(raw(bytes))) throw std::runtime_error("the desk's stream is broken");
    bytes.clear();
    for (std::span<const std::byte> packet; decoder_.next(packet);) heard(text_of(packet));
}

WsClient::WsClient(std::uint16_t port, const std::string& path, const std::string& host) : Client(1, port, host) {
    socket_->write("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                   "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   "Sec-WebSocket-Version: 13\r\n\r\n");
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos)
        if (!socket_->read(head, 30000)) throw std::runtime_error("no answer to the upgrade");
    if (!head.starts_with("HTTP/1.1 101")) throw std::runtime_error(head);
}

void WsClient::frame(int opcode, const std::string& payload) {
    std::string out(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126)
        out += static_cast<char>(0x80 | payload.size());
    else if (payload.size() < 65536)
        out += static_cast<char>(0x80 | 126) + big_endian(payload.size(), 2);
    else
        out += static_cast<char>(0x80 | 127) + big_endian(payload.size(), 8);
    const char mask[4] = {0x12, 0x34, 0x56, 0x78};
    out.append(mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
    socket_->write(out);
}

// The desk's frames are whole: no fragments are expected from it.
void WsClient::take(std::string& bytes) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    while (bytes.size() >= 2) {
        std::size_t size = at(1) & 0x7f, head = 2;
        const std::size_t further = size == 126 ? 2 : size == 127 ? 8 : 0;
        if (bytes.size() < head + further) return;
        if (further) size = 0;
        for (std::size_t i = 0; i < further; ++i) size = size << 8 | at(head++);
        if (bytes.size() < head + size) return;
        const int opcode = at(0) & 15;
        const std::string payload = bytes.substr(head, size);
        bytes.erase(0, head + size);
        if (opcode == 2)
            heard(payload);
        else if (opcode == 1)
            texts.push_back(payload);
        else if (opcode == 9)
            frame(10, payload);
        else if (opcode == 8 && size >= 2)
            close_code = static_cast<std::uint8_t>(payload[0]) << 8 | static_cast<std::uint8_t>(payload[1]);
    }
}

std::string WsClient::next_text() {
    for (const auto end = Clock::now() + kPatience; texts.empty();) {
        if (Clock::now() > end) throw std::runtime_error("no text frame came");
        if (!listen(200) && socket_->ended()) throw std::runtime_error("the desk closed the connection");
    }
    std::string text = std::move(texts.front());
    texts.pop_front();
    return text;
}

HttpReply http(const DeskProcess& desk, const std::string& first_line, const std::string& headers,
               const std::string& body) {
    Socket socket(1, desk.http_port(), desk.host());
    const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    socket.write(first_line + " HTTP/1.1\r\n" + headers + "Connection: close\r\n" + length + "\r\n" + body);
    std::string all;
    while (socket.read(all, 30000)) {
    }
    const std::size_t gap = all.find("\r\n\r\n");
    if (gap == std::string::npos) throw std::runtime_error("no HTTP answer: " + all);
    return {std::stoi(all.substr(9, 3)), all.substr(0, gap + 2), all.substr(gap + 4)};
}

std::string whole(const HttpReply& reply) {
    if (reply.head.find("Transfer-Encoding: chunked") == std::string::npos) return reply.body;
    std::string all;
    for (std::size_t at = 0; at < reply.body.size();) {
        const std::size_t size = std::stoul(reply.body.substr(at), nullptr, 16);
        at = reply.body.find("\r\n", at) + 2;
        if (size == 0) break;
        all += reply.body.substr(at, size);
        at += size + 2;
    }
    return all;
}

}  // namespace tutti::wire
