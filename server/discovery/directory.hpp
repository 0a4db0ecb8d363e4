#pragma once
// The network's directory (DNS-SD), by the machine's Avahi daemon: announces this desk under its name, and finds other
// desks. On a thread of its own, since D-Bus can keep its callers waiting. Where there is no Avahi, nothing is
// announced and nobody is found; once there is one, everything is announced again by itself.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tutti {

struct Announced {
    std::string type;  // "_oscjson._tcp"
    std::uint16_t port = 0;
    std::vector<std::string> text;  // TXT, "key=value"
    bool operator==(const Announced&) const = default;
};

// Another desk, as it says itself; 0: it has none.
struct FoundDesk {
    std::string name, address, version;
    int http = 0, https = 0, osc = 0;
    bool operator==(const FoundDesk&) const = default;
};

class Directory {
public:
    using Found = std::function<void(std::vector<FoundDesk>)>;

    // `name`: what is announced, with " #2" behind it where another has it. `found` is called on the directory's
    // thread, at most ten times a second, with at most kMost desks.
    Directory(std::string name, Found found);
    ~Directory();  // says goodbye
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    // From now on these, and no others. Returns at once. Any one thread.
    void announce(std::vector<Announced> services);

    static constexpr std::size_t kMost = 64;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace tutti
