#include "engine/console/families.hpp"

#include <algorithm>

#include "engine/console/console.hpp"

namespace tutti {
namespace {

constexpr std::array<std::string_view, Families::kFixed> kNames = {"drums", "band", "keys", "vocals",
                                                                   "click", "fx",   "talk", "other"};

}  // namespace

Families::Families(const Sizes& sizes)
    : first_bus_(static_cast<std::size_t>(sizes.channels)),
      first_fx_(first_bus_ + static_cast<std::size_t>(sizes.buses)),
      of_(first_fx_ + static_cast<std::size_t>(sizes.fx), kNone) {}

std::string_view Families::name(int family) const {
    const auto n = static_cast<std::size_t>(family);
    return n < kNames.size() ? kNames[n] : std::string_view(own_[n - kNames.size()]);
}

void Families::remember(const std::vector<std::string>& own) {
    for (std::size_t k = 0; k < own_.size(); ++k) own_[k] = k < own.size() ? own[k] : std::string();
    ++version_;
}

int Families::number(std::string_view word) const {
    if (word.empty()) return kNone;
    for (int k = 0; k < kAll; ++k)
        if (name(k) == word) return k;
    return kOther;
}

std::vector<Place> Families::follow(const Console& console) {
    std::vector<std::pair<Place, std::string_view>> words;  // in the order of of_
    const Sizes& n = console.layout().sizes();
    const auto collect = [&]<Family F>(RowOf<F> row, int strips) {
        for (int s = 0; s < strips; ++s)
            words.push_back({{F, row.row, s, -1}, console.text(console.layout().slot(row, s))});
    };
    collect("family"_channel, n.channels);
    collect("family"_bus, n.buses);
    collect("return/family"_fx, n.fx);

    const auto before = own_;
    for (std::string& own : own_)
        if (std::none_of(words.begin(), words.end(), [&](const auto& w) { return w.second == own; })) own.clear();
    for (const auto& [place, word] : words) {
        const bool known = word.empty() || std::find(kNames.begin(), kNames.end(), word) != kNames.end() ||
                           std::find(own_.begin(), own_.end(), word) != own_.end();
        if (known) continue;
        if (const auto room = std::find(own_.begin(), own_.end(), std::string()); room != own_.end()) *room = word;
    }
    if (own_ != before) ++version_;

    std::vector<Place> moved;
    for (std::size_t s = 0; s < words.size(); ++s) {
        const auto family = static_cast<std::int8_t>(number(words[s].second));
        if (std::exchange(of_[s], family) != family) moved.push_back(words[s].first);
    }
    return moved;
}

}  // namespace tutti
