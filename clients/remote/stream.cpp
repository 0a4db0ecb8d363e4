#include "clients/remote/stream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

namespace tutti::remote {

namespace {

constexpr std::size_t most_waiting = 4 << 20;
constexpr int pieces_a_turn = 16;  // then the owner gets its turn again

}  // namespace

void Stream::open(const Address& address) {
    close();
    file_ = socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (file_ < 0) return fail(std::strerror(errno));
    const int yes = 1;
    setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connecting_ = true;
    if (connect(file_, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0 && errno != EINPROGRESS)
        fail(std::strerror(errno));
}

void Stream::close() {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
    connecting_ = false;
    why_.clear();
    waiting_.clear();
    reader_.emplace();
}

short Stream::events() const {
    return static_cast<short>(connecting_ ? POLLOUT : waiting_.empty() ? POLLIN : POLLIN | POLLOUT);
}

void Stream::fail(const std::string& why) {
    if (why_.empty()) why_ = why;
}

void Stream::send(const std::vector<Message>& messages) {
    if (broken() || file_ < 0) return;
    waiting_ += encode_packet(messages);
    if (waiting_.size() > most_waiting) return fail("takes no more");
    if (!connecting_) write();
}

void Stream::write() {
    std::string_view left = waiting_;
    while (!left.empty()) {
        const ssize_t count = ::send(file_, left.data(), left.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            left.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            return fail(std::string("hung up: ") + std::strerror(errno));
        }
    }
    waiting_.erase(0, waiting_.size() - left.size());
}

void Stream::finish_connecting() {
    pollfd file = {file_, POLLOUT, 0};
    if (::poll(&file, 1, 0) <= 0) return;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(file_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) return fail(std::strerror(error));
    connecting_ = false;
}

std::size_t Stream::turn(std::deque<Message>& messages) {
    if (connecting_ && !broken()) finish_connecting();
    if (connecting_ || broken() || file_ < 0) return 0;
    std::size_t bytes = 0;
    for (int piece = 0; piece < pieces_a_turn && !broken(); ++piece) {
        std::array<std::byte, 65536> buffer;
        const ssize_t count = recv(file_, buffer.data(), buffer.size(), 0);
        if (count == 0) fail("hung up");
        if (count < 0 && errno != EAGAIN && errno != EINTR) fail(std::string("hung up: ") + std::strerror(errno));
        if (count <= 0) break;
        bytes += static_cast<std::size_t>(count);
        if (!reader_->read(std::span(buffer).first(static_cast<std::size_t>(count)), messages))
            fail("speaks no OSC: is this a Tutti desk's OSC port?");
    }
    if (!broken()) write();
    return bytes;
}

}  // namespace tutti::remote
