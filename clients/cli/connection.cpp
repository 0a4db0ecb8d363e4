#include "clients/cli/connection.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>

#include "clients/cli/interruption.hpp"

namespace tutti::cli {

namespace {

constexpr const char* usual_host = "127.0.0.1";
constexpr const char* usual_port = "9000";

struct Place {
    std::string host, port;
};

// HOST:PORT, HOST, :PORT, [V6ADDRESS]:PORT
Place place_of(const std::string& desk) {
    Place place{desk, usual_port};
    const std::size_t colon = desk.rfind(':');
    if (desk.starts_with('[')) {
        const std::size_t end = desk.find(']');
        place.host = desk.substr(1, end - 1);
        if (end != std::string::npos && colon == end + 1) place.port = desk.substr(colon + 1);
    } else if (colon != std::string::npos) {
        place = {desk.substr(0, colon), desk.substr(colon + 1)};
    }
    if (place.host.empty()) place.host = usual_host;
    return place;
}

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(const std::string& desk) {
    const Place place = place_of(desk);
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int error = getaddrinfo(place.host.c_str(), place.port.c_str(), &hints, &found))
        throw ConnectionLost("no such host: " + desk + ": " + gai_strerror(error));
    return {found, &freeaddrinfo};
}

// A connected socket that does not block, or -1 and errno.
int connect_to(const addrinfo& address, std::chrono::steady_clock::time_point until) {
    const int file = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (file < 0) return -1;
    int error = connect(file, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        socklen_t size = sizeof error;
        if (wait_for(file, true, until) == Ready::nothing)
            error = ETIMEDOUT;
        else
            getsockopt(file, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error == 0) {
        const int yes = 1;
        setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        return file;
    }
    close(file);
    errno = error;
    return -1;
}

const std::string* text_at(const Message& message, std::size_t index) {
    return index < message.arguments.size() ? std::get_if<std::string>(&message.arguments[index]) : nullptr;
}

bool is_synced(const Message& message, int token) {
    return message.address == "/synced" && !message.arguments.empty() && message.arguments.front() == Value(token);
}

}  // namespace

Connection::Connection(const std::string& desk, std::chrono::milliseconds timeout) : desk_(desk), timeout_(timeout) {
    const Addresses addresses = resolve(desk);
    const auto until = deadline();
    for (const addrinfo* one = addresses.get(); one && socket_ < 0; one = one->ai_next)
        socket_ = connect_to(*one, until);
    if (socket_ < 0)
        throw ConnectionLost("no desk at " + desk + ": " + std::strerror(errno) + " (is tuttid running? see --host)");
}

Connection::~Connection() {
    close(socket_);
}

void Connection::send(const std::vector<Message>& messages) {
    write_all(encode_packet(messages));
}

// While the desk does not take our bytes, its own are read, so that neither side can wait for the other for ever.
void Connection::write_all(std::string_view left) {
    const auto until = deadline();
    while (!left.empty()) {
        const ssize_t count = ::send(socket_, left.data(), left.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            left.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            const Ready ready = wait_for(socket_, true, until);
            if (ready == Ready::nothing) throw ConnectionLost(desk_ + " takes no more");
            if (ready == Ready::input) read_some();
        } else if (errno != EINTR) {
            throw ConnectionLost(desk_ + " hung up: " + std::strerror(errno));
        }
    }
}

void Connection::read_some() {
    std::array<std::byte, 65536> piece;
    const ssize_t count = recv(socket_, piece.data(), piece.size(), 0);
    if (count == 0) throw ConnectionLost(desk_ + " hung up");
    if (count < 0 && errno != EAGAIN && errno != EINTR) throw ConnectionLost(desk_ + ": " + std::strerror(errno));
    if (count <= 0) return;
    if (!reader_.read(std::span(piece).first(static_cast<std::size_t>(count)), messages_))
        throw ConnectionLost(desk_ + " speaks no OSC: is this a Tutti desk's OSC port?");
}

std::optional<Message> Connection::receive(std::chrono::steady_clock::time_point until) {
    while (messages_.empty()) {
        if (wait_for(socket_, false, until) == Ready::nothing) return std::nullopt;
        read_some();
    }
    Message message = std::move(messages_.front());
    messages_.pop_front();
    return message;
}

Answers Connection::ask(const std::vector<Message>& messages) {
    const int token = ++token_;
    send(messages);
    send({{"/sync", {token}}});
    Answers answers;
    while (auto message = receive(deadline())) {
        if (is_synced(*message, token)) return answers;
        if (auto refusal = refusal_in(*message))
            answers.refusals.push_back(std::move(*refusal));
        else
            answers.messages.push_back(std::move(*message));
    }
    throw ConnectionLost(desk_ + " does not answer");
}

std::optional<Refusal> refusal_in(const Message& message) {
    if (message.address != "/error") return std::nullopt;
    Refusal refusal;
    if (const auto* address = text_at(message, 0)) refusal.address = *address;
    if (const auto* code = text_at(message, 1)) refusal.code = *code;
    if (const auto* reason = text_at(message, 2)) refusal.reason = *reason;
    return refusal;
}

}  // namespace tutti::cli
