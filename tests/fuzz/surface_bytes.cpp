// Any bytes as what a unit of a control surface says, in both dialects. What is heard is within its bounds, does not
// depend on the pieces in which the bytes come, and an answer is always one whole message.
// The first byte of the input sets the size of the pieces, the rest is what is said.
#include <algorithm>
#include <string>
#include <vector>

#include "clients/surface/mcu/dialect.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti::surface;
using tutti::fuzz::require;

void check(const Dialect& dialect, const Event& event) {
    using Kind = Event::Kind;
    const bool fader = event.kind == Kind::fader, touch = event.kind == Kind::touch;
    if (fader) require(event.value >= 0 && event.value <= kTop, "a fader stands on its way");
    if (fader || touch) require(event.index >= 0 && event.index < kFaders, "there are nine faders");
    if (event.kind == Kind::turn) require(event.index >= 0 && event.index < kStrips, "there are eight knobs");
    if (event.kind == Kind::turn) require(event.value != 0 && std::abs(event.value) < 64, "a turn goes some way");
    if (event.kind == Kind::key) require(event.index >= 0 && event.index < kKeys, "keys are notes");
    const std::string answer = dialect.answer(event);
    if (answer.empty()) return;
    require(answer.front() == '\xF0' && answer.back() == '\xF7', "an answer is a whole message");
    for (std::size_t i = 1; i + 1 < answer.size(); ++i)
        require(static_cast<unsigned char>(answer[i]) < 0x80, "an answer holds data");
}

std::string heard(const Dialect& dialect, MidiBytes said, std::size_t piece) {
    MidiReader reader;
    std::string events;
    while (!said.empty()) {
        const MidiBytes now = said.first(std::min(piece, said.size()));
        said = said.subspan(now.size());
        const std::vector<std::uint8_t> exact(now.begin(), now.end());
        reader.feed(exact, [&](const MidiMessage& message) {
            require(message.exclusive.size() <= MidiReader::kLongestExclusive, "messages are bounded");
            const auto event = dialect.read(message);
            if (!event) return;
            check(dialect, *event);
            events += std::to_string(static_cast<int>(event->kind)) + " " + std::to_string(event->index) + " " +
                      std::to_string(event->value) + "\n";
        });
    }
    return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size < 2) return 0;
    const MidiBytes said(data + 1, size - 1);
    for (const auto& dialect : {mackie_dialect(0x14, Colors::x_touch).release(), xctl_dialect().release()}) {
        const std::unique_ptr<Dialect> owned(dialect);
        require(heard(*owned, said, said.size()) == heard(*owned, said, data[0] % 16 + 1U),
                "pieces of any size say the same");
    }
    return 0;
}
