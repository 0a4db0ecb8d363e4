// What is one entry and what is one step: moves, bundles, fades, consequences, and what is in no history.
#include "tests/history/asking.hpp"

namespace tutti::wire {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct Steps : testing::Test {
    DeskProcess desk{{.own_clock = true}};
    TcpClient ana{desk}, bob{desk};

    std::vector<std::string> all() { return changes(list(ana)); }
};

TEST_F(Steps, moves_of_one_hand_less_than_a_second_apart_are_one_entry) {
    std::string moves;  // all within a second, however busy the machine is
    for (int i = 1; i <= 30; ++i)
        osc::append_length_prefixed(moves, message("/channel/1/fader", {static_cast<float>(-i)}));
    ana.socket().write(moves);
    EXPECT_THAT(all(), ElementsAre("/channel/1/fader -90 -> -30"));
    desk.forward(1.5);
    ana.ask("/channel/1/fader", {-5.0F});
    EXPECT_THAT(all(), ElementsAre("/channel/1/fader -30 -> -5", "/channel/1/fader -90 -> -30"));
}

TEST_F(Steps, one_touch_is_one_entry_however_long_it_rests) {
    ana.ask("/channel/1/fader/touch", {true});
    ana.ask("/channel/1/fader", {-20.0F});
    desk.forward(2);
    ana.ask("/channel/1/fader/touch", {true});
    ana.ask("/channel/1/fader", {-10.0F});
    ana.ask("/channel/1/fader/touch", {false});
    EXPECT_THAT(all(), ElementsAre("/channel/1/fader -90 -> -10"));
    desk.forward(3);
    ana.ask("/channel/1/fader/touch", {true});
    ana.ask("/channel/1/fader", {-8.0F});
    EXPECT_THAT(all(), SizeIs(2));
}

TEST_F(Steps, moves_of_two_hands_are_two_entries_each_in_its_turn) {
    ana.ask("/channel/1/fader", {-20.0F});
    bob.ask("/channel/1/fader", {-10.0F});
    ana.ask("/channel/1/fader", {-15.0F});
    ana.ask("/channel/2/fader", {-1.0F});
    bob.ask("/channel/3/fader", {-2.0F});
    ana.ask("/channel/2/fader", {-3.0F});
    const auto entries = list(ana);
    EXPECT_THAT(changes(entries),
                ElementsAre("/channel/2/fader -90 -> -3", "/channel/3/fader -90 -> -2", "/channel/1/fader -10 -> -15",
                            "/channel/1/fader -20 -> -10", "/channel/1/fader -90 -> -20"));
    EXPECT_EQ(entries[0].who, entries[2].who);
    EXPECT_NE(entries[0].who, entries[1].who);
    EXPECT_THAT(entries[0].who, testing::StartsWith("tcp "));
}

TEST_F(Steps, a_bundle_is_one_step_of_many_entries) {
    ana.send_packet(bundle({message("/channel/1/fader", {-6.0F}), message("/channel/2/mute", {true}),
                            message("/channel/3/name", {"Vox \"Ü\""sv})}));
    const auto entries = list(ana);
    EXPECT_THAT(changes(entries), UnorderedElementsAre("/channel/1/fader -90 -> -6", "/channel/2/mute false -> true",
                                                       "/channel/3/name \"\" -> \"Vox \\\"Ü\\\"\""));
    EXPECT_THAT(entries, Each(Field(&Entry::step, entries[0].step)));
    EXPECT_THAT(entries, Each(Field(&Entry::revision, entries[0].revision)));
}

TEST_F(Steps, a_fade_is_one_step_from_where_it_began_to_where_it_went) {
    ana.ask("/channel/1/fader", {-40.0F});
    desk.forward(2);
    ana.ask("/channel/1/fader/fade", {-10.0F, 0.3F});
    expect_level(ana, "/channel/1/fader", -10);
    EXPECT_THAT(all(), ElementsAre("/channel/1/fader -40 -> -10", "/channel/1/fader -90 -> -40"));
    EXPECT_EQ(undo(ana).count, 1);
    expect_level(ana, "/channel/1/fader", -40);
}

TEST_F(Steps, what_follows_from_a_change_belongs_to_its_step) {
    ana.ask("/bus/1/kind", {"group"sv});
    auto entries = list(ana);
    EXPECT_GT(entries.size(), 8U) << "the kind, and the sends into it";
    EXPECT_THAT(entries, Each(Field(&Entry::step, entries[0].step)));
    ana.ask("/channel/1/link", {true});
    ana.ask("/channel/1/fader", {-3.0F});
    entries = list(ana, 0, 2);
    EXPECT_THAT(changes(entries), UnorderedElementsAre("/channel/1/fader -90 -> -3", "/channel/2/fader -90 -> -3"));
    EXPECT_EQ(entries[0].step, entries[1].step);
}

TEST_F(Steps, what_comes_back_to_where_it_was_leaves_nothing) {
    ana.ask("/channel/1/mute", {true});
    EXPECT_THAT(all(), SizeIs(1));
    ana.ask("/channel/1/mute", {false});
    EXPECT_THAT(all(), IsEmpty());
    EXPECT_EQ(undo(ana).code, "bad_value") << "there is nothing";
}

TEST_F(Steps, what_ends_with_the_daemon_is_in_no_history) {
    for (const char* passing : {"/channel/1/solo/1", "/oscillator/on", "/session/sip/armed", "/session/panic"})
        ana.ask(passing, {true});
    EXPECT_THAT(all(), IsEmpty());
    ana.ask("/channel/1/fader", {-90.0F});
    EXPECT_THAT(all(), IsEmpty()) << "it was there";
}

TEST_F(Steps, the_list_goes_back_page_by_page_and_asks_for_some_addresses_only) {
    for (int c = 1; c <= 8; ++c) ana.ask("/channel/" + std::to_string(c) + "/fader", {-1.0F});
    ana.ask("/channel/*/mute", {true});
    const auto newest = list(ana, 0, 3);
    ASSERT_THAT(newest, SizeIs(3)) << "a step of eight is cut where it stands alone";
    EXPECT_EQ(newest.back().of, 8);
    auto page = list(ana, newest[0].revision, 3);
    EXPECT_THAT(changes(page),
                ElementsAre("/channel/8/fader -90 -> -1", "/channel/7/fader -90 -> -1", "/channel/6/fader -90 -> -1"));
    page = list(ana, page.back().revision, 500);
    EXPECT_THAT(page, SizeIs(5));
    EXPECT_THAT(changes(list(ana, 0, 500, "/channel/3")),
                ElementsAre("/channel/3/mute false -> true", "/channel/3/fader -90 -> -1"));
    EXPECT_THAT(list(ana, 0, 10, "/channel/*/fader"), SizeIs(8));
    EXPECT_THAT(list(ana, 0, 10, "/channel/[12]/mute"), SizeIs(2));
    const auto whole = list(ana, 0, 9);
    EXPECT_THAT(whole, SizeIs(9)) << "eight of the last step, one of the one before it";
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    EXPECT_THAT(whole, Each(Field(&Entry::time, AllOf(testing::Gt(now - 60'000), testing::Le(now + 1000)))));
}

TEST_F(Steps, wrong_questions_are_refused) {
    const auto code = [&](std::initializer_list<Argument> values) {
        return answer_of(ana.ask("/history/list", values), "/history/list").code;
    };
    EXPECT_EQ(code({std::int64_t{0}}), "bad_type");
    EXPECT_EQ(code({"new"sv, 5}), "bad_type");
    EXPECT_EQ(code({std::int64_t{0}, 0}), "bad_value");
    EXPECT_EQ(code({std::int64_t{0}, 501}), "bad_value");
    EXPECT_EQ(code({std::int64_t{0}, 5, "/nowhere"sv}), "unknown_address");
    EXPECT_EQ(undo(ana, "everybody").code, "bad_value");
    EXPECT_EQ(answer_of(ana.ask("/session/undo", {1.0F}), "/session/undo").code, "bad_type");
    EXPECT_EQ(restore(ana, std::int64_t{1} << 60, "/").code, "bad_value");
    EXPECT_EQ(restore(ana, 1, "/").code, "bad_value") << "history does not reach back so far";
}

TEST_F(Steps, by_json_too) {
    WsClient page(desk);
    page.command(R"({"COMMAND": "SET", "DATA": {"/channel/1/fader": -6, "/channel/2/fader": -7}, "ID": 1})");
    const std::string told = page.command(R"({"COMMAND": "DO", "DATA": ["/history/list", 0, 10], "ID": 2})");
    EXPECT_THAT(told, testing::HasSubstr("\\\"/channel/2/fader\\\""));
    EXPECT_THAT(page.command(R"({"COMMAND": "DO", "DATA": ["/session/undo", "own"], "ID": 3})"),
                testing::HasSubstr("\"RESULT\": [2]"));
    expect_level(page, "/channel/1/fader", -90);
}

}  // namespace
}  // namespace tutti::wire
