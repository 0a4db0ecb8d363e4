#include "engine/console/link.hpp"

#include <array>

namespace tutti {
namespace {

constexpr bool is_common_row(const Row& row) {
    if (row.kind != Kind::setting || row.part == Part::names) return false;
    for (const std::string_view own :
         {"input/source", "input/trim", "input/invert", "insert/source", "pan", "pan_unlinked", "link"})
        if (row.path == own) return false;
    return !row.path.starts_with("input/delay/");
}
constexpr auto kCommon = [] {
    std::array<bool, rows::kChannel.size()> common{};
    for (std::size_t r = 0; r < common.size(); ++r) common[r] = is_common_row(rows::kChannel[r]);
    return common;
}();

void append(Slot slot, float number, const Explicit& explicitly, std::vector<Change>& out) {
    if (!explicitly.names(slot)) out.push_back({slot, {number}});
}

// The right side takes what the left one has; the pans go apart, and know where they were.
void append_linking(const Console& console, int left, const Explicit& explicitly, std::vector<Change>& out) {
    const Layout& layout = console.layout();
    for (std::uint16_t r = 0; r < kCommon.size(); ++r) {
        if (!kCommon[r]) continue;
        const RowOf<Family::channel> row{r};
        for (int i = 0; i < layout.indices(rows::kChannel[r]); ++i) {
            const float number = console.number(row, left, i);
            if (console.number(row, left + 1, i) != number)
                append(layout.slot(row, left + 1, i), number, explicitly, out);
        }
    }
    for (const int channel : {left, left + 1}) {
        append(layout.slot("pan_unlinked"_channel, channel), console.number("pan"_channel, channel), explicitly, out);
        append(layout.slot("pan"_channel, channel), is_left_of_pair(channel) ? -1.0F : 1.0F, explicitly, out);
    }
}

void append_unlinking(const Console& console, int left, const Explicit& explicitly, std::vector<Change>& out) {
    for (const int channel : {left, left + 1})
        append(console.layout().slot("pan"_channel, channel), console.number("pan_unlinked"_channel, channel),
               explicitly, out);
}

}  // namespace

std::optional<Slot> other_side(const Console& console, const Place& place) {
    const Layout& layout = console.layout();
    if (place.family == Family::channel && kCommon[place.row] && is_linked(console, place.strip)) {
        Place other = place;
        other.strip = pair_of(layout, place.strip);
        return layout.slot(other);
    }
    if (place.is("sip/channel/{channel}"_session) && is_linked(console, place.index))
        return layout.slot("sip/channel/{channel}"_session, 0, pair_of(layout, place.index));
    return std::nullopt;
}

void append_link(const Console& console, const Place& place, bool changed, const Explicit& explicitly,
                 std::vector<Change>& out) {
    if (place.is("link"_channel)) {
        if (!changed || !is_left_of_pair(place.strip) || pair_of(console.layout(), place.strip) < 0) return;
        console.on("link"_channel, place.strip) ? append_linking(console, place.strip, explicitly, out)
                                                : append_unlinking(console, place.strip, explicitly, out);
    } else if (const auto other = other_side(console, place)) {
        append(*other, console.number(console.layout().slot(place)), explicitly, out);
    }
}

void append_other_side(const Console& console, const Change& change, const Explicit& explicitly,
                       std::vector<Change>& out) {
    if (const auto other = other_side(console, console.layout().place(change.slot)))
        append(*other, change.value.number, explicitly, out);
}

}  // namespace tutti
