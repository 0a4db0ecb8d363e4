// Where a desk is: HOST:PORT made into addresses to try. Addresses in numbers are there at once; a name is asked for on
// a thread of its own, since that can take seconds, and its answer is looked for with done(). One thread owns a Lookup.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace tutti::remote {

struct Address {
    sockaddr_storage bytes = {};
    socklen_t size = 0;
};

class Lookup {
public:
    explicit Lookup(const std::string& desk) : desk_(desk) {}

    void start();
    bool done() const { return !found_ || found_->ready; }

    // Once it is done: in the order in which they are to be tried, or none and why.
    const std::vector<Address>& addresses() const { return found_->addresses; }
    const std::string& why() const { return found_->why; }

private:
    struct Found {
        std::vector<Address> addresses;
        std::string why;
        std::atomic<bool> ready{false};
    };
    static bool find(const std::string& desk, int flags, Found& found);

    std::string desk_;
    std::shared_ptr<Found> found_;  // shared with the thread that asks, which may outlive us
};

}  // namespace tutti::remote
