// The real daemon with callback_trap.c loaded into it: whatever device it plays on, nothing that is forbidden happens
// in its audio callback while every parameter moves, meters are read, and clients come and go.
#include <gmock/gmock.h>

#include <random>

#include "engine/console/address.hpp"
#include "tests/console/support.hpp"
#include "tests/daemon_sound/studio.hpp"

namespace tutti::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::unique_ptr<wire::DeskProcess> start_watched(const wire::Wish& wish, const char* fault = nullptr) {
    setenv("LD_PRELOAD", TUTTI_TRAP, 1);
    if (fault) setenv("TUTTI_TRAP_FAULT", fault, 1);
    auto desk = std::make_unique<wire::DeskProcess>(wish);
    unsetenv("LD_PRELOAD");
    unsetenv("TUTTI_TRAP_FAULT");
    return desk;
}

wire::Wish on_stems(const Folder& folder) {
    wire::Wish wish;
    wish.device = "inputs = 8\noutputs = 8\nstems = [";
    for (int i = 0; i < 8; ++i) {
        const std::string name = "stem-" + std::to_string(i) + ".wav";
        write_sound(folder / name, noise(1000 + 777 * static_cast<std::size_t>(i), static_cast<std::uint32_t>(i)));
        wish.device += "\"" + (folder / name).string() + "\",";
    }
    wish.device += "]\n";
    return wish;
}

// Looks at the clock inside the callback that the trap has counted; each callback makes two.
unsigned long readings_in(const std::string& log) {
    const std::string words = "callback trap: ";
    const std::size_t at = log.find(words);
    return at == std::string::npos ? 0 : std::stoul(log.substr(at + words.size()));
}

class Watched : public testing::Test {
protected:
    // Sizes as the wishes have them.
    static Sizes sizes_of_desk(int channels, int sockets) { return sizes(channels, 4, 8, 6, 2, sockets, sockets); }

    static Argument word_of(const Row& row, float number) {
        // A name, a short one and a colour alike.
        if (row.type == Type::text) return std::string_view("#123456");
        if (row.type == Type::toggle) return number >= 0.5F;
        if (row.type == Type::choice || row.type == Type::route) return static_cast<std::int32_t>(number);
        return number;
    }

    // Every setting of the table, in an order of its own, a bundle of some dozens at a time.
    void move_everything(wire::Client& hand, const Sizes& desk) {
        const Layout layout(desk);
        std::vector<Slot> slots(layout.slot_count());
        for (Slot slot = 0; slot < layout.slot_count(); ++slot) slots[slot] = slot;
        std::shuffle(slots.begin(), slots.end(), std::mt19937(static_cast<unsigned>(++rounds_)));
        std::vector<std::string> moves;
        for (const Slot slot : slots) {
            const Row& row = layout.row(slot);
            if (row.kind != Kind::setting) continue;
            const float number = row.type == Type::route
                                     ? static_cast<float>(dice_.below(route_count(layout, row.routes)))
                                 : dice_.once_in(3) ? row.max
                                                    : dice_.between(row.min, row.max);
            moves.push_back(wire::message(address_of(layout, slot), {word_of(row, number)}));
            if (moves.size() < 48) continue;
            hand.send_packet(wire::bundle(moves));
            hand.sync();
            moves.clear();
        }
        hand.send("/channel/*/fader/fade", {-10.0F + static_cast<float>(rounds_), 0.2F});
        hand.sync();
    }

    static void listen_to_all(wire::Client& guest) {
        guest.send("/subscribe", {std::string_view("/")});
        for (const char* what : {"inputs", "channels", "buses", "main", "monitors", "outputs", "loudness:/main",
                                 "loudness:/bus/2", "spectrum:/channel/1", "spectrum:/monitor/1"})
            guest.send("/meters/subscribe", {std::string_view(what), 60});
        guest.sync();
    }

    // Rounds, in each of which some clients come and those of the last one go.
    void keep_busy(wire::DeskProcess& desk, const Sizes& size, int rounds) {
        wire::TcpClient hand(desk);
        hand.send("/main/fader", {0.0F});
        for (int round = 0; round < rounds; ++round) {
            wire::UdpClient udp(desk);
            wire::TcpClient tcp(desk);
            wire::WsClient ws(desk);
            listen_to_all(udp), listen_to_all(tcp), listen_to_all(ws);
            move_everything(hand, size);
            for (int frame = 0; frame < 5; ++frame) tcp.until("/meters/outputs");
            ws.until("/meters/channels");
            EXPECT_EQ(wire::http(desk, "GET /channel/1").status, 200);
        }
        EXPECT_TRUE(becomes(hand, "running")) << desk.log();
    }

    static void expect_clean(wire::DeskProcess& desk) {
        EXPECT_EQ(desk.end(), 0);
        EXPECT_THAT(desk.log(), Not(HasSubstr("in the audio callback")));
        EXPECT_GT(readings_in(desk.log()), 200UL) << desk.log();
        if (desk.log().find("the kernel cannot watch") != std::string::npos)
            std::puts("this kernel cannot watch system calls: only the C library's functions were");
    }

private:
    Dice dice_{5};
    int rounds_ = 0;
};

TEST_F(Watched, on_the_virtual_device) {
    const Folder folder;
    const auto desk = start_watched(on_stems(folder));
    keep_busy(*desk, sizes_of_desk(8, 8), 20);
    expect_clean(*desk);
}

TEST_F(Watched, on_jack_and_while_the_server_goes_and_comes) {
    const wire::Wish wish = on_jack();
    Jackd server;
    ASSERT_TRUE(server.start()) << "jackd, which scripts/test installs, does not start";
    const auto desk = start_watched(wish);
    {
        const Player player;
        wire::TcpClient hand(*desk);
        ASSERT_TRUE(becomes(hand, "running")) << desk->log();
        ASSERT_TRUE(player.connect_to("tutti"));
        keep_busy(*desk, sizes_of_desk(32, 32), 8);
    }
    wire::TcpClient hand(*desk);
    server.stop();
    ASSERT_TRUE(becomes(hand, "fallback")) << desk->log();
    ASSERT_TRUE(server.start());
    ASSERT_TRUE(becomes(hand, "running")) << desk->log();
    expect_clean(*desk);
}

TEST_F(Watched, on_a_card_of_portaudio) {
    const Cards cards;
    cards.plug_in({"left"});
    wire::Wish wish = on_jack("ALSA: left");
    wish.device = "name = \"ALSA: left\"\ninputs = 8\noutputs = 8\n";
    wish.desk = "channels = 8\nbuses = 4\n";
    wish.rest.clear();
    const auto desk = start_watched(wish);
    keep_busy(*desk, sizes_of_desk(8, 8), 4);  // this card has no clock and takes a whole core
    expect_clean(*desk);
}

// The trap in the daemon does catch: one mistake on purpose in its callback.
class Mistakes : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Mistakes, in_the_daemons_callback_end_it) {
    const auto desk = start_watched({}, GetParam().first);
    const bool ended = eventually([&] {
        return !desk->alive() || (GetParam().first == std::string("syscall") &&
                                  desk->log().find("in the audio callback") != std::string::npos);
    });
    if (!ended && GetParam().first == std::string("syscall")) {
        desk->end();
        if (desk->log().find("the kernel cannot watch") != std::string::npos)
            GTEST_SKIP() << "this kernel cannot watch system calls";
    }
    EXPECT_TRUE(ended) << desk->log();
    EXPECT_THAT(desk->log(), HasSubstr(std::string("in the audio callback: ") + GetParam().second));
}
INSTANTIATE_TEST_SUITE_P(Made, Mistakes,
                         testing::Values(std::pair("malloc", "malloc"), std::pair("free", "free"),
                                         std::pair("lock", "pthread_mutex_lock"),
                                         std::pair("wake", "pthread_cond_signal"), std::pair("syscall", "system call")),
                         [](const auto& test) { return std::string(test.param.first); });

TEST(Load, is_the_worst_of_the_last_second_and_a_late_block_is_a_dropout) {
    // One block takes 50 ms. The machine may be too busy to watch it properly, hence three attempts.
    double seconds = 0;
    for (int attempt = 0; attempt < 3 && seconds < 0.5; ++attempt) {
        const auto desk = start_watched({}, "stall");
        wire::TcpClient hand(*desk);
        ASSERT_TRUE(eventually([&] { return engine(hand, "load").number() == 1; })) << desk->log();
        const auto began = std::chrono::steady_clock::now();
        ASSERT_TRUE(eventually([&] { return engine(hand, "load").number() < 1; })) << desk->log();
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        EXPECT_GE(engine(hand, "xruns").whole(), 1);
        EXPECT_EQ(desk->end(), 0) << desk->log();
    }
    EXPECT_GE(seconds, 0.5);
}

}  // namespace
}  // namespace tutti::test
