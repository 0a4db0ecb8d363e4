#pragma once
// What an X32 client wants again and again: parameters, formatted lists of them, and meters. Each has a name, a lease
// of 10 s and a time factor: every 50 ms times it. Bounded in number. State thread only.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/client.hpp"
#include "server/x32/meters.hpp"

namespace tutti::x32 {

struct Subscribed {
    enum class What : std::uint8_t { leaf, list, meters } what = What::leaf;
    int factor = 1;
    std::uint64_t next = 0;  // the tick at which it goes out again
    Time until{};
    std::vector<std::uint32_t> leaves = {};  // kNoLeaf: an address that is none
    MeterKind meters = {};
    MeterPoints missed = {};  // peaks since it last went out, where that is more than a tick
};

class Subscriptions {
public:
    // The same name again takes the place of what it was; one too many is passed over.
    void set(std::string_view name, Subscribed wanted);
    // Of all where the name is empty.
    void renew(std::string_view name, Time until);
    void end(std::string_view name);
    void expire(Time now);
    bool empty() const { return all_.empty(); }
    std::map<std::string, Subscribed>& all() { return all_; }

    static constexpr std::size_t kMost = 64;

private:
    std::map<std::string, Subscribed> all_;
};

// 1 to 99; whatever else is 1.
int time_factor(std::int32_t asked);

}  // namespace tutti::x32
