#pragma once
// Measures how late the loop of an insert comes back, one at a time, when somebody asks: the engine sends an impulse
// into the loop alone, and the answer goes to who asked a second later. Latencies are forgotten with what they were of:
// the patch, the delay of its output, the device and its block. State thread only.
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

    // The engine from now on, of another device: what the one before was asked is not answered by this one, and what it
    // has measured is not known of this one.
    void attach(Engine* engine);
    // `place`: the action insert/measure of a strip. A refusal at once where it cannot begin; else the answer comes
    // later.
    std::optional<Refusal> begin(const Client& client, const Place& place, Answer answer, Time now);
    // Each 100 ms. `block`: frames of the newest callback, 0 before the first.
    void tick(const Clients& clients, int block, Time now);

private:
    // What a latency depends on at the desk.
    struct Way {
        float source = 0, delay = 0;  // ms, of the output
        bool operator==(const Way&) const = default;
    };
    struct Test {
        ClientId client;
        Place place;
        int output;
        Way way;
        int block;
        Answer answer;
        Time until;
    };
    struct Known {
        Slot latency, source;
        int output;
        Way way;
        int block;          // 0: not known yet
        int otherwise = 0;  // ticks for which the block has been another
    };
    Way way_of(Slot source, int output) const;
    void forget(const Known& known);
    Slot slot_of(const Place& place, std::string_view path) const;
    std::variant<float, Refusal> result(int samples);

    Console& console_;
    Engine* engine_ = nullptr;
    int block_ = 0;
    std::optional<Test> test_;
    std::vector<Known> known_;
};

}  // namespace tutti
