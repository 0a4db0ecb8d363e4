#include "server/loop_tests.hpp"

#include "engine/console/inserts.hpp"
#include "engine/mix/engine.hpp"

namespace tutti {
namespace {
constexpr auto kPatience = std::chrono::seconds(3);  // then no device asks the engine for sound
// Ticks. Some sound cards call with a few frames more or less now and then; what comes back is not later for that.
constexpr int kOtherBlock = 5;
}  // namespace

Slot LoopTests::slot_of(const Place& place, std::string_view path) const {
    Place other = place;
    const auto rows = info(place.family).rows;
    for (other.row = 0; rows[other.row].path != path;) ++other.row;
    return console_.layout().slot(other);
}

LoopTests::Way LoopTests::way_of(Slot source, int output) const {
    const bool delayed = console_.on("delay/on"_output, output);
    return {console_.number(source), delayed ? console_.number("delay/time"_output, output) : 0};
}

void LoopTests::forget(const Known& known) {
    console_.publish(known.latency, {0});
}

void LoopTests::attach(Engine* engine) {
    engine_ = engine;
    block_ = 0;
    if (test_) test_->until = {};
    for (const Known& known : known_) forget(known);
    known_.clear();
}

std::optional<Refusal> LoopTests::begin(const Client& client, const Place& place, Answer answer, Time now) {
    const InsertSource source = heard_insert(console_, place.family, place.strip);
    if (!source.loops()) return Refusal{Code::bad_value, "there is no loop in this insert"};
    if (test_) return Refusal{Code::busy, "a loop is being measured"};
    if (!engine_ || !engine_->loops().measure(source.output, source.input))
        return Refusal{Code::busy, "the engine does not run"};
    const Way way = way_of(slot_of(place, "insert/source"), source.output);
    test_ = {client.id, place, source.output, way, block_, std::move(answer), now + kPatience};
    return std::nullopt;
}

std::variant<float, Refusal> LoopTests::result(int samples) {
    const Slot source = slot_of(test_->place, "insert/source"), latency = slot_of(test_->place, "insert/latency");
    if (way_of(source, test_->output) != test_->way)
        return Refusal{Code::busy, "it was patched or delayed otherwise meanwhile"};
    if (samples < 0) return Refusal{Code::bad_value, "nothing came back that stands out of the noise"};
    const auto ms = static_cast<float>(1000.0 * samples / engine_->rate());
    std::erase_if(known_, [&](const Known& known) { return known.latency == latency; });
    known_.push_back({latency, source, test_->output, test_->way, test_->block});
    console_.publish(latency, {ms});
    return ms;
}

void LoopTests::tick(const Clients& clients, int block, Time now) {
    block_ = block;
    std::erase_if(known_, [&](Known& known) {
        if (known.block == 0) known.block = block;
        known.otherwise = block == known.block ? 0 : known.otherwise + 1;
        const bool stays = known.otherwise < kOtherBlock && way_of(known.source, known.output) == known.way;
        if (!stays) forget(known);
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
