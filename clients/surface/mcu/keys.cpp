#include "clients/surface/mcu/keys.hpp"

#include <iterator>

namespace tutti::surface {
namespace {

// From note 0x28 on, in their order.
constexpr std::string_view kNames[] = {"track",        "send",
                                       "pan",          "plugin",
                                       "eq",           "instrument",
                                       "bank_left",    "bank_right",
                                       "channel_left", "channel_right",
                                       "flip",         "global",
                                       "name_value",   "smpte",
                                       "f1",           "f2",
                                       "f3",           "f4",
                                       "f5",           "f6",
                                       "f7",           "f8",
                                       "midi_tracks",  "inputs",
                                       "audio_tracks", "audio_instrument",
                                       "aux",          "busses",
                                       "outputs",      "user",
                                       "shift",        "option",
                                       "control",      "alt",
                                       "read",         "write",
                                       "trim",         "touch",
                                       "latch",        "group",
                                       "save",         "undo",
                                       "cancel",       "enter",
                                       "marker",       "nudge",
                                       "cycle",        "drop",
                                       "replace",      "click",
                                       "solo",         "rewind",
                                       "forward",      "stop",
                                       "play",         "record",
                                       "up",           "down",
                                       "left",         "right",
                                       "zoom",         "scrub",
                                       "user_a",       "user_b"};
static_assert(std::size(kNames) == kLastNamed - kFirstNamed + 1);

}  // namespace

int key_number(std::string_view name) {
    for (std::size_t i = 0; i < std::size(kNames); ++i)
        if (kNames[i] == name) return kFirstNamed + static_cast<int>(i);
    return -1;
}

std::string_view key_name(int key) {
    return key < kFirstNamed || key > kLastNamed ? std::string_view{} : kNames[key - kFirstNamed];
}

}  // namespace tutti::surface
