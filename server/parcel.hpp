#pragma once
// Gathers values for one client into packets of the size its carrier likes: an OSC message or bundle (at most 1,200
// bytes on a datagram), or `{"CHANGES": {…}, "REVISION": n}` for clients that asked for text. State thread only.
#include "server/notices.hpp"

namespace tutti {

class Notices::Parcel {
public:
    Parcel(const Console& console, Client& client) : console_(console), client_(client) {}
    ~Parcel() { send(); }
    Parcel(const Parcel&) = delete;
    Parcel& operator=(const Parcel&) = delete;

    // What follows is OSC whatever the client likes, or goes to another port of a datagram source's host.
    void form(bool osc, std::uint16_t port);
    void add(Slot slot, std::string_view encoded = {});  // encoded: its OSC message, where it exists already
    void send() { send(console_.revision()); }

private:
    void send(Revision revision);

    const Console& console_;
    Client& client_;
    bool text_ = client_.json;
    std::uint16_t port_ = 0;
    std::string body_, message_;
    int count_ = 0;
};

// What a bundle grows to, on a datagram and elsewhere.
inline constexpr std::size_t kDatagramBundle = 1200;
inline constexpr std::size_t kStreamBundle = 64 * 1024;

}  // namespace tutti
