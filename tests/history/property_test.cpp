// Whatever several people do, in whatever order: taken back step by step, the desk is as it was, value by value.
#include <random>
#include <set>

#include "tests/history/asking.hpp"

namespace tutti::wire {
namespace {

class Hand {
public:
    Hand(DeskProcess& desk, unsigned seed) : client_(desk), random_(seed) {}

    void do_something() {
        switch (below(14)) {
            case 0: return send(strip() + "/mute", {below(2) == 0});
            case 1: return send(strip() + "/name", {std::string_view(words_[below(4)])});
            case 2: return send(bus() + "/kind", {std::string_view(kinds_[below(4)])});
            case 3: return send(strip() + "/send/" + number(4) + "/level", {level()});
            case 4: return send(strip() + "/send/" + number(4) + "/pan", {static_cast<float>(below(9)) / 4 - 1});
            case 5: return send("/channel/" + std::to_string(1 + 2 * below(4)) + "/link", {below(2) == 0});
            case 6: return send("/channel/*/mute", {below(2) == 0});
            case 7: return send(strip() + "/insert/source", {std::string_view(inserts_[below(4)])});
            case 8: return send("/copy", {std::string_view(strip()), std::string_view(strip()), ""sv});
            case 9: return send(strip() + "/fader/by", {static_cast<float>(below(9) - 4)});
            case 10: return send("/output/" + number(4) + "/delay/on", {below(2) == 0});
            case 11:
                return client_.send_packet(
                    bundle({message(strip() + "/fader", {level()}), message(strip() + "/pan", {0.25F}),
                            message(strip() + "/eq/band/2/gain", {level() / 8})}));
            default: return send(strip() + "/fader", {level()});
        }
    }
    TcpClient& client() { return client_; }
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

private:
    void send(const std::string& address, std::initializer_list<Argument> values) { client_.send(address, values); }
    std::string number(int most) { return std::to_string(1 + below(most)); }
    std::string strip() { return "/channel/" + number(8); }
    std::string bus() { return "/bus/" + number(4); }
    float level() { return static_cast<float>(below(80)) - 70; }

    TcpClient client_;
    std::mt19937 random_;
    const std::array<std::string, 4> words_{"Vox", "Kick", "", "Gtr"}, kinds_{"aux", "cue", "group", "fx"},
        inserts_{"none", "fx:1", "fx:2", "loop:1:1"};
};

class Everything : public testing::TestWithParam<unsigned> {};

TEST_P(Everything, undone_leaves_the_desk_as_it_was) {
    DeskProcess desk{{.own_clock = true}};
    {
        Hand before(desk, 99);
        for (int i = 0; i < 30; ++i) before.do_something();
        before.client().sync();
    }
    desk.forward(2);
    TcpClient engineer(desk);
    const auto begin = list(engineer, 0, 1);
    const auto was = picture(desk);
    std::array<std::unique_ptr<Hand>, 3> hands;
    for (std::size_t h = 0; h < hands.size(); ++h)
        hands[h] = std::make_unique<Hand>(desk, GetParam() * 10 + static_cast<unsigned>(h));
    for (int i = 0; i < 150; ++i) {
        hands[static_cast<std::size_t>(i) % 3]->do_something();
        if (i % 10 == 9) hands[0]->client().sync(), hands[1]->client().sync(), hands[2]->client().sync();
        if (i % 40 == 39) desk.forward(1.5);
    }
    for (auto& hand : hands) hand->client().sync();
    const auto changed = picture(desk);
    ASSERT_NE(changed, was);
    std::set<std::int64_t> steps;
    for (std::int64_t before = 0;;) {
        const auto page = list(engineer, before);
        for (const Entry& entry : page)
            if (entry.revision > begin.at(0).revision) steps.insert(entry.step);
        if (page.empty() || page.back().revision <= begin[0].revision) break;
        before = page.back().revision;
    }
    EXPECT_GT(steps.size(), 20U);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Answer answer = undo(engineer, "all");
        ASSERT_EQ(answer.code, "") << answer.reason;
        EXPECT_THAT(answer.left, testing::IsEmpty());
    }
    expect_picture(desk, was);
    for (std::size_t i = 0; i < steps.size(); ++i) ASSERT_EQ(redo(engineer, "all").code, "");
    expect_picture(desk, changed);
}
INSTANTIATE_TEST_SUITE_P(Seeds, Everything, testing::Values(1U, 2U, 3U));

}  // namespace
}  // namespace tutti::wire
