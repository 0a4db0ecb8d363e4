#pragma once
// The actions that bring many settings at once: /copy, /preset/store, /preset/recall and /preset/delete. Each goes
// through the one door as one revision. Who asks is answered once it is done, and on disk where it stores something.
// State thread only.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/door.hpp"
#include "server/presets.hpp"

namespace tutti {

// What an action came to: OSC's `/ok ADDRESS REVISION RESULT…`.
struct Outcome {
    Revision revision = 0;
    std::vector<std::variant<std::int32_t, float, std::string>> result;
};
using Answer = std::function<void(Client& client, const std::variant<Outcome, Refusal>& outcome)>;

class Copies {
public:
    struct Hooks {
        std::function<Client*(ClientId)> find;  // nobody: it has left
        std::function<void()> wake;             // something has been answered outside a packet
    };
    Copies(Console& console, Door& door, Presets& presets, Hooks hooks)
        : console_(console), door_(door), presets_(presets), hooks_(std::move(hooks)) {}

    bool knows(std::string_view address) const;
    // `answer` is called once, now or later; never for a client that has left.
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now, Answer answer);

private:
    using Result = std::variant<Outcome, Refusal>;
    Result copy(Client& client, std::span<const Argument> arguments, Time now);
    Result recall(Client& client, std::span<const Argument> arguments, Time now);
    std::optional<Refusal> store(Client& client, std::span<const Argument> arguments, Answer& answer);
    std::optional<Refusal> remove(Client& client, std::span<const Argument> arguments, Answer& answer);
    Result bring(Client& client, const std::vector<Change>& changes, Time now);
    Presets::Done later(Client& client, Answer answer, bool tell_number);

    Console& console_;
    Door& door_;
    Presets& presets_;
    Hooks hooks_;
};

}  // namespace tutti
