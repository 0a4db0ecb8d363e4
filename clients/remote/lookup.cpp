#include "clients/remote/lookup.hpp"

#include <netdb.h>

#include <cstring>
#include <thread>

namespace tutti::remote {

namespace {

constexpr const char* usual_host = "127.0.0.1";
constexpr const char* usual_port = "9000";

struct Place {
    std::string host, port;
};

// HOST:PORT, HOST, :PORT, [V6ADDRESS]:PORT
Place place_of(const std::string& desk) {
    Place place{desk, usual_port};
    const std::size_t colon = desk.rfind(':');
    if (desk.starts_with('[')) {
        const std::size_t end = desk.find(']');
        place.host = desk.substr(1, end - 1);
        if (end != std::string::npos && colon == end + 1) place.port = desk.substr(colon + 1);
    } else if (colon != std::string::npos) {
        place = {desk.substr(0, colon), desk.substr(colon + 1)};
    }
    if (place.host.empty()) place.host = usual_host;
    return place;
}

}  // namespace

bool Lookup::find(const std::string& desk, int flags, Found& found) {
    const Place place = place_of(desk);
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo* list = nullptr;
    if (const int error = getaddrinfo(place.host.c_str(), place.port.c_str(), &hints, &list)) {
        found.why = "no such host: " + desk + ": " + gai_strerror(error);
        return false;
    }
    for (const addrinfo* one = list; one; one = one->ai_next) {
        Address& address = found.addresses.emplace_back();
        std::memcpy(&address.bytes, one->ai_addr, one->ai_addrlen);
        address.size = one->ai_addrlen;
    }
    freeaddrinfo(list);
    return true;
}

void Lookup::start() {
    if (!done()) return;
    found_ = std::make_shared<Found>();
    if (find(desk_, AI_NUMERICHOST | AI_NUMERICSERV, *found_)) {
        found_->ready = true;
        return;
    }
    std::thread([desk = desk_, found = found_] {
        found->why.clear();
        find(desk, 0, *found);
        found->ready = true;
    }).detach();
}

}  // namespace tutti::remote
