#include "clients/surface/mcu/scale.hpp"

#include <algorithm>
#include <cmath>

#include "clients/surface/mcu/event.hpp"

namespace tutti::surface {

Scale::Scale() : marks_{{0, -90}, {1024, -60}, {4096, -30}, {8192, -10}, {12288, 0}, {kTop, 10}} {}

double Scale::db(int position) const {
    if (position <= marks_.front().first) return marks_.front().second;
    for (std::size_t i = 1; i < marks_.size(); ++i) {
        const auto [from, low] = marks_[i - 1];
        const auto [to, high] = marks_[i];
        if (position <= to) return low + (high - low) * (position - from) / (to - from);
    }
    return marks_.back().second;
}

int Scale::position(double db) const {
    if (!(db > marks_.front().second)) return marks_.front().first;
    for (std::size_t i = 1; i < marks_.size(); ++i) {
        const auto [from, low] = marks_[i - 1];
        const auto [to, high] = marks_[i];
        if (db <= high) return static_cast<int>(std::lround(from + (to - from) * (db - low) / (high - low)));
    }
    return marks_.back().first;
}

std::optional<std::string> Scale::complaint(const Marks& marks) {
    if (marks.size() < 2) return "a scale has at least two marks";
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].first < 0 || marks[i].first > kTop) return "positions go from 0 to 16383";
        if (!(marks[i].second >= -90 && marks[i].second <= 10)) return "dB go from -90 (off) to 10";
        if (i > 0 && (marks[i].first <= marks[i - 1].first || marks[i].second <= marks[i - 1].second))
            return "each mark is higher than the one before it, in position and in dB";
    }
    return std::nullopt;
}

}  // namespace tutti::surface
