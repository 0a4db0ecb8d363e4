#pragma once
// What a key can do, and the words by which configurations say it: "page eq", "bank +1", "scene 3", "talk 1",
// "toggle /mutegroup/1/on", "set /monitor/1/level -20", "do /monitor/1/solo/clear", "off". Pure, any thread.
#include <string>
#include <variant>
#include <vector>

#include "clients/remote/value.hpp"
#include "clients/surface/mcu/profile.hpp"

namespace tutti::surface {

enum class Do : std::uint8_t {
    nothing,
    page,     // number: a Page
    layer,    // number: a Layer
    bank,     // number: so many surfaces to the right
    channel,  // so many strips
    flip,
    shift,
    undo,
    redo,
    talk,  // number: which talkback
    dim,
    mono,
    solo_clear,
    panic,
    scene_next,
    scene_previous,
    scene,  // number: which one
    toggle,
    set,
    act
};

struct Action {
    Do what = Do::nothing;
    int number = 0;
    std::string address = {};
    std::vector<remote::Value> arguments = {};
    bool deliberate() const;  // wanted twice, or with shift
};

// The action, or a sentence on what is wrong.
std::variant<Action, std::string> action_of(const std::string& words);

// What keys do if nobody says otherwise; transport and REC keys do nothing.
const KeyWords& usual_keys();

}  // namespace tutti::surface
