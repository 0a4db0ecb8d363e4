#pragma once
// Which family of a cue mix a strip is of: the eight that every desk has, then words of the studio's own in the order
// in which they first appeared; a word keeps its number for as long as a strip has it. Part of Console; state thread
// only.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/layout.hpp"

namespace tutti {

class Console;

class Families {
public:
    static constexpr int kNone = -1, kFixed = 8, kAll = rows::kFamilyNames;
    static constexpr int kOther = 7;  // what has no number of its own any more counts as other

    explicit Families(const Sizes& sizes);

    // Numbers count from 0.
    int of_channel(int channel) const { return of_[static_cast<std::size_t>(channel)]; }
    int of_bus(int bus) const { return of_[first_bus_ + static_cast<std::size_t>(bus)]; }
    int of_return(int fx) const { return of_[first_fx_ + static_cast<std::size_t>(fx)]; }
    std::string_view name(int family) const;
    unsigned version() const { return version_; }  // of the names

    // What a session kept of the studio's own words, so that they have the numbers that they had.
    void remember(const std::vector<std::string>& own);
    std::vector<std::string> own() const { return {own_.begin(), own_.end()}; }

    // After names of families have changed: which strips are of another family now, as places of their name's row.
    std::vector<Place> follow(const Console& console);

private:
    int number(std::string_view word) const;

    std::size_t first_bus_, first_fx_;
    std::vector<std::int8_t> of_;  // channels, buses, returns
    std::array<std::string, kAll - kFixed> own_;
    unsigned version_ = 1;
};

}  // namespace tutti
