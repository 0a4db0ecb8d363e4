// `tuttid --render`: the same desk from a configuration and sound files to a sound file, as a user runs it.
#include <cstdlib>
#include <fstream>

#include "tests/device/sound_files.hpp"
#include "tests/dsp/measure.hpp"
#include "tests/wire/desk_process.hpp"

namespace tutti::test {
namespace {

constexpr std::size_t kSettled = 9600;

// Two stems, a sine of 997 Hz and one of 1499 Hz at -20 dBFS, through the desk that `set` describes; one second.
Sound rendered(const Folder& folder, const std::string& set, int block = 64) {
    const std::string name = "b" + std::to_string(block);
    for (const auto& [stem, frequency] : {std::pair{"a.wav", 997.0}, {"b.wav", 1499.0}})
        write_sound(folder / stem, sine(frequency, 0.1, 48000));
    std::ofstream config(folder / (name + ".toml"));
    config << "[server]\nname = \"Render\"\n[device]\nkind = \"virtual\"\nrate = 48000\nblock = " << block
           << "\ninputs = 2\noutputs = 6\nstems = [\"" << (folder / "a.wav").string() << "\", \""
           << (folder / "b.wav").string() << "\"]\n[desk]\nchannels = 2\nbuses = 2\nmonitors = 1\n[set]\n"
           << set;
    config.close();
    const fs::path wav = folder / (name + ".wav");
    const std::string command = std::string("'") + wire::tuttid().string() + "' --config '" +
                                (folder / (name + ".toml")).string() + "' --render '" + wav.string() +
                                "' --seconds 1 >'" + (folder / "log").string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << std::ifstream(folder / "log").rdbuf();
    return read_sound(wav);
}

std::vector<float> output(const Sound& sound, int number) {
    std::vector<float> x;
    for (std::size_t t = kSettled; t < sound.frames(); ++t) x.push_back(sound.at(t, number - 1));
    return x;
}

constexpr const char* kSession = R"(
"/channel/1/fader" = -4.0
"/channel/1/pan" = -1.0
"/channel/1/dca/1" = true
"/dca/1/fader" = -2.0
"/channel/2/to/main" = false
"/channel/2/fader" = 0.0
"/channel/2/pan" = 0.0
"/channel/2/input/trim" = 6.0
"/bus/1/kind" = "group"
"/channel/2/send/1/on" = true
"/bus/1/to/main" = false
"/bus/1/send/2/level" = -3.0
"/output/3/source" = "bus:1:l"
"/output/4/source" = "bus:2:r"
"/output/5/source" = "input:2"
)";

TEST(Render, plays_the_session_of_the_configuration) {
    const Folder folder;
    const Sound sound = rendered(folder, kSession);
    ASSERT_EQ(sound.channels, 6);
    ASSERT_EQ(sound.frames(), 48000U);
    struct Expected {
        int output;
        double frequency, db;
    };
    for (const auto& [number, frequency, db] :
         {Expected{1, 997, -26}, {3, 1499, -14 - 3.01}, {4, 1499, -17 - 3.01}, {5, 1499, -20}}) {
        const auto x = output(sound, number);
        EXPECT_NEAR(to_db(sine_level(x, frequency)), db, 0.05) << "output " << number;
        EXPECT_LT(to_db(beside_sine(x, frequency)), -120) << "output " << number;
    }
    for (const int silent : {2, 6}) EXPECT_LT(to_db(greatest(output(sound, silent))), -140) << "output " << silent;
}

TEST(Render, is_the_same_in_blocks_of_any_size) {
    const Folder folder;
    const std::string busy = std::string(kSession) + R"(
"/channel/1/comp/on" = true
"/channel/1/comp/threshold" = -40.0
"/channel/2/gate/on" = true
"/channel/2/gate/threshold" = -30.0
"/main/limiter/on" = true
"/main/limiter/ceiling" = -29.0
"/bus/1/eq/band/2/gain" = 6.0
)";
    const Sound by_64 = rendered(folder, busy);
    for (const int block : {16, 100, 512}) {
        const Sound other = rendered(folder, busy, block);
        EXPECT_LT(to_db(greatest_difference(by_64.samples, other.samples)), -120) << block;
    }
    EXPECT_GT(greatest(by_64.samples), 0.05);
}

}  // namespace
}  // namespace tutti::test
