// The anchors of the wire bench: a bare liblo echo over UDP and a bare Beast WebSocket echo.
#include <lo/lo.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "tests/bench/wire_desk.hpp"

namespace tutti::bench {
namespace {

int echo(const char* path, const char*, lo_arg**, int, lo_message message, void* server) {
    lo_send_message_from(lo_message_get_source(message), server, path, message);
    return 0;
}

}  // namespace

void serve_liblo_echo(int port) {
    const lo_server server = lo_server_new_with_proto(std::to_string(port).c_str(), LO_UDP, nullptr);
    lo_server_add_method(server, nullptr, nullptr, echo, server);
    while (true) lo_server_recv(server);
}

void serve_beast_echo(int port) {
    namespace asio = boost::asio;
    using asio::ip::tcp;
    asio::io_context io(1);
    tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)});
    boost::beast::websocket::stream<tcp::socket> ws(acceptor.accept());
    ws.next_layer().set_option(tcp::no_delay(true));
    ws.accept();
    ws.binary(true);
    ws.auto_fragment(false);
    boost::beast::flat_buffer buffer;
    std::function<void()> read = [&] {
        ws.async_read(buffer, [&](boost::system::error_code error, std::size_t) {
            if (error) return;
            ws.async_write(buffer.data(), [&](boost::system::error_code failed, std::size_t) {
                if (failed) return;
                buffer.consume(buffer.size());
                read();
            });
        });
    };
    read();
    io.run();
}

}  // namespace tutti::bench
