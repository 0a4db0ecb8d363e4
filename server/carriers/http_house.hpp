#pragma once
// What the sessions of the HTTP carrier share. Private to the carrier; a session holds it weakly, for handlers may
// outlive the carrier while the loop ends. State thread only.
#include <memory>
#include <set>

#include "server/carriers/http.hpp"
#include "server/carriers/net.hpp"

namespace tutti {

// One connection, whatever it speaks.
class HttpConnection {
public:
    virtual ~HttpConnection() = default;
    virtual void end() = 0;  // at once; the connection takes itself out of the house
};

struct HttpHouse {
    HttpHouse(Reception& r, HttpDesk& d, HttpSettings s) : reception(r), desk(d), settings(std::move(s)) {}

    Reception& reception;
    HttpDesk& desk;
    HttpSettings settings;
    std::set<std::shared_ptr<HttpConnection>> connections;
};

void start_http_session(const std::shared_ptr<HttpHouse>& house, asio::ip::tcp::socket socket, Origin origin);

}  // namespace tutti
