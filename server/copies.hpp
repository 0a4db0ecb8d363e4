#pragma once
// The actions that bring many settings at once: /copy, /preset/store, /preset/recall, /preset/rename and
// /preset/delete. Each goes through the one door as one revision. Who asks is answered once it is done, and on disk
// where it stores something. State thread only.
#include <span>
#include <string_view>
#include <vector>

#include "server/actions.hpp"
#include "server/door.hpp"
#include "server/presets.hpp"

namespace tutti {

class Copies : public Actions {
public:
    Copies(Console& console, Door& door, Presets& presets, Callers callers)
        : console_(console), door_(door), presets_(presets), callers_(std::move(callers)) {}

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

private:
    Result copy(Client& client, std::span<const Argument> arguments, Time now);
    Result recall(Client& client, std::span<const Argument> arguments, Time now);
    std::optional<Refusal> store(Client& client, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> rename(Client& client, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> check_name(const Argument& name) const;
    std::optional<Refusal> remove(Client& client, std::span<const Argument> arguments, Answer& answer);
    Result bring(Client& client, const std::vector<Change>& changes, Time now);
    Presets::Done later(Client& client, Answer answer, bool tell_number);

    Console& console_;
    Door& door_;
    Presets& presets_;
    Callers callers_;
};

}  // namespace tutti
