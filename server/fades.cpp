#include "server/fades.hpp"

#include "engine/console/laws.hpp"

namespace tutti {
namespace {
constexpr auto kStoreEach = std::chrono::milliseconds(50);
}

void Fades::start(const Console& console, Slot slot, float target, double seconds, Time now, ClientId whose) {
    const Row& row = console.layout().row(slot);
    fades_[slot] = {position(row, console.number(slot)),
                    position(row, target),
                    target,
                    console.number(slot),
                    now,
                    now,
                    std::chrono::duration<double>(seconds),
                    whose};
}

void Fades::advance(Console& console, Time now, std::vector<Due>& due) {
    for (auto it = fades_.begin(); it != fades_.end();) {
        auto& [slot, fade] = *it;
        if (console.number(slot) != fade.at) {  // a consequence of something else wrote it
            it = fades_.erase(it);
            continue;
        }
        const std::chrono::duration<double> gone = now - fade.begin;
        if (gone >= fade.length) {
            due.push_back({{slot, {fade.target}}, fade.whose});
            it = fades_.erase(it);
            continue;
        }
        const double share = gone / fade.length;
        const Row& row = console.layout().row(slot);
        const float value = settle(row, static_cast<float>(value_at(row, fade.from + share * (fade.to - fade.from))));
        fade.at = value;
        if (now - fade.stored >= kStoreEach) {
            fade.stored = now;
            due.push_back({{slot, {value}}, fade.whose});
        } else {
            console.glide(slot, value);
        }
        ++it;
    }
}

}  // namespace tutti
