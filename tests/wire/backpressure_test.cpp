// Who asks for more than it reads, and who never reads: the desk goes on for everybody else.
#include <gmock/gmock.h>
#include <poll.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::SizeIs;

// So many questions at once that the desk stops reading, in one packet (with nothing to write yet) and in a burst.
void ask_more_than_is_read(Client& client) {
    const std::string question = message("/channel/1");
    const std::size_t values = client.ask("/channel/1").size();
    ASSERT_GT(values, 10u);
    client.send_packet(bundle(std::vector(400, question)));
    EXPECT_THAT(client.sync(), SizeIs(400 * values));
    for (int i = 0; i < 2000; ++i) client.send_packet(question);
    EXPECT_THAT(client.sync(), SizeIs(2000 * values));
}

TEST(Backpressure, gives_every_answer_to_who_asks_more_than_it_reads) {
    DeskProcess desk;
    TcpClient tcp(desk);
    ask_more_than_is_read(tcp);
    WsClient ws(desk);
    ask_more_than_is_read(ws);
    EXPECT_TRUE(desk.alive());
}

#ifdef TUTTI_SANITIZED
constexpr long kMostGrowth = 512 * 1024;  // kB; the sanitizer keeps up to 256 MB of what was freed
#else
constexpr long kMostGrowth = 64 * 1024;
#endif

// Whether the desk has ended the connection, without reading what it sent before.
bool cut_off(Client& client) {
    pollfd poll{client.socket().fd(), POLLRDHUP, 0};
    return ::poll(&poll, 1, 0) > 0 && (poll.revents & (POLLHUP | POLLRDHUP | POLLERR)) != 0;
}

TEST(Backpressure, drops_who_never_reads_and_serves_the_others) {
    DeskProcess desk;
    TcpClient deaf_tcp(desk);
    WsClient deaf_ws(desk);
    TcpClient ana(desk), ben(desk);
    ben.ask("/subscribe", {std::string_view("/channel/1/fader")});
    const long before = desk.resident_kb();
    for (int i = 0; i < 2000; ++i) {
        deaf_tcp.send("/channel");
        deaf_ws.send("/channel");
    }
    float fader = 0;
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
         !cut_off(deaf_tcp) || !cut_off(deaf_ws);) {
        ASSERT_LT(std::chrono::steady_clock::now(), end);
        fader = fader < -50 ? 0 : fader - 0.5F;
        ana.send("/channel/1/fader", {fader});
        EXPECT_EQ(ben.until("/channel/1/fader").back().number(), fader);
        EXPECT_LT(desk.resident_kb() - before, kMostGrowth);
    }
    EXPECT_FALSE(cut_off(ana) || cut_off(ben));
    EXPECT_TRUE(desk.alive());
}

}  // namespace
}  // namespace tutti::wire
