// What the desk adds by itself: nothing while nobody plays, and next to nothing to a sine that passes it untouched.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/desk_sound/sounding_desk.hpp"

namespace tutti::test {
namespace {

Sizes sixty_four() {
    Sizes s;
    s.channels = s.inputs = 64, s.outputs = 40;
    return s;
}

// Everything that has a switch is on, with boosts, and every channel is sent to every bus.
class BusyDesk : public SoundingDesk {
public:
    BusyDesk() : SoundingDesk(sixty_four()) {
        for (int n = 1; n <= 64; ++n) {
            const std::string channel = "/channel/" + std::to_string(n);
            set(channel + "/fader", 0.0F), set(channel + "/input/trim", 20.0F);
            set(channel + "/hpf/on", true), set(channel + "/gate/on", true), set(channel + "/gate/threshold", -80.0F);
            set(channel + "/comp/on", true), set(channel + "/comp/makeup", 12.0F),
                set(channel + "/automix/group", Argument{std::int32_t{1}});
            for (int band = 1; band <= 4; ++band) set(channel + "/eq/band/" + std::to_string(band) + "/gain", 15.0F);
            for (int b = 1; b <= 16; ++b) set(channel + "/send/" + std::to_string(b) + "/level", 0.0F);
        }
        for (int b = 1; b <= 16; ++b) {
            const std::string bus = "/bus/" + std::to_string(b);
            set(bus + "/eq/band/3/gain", 12.0F), set(bus + "/comp/on", true), set(bus + "/comp/makeup", 12.0F);
            set(bus + "/limiter/on", true);
            set("/output/" + std::to_string(2 * b - 1) + "/source", ("bus:" + std::to_string(b) + ":l").c_str());
            set("/output/" + std::to_string(2 * b) + "/source", ("bus:" + std::to_string(b) + ":r").c_str());
        }
        set("/main/limiter/on", true), set("/main/limiter/lookahead", true), set("/fx/1/source", "bus:1"),
            set("/fx/1/type", "plate");
        set("/output/33/source", "main:l"), set("/output/34/source", "main:r");
        set("/output/35/source", "monitor:1:l"), set("/output/36/source", "monitor:1:r");
        set("/monitor/1/level", 10.0F), set("/oscillator/level", 0.0F);
    }
    double loudest(std::size_t from) const {
        double most = 0;
        for (int o = 0; o < 36; ++o) most = std::max(most, greatest(std::span(out(o)).subspan(from)));
        return most;
    }
};

TEST(Purity, an_idle_desk_of_64_channels_has_no_noise) {
    BusyDesk desk;
    const std::vector<float> silence(96000);
    desk.play_all(std::vector<const std::vector<float>*>(64, &silence), 96000);
    EXPECT_LT(to_db(desk.loudest(0)), -140);
}

TEST(Purity, it_falls_silent_after_sound) {
    BusyDesk desk;
    std::vector<float> burst = noise(0.5, 48000 * 12);
    std::fill(burst.begin() + 24000, burst.end(), 0.0F);
    desk.play_all(std::vector<const std::vector<float>*>(64, &burst), burst.size());
    EXPECT_GT(to_db(desk.loudest(0)), -20);
    EXPECT_LT(to_db(desk.loudest(burst.size() - 4800)), -140);
}

TEST(Purity, a_sine_passes_the_flat_path_with_less_than_a_third_of_a_millionth_of_anything_else) {
    for (const double frequency : {60.0, 997.0, 7001.0}) {
        SoundingDesk desk;
        open_everything(desk);
        desk.render(sine(frequency, 0.891, 96000), 96000);
        for (const int output : {0, 1, 2, 3, 4, 5, 6, 8, 9, 10})
            EXPECT_LT(distortion_and_noise(std::span(desk.out(output)).subspan(24000), frequency), -130)
                << "output " << output << ", " << frequency << " Hz";
    }
}

TEST(Purity, the_measure_finds_what_is_known) {
    std::vector<float> x = sine(997, 1, 48000);
    const std::vector<float> third = sine(2991, 1e-5, 48000);
    for (std::size_t t = 0; t < x.size(); ++t) x[t] += third[t];
    EXPECT_NEAR(distortion_and_noise(x, 997), -100, 0.1);
}

}  // namespace
}  // namespace tutti::test
