#pragma once
// What the desk has told, by address, and what is known of a parameter without it: its row of the table. The surface's
// own moves are put in as they are made, since the desk does not echo them. One thread.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "clients/remote/value.hpp"
#include "engine/console/row.hpp"

namespace tutti::surface {

class Mirror {
public:
    void told(const std::string& address, const remote::Value& value);
    void forget();  // all comes anew

    bool known(const std::string& address) const { return values_.contains(address); }
    double number(const std::string& address, double otherwise = 0) const;
    int whole(const std::string& address) const;  // the nearest one that an int holds; 0: none
    bool flag(const std::string& address) const { return number(address) != 0; }
    std::string text(const std::string& address) const;  // empty: none, or no text

    // How many there are of "channel", "bus"...: the greatest number that was told.
    int count(const std::string& family) const;

private:
    static constexpr std::size_t kLongestText = 256;

    std::unordered_map<std::string, remote::Value> values_;
    std::unordered_map<std::string, int> counts_;
};

// The row of the parameter table that an address belongs to, on whatever desk; nullptr: none.
const Row* row_of(std::string_view address);

// "/channel/5/send/3/level" lies in the strip "/channel/5"; empty: in none.
std::string_view strip_of(std::string_view address);

// "/bus/3" is the third of its kind; 0: the strip has no number, or none that a desk can have.
int number_of(std::string_view strip);

}  // namespace tutti::surface
