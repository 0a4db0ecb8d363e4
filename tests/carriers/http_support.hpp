#pragma once
// An HTTP carrier on a free port with a page's folder behind it, and requests as bytes. What every HTTP test starts
// with.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/carriers/http.hpp"
#include "tests/carriers/support.hpp"

namespace tutti::testing {

class HttpTest : public CarrierTest {
protected:
    HttpTest() {
        char name[] = "/tmp/tutti-carriers-XXXXXX";
        root = ::mkdtemp(name);
        settings.page = root / "page";
        settings.hosts = {"desk.studio"};
    }
    ~HttpTest() override { std::filesystem::remove_all(root); }

    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    }

    Peer connect(int receive_buffer = 0) {
        if (port == 0)
            port = loop.hold<HttpCarrier>(boost::asio::ip::tcp::endpoint(loopback, 0), static_cast<Reception&>(desk),
                                          static_cast<HttpDesk&>(desk), settings)
                       .port();
        return Peer::tcp(port, receive_buffer);
    }

    // One request on a connection of its own; the whole answer.
    std::string ask(const std::string& request_line, const std::string& headers = "Host: localhost\r\n",
                    const std::string& body = {}) {
        Peer peer = connect();
        peer.send(request_line + " HTTP/1.1\r\nConnection: close\r\n" + headers +
                  (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body);
        return peer.receive(100 << 20);
    }
    std::string asked() {
        return loop.run([&] { return desk.asked; });
    }

    std::filesystem::path root;
    HttpSettings settings;
    std::uint16_t port = 0;
};

// A body of so many pieces of 50,000 bytes, each of one letter.
class Pieces final : public HttpAnswer::Pieces {
public:
    explicit Pieces(int count) : left_(count) {}
    bool next(std::string& out) override {
        out.append(50'000, static_cast<char>('a' + left_ % 26));
        return --left_ > 0;
    }

    static HttpAnswer answer(int count) {
        HttpAnswer answer;
        answer.more = std::make_unique<Pieces>(count);
        return answer;
    }

private:
    int left_;
};

inline const std::string upgrade =
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

}  // namespace tutti::testing
