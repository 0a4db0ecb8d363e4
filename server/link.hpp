#pragma once
// The seam between carriers, which move bytes, and the desk, which gives them meaning. A carrier owns sockets and
// framing and knows no address of the desk; everything here runs on the one state thread.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tutti {

using Bytes = std::shared_ptr<const std::string>;  // one packet, encoded once, shared by all that get it
using ClientId = std::uint32_t;                    // never 0

// Where a client comes from.
struct Origin {
    std::string protocol;   // "udp", "tcp", "ws", "http"
    std::string address;    // "127.0.0.1:53122"
    bool local = true;      // from this machine (loopback)
    bool datagram = false;  // no connection: leases, small packets, no back pressure
};

// The outgoing side of one client, implemented by a carrier.
class Link {
public:
    // Queues one packet (text: a WebSocket text frame; else one OSC packet, framed as the carrier must). Never blocks,
    // never refuses: the desk looks at queued() before it makes more. A closed link ignores it.
    virtual void send(Bytes packet, bool text) = 0;
    // Bytes that the kernel has not taken yet.
    virtual std::size_t queued() const = 0;
    // Stops and resumes reading: back pressure for a client that asks faster than it reads answers.
    virtual void pause(bool stop) = 0;
    // Ends the connection; `why` goes into the log and a WebSocket's close frame (1008). Reception::left follows later.
    virtual void close(std::string_view why) = 0;
    // Datagrams: what is sent from now on goes to this port of the source's host; 0 = to the source itself.
    virtual void answer_port(std::uint16_t) {}
    // How long the network takes there and back, as last measured; 0: nobody knows. measure() begins the next one.
    virtual float round_trip_ms() const { return 0; }
    virtual void measure() {}

protected:
    ~Link() = default;
};

// What a carrier calls, implemented by the desk (server/desk.hpp).
class Reception {
public:
    // A new client; `link` lives until left() has returned.
    virtual ClientId arrived(Link& link, Origin origin) = 0;
    virtual void received(ClientId client, std::span<const std::byte> packet, bool text) = 0;
    // The link's queue has become short enough (under 64 kB) after it was longer.
    virtual void drained(ClientId client) = 0;
    virtual void left(ClientId client) = 0;

protected:
    ~Reception() = default;
};

// HTTP as the desk answers it. The body comes in pieces, so that a big tree costs bounded work at a time.
struct HttpAnswer {
    unsigned status = 200;
    std::string body;  // complete, unless `more` is set
    std::string content_type = "application/json";
    class Pieces {
    public:
        virtual ~Pieces() = default;
        virtual bool next(std::string& out) = 0;  // appends up to 64 kB; false when that was the last
    };
    std::unique_ptr<Pieces> more;
};
struct HttpQuestion {
    std::string_view method;  // GET, HEAD or PUT
    std::string_view path;    // still percent-encoded, without query
    std::string_view query;   // behind '?', still encoded
    std::string_view body;    // PUT
    std::string_view bearer;  // token of `Authorization: Bearer`, or empty
    const Origin& origin;
};
class HttpDesk {
public:
    virtual HttpAnswer answer(const HttpQuestion& question) = 0;
    virtual bool reading_needs_login() const = 0;  // then no Access-Control-Allow-Origin: *

protected:
    ~HttpDesk() = default;
};

}  // namespace tutti
