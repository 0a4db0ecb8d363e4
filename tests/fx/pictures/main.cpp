// tutti-draw FOLDER: pictures of what the effects do, measured as their tests measure. One SVG for each reverb
// (spectrum, decay, echo density), one for saturation and one for the graphic EQ.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/dsp/measure.hpp"
#include "tests/fx/pictures/chart.hpp"
#include "tests/fx/sound_of.hpp"
#include "tests/fx/tail.hpp"

namespace tutti::pictures {
namespace {

using test::SoundOf;
using test::Spectrum;
using test::Stereo;
constexpr double kRate = 48000;
using Points = std::vector<std::pair<double, double>>;

double in_db(double power) {
    return 10 * std::log10(power + 1e-30);
}

std::string rounded(double value, int digits) {
    char words[32];
    std::snprintf(words, sizeof words, "%.*f", digits, value);
    return words;
}

// Mean power in the third of an octave around each frequency, in dB.
Points thirds(const std::vector<float>& x) {
    Spectrum s(std::size_t{1} << 18);
    for (std::size_t t = 0; t < std::min(x.size(), s.size()); ++t) s[t] = static_cast<double>(x[t]);
    test::transform(s);
    std::vector<double> sums(s.size() / 2 + 1);
    for (std::size_t k = 0; k < s.size() / 2; ++k) sums[k + 1] = sums[k] + std::norm(s[k]);
    const double bin = kRate / static_cast<double>(s.size()), sixth = std::exp2(1.0 / 6);
    Points points;
    for (double f = 20; f < 20000; f *= std::exp2(1.0 / 24)) {
        const auto low = static_cast<std::size_t>(f / sixth / bin), high = static_cast<std::size_t>(f * sixth / bin);
        points.emplace_back(f, in_db((sums[high + 1] - sums[low]) / static_cast<double>(high + 1 - low)));
    }
    return points;
}

// Where the sides are loudest is 0 dB.
void lower_to_zero(std::vector<Line>& lines) {
    double most = -1e9;
    for (const Line& line : lines)
        for (const auto& point : line.points) most = std::max(most, point.second);
    for (Line& line : lines)
        for (auto& point : line.points) point.second -= most;
}

double dense_at(const Stereo& h) {  // ms
    double ms = 1;
    while (ms < 500 && (test::echo_density(h.left, ms / 1000) < 1 || test::echo_density(h.right, ms / 1000) < 1)) ++ms;
    return ms;
}

// The energy that is still to come (Schroeder's integral), in dB of all.
Points decay(const Spectrum& x) {
    std::vector<double> rest(x.size() + 1);
    for (std::size_t t = x.size(); t-- > 0;) rest[t] = rest[t + 1] + std::norm(x[t]);
    Points points;
    for (std::size_t t = 0; t < x.size(); t += 240)
        points.emplace_back(static_cast<double>(t) / kRate, in_db(rest[t] / rest[0]));
    return points;
}

std::string reverb(const std::string& name, FxType type) {
    SoundOf effect(type);
    const double set =
        static_cast<double>(std::find_if(fx_rows(type).begin(), fx_rows(type).end(), [&](const Row& row) {
                                return row.path == name + "/decay";
                            })->initial);
    const Stereo h = effect.play(test::impulse(static_cast<std::size_t>((1.6 * set + 2) * kRate)));
    const test::Bands bands(h.left, h.right);
    Panel spectrum{"Spectrum, thirds of an octave", hertz(), evenly("dB", -30, 3, 6), {}, false};
    spectrum.lines = {{"left", thirds(h.left)}, {"right", thirds(h.right)}};
    lower_to_zero(spectrum.lines);
    Panel decays{
        "Decay, octaves", evenly("s", 0, std::ceil(1.3 * set * 2) / 2, 0.5), evenly("dB", -60, 0, 10), {}, false};
    for (const double centre : {125.0, 500.0, 1000.0, 2000.0, 8000.0})
        decays.lines.push_back({rounded(centre, 0), decay(bands.octave(centre))});
    Panel density{"Echo density (Abel, Huang)", evenly("ms", 0, 200, 20), evenly("of noise", 0, 1.2, 0.2), {}, false};
    for (const auto& [side, x] : {std::pair("left", &h.left), std::pair("right", &h.right)}) {
        density.lines.push_back({side, {}});
        for (double ms = 1; ms < 200; ++ms)
            density.lines.back().points.emplace_back(ms, test::echo_density(*x, ms / 1000));
    }
    const auto after = [](const std::vector<float>& x) { return std::span(x).subspan(4800); };
    const std::string words = "Decay set to " + rounded(set, 1) + " s, at 1 kHz measured " +
                              rounded(test::decay_time(bands.octave(1000)), 2) + " s; as dense as noise after " +
                              rounded(dense_at(h), 0) + " ms; greatest mode " +
                              rounded(test::greatest_peak(h.left, h.right, 0.2, 1), 1) +
                              " dB over its surroundings; correlation of the sides " +
                              rounded(test::correlation(after(h.left), after(h.right)), 2);
    return svg("The " + name + " with its defaults", words, {spectrum, decays, density});
}

std::string saturation() {
    constexpr std::size_t kFrames = 65536, kPeriods = 1366;  // 1 kHz
    std::vector<Panel> panels;
    for (const float bias : {0.0F, 0.5F}) {
        Panel panel{"bias " + rounded(static_cast<double>(bias), 1),
                    evenly("kHz", 0, 20, 2),
                    evenly("dBFS", -120, 10, 20),
                    {},
                    true};
        SoundOf effect(FxType::saturation);
        effect.set("drive", 12).set("bias", bias);
        const Stereo y = effect.play(
            test::both_sides(test::sine(kPeriods * kRate / static_cast<double>(kFrames), 0.5, 2 * kFrames, kRate)));
        Spectrum s(kFrames);
        for (std::size_t t = 0; t < kFrames; ++t) s[t] = static_cast<double>(y.left[kFrames + t]);
        test::transform(s);
        Points points;
        for (std::size_t k = 1; k < kFrames / 2; ++k)
            points.emplace_back(static_cast<double>(k) * kRate / static_cast<double>(kFrames) / 1000,
                                in_db(4 * std::norm(s[k])) - 2 * in_db(static_cast<double>(kFrames)));
        panel.lines = {{"", points}};
        panels.push_back(panel);
    }
    return svg("Saturation of a sine of 1 kHz at -6 dBFS, drive 12 dB",
               "What is no multiple of 1 kHz would have been folded back.", panels);
}

std::string graphic() {
    const auto response = [](std::vector<std::pair<int, float>> gains) {
        SoundOf effect(FxType::graphic);
        for (const auto& [band, gain] : gains) effect.set("band/{band}/gain", gain, true, band);
        const Stereo h = effect.play(test::impulse(48000));
        Points points;
        for (double f = 20; f < 20000; f *= std::exp2(1.0 / 48))
            points.emplace_back(f, in_db(std::norm(test::spectrum(h.left, f, kRate))));
        return points;
    };
    Panel bands{"Single bands", hertz(), evenly("dB", -12, 12, 3), {}, false};
    bands.lines = {{"63 Hz +6", response({{5, 6.0F}})},
                   {"1 kHz +12", response({{17, 12.0F}})},
                   {"8 kHz -9", response({{26, -9.0F}})}};
    Panel groups{"Neighbours together", hertz(), evenly("dB", -12, 12, 3), {}, false};
    std::vector<std::pair<int, float>> all, three = {{16, 6.0F}, {17, 6.0F}, {18, 6.0F}};
    for (int band = 0; band < kGraphicBands; ++band) all.emplace_back(band, -6.0F);
    groups.lines = {{"three +6", response(three)}, {"all -6", response(all)}};
    return svg("The graphic EQ", "31 bands, a third of an octave apart.", {bands, groups});
}

bool write(const std::filesystem::path& path, const std::string& words) {
    std::ofstream file(path, std::ios::binary);
    file << words;
    file.close();
    if (!file) std::fprintf(stderr, "tutti-draw: cannot write %s\n", path.c_str());
    return static_cast<bool>(file);
}

}  // namespace
}  // namespace tutti::pictures

int main(int count, char** words) {
    using namespace tutti;
    if (count != 2) {
        std::fprintf(stderr, "usage: tutti-draw FOLDER\n");
        return 2;
    }
    const std::filesystem::path folder = words[1];
    const bool all = pictures::write(folder / "plate.svg", pictures::reverb("plate", FxType::plate)) &&
                     pictures::write(folder / "hall.svg", pictures::reverb("hall", FxType::hall)) &&
                     pictures::write(folder / "room.svg", pictures::reverb("room", FxType::room)) &&
                     pictures::write(folder / "saturation.svg", pictures::saturation()) &&
                     pictures::write(folder / "graphic.svg", pictures::graphic());
    return all ? 0 : 1;
}
