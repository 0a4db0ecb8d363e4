#include "server/fades.hpp"

#include "engine/console/laws.hpp"
#include "engine/console/link.hpp"

namespace tutti {
namespace {
constexpr auto kStoreEach = std::chrono::milliseconds(50);
}

void Fades::start(const Console& console, Slot slot, float target, double seconds, Time now, ClientId whose,
                  bool slowly, std::shared_ptr<Recorder::Step> step) {
    const Row& row = console.layout().row(slot);
    fades_[slot] = {position(row, console.number(slot)),
                    position(row, target),
                    console.number(slot),
                    target,
                    console.number(slot),
                    now,
                    now,
                    std::chrono::duration<double>(seconds),
                    whose,
                    slowly,
                    std::move(step)};
}

std::vector<Change> Fades::of(StepId step) const {
    std::vector<Change> begun;
    for (const auto& [slot, fade] : fades_)
        if (fade.step && fade.step->row.id == step) begun.push_back({slot, {fade.began}});
    return begun;
}

void Fades::hurry(double seconds, std::vector<Due>& due) {
    std::erase_if(fades_, [&](auto& one) {
        auto& [slot, fade] = one;
        if (fade.length.count() > seconds) return false;
        due.push_back({{slot, {fade.target}, fade.slowly}, fade.whose, std::move(fade.step)});
        return true;
    });
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
            due.push_back({{slot, {fade.target}, fade.slowly}, fade.whose, std::move(fade.step)});
            it = fades_.erase(it);
            continue;
        }
        const double share = gone / fade.length;
        const Row& row = console.layout().row(slot);
        const float value = settle(row, static_cast<float>(value_at(row, fade.from + share * (fade.to - fade.from))));
        fade.at = value;
        if (now - fade.stored >= kStoreEach) {
            fade.stored = now;
            due.push_back({{slot, {value}, fade.slowly}, fade.whose, fade.step});
        } else {
            console.glide(slot, value, fade.slowly);
            // The other side of a linked pair has moved along: if it fades too, that was nobody else.
            const auto other = fades_.size() > 1 ? other_side(console, console.layout().place(slot)) : std::nullopt;
            if (const auto beside = other ? fades_.find(*other) : fades_.end(); beside != fades_.end())
                beside->second.at = console.number(*other);
        }
        ++it;
    }
}

}  // namespace tutti
