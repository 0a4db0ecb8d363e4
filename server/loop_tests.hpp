#pragma once
// Measures how late the loop of an insert comes back, one at a time, when somebody asks: the engine sends an impulse
// into the loop alone, and the answer goes to who asked a second later. Latencies are forgotten with the patch that
// they were of. State thread only.
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "engine/console/console.hpp"
#include "server/notices.hpp"

namespace tutti {

class Engine;

class LoopTests {
public:
    // The latency in ms, or why there is none.
    using Answer = std::function<void(Client&, const std::variant<float, Refusal>&)>;

    explicit LoopTests(Console& console) : console_(console) {}

    // The engine from now on; what the one before was asked is not answered by this one.
    void attach(Engine* engine);
    // `place`: the action insert/measure of a strip. A refusal at once where it cannot begin; else the answer comes
    // later.
    std::optional<Refusal> begin(const Client& client, const Place& place, Answer answer, Time now);
    // Each 100 ms.
    void tick(const Clients& clients, Time now);

private:
    struct Test {
        ClientId client;
        Place place;
        float source;
        Answer answer;
        Time until;
    };
    struct Known {
        Slot latency, source;
        float value;  // of the source
    };
    Slot slot_of(const Place& place, std::string_view path) const;
    std::variant<float, Refusal> result(int samples);

    Console& console_;
    Engine* engine_ = nullptr;
    std::optional<Test> test_;
    std::vector<Known> known_;
};

}  // namespace tutti
