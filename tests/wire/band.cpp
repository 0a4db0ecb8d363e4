// What the players do: sets that the model can foretell, and what rules, hands and timed moves decide.
#include "tests/wire/band.hpp"

namespace tutti::wire {

using Clock = std::chrono::steady_clock;

Move Band::move() {
    const auto plain = [](std::string address, const Value& value) {
        return Move{std::move(address), value, value, value};
    };
    const float level = -60.0F + 0.5F * static_cast<float>(pick(140));
    const bool on = chance();
    switch (pick(10)) {
        case 0: return plain("/channel/" + number(3) + "/fader", level);
        case 1:
            return {"/channel/1/send/" + number(2) + "/level", static_cast<std::int32_t>(level), std::trunc(level),
                    std::trunc(level)};
        case 2: return {"/bus/" + number(2) + "/fader", 50.0F, 50.0F, 10.0F};
        case 3: return plain("/bus/" + number(2) + "/fader", level);
        case 4: return plain("/channel/" + number(2) + "/mute", on);
        case 5: return {"/channel/" + number(2) + "/mute", std::int32_t{on}, on, on};
        case 6: return plain("/channel/" + number(3) + "/name", "n" + number(1000));
        case 7:
            return {"/channel/2/eq/band/" + number(2) + "/type", std::int32_t{on}, on ? "low_shelf" : "bell",
                    on ? "low_shelf" : "bell"};
        case 8: return {"/channel/" + number(2) + "/hpf/slope", on ? 13 : 20, on ? 13 : 20, on ? 12 : 18};
        default: return plain("/channel/2/send/1/pan", level / 64);
    }
}

void Band::act(int who) {
    switch (pick(8)) {
        case 0: return act_on_many(who);
        case 1: return act_freely(who);
        case 2: return risk(who);
        case 3:
            if (who == kGrower) {
                const float next = 20.0F + static_cast<float>(++grown_);
                player(who).set(kGrowing, next);
                return expect(who, kGrowing, next);
            }
            if (proxies_[static_cast<std::size_t>(who)] || player(who).by() == By::udp)
                return;  // a lost one would not be missed
            if (chance()) {
                const std::string strip = "/channel/" + number(2) + "/input/trim";
                const float delta =
                    model_.number(strip) > 6 || (chance() && model_.number(strip) > -6) ? -0.25F : 0.25F;
                model_.by(strip, delta);
                return player(who).send(message(strip + "/by", {delta}));
            }
            model_.toggle("/channel/1/input/invert");
            return player(who).send(message("/channel/1/input/invert/toggle"));
        default: break;
    }
    const Move one = move();
    player(who).set(one.address, one.sent, one.shown);
    expect(who, one.address, one.stored);
}

void Band::act_on_many(int who) {
    if (chance()) {  // a bundle
        std::vector<Move> moves(2 + pick(3));
        std::vector<std::string> messages;
        for (Move& one : moves) {
            one = move();
            player(who).show(one.address, one.shown);
            messages.push_back(message(one.address, {argument_of(one.sent)}));
        }
        player(who).send(bundle(messages));
        for (const Move& one : moves) expect(who, one.address, one.stored);
        return;
    }
    const float level = static_cast<float>(pick(10));
    const struct {
        const char* pattern;
        std::vector<std::string> addresses;
    } patterns[] = {
        {"/channel/[1-3]/fader", {"/channel/1/fader", "/channel/2/fader", "/channel/3/fader"}},
        {"/bus/{1,2}/fader", {"/bus/1/fader", "/bus/2/fader"}},
        {"/channel/1/se*/[!34]/level", {"/channel/1/send/1/level", "/channel/1/send/2/level"}},
        {"/?us/2/fad{er,der}", {"/bus/2/fader"}},
    };
    const auto& chosen = patterns[pick(std::size(patterns))];
    for (const std::string& address : chosen.addresses) player(who).show(address, level);
    player(who).send(message(chosen.pattern, {level}));
    for (const std::string& address : chosen.addresses) expect(who, address, level);
}

void Band::act_freely(int who) {
    Follower& me = player(who);
    const float level = -40.0F + static_cast<float>(pick(50));
    const bool on = chance();
    static const std::string kinds[] = {"group", "fx", "aux", "cue"};
    switch (pick(9)) {
        case 0: return me.send(message(std::string(kMixed) + "/turn", {on ? 0.02F : -0.03F}));
        case 1: return me.set(kMixed, level);
        case 2: return me.send(message(std::string(on ? kTouched : kFaded) + "/fade", {level, 0.3F}));
        case 3: return me.send(message(std::string(kFaded) + "/reset"));
        case 4: return dare(who) ? me.send(message(std::string(kTouched) + "/touch", {on})) : void();
        case 5: return me.set(kTouched, level);
        case 6: return me.set("/bus/4/kind", kinds[pick(4)]);
        case 7: return me.set("/channel/" + number(3) + "/send/4/level", level);
        default: return me.set("/channel/" + number(4) + "/solo/1", on);
    }
}

// What is refused, and taken back.
void Band::risk(int who) {
    if (!dare(who)) return;
    const std::string route = "/channel/4/input/source";
    if (chance()) return player(who).send(message("/no/such/address", {1.0F}));
    if (player(who).unconfirmed(route)) return;
    if (player(who).by() != By::udp) player(who).set(route, std::string("input:999"));
}

}  // namespace tutti::wire
