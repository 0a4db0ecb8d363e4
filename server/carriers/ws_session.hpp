#pragma once
// A WebSocket client: one whole frame is one packet. Private to the HTTP carrier, and the one header that knows Beast.
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/carriers/http_house.hpp"

namespace tutti {

// Answers the upgrade (already checked) and takes the client in.
void start_ws_session(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin,
                      boost::beast::http::request<boost::beast::http::string_body> upgrade);

}  // namespace tutti
