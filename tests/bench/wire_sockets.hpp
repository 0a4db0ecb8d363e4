#pragma once
// Plain blocking clients for the bench: OSC over TCP with length prefixes, OSC in WebSocket frames, UDP. They end the
// program where the connection breaks.
#include <sys/types.h>
#include <cstdint>
#include <string>
#include <string_view>

namespace tutti::bench {

class Stream {
public:
    explicit Stream(int port);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    int fd() const { return fd_; }
    void write(std::string_view bytes);
    void fill(std::size_t wanted);  // reads until `wanted` bytes wait in buffer()
    bool fill_some();               // one read; false where nothing is there (non-blocking)
    std::string& buffer() { return buffer_; }

private:
    int fd_;
    std::string buffer_;
};

// One OSC packet at a time, over a stream.
class OscStream : public Stream {
public:
    enum class Kind { tcp, websocket };
    OscStream(Kind kind, int port);
    std::string framed(std::string_view packet) const;
    void send(std::string_view packet) { write(framed(packet)); }
    std::string receive();           // the next packet
    bool take(std::string& packet);  // one that has been read already

private:
    Kind kind_;
};

int udp_socket(int port);  // connected to 127.0.0.1:port

}  // namespace tutti::bench
