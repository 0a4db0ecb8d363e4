#include "tests/bench/wire_sockets.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tutti::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(1);
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

Stream::Stream(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    const int one = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const sockaddr_in address = loopback(port);
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give_up("bench: connect");
}
Stream::~Stream() {
    close(fd_);
}

void Stream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) give_up("bench: send");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void Stream::fill(std::size_t wanted) {
    char chunk[65536];
    while (buffer_.size() < wanted) {
        const ssize_t n = recv(fd_, chunk, sizeof chunk, 0);
        if (n <= 0) give_up("bench: the desk hung up");
        buffer_.append(chunk, static_cast<std::size_t>(n));
    }
}

bool Stream::fill_some() {
    char chunk[65536];
    const ssize_t n = recv(fd_, chunk, sizeof chunk, MSG_DONTWAIT);
    if (n == 0) give_up("bench: the desk hung up");
    if (n < 0) return false;
    buffer_.append(chunk, static_cast<std::size_t>(n));
    return true;
}

OscStream::OscStream(Kind kind, int port) : Stream(port), kind_(kind) {
    if (kind == Kind::tcp) return;
    write(
        "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    while (buffer().find("\r\n\r\n") == std::string::npos) fill(buffer().size() + 1);
    buffer().erase(0, buffer().find("\r\n\r\n") + 4);
}

// TCP: int32 length, packet. WebSocket: FIN+binary, masked with zeros.
std::string OscStream::framed(std::string_view packet) const {
    std::string out;
    const std::size_t n = packet.size();
    if (kind_ == Kind::tcp) {
        for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift & 0xff);
    } else {
        out += static_cast<char>(0x82);
        if (n < 126) {
            out += static_cast<char>(0x80 | n);
        } else {
            out += static_cast<char>(0x80 | 126);
            out += static_cast<char>(n >> 8 & 0xff);
            out += static_cast<char>(n & 0xff);
        }
        out.append(4, '\0');
    }
    return out.append(packet);
}

bool OscStream::take(std::string& packet) {
    std::string& b = buffer();
    const auto byte = [&b](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(b[i])); };
    while (true) {
        std::size_t header = 0, size = 0;
        bool control = false, ping = false;
        if (kind_ == Kind::tcp) {
            if (b.size() < 4) return false;
            header = 4;
            size = byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
        } else {
            if (b.size() < 2) return false;
            control = (byte(0) & 0x08) != 0;
            ping = (byte(0) & 0x0f) == 0x09;
            size = byte(1) & 0x7f;
            header = size == 126 ? 4 : size == 127 ? 10 : 2;
            if (b.size() < header) return false;
            if (header > 2) {
                size = 0;
                for (std::size_t i = 2; i < header; ++i) size = size << 8 | byte(i);
            }
        }
        if (b.size() < header + size) return false;
        packet.assign(b, header, size);
        b.erase(0, header + size);
        if (!control) return true;
        if (ping)
            write(std::string{'\x8a', static_cast<char>(0x80 | size), 0, 0, 0, 0} +
                  packet);  // who is silent is dropped
    }
}

std::string OscStream::receive() {
    std::string packet;
    while (!take(packet)) fill(buffer().size() + 1);
    return packet;
}

int udp_socket(int port) {
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr_in address = loopback(port);
    const timeval patience{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give_up("bench: udp");
    return fd;
}

}  // namespace tutti::bench
