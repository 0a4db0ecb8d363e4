// kill -9 at any moment, while values are written as fast as they can be: what the desk had called saved is there, a
// bundle is there whole or not at all, and the file always opens. TUTTI_CRASHES is how often; 20 unless told.
#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using namespace std::string_view_literals;

float level_of(int step) {
    return static_cast<float>(-(step % 8000)) / 100;
}

TEST(Crash, loses_nothing_that_was_saved_and_tears_nothing_apart) {
    const char* wanted = std::getenv("TUTTI_CRASHES");
    const int crashes = wanted ? std::atoi(wanted) : 20;
    std::mt19937 random(static_cast<unsigned>(crashes));
    DeskProcess desk;
    int saved = 0, step = 0;
    for (int crash = 0; crash < crashes; ++crash) {
        SCOPED_TRACE(crash);
        {
            TcpClient ana(desk);
            const auto until = std::chrono::steady_clock::now() +
                               std::chrono::milliseconds(std::uniform_int_distribution(5, 120)(random));
            // A slow machine may save nothing in so short a time: the last one waits until it has.
            const auto patience = until + std::chrono::seconds(crash + 1 == crashes ? 30 : 0);
            const auto goes_on = [&] {
                const auto now = std::chrono::steady_clock::now();
                return now < until || (saved == 0 && now < patience);
            };
            while (goes_on()) {
                for (int i = 0; i < 20; ++i) {
                    ++step;
                    std::vector<std::string> all{message("/channel/1/icon", {std::string_view(std::to_string(step))})};
                    for (int c = 1; c <= 8; ++c)
                        all.push_back(message("/channel/" + std::to_string(c) + "/fader", {level_of(step)}));
                    ana.send_packet(bundle(all));
                }
                const int sent = step;
                ana.sync();
                if (ana.get("/session/file/state").text() == "saved") saved = sent;
            }
        }
        desk.end(SIGKILL);
        desk.start_again();
        TcpClient ana(desk);
        const std::string note = ana.get("/channel/1/icon").text();
        const int found = note.empty() ? 0 : std::stoi(note);
        EXPECT_GE(found, saved);
        EXPECT_LE(found, step);
        for (int c = 1; c <= 8 && found > 0; ++c)
            EXPECT_EQ(ana.get("/channel/" + std::to_string(c) + "/fader").number(), level_of(found)) << c;
        EXPECT_EQ(ana.get("/session/file/reason").text(), "");
        saved = step = found;
    }
    EXPECT_GT(saved, 0) << "nothing was ever saved";
}

}  // namespace
}  // namespace tutti::wire
