// Many who ask at once: nobody's questions keep others from undoing.
#include "tests/history/kept_desk.hpp"

namespace tutti::wire {
namespace {

struct Crowd : KeptDesk {
    Crowd() {
        desk.end();
        fill(200'000, 1);
        desk.start_again();
    }
    // Looks at all of it, and finds nothing.
    static void ask_much(Client& client) { client.send("/history/list", {std::int64_t{0}, 10, "/channel/7"sv}); }
};

TEST_F(Crowd, one_who_asks_much_keeps_nobody_from_undoing) {
    TcpClient ana(desk), eve(desk);
    ana.ask("/channel/1/mute", {true});
    for (int i = 0; i < 100; ++i) ask_much(eve);
    const HeardList first = eve.until("/error");  // more than that it cannot ask
    const Answer answer = undo(ana);
    EXPECT_EQ(answer.code, "") << answer.reason;
    EXPECT_EQ(answer.count, 1);
    EXPECT_GE(of(first, "/ok").size() + of(eve.sync(), "/ok").size(), 4U);
}

TEST_F(Crowd, nor_do_many) {
    TcpClient ana(desk);
    ana.ask("/channel/1/mute", {true});
    std::vector<std::unique_ptr<TcpClient>> many;
    for (int i = 0; i < 24; ++i) many.push_back(std::make_unique<TcpClient>(desk));
    for (auto& one : many)
        for (int i = 0; i < 4; ++i) ask_much(*one);
    many.back()->until("/error");  // all places are taken
    const Answer answer = undo(ana);
    EXPECT_EQ(answer.code, "") << answer.reason;
    EXPECT_EQ(answer.count, 1);
    // It did not stand in the line behind them.
    std::size_t answered = 0;
    for (auto& one : many) {
        while (one->listen(0)) {
        }
        answered += of({one->waiting.begin(), one->waiting.end()}, "/ok").size();
    }
    EXPECT_LT(answered, 24U);
}

}  // namespace
}  // namespace tutti::wire
