// What holds for every type of effect: any cut of the frames gives the same sound, no value clicks, none lets it run
// away, clear() forgets all.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/dsp/measure.hpp"
#include "tests/fx/sound_of.hpp"

namespace tutti::test {
namespace {

std::string_view name_of(FxType type) {
    return rows::kFxTypeNames[static_cast<std::size_t>(type)];
}
std::string_view short_path(const Row& row) {
    return row.path.substr(row.path.find('/') + 1);
}
template <class Visit>
void each_setting(FxType type, Visit visit) {
    for (const Row& row : fx_rows(type))
        if (row.kind == Kind::setting) visit(row, short_path(row));
}

class EveryType : public testing::TestWithParam<FxType> {
protected:
    // All values at their ends, or the defaults where `share` is negative.
    static void set_all(SoundOf& effect, float share) {
        each_setting(GetParam(), [&](const Row& row, std::string_view path) {
            for (int band = 0; band < std::max<int>(row.bands, 1); ++band)
                effect.set(path, share < 0 ? row.initial : row.min + share * (row.max - row.min), true, band);
        });
    }
};

TEST_P(EveryType, sounds_the_same_however_the_frames_are_cut) {
    const Stereo x{noise(0.5, 51200, 1), noise(0.5, 51200, 2)};
    std::vector<Stereo> results;
    for (const std::size_t block : {64, 16, 100, 512, 1}) {
        SoundOf effect(GetParam());
        Stereo all;
        // Changes fall on 12800, a block's beginning for all of them.
        for (std::size_t at = 0; at < 51200; at += 12800) {
            if (at)
                each_setting(GetParam(), [&](const Row& row, std::string_view path) {
                    effect.set(path, at == 12800 ? row.max : at == 25600 ? row.min : row.initial, false);
                });
            const auto part = [&](const std::vector<float>& side) {
                return std::vector<float>(side.begin() + static_cast<long>(at),
                                          side.begin() + static_cast<long>(at) + 12800);
            };
            const Stereo y = effect.play({part(x.left), part(x.right)}, block);
            all.left.insert(all.left.end(), y.left.begin(), y.left.end());
            all.right.insert(all.right.end(), y.right.begin(), y.right.end());
        }
        EXPECT_GT(greatest(all.left), 0.01);
        results.push_back(all);
        EXPECT_LT(to_db(greatest_difference(all.left, results[0].left)), -120) << block;
        EXPECT_LT(to_db(greatest_difference(all.right, results[0].right)), -120) << block;
    }
}

TEST_P(EveryType, works_in_place_and_on_every_width_of_vector) {
    const Stereo x{noise(0.5, 9600, 1), noise(0.5, 9600, 2)};
    const Stereo y = SoundOf(GetParam()).play(x);
    Stereo z = x;
    const auto effect = fx::make_effect(GetParam(), 48000);
    SoundOf in_place(GetParam());
    for (std::size_t at = 0; at < 9600; at += 64) {
        float* sides[] = {z.left.data() + at, z.right.data() + at};
        in_place.effect().process(sides, sides, 64);
    }
    EXPECT_EQ(z.left, y.left);
    EXPECT_EQ(z.right, y.right);
    for (const dsp::Kernels* const* kernels = dsp::all_kernels(); *kernels; ++kernels)
        EXPECT_LT(to_db(greatest_difference(SoundOf(GetParam(), 48000, **kernels).play(x).right, y.right)), -110)
            << (*kernels)->name;
}

TEST_P(EveryType, clear_forgets_all) {
    SoundOf effect(GetParam()), fresh(GetParam());
    const Stereo x{noise(0.5, 9600, 1), noise(0.5, 9600, 2)}, silence = both_sides(std::vector<float>(48000));
    effect.play(x);
    each_setting(GetParam(), [&](const Row& row, std::string_view path) { effect.set(path, row.max, false); });
    each_setting(GetParam(), [&](const Row& row, std::string_view path) { effect.set(path, row.initial, false); });
    effect.effect().clear();
    EXPECT_EQ(greatest(effect.play(silence).left), 0);
    effect.effect().clear();
    EXPECT_LT(greatest_difference(effect.play(x).right, fresh.play(x).right), 1e-6);
}

TEST_P(EveryType, stays_finite_at_every_end_and_rate) {
    for (const double rate : {8000.0, 44100.0, 96000.0, 192000.0})
        for (const float share : {-1.0F, 0.0F, 1.0F}) {
            SoundOf effect(GetParam(), rate);
            set_all(effect, share);
            const auto frames = static_cast<std::size_t>(rate);
            const Stereo y = effect.play({noise(1, frames, 1), noise(1, frames, 2)});
            EXPECT_LT(greatest(y.left), 100) << rate << " Hz, " << share;
            EXPECT_LT(greatest(y.right), 100) << rate << " Hz, " << share;
        }
}

// Every value from end to end and back under a full-scale sine, which has come in softly; what is above 6 kHz stays
// below -80 dBFS, or is no more than the effect makes of it while nothing changes. (Half bent, a wave has other
// overtones than straight or wholly bent.)
TEST_P(EveryType, no_value_clicks) {
    constexpr std::size_t kHold = 6000;
    for (const double frequency : {997.0, 100.0})
        each_setting(GetParam(), [&](const Row& row, std::string_view path) {
            SoundOf effect(GetParam());
            auto wave = sine(frequency, 1, 5 * kHold);
            for (std::size_t t = 0; t < kHold; ++t)
                wave[t] *= static_cast<float>(0.5 - 0.5 * std::cos(M_PI * static_cast<double>(t) / kHold));
            std::vector<float> out;
            double resting = 0;
            for (int part = 0; part < 5; ++part) {
                if (part > 0) effect.set(path, part % 2 ? row.max : row.min, part == 0, row.bands ? 15 : 0);
                const std::span from = std::span(wave).subspan(static_cast<std::size_t>(part) * kHold, kHold);
                const Stereo y = effect.play(both_sides({from.begin(), from.end()}));
                out.insert(out.end(), y.right.begin(), y.right.end());
                // The second half of each part is at rest.
                resting = std::max(resting, click(std::span(y.right).subspan(kHold / 2)));
            }
            const double most = click(std::span(out).subspan(kHold));
            const double overtones = GetParam() == FxType::saturation ? 2 : 1.1;
            EXPECT_LT(most, std::max(1e-4, overtones * resting))
                << path << ", " << frequency << " Hz: " << to_db(most) << " dBFS, at rest " << to_db(resting);
        });
}

std::vector<FxType> all_types() {
    std::vector<FxType> types;
    for (int t = 1; t < kFxTypes; ++t) types.push_back(static_cast<FxType>(t));
    return types;
}
INSTANTIATE_TEST_SUITE_P(Fx, EveryType, testing::ValuesIn(all_types()),
                         [](const auto& test) { return std::string(name_of(test.param)); });

}  // namespace
}  // namespace tutti::test
