// A program that keeps a copy of the desk, over a network that delays, tears packets and is cut at random moments: each
// time that it is back its copy is the desk, and nothing that was refused for want of a link has ever been on it.
#include <random>
#include <set>

#include "tests/remote/program.hpp"
#include "tests/wire/clients.hpp"
#include "tests/wire/proxy.hpp"

namespace tutti::remote {
namespace {

using wire::DeskProcess;
using wire::Proxy;
using wire::TcpClient;

std::string fader(unsigned n) {
    return "/channel/" + std::to_string(1 + n % 8) + "/fader";
}

// Each value is set once only: in hundredths of a dB, ana's even, ben's odd.
float level(int step, bool odd) {
    return -0.01F * static_cast<float>(2 * step + odd);
}

TEST(RemoteCuts, TheCopyIsTheDeskWhateverWasCutWhen) {
    DeskProcess daemon;
    Proxy relay(daemon.osc_port(), 11, 6);
    TcpClient ben(daemon);
    ben.ask("/subscribe", {std::string_view("/channel/*/fader")});
    Program ana(relay.port());
    ana.desk.subscribe("/channel/*/fader");
    std::mt19937 random(11);
    std::set<float> dropped;
    int step = 0, taken = 0;
    for (int round = 0; round < 15; ++round) {
        for (unsigned moves = random() % 40; moves > 0; --moves) {
            const std::string mine = fader(random());
            if (ana.desk.set(mine, level(++step, false))) {
                ana.values[mine] = level(step, false);  // as a fader under a finger is where it is
                ++taken;
            } else {
                dropped.insert(level(step, false));
            }
            ben.send(fader(random()), {level(step, true)});
            if (random() % 40 == 0) relay.cut();
            if (random() % 2) ana.desk.run_for(std::chrono::milliseconds(random() % 4));
        }
        relay.cut();  // with some of it on its way
        ASSERT_TRUE(ana.until([&] { return !ana.desk.joined(); }));
        ASSERT_TRUE(ana.until_joined());
        const wire::HeardList told = ben.sync();  // what ben has set is on the desk: now ana can have heard of it
        ASSERT_TRUE(ana.settle());
        for (const auto& heard : told) {
            const bool moved = heard.address.ends_with("/fader");
            ASSERT_FALSE(moved && dropped.count(heard.number())) << heard.number() << " was refused, and yet set";
        }
        for (unsigned n = 0; n < 8; ++n)
            ASSERT_EQ(ana.values[fader(n)], Value(ben.get(fader(n)).number())) << fader(n) << " in round " << round;
    }
    EXPECT_GT(taken, 30);
    EXPECT_GT(dropped.size(), 5U);
}

}  // namespace
}  // namespace tutti::remote
