#pragma once
// The actions /x32/export and /x32/import: a window of the desk as an X32 scene file, and such a file onto the desk, as
// one revision through the one door (the parameters of effects whose type it changes as another). What the desk does
// not have is passed over. State thread only.
#include "server/actions.hpp"
#include "server/door.hpp"
#include "server/x32/scene_changes.hpp"

namespace tutti::x32 {

class Exchange final : public Actions {
public:
    explicit Exchange(Door& door, const Console& console) : door_(door), console_(console) {}

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

private:
    using Arguments = std::span<const Argument>;
    Result give(const Client& client, Arguments arguments) const;
    Result take(Client& client, Arguments arguments, Time now);
    std::optional<Refusal> bring(Client& client, const Window& window, std::string_view text, SceneChanges::Of which,
                                 Time now, Outcome& outcome);

    Door& door_;
    const Console& console_;
};

}  // namespace tutti::x32
