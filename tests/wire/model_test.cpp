// Many clients at once, on every carrier, over a bad network. In the end everybody shows the same desk, it is one that
// their sets allow, the session file holds it, and so does a daemon that starts from there, down to the sound.
#include <cstdlib>

#include "tests/wire/band.hpp"
#include "tests/wire/kept.hpp"
#include "tests/wire/stem.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;

struct Models : testing::TestWithParam<std::uint32_t> {};

TEST_P(Models, agree_with_the_desk_and_all_its_clients) {
    const char* wish = std::getenv("TUTTI_SEED");
    const auto seed = wish ? static_cast<std::uint32_t>(std::strtoul(wish, nullptr, 10)) : GetParam();
    SCOPED_TRACE("TUTTI_SEED=" + std::to_string(seed));
    std::printf("seed %u\n", seed);
    DeskProcess desk({.device = "inputs = 4\noutputs = 2\nstems = [\"s.wav\", \"s.wav\", \"s.wav\", \"s.wav\"]\n",
                      .files = {{"s.wav", wav_of(sine(-30))}}});
    Band band(desk, seed);
    for (int round = 0; round < 4 && !HasFailure(); ++round) {
        band.play(500);
        band.compare_all();
    }
    EXPECT_GT(band.returns(), 0) << "no connection was cut";

    // Nothing is soloed, so that the monitors hear the same before and after.
    std::vector<Frame> heard;
    const auto listen = [&] {
        TcpClient ear(desk);
        for (const char* what : {"channels", "buses", "main"}) heard.push_back(still_frame(ear, what));
    };
    listen();
    const Picture before = band.lasting();
    TcpClient last(desk);
    wait_until_saved(last);
    EXPECT_THAT(differences_from_file(desk.folder().path() / "studio-a.tutti", before), IsEmpty());
    desk.end();
    desk.start_again();
    std::vector<std::string> lost;
    const Picture after = band.lasting();
    for (const auto& [address, value] : before)
        if (const auto now = after.find(address); now == after.end() || now->second != value)
            lost.push_back(address + " was " + text_of(value) + ", is " +
                           (now == after.end() ? "gone" : text_of(now->second)));
    EXPECT_THAT(lost, IsEmpty());
    EXPECT_EQ(after.size(), before.size());
    listen();
    for (std::size_t what = 0; what < 3; ++what) {
        const std::vector<int>&then = heard[what].values, &now = heard[what + 3].values;
        ASSERT_EQ(then.size(), now.size());
        for (std::size_t i = 0; i < then.size(); ++i) EXPECT_NEAR(then[i], now[i], 20) << what << ' ' << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Models, testing::Values(1, 2, 3, 4), testing::PrintToStringParamName());

}  // namespace
}  // namespace tutti::wire