#pragma once
// One HTTP/1.1 connection: reads a request, finds who answers it, writes the answer, and so on until either side closes
// or the connection becomes a WebSocket. Also what all connections of one carrier share.
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "server/carriers/http.hpp"
#include "server/carriers/static_files.hpp"

namespace tutti {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;

// A connection, which the house keeps until it has ended, whether anything is under way on it or not.
class HttpConnection {
public:
    virtual void stop() = 0;  // closes the socket at once; the desk is not called any more once it has returned

protected:
    ~HttpConnection() = default;
};

struct HttpHouse {
    HttpHouse(Reception& clients, HttpDesk& nodes, HttpSettings given)
        : reception(clients), desk(nodes), settings(std::move(given)), files(settings.page) {}

    Reception& reception;
    HttpDesk& desk;
    const HttpSettings settings;
    const StaticFiles files;
    std::set<std::shared_ptr<HttpConnection>> connections;

    // Why an upgrade or a PUT is not let in, from the Host and Origin headers; empty when it is.
    std::string_view refusal(const http::fields& headers) const;
};

class HttpSession final : public HttpConnection, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(std::shared_ptr<HttpHouse> house, net::ip::tcp::socket socket, Origin origin);

    void read();
    void stop() override;

private:
    using Head = http::response_header<>;

    // Reading.
    void on_header(beast::error_code error);
    void read_body();
    void on_request(beast::error_code error);
    void refuse_broken(beast::error_code error);
    void upgrade();

    // Finding the answer; each ends in reply().
    void answer();
    void answer_file(std::string_view path, bool favicon);
    void answer_node(std::string_view path, std::string_view query);
    void answer_authority();
    void answer_options();
    void error(http::status status, std::string_view code, std::string_view reason);
    void text(http::status status, std::string_view body);
    void redirect(std::string_view query);
    bool only_reading();  // else answers 405

    // Writing: body_, or more_ in pieces.
    void reply(std::optional<std::uint64_t> length);
    void next_piece();
    void written(beast::error_code error, bool last);
    void linger();
    void drop();

    std::shared_ptr<HttpHouse> house_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    Origin origin_;

    Head head_;
    std::string body_;
    std::unique_ptr<HttpAnswer::Pieces> more_;
    std::string out_;          // what is being written
    std::uint64_t still_ = 0;  // bytes of a file not yet written
    bool chunked_ = false, by_length_ = false, keep_ = true, gone_ = false;
    std::size_t lingered_ = 0;
};

}  // namespace tutti
