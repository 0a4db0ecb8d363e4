// Safe for ears: whatever happens to the desk at once, no cue, main or limited output passes its ceiling, and nothing
// gets louder faster than the ramp that behaviour asks for. Programmes far over full scale find the ceilings; a
// constant one, far below, is the gain itself.
#include "tests/desk_sound/safe_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kBefore = 24000, kAfter = 40000;
constexpr std::size_t kFallsSilent = 480 + 16;  // a ramp, and the grid of patch changes

struct Happening {
    const char* name;
    Bundle before;  // on top of the desk
    Bundle bundle;
    bool joins = false;  // two sounds are heard together for a moment
    bool becomes_cue = false;
    int gains = 1;  // that move one behind the other; 0: too many of them, and limiters between
};

Bundle many(const std::vector<const char*>& addresses, float value) {
    Bundle all;
    for (const char* address : addresses) all.push_back({address, value});
    return all;
}
const std::vector<const char*> kGains = {"/channel/1/input/trim",
                                         "/channel/1/fader",
                                         "/channel/1/send/1/level",
                                         "/channel/1/send/3/level",
                                         "/channel/1/send/4/level",
                                         "/bus/1/fader",
                                         "/bus/3/fader",
                                         "/bus/4/fader",
                                         "/main/fader",
                                         "/matrix/1/fader",
                                         "/main/matrix/1/level"};

std::vector<Happening> happenings() {
    std::vector<Happening> all = {
        {"all gains from the least to the greatest", many(kGains, -90), many(kGains, 10), false, false, 0},
        {"all gains from the greatest to the least", many(kGains, 10), many(kGains, -90), false, false, 0},
        {"aux becomes cue",
         {{"/bus/3/kind", "aux"}, {"/channel/1/send/3/level", 10.0F}},
         {{"/bus/3/kind", "cue"}, {"/channel/1/send/3/level", 10.0F}},
         false,
         true,
         2},
        {"group becomes cue",
         {{"/bus/3/kind", "group"}, {"/channel/1/send/3/on", true}},
         {{"/bus/3/kind", "cue"}, {"/channel/1/send/3/on", true}, {"/channel/1/send/3/level", 10.0F}},
         false,
         true,
         3},
        {"fx becomes cue",
         {{"/bus/3/kind", "fx"}, {"/channel/1/send/3/level", 10.0F}},
         {{"/bus/3/kind", "cue"}, {"/channel/1/send/3/level", 0.0F}},
         false,
         true,
         3},
        {"a channel hears another input", {}, {{"/channel/1/input/source", "input:2"}}},
        {"a channel hears an input at last",
         {{"/channel/1/input/source", "none"}},
         {{"/channel/1/input/source", "input:1"}}},
        {"an output plays something else",
         {{"/output/3/source", "none"}},
         {{"/output/3/source", "bus:3:l"}, {"/output/6/source", "bus:4:r"}}},
        {"trim and source of an output",
         {{"/output/3/trim", -24.0F}, {"/output/3/source", "bus:3:r"}},
         {{"/output/3/trim", 0.0F}, {"/output/3/source", "bus:3:l"}}},
        {"two channels are linked",
         {{"/channel/2/fader", -90.0F}, {"/channel/2/pan", 1.0F}},
         {{"/channel/1/link", true}}},
        {"two channels are unlinked",
         {{"/channel/1/link", true}, {"/channel/1/balance", 1.0F}},
         {{"/channel/1/link", false}}},
        {"talk on", {}, {{"/talkback/1/on", true}}, true, false, 2},
        {"talk off", {{"/talkback/1/on", true}}, {{"/talkback/1/on", false}}, true},
        {"panic on", {}, {{"/session/panic", true}}},
        {"panic off", {{"/session/panic", true}}, {{"/session/panic", false}}},
        {"mute off everywhere",
         {{"/channel/1/mute", true},
          {"/bus/3/mute", true},
          {"/bus/4/mute", true},
          {"/main/mute", true},
          {"/output/3/mute", true}},
         {{"/channel/1/mute", false},
          {"/bus/3/mute", false},
          {"/bus/4/mute", false},
          {"/main/mute", false},
          {"/output/3/mute", false}},
         false,
         false,
         3},
        {"wider", {{"/bus/3/image", 0.0F}, {"/channel/1/pan", -1.0F}}, {{"/bus/3/image", 2.0F}}},
        {"mono becomes stereo", {{"/bus/3/width", "mono"}}, {{"/bus/3/width", "stereo"}}, true},
        {"the limiters' releases", {{"/bus/3/limiter/release", 5.0F}}, {{"/bus/3/limiter/release", 1000.0F}}},
        {"main looks ahead", {}, {{"/main/limiter/lookahead", true}}},
        {"main looks ahead no more", {{"/main/limiter/lookahead", true}}, {{"/main/limiter/lookahead", false}}},
        {"the engineer takes the cue's limiter away", {{"/bus/3/cue/limit", -6.0F}}, {{"/bus/3/limiter/on", false}}},
        {"solo", {{"/monitor/1/source", "bus:3"}}, {{"/bus/3/solo/1", true}, {"/monitor/1/mode", "afl"}}, true},
    };
    return all;
}

class Safe : public testing::TestWithParam<Happening> {};

std::vector<std::vector<float>> programmes() {
    constexpr std::size_t all = kBefore + kAfter;
    std::vector<float> square(all);
    for (std::size_t t = 0; t < all; ++t) square[t] = t / 61 % 2 ? 1.0F : -1.0F;
    return {std::vector<float>(all, 1.0F), sine(997, 1, all), square, noise(1, all)};
}

TEST_P(Safe, no_ceiling_is_passed) {
    for (const auto& programme : programmes()) {
        SafeDesk desk(24);
        desk.apply(GetParam().before);
        desk.render(programme, kBefore);
        desk.apply(GetParam().bundle);
        desk.render(programme, kAfter);
        for (int o = 0; o < SafeDesk::kOutputs; ++o) {
            // A bus that is no cue yet goes out with what it had.
            const bool becomes = GetParam().becomes_cue && SafeDesk::plays_cue(o);
            const double peak = to_db(greatest(desk.heard(o, kBefore + (becomes ? kFallsSilent : 0))));
            EXPECT_LE(peak, SafeDesk::ceiling(o) + 1e-4) << "output " << o + 1;
            if (!becomes) continue;
            const double had = greatest(desk.heard(o, kBefore - 4800).first(4800));
            EXPECT_LE(greatest(desk.heard(o, kBefore).first(kFallsSilent)), had * 1.0001) << "output " << o + 1;
        }
    }
}

// How far the desk's curve of 10 ms goes in one of them at most, where so many gains follow it.
double steepest(int gains) {
    if (gains == 0) return 1;
    const auto curve = [&](double u) { return std::pow(u * u * (3 - 2 * u), gains); };
    double most = 0;
    for (double u = 0; u <= 0.9; u += 0.001) most = std::max(most, curve(u + 0.1) - curve(u));
    return most;
}

TEST_P(Safe, nothing_gets_louder_faster_than_its_ramp) {
    SafeDesk desk(-24);
    const std::vector<float> one(kBefore + kAfter, 0.5F), two(kBefore + kAfter, 0.4F);
    desk.apply(GetParam().before);
    desk.render(one, two, kBefore);
    desk.apply(GetParam().bundle);
    desk.render(one, two, kAfter);
    for (int o = 0; o < SafeDesk::kOutputs; ++o) {
        const auto x = desk.heard(o, kBefore - 480);
        const double before = std::abs(static_cast<double>(x[0])), after = std::abs(static_cast<double>(x.back()));
        const double most = GetParam().joins ? before + after : std::max(before, after);
        EXPECT_LE(greatest(x), most * 1.001 + 1e-7) << "output " << o + 1;
        RecordProperty("output_" + std::to_string(o + 1) + "_rise_in_10_ms_db", std::to_string(to_db(rise(x, 480))));
        EXPECT_LE(rise(x, 48), steepest(GetParam().gains) * most * 1.01 + 1e-7) << "output " << o + 1;
    }
}
INSTANTIATE_TEST_SUITE_P(Desk, Safe, testing::ValuesIn(happenings()), [](const auto& test) {
    std::string name = test.param.name;
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return name;
});

}  // namespace
}  // namespace tutti::test
