// Any bytes as a datagram to the X32 port: what is asked to be sent again and again stays within its bounds, meters
// have the words that their kind has, and what an argument sets on a leaf is a step of its grid.
#include <string>

#include "protocol/osc/message.hpp"
#include "server/x32/addresses.hpp"
#include "server/x32/wishes.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti;
using fuzz::require;

Sizes small() {
    Sizes sizes;
    sizes.inputs = 4, sizes.outputs = 4, sizes.channels = 3, sizes.buses = 3, sizes.matrices = 1, sizes.fx = 2;
    return sizes;
}

void check_meters(const x32::MeterKind& kind) {
    static const Console console(small());
    static const MeterFrame frame(console.layout());
    const x32::Window window;
    const auto points = x32::meter_points({console, window, kind.a, nullptr}, frame, kind);
    const std::string blob = x32::meter_blob(kind, points);
    std::uint32_t words = 0;
    for (int i = 3; i >= 0; --i) words = words << 8 | static_cast<unsigned char>(blob.at(static_cast<std::size_t>(i)));
    require(blob.size() == 4 + 4 * std::size_t{words}, "a blob has as many words as it says");
    require(words <= 96, "meters fit one datagram");
}

void check(const osc::Message& message) {
    if (const auto list = x32::list_wish(message.arguments)) {
        require(list->addresses.size() <= x32::kMostListed, "a list is bounded");
        require(list->factor >= 1 && list->factor <= 99, "a time factor is 1 to 99");
    }
    const auto* text = message.arguments.empty() ? nullptr : std::get_if<std::string_view>(&message.arguments[0]);
    const auto meters = text ? x32::meter_wish(*text, *text, message.arguments.subspan(1)) : std::nullopt;
    if (meters) check_meters(meters->kind);
    const x32::Leaf* leaf = x32::Addresses::all().leaf(message.address);
    if (!leaf) return;
    require(leaf->address == message.address, "a leaf is found by its own address");
    for (const Argument& argument : message.arguments) {
        const auto setting = x32::from_wire(leaf->grid(), argument);
        if (!setting || leaf->grid().kind == x32::Kind::text) continue;
        require(setting->step >= 0 && setting->step <= x32::last_step(leaf->grid()), "only steps of the grid are set");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static osc::Packet packet;
    if (packet.decode(std::as_bytes(std::span(data, size))) != osc::Fault::none) return 0;
    for (const osc::Message& message : packet.messages()) check(message);
    return 0;
}
