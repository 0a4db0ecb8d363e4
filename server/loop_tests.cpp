#include "server/loop_tests.hpp"

#include "engine/console/inserts.hpp"
#include "engine/mix/engine.hpp"

namespace tutti {
namespace {
constexpr auto kPatience = std::chrono::seconds(3);  // then no device asks the engine for sound
}

Slot LoopTests::slot_of(const Place& place, std::string_view path) const {
    Place other = place;
    const auto rows = info(place.family).rows;
    for (other.row = 0; rows[other.row].path != path;) ++other.row;
    return console_.layout().slot(other);
}

void LoopTests::attach(Engine* engine) {
    engine_ = engine;
    if (test_) test_->until = {};
}

std::optional<Refusal> LoopTests::begin(const Client& client, const Place& place, Answer answer, Time now) {
    const InsertSource source = heard_insert(console_, place.family, place.strip);
    if (!source.loops()) return Refusal{Code::bad_value, "there is no loop in this insert"};
    if (test_) return Refusal{Code::busy, "a loop is being measured"};
    if (!engine_ || !engine_->loops().measure(source.output, source.input))
        return Refusal{Code::busy, "the engine does not run"};
    test_ = {client.id, place, console_.number(slot_of(place, "insert/source")), std::move(answer), now + kPatience};
    return std::nullopt;
}

std::variant<float, Refusal> LoopTests::result(int samples) {
    const Slot source = slot_of(test_->place, "insert/source"), latency = slot_of(test_->place, "insert/latency");
    if (console_.number(source) != test_->source) return Refusal{Code::busy, "it was patched otherwise meanwhile"};
    if (samples < 0) return Refusal{Code::bad_value, "nothing came back that stands out of the noise"};
    const auto ms = static_cast<float>(1000.0 * samples / engine_->rate());
    std::erase_if(known_, [&](const Known& known) { return known.latency == latency; });
    known_.push_back({latency, source, test_->source});
    console_.publish(latency, {ms});
    return ms;
}

void LoopTests::tick(const Clients& clients, Time now) {
    std::erase_if(known_, [&](const Known& known) {
        const bool stays = console_.number(known.source) == known.value;
        if (!stays) console_.publish(known.latency, {0});
        return !stays;
    });
    if (!test_) return;
    const auto samples = engine_ ? engine_->loops().measured() : std::nullopt;
    if (!samples && now < test_->until) return;
    const std::variant<float, Refusal> done =
        samples ? result(*samples) : Refusal{Code::busy, "the device went away meanwhile"};
    const Test test = std::move(*test_);
    test_.reset();
    if (const auto found = clients.find(test.client); found != clients.end() && !found->second->closing)
        test.answer(*found->second, done);
}

}  // namespace tutti
