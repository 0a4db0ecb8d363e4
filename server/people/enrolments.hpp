#pragma once
// OSC devices that are somebody without logging in: UDP has no identity, so the engineer says whose an address is. Kept
// in the session, a record each. State thread only.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/link.hpp"
#include "server/session/session_file.hpp"

namespace tutti {

struct Enrolment {
    std::string host;
    std::uint16_t port = 0;  // 0: any
    int user = 0;
};

class Enrolments {
public:
    void restore(std::span<const Record> records);

    // Who sends from there; 0: nobody is enrolled. One with a port goes before one with any.
    int user_of(const Origin& origin) const;

    // The number of a new one; 0 where there are too many.
    int add(Enrolment enrolment);
    bool remove(int id) { return all_.erase(id) > 0; }
    std::vector<int> remove_of(int user);  // says which
    const std::map<int, Enrolment>& all() const { return all_; }
    Record record(int id) const;  // with nothing in it where it is gone

    static constexpr std::size_t kMost = 256;

private:
    std::map<int, Enrolment> all_;
};

// "192.168.1.7" as Origin has it; nothing where it is no IP address.
std::optional<std::string> host_of(std::string_view address);

}  // namespace tutti
