#pragma once
// Actions that several rooms of the server carry out (copies, people, scenes), behind one face: who knows an address
// carries it out. State thread only.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/console/accept.hpp"
#include "server/client.hpp"

namespace tutti {

// What an action came to: OSC's `/ok ADDRESS REVISION RESULT…`.
struct Outcome {
    Revision revision = 0;
    std::vector<std::variant<std::int32_t, float, std::string>> result;
};
using Result = std::variant<Outcome, Refusal>;
using Answer = std::function<void(Client& client, const Result& result)>;

class Actions {
public:
    virtual ~Actions() = default;
    virtual bool knows(std::string_view address) const = 0;
    // `answer` is called once, now or later; never for a client that has left. Checks the client's rights.
    virtual void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
                     Answer answer) = 0;
};

// Who asked, when the answer comes behind the packet: by then the client may have left.
struct Callers {
    std::function<Client*(ClientId)> find;  // nobody: it has left
    std::function<void()> wake;             // something has been answered outside a packet

    // Holds back what is behind everything (/sync) until it is called.
    std::function<void(const Result&)> later(Client& client, Answer answer) const;
};

}  // namespace tutti
