// What a recall brings, how, and what it leaves alone.
#include <unistd.h>

#include <future>

#include "tests/scenes/stage.hpp"

namespace tutti::wire {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_view_literals;

struct Recall : Stage {};

TEST_F(Recall, brings_every_kind_of_value_in_one_revision) {
    fader(1, -6.5F), set("/channel/2/mute", true), set("/channel/3/eq/band/2/type", "low_shelf");
    set("/channel/3/hpf/slope", 24), set("/channel/4/comp/key", "channel:1"), set("/channel/5/send/2/level", -12.0F);
    set("/bus/1/kind", "group"), set("/fx/1/type", "hall"), set("/fx/1/hall/decay", 3.25F);
    set("/dca/1/fader", -3.0F), set("/channel/1/dca/1", true), set("/mutegroup/2/on", true);
    set("/main/fader", -1.0F), set("/matrix/1/fader", -2.0F), set("/bus/2/limiter/on", true);
    const int id = keep("All");
    const char* addresses[] = {"/channel/1/fader",
                               "/channel/2/mute",
                               "/channel/3/eq/band/2/type",
                               "/channel/3/hpf/slope",
                               "/channel/4/comp/key",
                               "/channel/5/send/2/level",
                               "/bus/1/kind",
                               "/fx/1/type",
                               "/fx/1/hall/decay",
                               "/dca/1/fader",
                               "/channel/1/dca/1",
                               "/mutegroup/2/on",
                               "/main/fader",
                               "/matrix/1/fader",
                               "/bus/2/limiter/on",
                               "/channel/3/send/1/level",
                               "/bus/1/to/main"};
    std::vector<Value> before;
    for (const char* address : addresses) before.push_back(ana.get(address).values.at(0));
    for (const char* address : addresses) ana.send(address + std::string("/reset"));
    ana.sync();
    const auto revision = ana.revision_of_sync;
    const Heard answer = scene("recall", {id});
    EXPECT_THAT(named_in(answer), IsEmpty());
    EXPECT_EQ(answer.whole(1), revision + 1);
    EXPECT_EQ((ana.sync(), ana.revision_of_sync), revision + 1);
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(ana.get(addresses[i]).values.at(0), before[i]) << addresses[i];
}

TEST_F(Recall, tells_everybody_also_who_asked) {
    fader(1, -6);
    const int id = keep("One");
    fader(1, 0);
    TcpClient ben(desk);
    ben.ask("/subscribe", {"/channel/1/fader"sv}), ana.ask("/subscribe", {"/channel/1/fader"sv});
    const HeardList mine = act("/scene/recall", {id});
    ASSERT_THAT(of(mine, "/channel/1/fader"), SizeIs(1));
    EXPECT_EQ(ben.until("/channel/1/fader").back().number(), -6);
}

TEST_F(Recall, keeps_to_the_scope_of_the_scene_or_of_the_asker) {
    fader(1, -6), set("/channel/1/mute", true), set("/channel/1/name", "Kick"), set("/channel/1/input/trim", 6.0F);
    set("/channel/1/input/source", "input:5"), set("/output/1/trim", -3.0F), set("/monitor/1/level", -10.0F);
    const int id = keep("One");
    const auto away = [&] {
        fader(1, 0), set("/channel/1/mute", false), set("/channel/1/name", "x"), set("/channel/1/input/trim", 0.0F);
        set("/channel/1/input/source", "none"), set("/output/1/trim", 0.0F), set("/monitor/1/level", -20.0F);
    };
    away();
    go(id);
    EXPECT_EQ(fader(1), -6);
    EXPECT_TRUE(on("/channel/1/mute"));
    EXPECT_EQ(word("/channel/1/name"), "x");
    EXPECT_EQ(number("/channel/1/input/trim"), 0);
    EXPECT_EQ(word("/channel/1/input/source"), "none");
    EXPECT_EQ(number("/output/1/trim"), 0);
    EXPECT_EQ(number("/monitor/1/level"), -20);
    away();
    go(id, "mute input");
    EXPECT_EQ(fader(1), 0);
    EXPECT_TRUE(on("/channel/1/mute"));
    EXPECT_EQ(number("/channel/1/input/trim"), 6);
    go(id, "");
    EXPECT_EQ(fader(1), -6);
    EXPECT_EQ(word("/channel/1/input/source"), "input:5");
    EXPECT_EQ(word("/channel/1/name"), "Kick");
    EXPECT_EQ(number("/output/1/trim"), -3);
    EXPECT_EQ(number("/monitor/1/level"), -10);
    away();
    set("/scene/1/scope/fader", false), set("/scene/1/scope/names", true);
    go(id);
    EXPECT_EQ(fader(1), 0);
    EXPECT_EQ(word("/channel/1/name"), "Kick");
}

TEST_F(Recall, of_named_addresses_leaves_all_else_and_the_current_scene) {
    fader(1, -6), fader(2, -7), set("/channel/1/name", "Kick"), set("/channel/2/eq/band/1/gain", 5.0F);
    const int one = keep("One"), two = keep("Two");
    for (const char* address : {"/channel/1/fader", "/channel/2/fader", "/channel/1/name", "/channel/2/eq/band/1/gain"})
        ana.send(address + std::string("/reset"));
    EXPECT_THAT(named_in(scene("recall/only", {one, "/channel/2/fader  /channel/1/name"sv})), IsEmpty());
    EXPECT_EQ(fader(1), -90);
    EXPECT_EQ(fader(2), -7);
    EXPECT_EQ(word("/channel/1/name"), "Kick") << "named, though it is not in the scope";
    EXPECT_EQ(number("/channel/2/eq/band/1/gain"), 0);
    scene("recall/only", {one, "/channel/*/eq"sv});
    EXPECT_EQ(number("/channel/2/eq/band/1/gain"), 5);
    EXPECT_EQ(current(), two);
    set("/channel/1/safe/fader", true);
    scene("recall/only", {one, "/channel/1/fader"sv});
    EXPECT_EQ(fader(1), -90) << "safe is safe";
}

TEST_F(Recall, what_a_hand_holds_stays_and_is_named) {
    fader(1, -6), fader(2, -6), set("/channel/3/link", true), fader(3, -6);
    const int id = keep("One");
    fader(1, 0), fader(2, 0), fader(3, 0);
    TcpClient ben(desk);
    ben.ask("/channel/1/fader/touch", {true}), ben.ask("/channel/4/fader/touch", {true});
    EXPECT_THAT(go(id), testing::UnorderedElementsAre("/channel/1/fader", "/channel/3/fader"));
    EXPECT_EQ(fader(1), 0);
    EXPECT_EQ(fader(2), -6);
    EXPECT_EQ(fader(3), 0) << "a hand on one side of a pair is a hand on both";
    EXPECT_EQ(fader(4), 0);
    ben.ask("/channel/1/fader/touch", {false});
    fader(1, -1), ana.ask("/channel/1/fader/touch", {true});
    EXPECT_THAT(go(id), ElementsAre("/channel/3/fader"));
    EXPECT_EQ(fader(1), -6) << "one's own hand is no hindrance";
}

TEST_F(Recall, with_seconds_levels_go_there_and_switches_are_there_at_once) {
    fader(1, -6), set("/channel/1/mute", true), set("/channel/2/send/1/level", -20.0F);
    set("/channel/1/eq/band/1/gain", 4.0F);
    const int id = keep("One");
    fader(1, -60), set("/channel/1/mute", false), set("/channel/2/send/1/level", -70.0F);
    set("/channel/1/eq/band/1/gain", 0.0F);
    set("/scene/1/seconds", 30.0F);
    EXPECT_THAT(go(id), IsEmpty());
    EXPECT_LT(fader(1), -50) << "as the scene says";
    ana.ask("/subscribe", {"/channel/1/fader"sv});
    EXPECT_THAT(named_in(scene("recall", {id, 2.0F})), IsEmpty());
    EXPECT_TRUE(on("/channel/1/mute"));
    EXPECT_EQ(number("/channel/1/eq/band/1/gain"), 4);
    EXPECT_FALSE(changed()) << "it is on its way there";
    std::vector<float> way;
    ana.until([&](const Heard& heard) {
        if (heard.address == "/channel/1/fader") way.push_back(heard.number());
        return !way.empty() && way.back() == -6;
    });
    EXPECT_GT(way.size(), 4U);
    EXPECT_TRUE(std::is_sorted(way.begin(), way.end()));
    EXPECT_LT(way.front(), -6);
    for (int tries = 0; tries < 4000 && number("/channel/2/send/1/level") != -20; ++tries) usleep(1000);
    EXPECT_EQ(number("/channel/2/send/1/level"), -20);
    EXPECT_FALSE(changed());
}

struct RecallLater : Stage {
    static Wish later() {
        Wish wish = Studio::wish();
        wish.own_clock = true;
        return wish;
    }
    RecallLater() : Stage(later()) {}
};

TEST_F(RecallLater, a_touch_ends_the_way_of_one_fader) {
    fader(1, 0), fader(2, 0);
    const int id = keep("One");
    fader(1, -60), fader(2, -60);
    go(id, "fader", 60);
    TcpClient ben(desk);
    desk.forward(20);
    for (int tries = 0; tries < 4000 && fader(1) < -55; ++tries) usleep(1000);
    ben.ask("/channel/1/fader/touch", {true});
    ana.sync();  // she is told of the way; what is still under way to her is no answer
    const float there = fader(1);
    desk.forward(40);
    for (int tries = 0; tries < 4000 && fader(2) != 0; ++tries) usleep(1000);
    EXPECT_EQ(fader(2), 0);
    EXPECT_EQ(fader(1), there);
    EXPECT_LT(there, 0);
    EXPECT_TRUE(changed());
}

TEST_F(Recall, on_its_way_is_taken_back_whole_but_for_what_a_hand_took_over) {
    for (const int n : {1, 2, 3}) fader(n, -60);
    set("/channel/4/mute", true);
    const int id = keep("One");
    for (const int n : {1, 2, 3}) fader(n, -5);
    set("/channel/4/mute", false);
    go(id, "", 60);
    TcpClient ben(desk);
    ben.ask("/channel/1/fader", {-10.0F});
    EXPECT_TRUE(on("/channel/4/mute"));
    const HeardList answers = act("/session/undo", {});
    ASSERT_THAT(of(answers, "/ok"), SizeIs(1)) << answers.at(0).text(1) << answers.at(0).text(2);
    for (int tries = 0; tries < 4000 && (fader(2) != -5 || fader(3) != -5); ++tries) usleep(1000);
    EXPECT_EQ(fader(2), -5);
    EXPECT_EQ(fader(3), -5);
    EXPECT_FALSE(on("/channel/4/mute"));
    EXPECT_EQ(fader(1), -10) << "somebody else's newer move";
    usleep(200'000);
    EXPECT_EQ(fader(2), -5) << "the way of the recall has ended";
}

// While they are a pair a move of one side ends the way of the other; what is brought together does not.
TEST_F(Recall, takes_the_sides_of_a_pair_that_comes_apart_each_its_own_way) {
    fader(1, -10), fader(2, -20);
    const int apart = keep("Apart");
    set("/channel/1/link", true), fader(1, -50);
    const auto both_at = [this](float left, float right) {
        for (int tries = 0; tries < 4000 && (fader(1) != left || fader(2) != right); ++tries) usleep(1000);
        EXPECT_EQ(fader(1), left);
        EXPECT_EQ(fader(2), right);
    };
    go(apart, "", 0.3F);
    EXPECT_FALSE(on("/channel/1/link"));
    both_at(-10, -20);
    EXPECT_THAT(of(act("/session/undo", {}), "/ok"), SizeIs(1));
    both_at(-50, -50);
    EXPECT_TRUE(on("/channel/1/link"));
}

TEST_F(Recall, ends_fades_that_lead_elsewhere) {
    fader(1, -6);
    const int id = keep("One");
    ana.ask("/channel/1/fader/fade", {0.0F, 30.0F});
    ana.ask("/channel/2/fader/fade", {0.0F, 0.1F});
    go(id);
    EXPECT_EQ(fader(1), -6);
    usleep(150'000);  // both would have moved
    EXPECT_EQ(fader(1), -6);
    EXPECT_EQ(fader(2), -90);
}

TEST_F(Recall, links_and_kinds_come_without_what_would_follow_from_them) {
    set("/channel/1/link", true), fader(1, -6), set("/bus/2/kind", "fx"), set("/bus/2/tap", "pre_eq");
    set("/channel/5/send/2/level", -9.0F);
    const int linked = keep("Linked");
    set("/channel/1/link", false), fader(1, -1), fader(2, -2), set("/channel/1/pan", -0.5F);
    set("/bus/2/kind", "group");
    const int apart = keep("Apart");
    go(linked);
    EXPECT_TRUE(on("/channel/1/link"));
    EXPECT_EQ(fader(2), -6);
    EXPECT_EQ(word("/bus/2/kind"), "fx");
    EXPECT_EQ(word("/bus/2/tap"), "pre_eq");
    EXPECT_EQ(number("/channel/5/send/2/level"), -9);
    go(apart);
    EXPECT_FALSE(on("/channel/1/link"));
    EXPECT_EQ(fader(1), -1);
    EXPECT_EQ(fader(2), -2);
    EXPECT_EQ(number("/channel/1/pan"), -0.5F);
    // Of a pair that is linked now, and stays so, both sides get what the left one has.
    set("/channel/1/link", true);
    go(apart, "fader");
    EXPECT_EQ(fader(1), -1);
    EXPECT_EQ(fader(2), -1);
}

TEST_F(Recall, inserts_change_places) {
    set("/fx/1/type", "graphic"), set("/channel/5/insert/source", "fx:1");
    const int id = keep("One");
    set("/channel/5/insert/source", "none"), set("/channel/2/insert/source", "fx:1");
    const int two = keep("Two");
    EXPECT_THAT(go(id, "patch insert"), IsEmpty());
    EXPECT_EQ(word("/channel/5/insert/source"), "fx:1");
    EXPECT_EQ(word("/channel/2/insert/source"), "none");
    EXPECT_THAT(go(two, "patch insert"), IsEmpty());
    EXPECT_EQ(word("/channel/2/insert/source"), "fx:1");
    EXPECT_EQ(word("/channel/5/insert/source"), "none");
    set("/channel/5/insert/source", "none"), set("/channel/2/insert/source", "fx:1"),
        set("/channel/2/safe/patch", true);
    EXPECT_THAT(go(id, "patch"), ElementsAre(HasSubstr("/channel/5/insert/source")));
    EXPECT_EQ(word("/channel/2/insert/source"), "fx:1");
}

TEST_F(Recall, what_is_in_no_scene_stays) {
    const int id = keep("One");
    const std::pair<const char*, Argument> outside[] = {{"/channel/1/solo/1", true},  {"/oscillator/on", true},
                                                        {"/session/panic", true},     {"/session/name", "Album"sv},
                                                        {"/channel/1/safe/eq", true}, {"/scene/safe/names", true}};
    for (const auto& [address, value] : outside) set(address, value);
    const auto told = ana.ask("/subscribe", {"/"sv});
    const HeardList after = act("/scene/recall", {id, ""sv, 0.0F});
    for (const auto& [address, value] : outside) EXPECT_THAT(of(after, address), IsEmpty()) << address;
    EXPECT_TRUE(on("/channel/1/solo/1"));
    EXPECT_TRUE(on("/oscillator/on"));
    EXPECT_TRUE(on("/session/panic"));
}

TEST_F(Recall, who_has_left_meanwhile_has_it_done_all_the_same) {
    fader(1, -6);
    const int id = keep("One");
    fader(1, 0);
    {
        TcpClient ben(desk);
        ben.send("/scene/recall", {id});
    }
    for (int tries = 0; tries < 4000 && fader(1) != -6; ++tries) usleep(1000);
    EXPECT_EQ(fader(1), -6);
}

// Two who store and two who recall, at once: each scene is one moment of the desk, each recall one scene.
TEST_F(Recall, at_the_same_time_as_others_store_is_always_one_whole_scene) {
    const auto moment = [](int n) {
        std::vector<std::string> all;
        for (int c = 1; c <= 8; ++c)
            all.push_back(message("/channel/" + std::to_string(c) + "/fader", {static_cast<float>(-n)}));
        return bundle(all);
    };
    ana.send_packet(moment(1));
    keep("First");
    const auto work = [&](int who) {
        TcpClient client(desk);
        for (int i = 0; i < 25; ++i) {
            if (who < 2) client.send_packet(moment(1 + (i * 2 + who) % 80));
            const std::string name = "S" + std::to_string(i);
            who < 2 ? client.send("/scene/store", {std::string_view(name)}) : client.send("/scene/recall", {1 + i});
        }
        return of(client.sync(), "/ok").size();
    };
    std::vector<std::future<std::size_t>> workers;
    for (int who = 0; who < 4; ++who) workers.push_back(std::async(std::launch::async, work, who));
    std::size_t answered = 0;
    for (auto& worker : workers) answered += worker.get();
    EXPECT_GE(answered, 50U);
    for (int id = 1; id <= 51; ++id) {
        ASSERT_THAT(go(id), IsEmpty());
        for (int c = 2; c <= 8; ++c) ASSERT_EQ(fader(c), fader(1)) << id;
    }
}

}  // namespace
}  // namespace tutti::wire
