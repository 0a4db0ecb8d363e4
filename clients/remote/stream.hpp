// One TCP connection that never blocks: OSC messages with their lengths ahead, in and out. What the kernel does not
// take waits here, up to a bound, beyond which the connection is given up. Owned by one thread.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "clients/remote/lookup.hpp"
#include "clients/remote/packets.hpp"

namespace tutti::remote {

class Stream {
public:
    Stream() = default;
    ~Stream() { close(); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void open(const Address& address);
    void close();

    bool connecting() const { return connecting_; }
    bool broken() const { return !why_.empty(); }
    const std::string& why() const { return why_; }  // it broke: what goes behind the desk's name in a sentence

    int file() const { return file_; }
    short events() const;

    void send(const std::vector<Message>& messages);
    // Takes and gives what it can without waiting. How many bytes came; the messages in them are appended.
    std::size_t turn(std::deque<Message>& messages);

private:
    void finish_connecting();
    void write();
    void fail(const std::string& why);

    int file_ = -1;
    bool connecting_ = false;
    std::string why_, waiting_;  // waiting: to be written
    std::optional<PacketReader> reader_;
};

}  // namespace tutti::remote
