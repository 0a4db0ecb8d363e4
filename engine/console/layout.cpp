#include "engine/console/layout.hpp"

#include <algorithm>

namespace tutti {

std::optional<std::string> Sizes::complaint() const {
    for (const SizeLimit& limit : kSizeLimits)
        if (const int size = this->*limit.size; size < limit.least || size > limit.most)
            return std::string(limit.name) + " must be " + std::to_string(limit.least) + " to " +
                   std::to_string(limit.most) + ", not " + std::to_string(size);
    return std::nullopt;
}

Sizes Sizes::largest() {
    Sizes sizes;
    for (const SizeLimit& limit : kSizeLimits) sizes.*limit.size = limit.most;
    return sizes;
}

Layout::Layout(const Sizes& sizes) : sizes_(sizes) {
    const int strips[kFamilies] = {
        sizes.channels, sizes.buses,     1, sizes.matrices, sizes.dcas, sizes.mutegroups, sizes.fx,
        sizes.monitors, sizes.talkbacks, 1, sizes.outputs,  1,          kPresets,         kUsers,
        kClients,       kScenes,         1};
    for (std::size_t f = 0; f < kFamilies; ++f) {
        FamilyPlan& plan = families_[f];
        plan.first = slot_count_;
        plan.strips = strips[f];
        for (const Row& row : kFamilyInfo[f].rows) {
            plan.offsets.push_back(plan.stride);
            plan.stride += static_cast<Slot>(indices(row));
        }
        slot_count_ += plan.stride * static_cast<Slot>(plan.strips);
    }
}

int Layout::count(Index index) const {
    switch (index) {
        case Index::bus: return sizes_.buses;
        case Index::dca: return sizes_.dcas;
        case Index::mutegroup: return sizes_.mutegroups;
        case Index::monitor: return sizes_.monitors;
        case Index::channel: return sizes_.channels;
        case Index::matrix: return sizes_.matrices;
        case Index::family: return rows::kFamilyNames;
        case Index::band:
        case Index::none: break;
    }
    return 1;
}

int Layout::indices(const Row& row) const {
    return row.index == Index::band ? row.bands : count(row.index);
}

Slot Layout::slot(const Place& place) const {
    const FamilyPlan& f = families_[static_cast<std::size_t>(place.family)];
    return f.first + static_cast<Slot>(place.strip) * f.stride + f.offsets[place.row] +
           static_cast<Slot>(place.index < 0 ? 0 : place.index);
}

Place Layout::place(Slot slot) const {
    std::size_t f = kFamilies - 1;
    while (slot < families_[f].first || families_[f].strips == 0) --f;
    const FamilyPlan& plan = families_[f];
    const Slot below = slot - plan.first;
    const Slot within = below % plan.stride;
    // Rows that count nothing here (no buses, say) share their offset with the next: take the last that starts here.
    const auto after = std::upper_bound(plan.offsets.begin(), plan.offsets.end(), within);
    const auto row = static_cast<std::uint16_t>(after - plan.offsets.begin() - 1);
    Place place{static_cast<Family>(f), row, static_cast<int>(below / plan.stride), -1};
    if (place.info().index != Index::none) place.index = static_cast<int>(within - plan.offsets[row]);
    return place;
}

}  // namespace tutti
