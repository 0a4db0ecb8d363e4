// Safe for ears over time: the start, a device that comes back, ceilings that move, hands that never rest, presets and
// effects brought in while the loudest programme plays.
#include <random>

#include "tests/desk_sound/safe_desk.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSecond = 48000;
constexpr double kHair = 1e-4;  // dB

std::vector<float> square(std::size_t frames) {
    std::vector<float> x(frames);
    for (std::size_t t = 0; t < frames; ++t) x[t] = t / 61 % 2 ? 1.0F : -1.0F;
    return x;
}

void expect_ceilings(const SafeDesk& desk, std::size_t from) {
    for (int o = 0; o < SafeDesk::kOutputs; ++o)
        EXPECT_LE(to_db(greatest(desk.heard(o, from))), SafeDesk::ceiling(o) + kHair) << "output " << o + 1;
}

// From silence to full, along the curve of half a second and no steeper; `silent` samples first.
void expect_fade_in(const SafeDesk& desk, std::size_t from, std::size_t silent) {
    for (int o = 0; o < SafeDesk::kOutputs; ++o) {
        const auto x = desk.heard(o, from);
        EXPECT_EQ(greatest(x.first(silent)), 0) << "output " << o + 1;
        const double full = std::abs(static_cast<double>(x.back()));
        EXPECT_GT(full, 1e-3);
        EXPECT_LE(rise(x, 480), full * 1.5 * 0.02 * 1.01 + 1e-7) << "output " << o + 1;
        EXPECT_NEAR(greatest(x), full, 1e-6);
    }
}

TEST(SafeTimes, what_starts_is_silent_and_fades_in) {
    SafeDesk desk(-24);
    const std::vector<float> one(4 * kSecond, 0.5F);
    desk.hold_outputs();
    desk.render(one, 4800);
    desk.release_outputs();
    desk.render(one, kSecond);
    expect_fade_in(desk, 0, 4800);
    // The device goes and comes back; and once more, before it was all there.
    desk.hold_outputs();
    desk.render(one, 4800);
    const std::size_t silent = desk.position();
    for (int o = 0; o < SafeDesk::kOutputs; ++o) EXPECT_EQ(greatest(desk.heard(o, silent - 4300)), 0);
    desk.release_outputs();
    desk.render(one, 9600);
    desk.hold_outputs();
    desk.render(one, 4800);
    desk.release_outputs();
    const std::size_t again = desk.position() - 480;
    desk.render(one, kSecond);
    expect_fade_in(desk, silent, 0), expect_fade_in(desk, again, 480);
}

TEST(SafeTimes, ceilings_hold_while_they_move) {
    constexpr std::size_t kTakesOver = 960 + 32;  // it listens for 10 ms and is faded in for 10
    const struct {
        const char* address;
        int out;
    } cases[] = {{"/bus/3/cue/limit", SafeDesk::cue_left},
                 {"/bus/3/limiter/ceiling", SafeDesk::cue_right},
                 {"/bus/4/limiter/ceiling", SafeDesk::aux_left},
                 {"/main/limiter/ceiling", SafeDesk::main_left},
                 {"/matrix/1/limiter/ceiling", SafeDesk::matrix_left}};
    for (const bool ahead : {false, true})
        for (const auto& [address, out] : cases) {
            SCOPED_TRACE(address);
            const auto x = square(3 * kSecond);
            SafeDesk desk(24);
            desk.set("/main/limiter/lookahead", ahead);
            desk.set(address, -12.0F);
            desk.render(x, kSecond);
            EXPECT_NEAR(to_db(greatest(desk.heard(out, kSecond / 2))), -12, 0.5);
            for (const float next : {-30.0F, -24.0F, -29.0F}) {
                const double before = greatest(desk.heard(out, desk.position() - 4800));
                const std::size_t now = desk.position();
                desk.set(address, next);
                desk.render(x, 9600);
                EXPECT_LE(to_db(greatest(desk.heard(out, now + kTakesOver))), next + kHair);
                EXPECT_LE(to_db(greatest(desk.heard(out, now))), std::max<double>(to_db(before), next) + kHair);
            }
        }
}

// Forty thousand moves at odd moments, of everything behind and in the limiters, and of the loudest gains ahead of
// them.
TEST(SafeTimes, hands_that_never_rest_pass_no_ceiling) {
    std::mt19937 random(7);
    const auto between = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
    const auto x = square(6 * kSecond);
    SafeDesk desk(24);
    desk.render(x, 4800);
    const std::size_t from = desk.position();
    while (desk.position() + 1000 < x.size()) {
        Bundle bundle;
        const auto to = [&](const char* address, float least, float most) {
            if (between(0, 2) == 0)
                bundle.push_back({address, least + (most - least) * static_cast<float>(between(0, 100)) / 100});
        };
        for (const char* output :
             {"/output/1/trim", "/output/3/trim", "/output/6/trim", "/output/8/trim", "/output/5/trim"})
            to(output, -3, 0);
        for (const char* limit : {"/bus/3/limiter/ceiling", "/bus/3/cue/limit"}) to(limit, -30, SafeDesk::kCueCeiling);
        to("/main/limiter/ceiling", -30, SafeDesk::kMainCeiling),
            to("/bus/4/limiter/ceiling", -30, SafeDesk::kAuxCeiling);
        to("/bus/3/fader", -90, 10), to("/main/fader", -90, 10), to("/channel/1/send/3/level", -90, 10),
            to("/bus/3/limiter/release", 5, 1000);
        if (between(0, 3) == 0) bundle.push_back({"/main/limiter/lookahead", between(0, 1) == 1});
        if (between(0, 3) == 0) bundle.push_back({"/output/2/invert", between(0, 1) == 1});
        if (between(0, 5) == 0) bundle.push_back({"/output/4/mute", between(0, 1) == 1});
        if (between(0, 9) == 0) bundle.push_back({"/session/panic", between(0, 3) == 1});
        desk.apply(bundle);
        desk.render(x, static_cast<std::size_t>(between(1, 400)));
    }
    expect_ceilings(desk, from);
}

TEST(SafeTimes, a_recalled_strip_passes_no_ceiling_and_is_ramped) {
    const auto recalled = [](float drive, const std::vector<float>& x) {
        auto desk = std::make_unique<SafeDesk>(drive);
        desk->apply({{"/channel/3/input/source", "none"},
                     {"/channel/3/fader", 10.0F},
                     {"/channel/3/send/3/level", 10.0F},
                     {"/channel/3/input/trim", drive},
                     {"/channel/3/pan", -1.0F}});
        desk->apply(
            {{"/channel/2/input/mute", true}, {"/channel/1/fader", -90.0F}, {"/channel/1/send/3/level", -90.0F}});
        desk->render(x, kSecond / 2);
        desk->recall("/channel/3", "/channel/1");
        desk->render(x, kSecond / 2);
        return desk;
    };
    const auto loud = recalled(24, square(kSecond));
    EXPECT_EQ(loud->console.number("fader"_channel, 0), 10);
    expect_ceilings(*loud, 0);
    const auto soft = recalled(-24, std::vector<float>(kSecond, 0.5F));
    for (const int out : {SafeDesk::main_left, SafeDesk::cue_left}) {
        const auto x = soft->heard(out, 0);
        EXPECT_GT(greatest(x), 0.01);
        EXPECT_LE(rise(x, 48), 0.3 * greatest(x));
    }
}

TEST(SafeTimes, another_effect_passes_no_ceiling) {
    const auto x = noise(1, 8 * kSecond);
    SafeDesk desk(24);
    desk.render(x, 4800);
    const auto types = info(Family::fx).rows[("type"_fx).row].choices;
    for (std::size_t type = 1; type < types.size(); ++type)
        for (const std::size_t other : {type, std::size_t{0}, types.size() - type}) {
            desk.set("/fx/1/type", std::string(types[other]).c_str());
            desk.render(x, 4801);
        }
    expect_ceilings(desk, 4800);
}

}  // namespace
}  // namespace tutti::test
