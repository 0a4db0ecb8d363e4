#include "server/x32/exchange.hpp"

#include <algorithm>

#include "engine/console/address.hpp"
#include "server/x32/arguments.hpp"
#include "server/x32/scene_lines.hpp"

namespace tutti::x32 {
namespace {

constexpr std::string_view kExport = "/x32/export", kImport = "/x32/import";
constexpr std::size_t kPieceOfDatagrams = 50'000;
// A scene has 2,100 lines and 70,000 bytes.
constexpr std::size_t kMostLines = 8'192, kMostText = 400'000;

// The first channel and bus behind the first argument; without them all begins at 1.
std::variant<Window, Refusal> window_of(const Sizes& sizes, std::span<const Argument> arguments) {
    Window window;
    if (arguments.size() <= 1) return window;
    const auto channel = whole_at(arguments, 1), bus = whole_at(arguments, 2);
    if (arguments.size() != 3 || !channel || !bus)
        return Refusal{Code::bad_type, "a window takes the numbers of its first channel and its first bus"};
    if (*channel < 1 || *channel > sizes.channels || *bus < 1 || *bus > std::max(sizes.buses, 1))
        return Refusal{Code::bad_value, "this desk has no such channel or bus"};
    window.first_channel = *channel, window.first_bus = *bus;
    return window;
}

bool is_another(const Console& console, const Change& change) {
    const Value now = console.value(change.slot);
    return console.layout().row(change.slot).type == Type::text ? now.text != change.value.text
                                                                : now.number != change.value.number;
}

}  // namespace

bool Exchange::knows(std::string_view address) const {
    return address == kExport || address == kImport;
}

void Exchange::act(Client& client, std::string_view address, Arguments arguments, Time now, Answer answer) {
    answer(client, address == kExport ? give(client, arguments) : take(client, arguments, now));
}

// , or ,i OFFSET or ,iii OFFSET CHANNEL BUS; the piece, and where the next begins (0: that was the last)
Result Exchange::give(const Client& client, Arguments arguments) const {
    if (auto refusal = check_read(client)) return *refusal;
    const auto offset = arguments.empty() ? std::optional<std::int32_t>(0) : whole_at(arguments, 0);
    if (!offset) return Refusal{Code::bad_type, "takes an offset, or an offset, a channel and a bus"};
    const auto window = window_of(console_.layout().sizes(), arguments);
    if (const auto* refusal = std::get_if<Refusal>(&window)) return *refusal;
    const std::string text = scene_lines(Tree(std::get<Window>(window), console_), "Tutti", "");
    const auto from = static_cast<std::size_t>(*offset);
    if (*offset < 0 || from > text.size()) return Refusal{Code::bad_value, "there is nothing behind this offset"};
    std::size_t end = text.size();
    if (client.origin.datagram && end - from > kPieceOfDatagrams)
        end = text.rfind('\n', from + kPieceOfDatagrams - 1) + 1;
    Outcome outcome{console_.revision(), {}};
    outcome.result.emplace_back(text.substr(from, end - from));
    outcome.result.emplace_back(static_cast<std::int32_t>(end == text.size() ? 0 : end));
    return outcome;
}

// ,s TEXT or ,sii TEXT CHANNEL BUS; how many settings have come of it, and what a hand holds
Result Exchange::take(Client& client, Arguments arguments, Time now) {
    if (auto refusal = check_act(client, kImport)) return *refusal;
    const auto text = text_at(arguments, 0);
    if (!text) return Refusal{Code::bad_type, "takes the text of a scene file, and a channel and a bus"};
    const auto window = window_of(console_.layout().sizes(), arguments);
    if (const auto* refusal = std::get_if<Refusal>(&window)) return *refusal;
    if (text->size() > kMostText || static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n')) > kMostLines)
        return Refusal{Code::too_large, "a scene file has at most 8,192 lines and 400,000 bytes"};
    if (!is_scene_head(*text)) return Refusal{Code::bad_value, "a scene file begins with a line as #4.0# \"name\""};
    Outcome outcome;
    outcome.result.emplace_back(std::int32_t{0});
    for (const auto which : {SceneChanges::Of::all_but_parameters, SceneChanges::Of::parameters})
        if (auto refusal = bring(client, std::get<Window>(window), *text, which, now, outcome)) return *refusal;
    outcome.revision = console_.revision();
    return outcome;
}

std::optional<Refusal> Exchange::bring(Client& client, const Window& window, std::string_view text,
                                       SceneChanges::Of which, Time now, Outcome& outcome) {
    Tree tree(window, console_);
    Door::Visit visit(door_, client, now);
    const SceneChanges changes(tree, console_, text, which);
    std::vector<Slot> held, left_alone;
    std::optional<Refusal> refused;
    auto& count = std::get<std::int32_t>(outcome.result.front());
    for (const Change& change : changes.moves()) {
        const std::size_t before = held.size();
        if ((refused = visit.bring(change, held))) break;
        if (held.size() == before && is_another(console_, change)) ++count;
    }
    for (const Change& change : changes.stays())  // where it may not be said, it is no news either
        if (!refused) visit.bring(change, left_alone);
    if (refused) {
        visit.discard();
        return refused;
    }
    if (!visit.empty()) visit.finish_for_all();
    for (const Slot slot : held) outcome.result.emplace_back(address_of(console_.layout(), slot));
    return std::nullopt;
}

}  // namespace tutti::x32
