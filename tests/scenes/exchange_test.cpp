// Scenes as texts: what they look like, that they come back byte for byte, from desks of another size too, and that no
// text of a stranger does harm.
#include <fstream>

#include "tests/scenes/stage.hpp"

namespace tutti::wire {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using namespace std::string_view_literals;

struct SceneText : Stage {
    int take(const std::string& text) { return number_in(scene("import", {std::string_view(text)})); }
    std::string refusal_of(const std::string& text) {
        const Heard answer = scene("import", {std::string_view(text)});
        return answer.address == "/error" ? answer.text(1) + ": " + answer.text(2) : "taken";
    }
};

TEST_F(SceneText, is_grouped_by_strip_a_value_a_line_in_words_and_short_numbers) {
    fader(1, -6), set("/channel/1/name", "Kick \"in\""), set("/channel/1/eq/band/2/gain", 0.1F);
    set("/bus/2/kind", "group");
    const int id = keep("Verse");
    set("/scene/1/note", "slow\\er"), set("/scene/1/seconds", 1.5F), set("/scene/1/scope/eq", false);
    const std::string text = text_of(id);
    EXPECT_THAT(text,
                StartsWith("{\n\"scene\": {\n \"name\": \"Verse\",\n \"note\": \"slow\\\\er\",\n \"seconds\": 1.5,\n"
                           " \"scope\": \"hpf gate comp main pan fader mute sends groups fx matrix insert\"\n},\n"
                           "\"/channel/1\": {\n \"name\": \"Kick \\\"in\\\"\",\n"));
    EXPECT_THAT(text, AllOf(HasSubstr("\n \"fader\": -6,\n"), HasSubstr("\n \"eq/band/2/gain\": 0.1,\n"),
                            HasSubstr("\n \"kind\": \"group\",\n"), HasSubstr("\n \"input/source\": \"input:1\",\n"),
                            HasSubstr("\n},\n\"/main\": {\n"), HasSubstr("\n \"return/fader\": 0,\n")));
    EXPECT_TRUE(text.ends_with("\n}\n}\n"));
    for (const char* never : {"solo", "cue/max", "cue/limit", "safe", "panic", "owner"})
        EXPECT_THAT(text, Not(HasSubstr(never)));
}

TEST_F(SceneText, comes_back_byte_for_byte) {
    fader(1, -6.123F), set("/channel/1/pan", -0.0F), set("/channel/1/name", "Jürgen \xF0\x9F\x8E\xB8"),
        set("/channel/3/input/source", "oscillator");
    set("/bus/2/kind", "cue"), set("/channel/2/comp/key", "channel:1"), set("/fx/2/type", "plate");
    const std::string text = text_of(keep("Ägypten"));
    EXPECT_GT(text.size(), 50'000U);
    const int copy = take(text);
    EXPECT_EQ(copy, 2);
    EXPECT_EQ(word("/scene/2/name"), "Ägypten");
    EXPECT_EQ(text_of(copy), text);
    EXPECT_EQ(current(), 1) << "who imports is not there yet";
    fader(1, 0);
    go(copy);
    EXPECT_EQ(fader(1), -6.123F);
}

TEST_F(SceneText, larger_than_a_packet_goes_in_pieces_also_over_datagrams) {
    fader(1, -6);
    const std::string text = text_of(keep("Long"));
    UdpClient ben(desk);
    std::string again;
    int pieces = 0;
    for (int offset = 0;; ++pieces) {
        const HeardList answers = of(ben.ask("/scene/export", {1, offset}), "/ok");
        ASSERT_EQ(answers.size(), 1U);
        EXPECT_TRUE(answers[0].text(2).ends_with('\n'));
        again += answers[0].text(2);
        if ((offset = static_cast<int>(answers[0].whole(3))) == 0) break;
    }
    EXPECT_GT(pieces, 0);
    EXPECT_EQ(again, text);
    for (std::size_t at = 0; at < text.size(); at += 40'000) {
        const std::string piece = text.substr(at, 40'000);
        const bool more = at + 40'000 < text.size();
        const HeardList answers = of(ben.ask("/scene/import", {std::string_view(piece), more}), "/ok");
        ASSERT_EQ(answers.size(), 1U);
        EXPECT_EQ(answers[0].whole(2), more ? static_cast<std::int64_t>(at + piece.size()) : 2);
    }
    EXPECT_EQ(text_of(2), text);
}

TEST_F(SceneText, says_only_what_it_names_and_leaves_all_else) {
    fader(1, -3), fader(2, -4), set("/channel/1/mute", true);
    const int id = take(R"({"scene": {"name": "Little"}, "/channel/2": {"fader": -10, "mute": 1},
        "/channel/1": {"eq/band/1/type": "high_shelf"}})");
    EXPECT_EQ(text_of(id),
              "{\n\"scene\": {\n \"name\": \"Little\",\n \"note\": \"\",\n \"seconds\": 0,\n \"scope\": \"\"\n},\n"
              "\"/channel/1\": {\n \"eq/band/1/type\": \"high_shelf\"\n},\n"
              "\"/channel/2\": {\n \"fader\": -10,\n \"mute\": true\n}\n}\n");
    go(id, "");
    EXPECT_EQ(fader(1), -3);
    EXPECT_TRUE(on("/channel/1/mute"));
    EXPECT_EQ(fader(2), -10);
    EXPECT_TRUE(on("/channel/2/mute"));
    EXPECT_EQ(word("/channel/1/eq/band/1/type"), "high_shelf");
    EXPECT_EQ(fader(3), -90) << "missing is left alone";
    EXPECT_EQ(text_of(take(R"({"scene": {"name": "Nothing"}})")),
              "{\n\"scene\": {\n \"name\": \"Nothing\",\n \"note\": \"\",\n \"seconds\": 0,\n \"scope\": \"\"\n}\n}\n");
}

TEST_F(SceneText, of_strangers_is_refused_with_line_and_reason_and_nothing_changes) {
    const auto with = [](const std::string& strips) { return "{\"scene\": {\"name\": \"X\"},\n" + strips + "}"; };
    const std::pair<std::string, const char*> wrong[] = {
        {"", "line 1"},
        {"{", "line 1"},
        {"[]", "no lists"},
        {"17", "line 1"},
        {"{}", "\"scene\""},
        {R"({"scene": {"note": "x"}})", "has a name"},
        {R"({"scene": {"name": ""}})", "has a name"},
        {R"({"scene": {"name": "X", "seconds": 99999999999999}})", "taken"},
        {R"({"scene": {"name": "X", "scope": "spoon"}})", "scope"},
        {R"({"scene": {"name": "X", "colour": 1}})", "colour"},
        {with(R"("/channel/1": {"spoon": 1})"), "line 2: /channel/1/spoon: no desk has this"},
        {with(R"("/channel/2000": {"fader": 1})"), "/channel/2000"},
        {with(R"("/channel": {"1/fader": 1})"), "/channel"},
        {with(R"("/channel/1": {"fader": "loud"})"), "/channel/1/fader"},
        {with(R"("/channel/1": {"fader": 1e300})"), "too large"},
        {with(R"("/channel/1": {"fader": {}})"), "no object"},
    };
    for (const auto& [text, reason] : wrong) EXPECT_THAT(refusal_of(text), HasSubstr(reason)) << text;
    EXPECT_EQ(word("/scene/1/name"), "X") << "the one that was taken";
    EXPECT_EQ(number("/scene/1/seconds"), 60);
    EXPECT_EQ(word("/scene/2/name"), "");
    EXPECT_EQ(keep("Next"), 2) << "a refused text takes no number";
}

TEST_F(SceneText, that_means_harm_is_refused) {
    const auto with = [](const std::string& strips) { return "{\"scene\": {\"name\": \"X\"},\n" + strips + "}"; };
    const std::pair<std::string, const char*> wrong[] = {
        {with(R"("/channel/1": {"mute": "yes"})"), "/channel/1/mute"},
        {with(R"("/channel/1": {"eq/band/1/type": "spoon"})"), "/channel/1/eq/band/1/type"},
        {with(R"("/channel/1": {"solo/1": true})"), "is in no scene"},
        {with(R"("/bus/1": {"cue/limit": 0})"), "is in no scene"},
        {with(R"("/session": {"panic": true})"), "is in no scene"},
        {with(R"("/user/1": {"role": "engineer"})"), "is in no scene"},
        {with(R"("/channel/1": {"fader": 0, "fader": -3})"), "twice"},
        {with(R"("/channel/1": {"fader": null})"), "null"},
        {with(R"("/channel/1": {"name": ")") + std::string(5000, 'x') + "\"}}", "line 2"},
        {with("\"/channel/1\": {\"" + std::string(300, 'x') + "\": 1}"), "line 2"},
        {with("\"/channel/1\": {\"name\": \"\xFF\xFE\"}"), "line 2"},
        {with("\"/channel/1\": {\"name\": \"a\\u0000b\"}"), "/channel/1/name"},
        {std::string(100'000, '['), "line 1"},
        {with("\"/channel/1\": {\"fader\": -3}") + " and more", "line 2"},
    };
    for (const auto& [text, reason] : wrong) EXPECT_THAT(refusal_of(text), HasSubstr(reason)) << text.substr(0, 100);
    EXPECT_EQ(word("/scene/1/name"), "");
}

TEST_F(SceneText, without_an_end_is_not_collected_for_ever) {
    const std::string piece(900'000, ' ');
    std::string code;
    for (int i = 0; i < 40 && code.empty(); ++i) {
        const Heard answer = scene("import", {std::string_view(piece), true});
        if (answer.address == "/error") code = answer.text(1);
    }
    EXPECT_EQ(code, "too_large");
    EXPECT_EQ(take(R"({"scene": {"name": "X"}})"), 1) << "and begins anew";
}

TEST_F(SceneText, of_a_larger_desk_is_kept_whole_and_loads_what_fits) {
    const int id = take(R"({"scene": {"name": "Large", "scope": "fader sends patch"},
        "/channel/2": {"fader": -7, "send/9/level": -3, "input/source": "input:900"},
        "/channel/500": {"fader": -7, "mute": true},
        "/bus/60": {"fader": -7}})");
    const std::string text = text_of(id);
    EXPECT_THAT(text, AllOf(HasSubstr("/channel/500"), HasSubstr("send/9/level"), HasSubstr("input:900")));
    const std::vector<std::string> named = go(id);
    ASSERT_THAT(named, SizeIs(1));
    EXPECT_THAT(named[0],
                AllOf(StartsWith("left out 4: "), HasSubstr("/channel/500: this desk has none"), HasSubstr("/bus/60"),
                      HasSubstr("/channel/2/send/9: this desk has none"), HasSubstr("/channel/2/input/source: ")));
    EXPECT_EQ(fader(2), -7);
    EXPECT_EQ(word("/channel/2/input/source"), "input:2");
    EXPECT_EQ(text_of(id), text);
}

TEST_F(SceneText, goes_from_desk_to_desk) {
    for (int c = 1; c <= 8; ++c) fader(c, static_cast<float>(-c));
    set("/channel/8/send/4/level", -8.0F);
    const std::string text = text_of(keep("Eight"));
    Wish small = Stage::wish();
    small.desk = "channels = 2\nbuses = 1\nfx = 1\nmatrices = 0\n";
    DeskProcess little(small);
    TcpClient ben(little);
    const HeardList taken = of(ben.ask("/scene/import", {std::string_view(text)}), "/ok");
    ASSERT_EQ(taken.size(), 1U);
    const HeardList answer = of(ben.ask("/scene/recall", {1}), "/ok");
    ASSERT_EQ(answer.size(), 1U);
    ASSERT_EQ(answer[0].values.size(), 3U);
    EXPECT_THAT(answer[0].text(2),
                AllOf(StartsWith("left out "), HasSubstr("/channel/3: this desk has none"), HasSubstr("more")));
    EXPECT_LT(answer[0].text(2).size(), 5000U);
    EXPECT_EQ(ben.get("/channel/2/fader").number(), -2);
    std::string little_text = of(ben.ask("/scene/export", {1}), "/ok").at(0).text(2);
    EXPECT_EQ(little_text, text) << "nothing is lost on the way";
    Wish large = Stage::wish();
    large.desk = "channels = 64\nbuses = 24\n";
    DeskProcess big(large);
    TcpClient eva(big);
    eva.ask("/channel/40/fader", {-40.0F});
    ASSERT_EQ(of(eva.ask("/scene/import", {std::string_view(text)}), "/ok").size(), 1U);
    EXPECT_EQ(of(eva.ask("/scene/recall", {1}), "/ok").at(0).values.size(), 2U);
    EXPECT_EQ(eva.get("/channel/8/fader").number(), -8);
    EXPECT_EQ(eva.get("/channel/40/fader").number(), -40);
}

TEST_F(SceneText, compares_the_desk_with_what_a_recall_would_bring) {
    fader(1, -6), set("/channel/1/eq/band/2/type", "notch"), set("/channel/2/name", "Vox");
    const int id = keep("One");
    EXPECT_EQ(scene("compare", {id}).text(2), "{\n}\n");
    fader(1, -3), set("/channel/1/eq/band/2/type", "bell"), set("/channel/2/name", "Vox \"2\"");
    set("/main/mute", true), set("/channel/3/safe/fader", true), fader(3, 0);
    const auto before = (ana.sync(), ana.revision_of_sync);
    EXPECT_EQ(scene("compare", {id}).text(2),
              "{\n\"/channel/1\": {\n \"eq/band/2/type\": {\"now\": \"bell\", \"then\": \"notch\"},\n"
              " \"fader\": {\"now\": -3, \"then\": -6}\n},\n"
              "\"/main\": {\n \"mute\": {\"now\": true, \"then\": false}\n}\n}\n");
    EXPECT_EQ(scene("compare", {id, "names"sv}).text(2),
              "{\n\"/channel/2\": {\n \"name\": {\"now\": \"Vox \\\"2\\\"\", \"then\": \"Vox\"}\n}\n}\n");
    EXPECT_EQ((ana.sync(), ana.revision_of_sync), before);
    WsClient ws(desk);
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/scene/compare", 1, "fader"], "ID": 1})"),
                HasSubstr(R"(\"fader\": {\"now\": -3, \"then\": -6})"));
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/scene/store", "By JSON"], "ID": 2})"),
                HasSubstr("\"RESULT\": [2]"));
}

}  // namespace
}  // namespace tutti::wire
