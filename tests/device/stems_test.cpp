#include "engine/device/stems.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <limits>

#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<float> play(Stems& stems, int inputs, int input, int frames) {
    std::vector<std::vector<float>> blocks(static_cast<std::size_t>(inputs),
                                           std::vector<float>(static_cast<std::size_t>(frames), 9));
    std::vector<float*> pointers;
    for (auto& block : blocks) pointers.push_back(block.data());
    stems.read(pointers.data(), frames);
    return blocks[static_cast<std::size_t>(input)];
}

// Level in dB of the part of `samples` that is a sine of this frequency, and of all the rest.
struct Tone {
    double level = 0, rest = 0;
};
Tone measure(const std::vector<float>& samples, double frequency, double rate) {
    double in_phase = 0, quadrature = 0, rest = 0;
    const double n = static_cast<double>(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = 2 * M_PI * frequency * static_cast<double>(i) / rate;
        in_phase += samples[i] * std::sin(angle) * 2 / n;
        quadrature += samples[i] * std::cos(angle) * 2 / n;
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = 2 * M_PI * frequency * static_cast<double>(i) / rate;
        const double error = samples[i] - in_phase * std::sin(angle) - quadrature * std::cos(angle);
        rest += error * error * 2 / n;
    }
    return {20 * std::log10(std::hypot(in_phase, quadrature)), 10 * std::log10(rest + 1e-30)};
}

TEST(Stems, SeveralChannelsBecomeTheirMean) {
    const Folder folder;
    const auto file = write_sound(folder / "s.wav", {0.5f, 0.25f, -1.0f, 0.0f, 0.125f, 0.125f}, 2);
    Stems stems({file}, 1, 48000);
    EXPECT_THAT(play(stems, 1, 0, 4), ElementsAre(0.375f, -0.5f, 0.125f, 0.375f));
}

// A whole number of periods loops without a seam, so two seconds of it hold the sine and nothing else.
TEST(Stems, ResamplingKeepsASineAndItsSeam) {
    const Folder folder;
    for (const auto& [from, to, frames] : {std::tuple{44100, 48000, 44100},
                                           {48000, 44100, 4800},
                                           {96000, 48000, 9600},
                                           {44100, 96000, 441},
                                           {8000, 48000, 8},
                                           {192000, 44100, 192}}) {
        const auto file = write_sound(folder / "sine.wav", sine(1000, from, static_cast<std::size_t>(frames)), 1, from);
        Stems stems({file}, 1, to);
        EXPECT_THAT(stems.warnings(), IsEmpty());
        const Tone tone = measure(play(stems, 1, 0, 2 * to), 1000, to);
        EXPECT_NEAR(tone.level, 20 * std::log10(0.5), 0.05) << from << " to " << to;
        EXPECT_LT(tone.rest, -80) << from << " to " << to;
    }
}

TEST(Stems, ResamplingKeepsTheFirstFrameWhereItWas) {
    const Folder folder;
    std::vector<float> click(44100, 0.0f);
    click[0] = 0.5f;
    Stems stems({write_sound(folder / "click.wav", click, 1, 44100)}, 1, 48000);
    const auto played = play(stems, 1, 0, 48000);
    EXPECT_EQ(std::max_element(played.begin(), played.end()) - played.begin(), 0);
    const auto again = play(stems, 1, 0, 48000);
    EXPECT_EQ(played, again);  // a second of 44100 is a second of 48000
}

TEST(Stems, AFileThatCannotBePlayedIsASilentInputAndASentence) {
    const Folder folder;
    std::ofstream(folder / "text.wav") << "this is no sound at all, only a text that calls itself so";
    std::ofstream(folder / "empty.flac");
    write_sound(folder / "zero.wav", {});
    write_sound(folder / "long.wav", std::vector<float>(8000 * 601), 1, 8000, SF_FORMAT_WAV | SF_FORMAT_PCM_U8);
    fs::create_directory(folder / "folder.wav");
    mkfifo((folder / "pipe.wav").c_str(), 0600);
    const auto good = write_sound(folder / "good.wav", {0.25f});
    Stems stems({folder / "missing.wav", folder / "text.wav", folder / "empty.flac", folder / "zero.wav",
                 folder / "long.wav", folder / "folder.wav", folder / "pipe.wav", good},
                8, 48000);
    const auto names = [](const std::string& file, int number, const std::string& why) {
        return AllOf(HasSubstr("device.stems"), HasSubstr(file), HasSubstr(why),
                     HasSubstr("input " + std::to_string(number) + " is silent"));
    };
    EXPECT_THAT(stems.warnings(),
                ElementsAre(names("missing.wav", 1, "no such file"), names("text.wav", 2, "cannot be read as sound"),
                            names("empty.flac", 3, "cannot be read as sound"), names("zero.wav", 4, "no sound"),
                            names("long.wav", 5, "10 minutes"), names("folder.wav", 6, "not a file"),
                            names("pipe.wav", 7, "not a file")));
    for (int input = 0; input < 7; ++input) EXPECT_THAT(play(stems, 8, input, 100), Each(0.0f)) << input;
    EXPECT_THAT(play(stems, 8, 7, 100), Each(0.25f));
}

TEST(Stems, ATruncatedFilePlaysWhatIsThere) {
    const Folder folder;
    const auto samples = noise(10000);
    const auto file = write_sound(folder / "cut.wav", samples);
    fs::resize_file(file, fs::file_size(file) / 2);
    Stems stems({file}, 1, 48000);
    const auto played = play(stems, 1, 0, 4000);
    EXPECT_TRUE(std::equal(played.begin(), played.end(), samples.begin()));
}

TEST(Stems, WhatIsNoNumberIsSilenceAndSaidSo) {
    const Folder folder;
    const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const auto file = write_sound(folder / "nan.wav", {0.5f, nan, -infinity, 0.25f});
    Stems stems({file}, 1, 48000);
    EXPECT_THAT(stems.warnings(), ElementsAre(AllOf(HasSubstr("nan.wav"), HasSubstr("2 samples"))));
    EXPECT_THAT(play(stems, 1, 0, 4), ElementsAre(0.5f, 0.0f, 0.0f, 0.25f));
    // Resampled, it must not spread either.
    Stems resampled({write_sound(folder / "nan44.wav", {0.5f, nan, 0.25f, 0.0f}, 1, 44100)}, 1, 48000);
    for (const float sample : play(resampled, 1, 0, 1000)) ASSERT_TRUE(std::isfinite(sample));
}

TEST(Stems, MoreFilesThanInputs) {
    const Folder folder;
    const auto file = write_sound(folder / "a.wav", {0.5f});
    Stems stems({file, file, file}, 2, 48000);
    EXPECT_THAT(stems.warnings(), ElementsAre(HasSubstr("2 inputs")));
    EXPECT_THAT(play(stems, 2, 1, 10), Each(0.5f));
}

TEST(Stems, OneFileOnTwoInputsKeepsTwoPlaces) {
    const Folder folder;
    const auto file = write_sound(folder / "a.wav", {0.1f, 0.2f, 0.3f});
    Stems stems({file, {}, file}, 3, 48000);
    EXPECT_THAT(stems.warnings(), IsEmpty());
    EXPECT_THAT(play(stems, 3, 0, 2), ElementsAre(0.1f, 0.2f));
    EXPECT_THAT(play(stems, 3, 2, 2), ElementsAre(0.3f, 0.1f));
    EXPECT_THAT(play(stems, 3, 1, 2), Each(0.0f));
}

}  // namespace
}  // namespace tutti::test
