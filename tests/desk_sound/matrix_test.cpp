// Matrices: what feeds them from where, what they are as strips, and their crossovers against the analogue prototypes.
#include <complex>
#include <numbers>

#include "engine/console/rules.hpp"
#include "tests/desk_sound/routing_desk.hpp"

namespace tutti::test {
namespace {

constexpr int kMain = RoutingDesk::kMain, kBus = RoutingDesk::bus(2), kMonitor = RoutingDesk::monitor(1),
              kMatrix = RoutingDesk::kFree, kOther = RoutingDesk::kFree + 2;
using Levels = std::map<int, double>;

// Channel 1 in main (left) and, 3 dB lower, in bus 2 (left); matrices 1 and 2 at the free outputs.
struct Matrices : RoutingDesk {
    Matrices() {
        open(1);
        set("/channel/1/send/2/level", -3.0F), set("/channel/1/send/2/tap", "input");
        const char* sources[] = {"matrix:1:l", "matrix:1:r", "matrix:2:l", "matrix:2:r"};
        for (int o = 0; o < 4; ++o) set("/output/" + std::to_string(kMatrix + o) + "/source", sources[o]);
    }
    // All else as ever.
    void expect_matrices(Levels levels) {
        levels.insert({{kMain, 0}, {kBus, -3}});
        play();
        expect(levels);
    }
    void expect_matrices_after(const std::string& address, const Argument& value, const Levels& levels) {
        SCOPED_TRACE(address);
        set(address, value);
        expect_matrices(levels);
    }
};

TEST(Matrices, are_fed_by_main_and_buses) {
    Matrices desk;
    desk.expect_matrices({});
    desk.expect_matrices_after("/main/matrix/1/on", true, {{kMatrix, 0}});
    desk.expect_matrices_after("/main/matrix/1/level", -4.0F, {{kMatrix, -4}});
    desk.expect_matrices_after("/bus/2/matrix/2/on", true, {{kMatrix, -4}, {kOther, -3}});
    desk.expect_matrices_after("/bus/2/matrix/2/level", 6.0F, {{kMatrix, -4}, {kOther, 3}});
    desk.expect_matrices_after("/bus/2/matrix/1/on", true, {{kMatrix, to_db(from_db(-4) + from_db(-3))}, {kOther, 3}});
    desk.expect_matrices_after("/main/matrix/1/level", -90.0F, {{kMatrix, -3}, {kOther, 3}});
    desk.expect_matrices_after("/bus/2/matrix/1/on", false, {{kOther, 3}});
}

TEST(Matrices, hear_buses_and_main_behind_their_faders) {
    Matrices desk;
    desk.set("/main/matrix/1/on", true), desk.set("/bus/2/matrix/2/on", true);
    desk.set("/main/fader", -7.0F), desk.set("/bus/2/fader", -5.0F);
    desk.play();
    desk.expect({{kMain, -7}, {kMatrix, -7}, {kBus, -8}, {kOther, -8}});
    desk.set("/main/mute", true), desk.set("/bus/2/mute", true);
    desk.play();
    desk.expect({});
}

TEST(Matrices, take_mono_and_stereo_from_mono_and_stereo) {
    Matrices desk;
    desk.set("/main/matrix/1/on", true), desk.set("/matrix/1/width", "mono");
    desk.expect_matrices({{kMatrix, to_db(0.5)}, {kMatrix + 1, to_db(0.5)}});
    desk.set("/output/15/source", "matrix:1");
    desk.expect_matrices({{kMatrix, to_db(0.5)}, {kMatrix + 1, to_db(0.5)}});
    desk.set("/channel/1/pan", 1.0F);
    desk.play();
    desk.expect({{kMain + 1, 0}, {kBus + 1, -3}, {kMatrix, to_db(0.5)}, {kMatrix + 1, to_db(0.5)}});
    desk.set("/channel/1/pan", -1.0F), desk.set("/matrix/1/width", "stereo");
    desk.expect_matrices({{kMatrix, to_db(0.5)}});  // the mono sum of both sides
    desk.set("/output/15/source", "matrix:1:l"), desk.set("/main/matrix/1/on", false);
    desk.set("/bus/2/width", "mono"), desk.set("/bus/2/matrix/1/on", true);
    const Levels mono_bus = {{kMain, 0}, {kBus, -3}, {kBus + 1, -3}};
    for (const char* width : {"stereo", "mono"}) {
        desk.set("/matrix/1/width", width);
        Levels levels = mono_bus;
        levels.insert({{kMatrix, -3}, {kMatrix + 1, -3}});
        desk.play();
        desk.expect(levels);
    }
}

TEST(Matrices, have_fader_balance_mute_and_groups) {
    Matrices desk;
    desk.set("/main/matrix/1/on", true), desk.set("/channel/1/pan", 0.0F);
    const auto expect = [&](const std::string& address, const Argument& value, double left, double right,
                            const std::string& why) {
        SCOPED_TRACE(address);
        desk.set(address, value);
        Levels levels = {{kMain, kCentre}, {kMain + 1, kCentre}, {kBus, -3 + kCentre}, {kBus + 1, -3 + kCentre}};
        if (why.empty()) levels.insert({{kMatrix, left + kCentre}, {kMatrix + 1, right + kCentre}});
        desk.play();
        desk.expect(levels);
        EXPECT_EQ(muted_by(desk.console, {.family = Family::matrix, .strip = 0}), why);
    };
    expect("/matrix/1/fader", -9.0F, -9, -9, "");
    expect("/matrix/1/balance", -0.5F, -9, -9 + to_db(std::cos(std::numbers::pi / 4)), "");
    expect("/matrix/1/balance", 0.0F, -9, -9, "");
    desk.set("/matrix/1/dca/1", true), desk.set("/matrix/1/mutegroup/2", true);
    expect("/dca/1/fader", -5.0F, -14, -14, "");
    expect("/dca/1/mute", true, 0, 0, "dca:1");
    expect("/dca/1/mute", false, -14, -14, "");
    expect("/mutegroup/2/on", true, 0, 0, "mutegroup:2");
    expect("/matrix/1/mute", true, 0, 0, "own mutegroup:2");
    expect("/mutegroup/2/on", false, 0, 0, "own");
    expect("/matrix/1/mute", false, -14, -14, "");
}

TEST(Matrices, are_heard_on_monitors) {
    Matrices desk;
    desk.set("/main/matrix/1/on", true), desk.set("/main/matrix/1/level", -6.0F), desk.set("/matrix/1/fader", -5.0F);
    desk.set("/monitor/1/level", 0.0F);
    desk.expect_matrices({{kMatrix, -11}, {kMonitor, 0}});
    desk.expect_matrices_after("/monitor/1/source", std::string_view("matrix:1"), {{kMatrix, -11}, {kMonitor, -11}});
    desk.set("/monitor/1/source", "matrix:2");
    desk.expect_matrices({{kMatrix, -11}});
    desk.expect_matrices_after("/matrix/1/solo/1", true, {{kMatrix, -11}, {kMonitor, -6}});
    EXPECT_TRUE(solo_active(desk.console, 0));
    desk.expect_matrices_after("/monitor/1/mode", std::string_view("afl"), {{kMatrix, -11}, {kMonitor, -11}});
    desk.set("/monitor/1/exclusive", true), desk.set("/channel/2/solo/1", true);
    desk.expect_matrices({{kMatrix, -11}});
}

// Main's limiter with look-ahead is 1 ms late, its matrix is not; and hears peaks that main no longer has. A bus's
// limiter stands ahead of its matrix.
TEST(Matrices, hear_main_ahead_of_its_limiter_and_buses_behind_theirs) {
    Matrices desk;
    const auto x = noise(0.5, 20000);
    desk.set("/main/limiter/on", true), desk.set("/main/limiter/ceiling", -20.0F),
        desk.set("/main/limiter/lookahead", true);
    desk.set("/bus/2/limiter/on", true), desk.set("/bus/2/limiter/ceiling", -20.0F);
    desk.set("/main/matrix/1/on", true), desk.set("/bus/2/matrix/2/on", true);
    desk.render(x, 20000);
    EXPECT_EQ(desk.out(kMatrix - 1), x);
    EXPECT_LE(greatest(desk.out(kMain - 1)), from_db(-20) * 1.000001);
    EXPECT_LE(greatest(desk.out(kOther - 1)), from_db(-20) * 1.000001);
    EXPECT_GT(greatest(desk.out(kOther - 1)), from_db(-21));
}

TEST(Matrices, have_their_limiter_last_and_their_compressor_ahead) {
    Matrices desk;
    const auto x = noise(0.5, 48000);
    desk.set("/main/matrix/1/on", true), desk.set("/matrix/1/fader", 10.0F);
    desk.set("/matrix/1/limiter/on", true), desk.set("/matrix/1/limiter/ceiling", -12.0F);
    desk.render(x, 24000);
    EXPECT_LE(greatest(desk.out(kMatrix - 1)), from_db(-12) * 1.000001);
    desk.set("/matrix/1/limiter/on", false), desk.set("/matrix/1/fader", 0.0F);
    desk.set("/matrix/1/comp/on", true), desk.set("/matrix/1/comp/threshold", -30.0F),
        desk.set("/matrix/1/comp/ratio", 100.0F);
    desk.set("/matrix/1/comp/knee", 0.0F), desk.set("/matrix/1/comp/key", "channel:1");
    desk.render(x, 24000);
    double power = 0;
    for (std::size_t t = 38400; t < 48000; ++t) power += std::pow(static_cast<double>(desk.out(kMatrix - 1)[t]), 2);
    // RMS as the detector counts it: a sine's peak at the threshold.
    EXPECT_NEAR(10 * std::log10(2 * power / 9600), -30, 3.5);
}

// ---- crossovers ----

using Complex = std::complex<double>;

Complex second_order(double q, Complex s) {
    return s * s + s / q + 1.0;
}
// High-pass and low-pass, by definition: a Linkwitz-Riley filter is a Butterworth filter of half the order twice.
Complex crossover(const std::string& type, bool low_cut, Complex s) {
    const double butterworth = 1 / std::sqrt(2.0);
    Complex below = type == "lr12"   ? (s + 1.0) * (s + 1.0)
                    : type == "bu12" ? second_order(butterworth, s)
                    : type == "lr24" ? second_order(butterworth, s) * second_order(butterworth, s)
                                     : (s * s + 0.7653668647301796 * s + 1.0) * (s * s + 1.8477590650225735 * s + 1.0);
    const bool steep = type.ends_with("24");
    const Complex above = low_cut ? (steep ? s * s * s * s : s * s) : 1.0;
    return above / below;
}

std::vector<float> impulse_of(const std::string& type, int band, float frequency) {
    Matrices desk;
    desk.set("/main/matrix/1/on", true);
    const std::string eq = "/matrix/1/eq/band/" + std::to_string(band);
    desk.set(eq + "/type", type.c_str()), desk.set(eq + "/frequency", frequency);
    desk.set(eq + "/gain", 12.0F), desk.set(eq + "/q", 9.0F);  // which crossovers do not have
    std::vector<float> click(48000);
    click[0] = 1;
    desk.render(click, click.size());
    return desk.out(kMatrix - 1);
}

TEST(Crossovers, follow_their_prototypes) {
    for (const std::string type : {"lr12", "lr24", "bu12", "bu24"})
        for (const int band : {1, 2, 3, 4, 5, 6})
            for (const float corner : {80.0F, 1000.0F, 5000.0F}) {
                const auto impulse = impulse_of(type, band, corner);
                for (double f = 20; f < 20000; f *= 1.31) {
                    const double s = std::tan(std::numbers::pi * f / 48000) /
                                     std::tan(std::numbers::pi * static_cast<double>(corner) / 48000);
                    const double want = to_db(std::abs(crossover(type, band <= 3, Complex(0, s))));
                    const double is = to_db(std::abs(spectrum(impulse, f, 48000)));
                    if (want > -70)
                        EXPECT_NEAR(is, want, 0.1) << type << " band " << band << " at " << f << " Hz";
                    else
                        EXPECT_LT(is, -65) << type << " band " << band << " at " << f << " Hz";
                }
            }
}

TEST(Crossovers, of_linkwitz_and_riley_add_up_flat) {
    const auto low = impulse_of("lr24", 6, 700), high = impulse_of("lr24", 1, 700);
    for (double f = 30; f < 20000; f *= 1.2)
        EXPECT_NEAR(to_db(std::abs(spectrum(low, f, 48000) + spectrum(high, f, 48000))), 0, 0.02) << f;
}

}  // namespace
}  // namespace tutti::test
