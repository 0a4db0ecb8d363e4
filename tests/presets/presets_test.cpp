// The studio's own presets: stored, recalled, deleted, and still there after a start; what is broken or cannot be
// written is said, and changes nothing.
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/presets/studio.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kFile = "desk.presets.json";

std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

struct Presets : Studio {
    std::filesystem::path file() const { return desk.folder().path() / kFile; }
};

TEST_F(Presets, bring_back_what_was_stored_wherever_it_fits) {
    set("/channel/1/eq/band/2/gain", -4.25F), set("/channel/1/eq/band/2/type", "low_shelf"),
        set("/channel/1/eq/on", false);
    set("/channel/1/gate/hold", 120.0F), set("/channel/1/comp/key", "channel:2"), set("/channel/1/fader", -3.0F);
    set("/channel/1/hpf/slope", 24);
    const int id = store("/channel/1", "My kick", "eq gate comp hpf");
    EXPECT_EQ(id, 101);
    EXPECT_EQ(word("/preset/101/name"), "My kick");
    EXPECT_EQ(word("/preset/101/parts"), "hpf gate eq comp");
    for (const char* address : {"/channel/1/eq/band/2/gain", "/channel/1/gate/hold"})
        ana.send(address + std::string("/reset"));
    const auto before = (ana.sync(), ana.revision_of_sync);
    const HeardList answers = recall(id, "/channel/3");
    ASSERT_THAT(answers, SizeIs(1));
    EXPECT_EQ(answers[0].whole(1), before + 1);
    EXPECT_EQ(number("/channel/3/eq/band/2/gain"), -4.25F);
    EXPECT_EQ(word("/channel/3/eq/band/2/type"), "low_shelf");
    EXPECT_FALSE(on("/channel/3/eq/on"));
    EXPECT_EQ(number("/channel/3/gate/hold"), 120);
    EXPECT_EQ(ana.get("/channel/3/hpf/slope").whole(), 24);
    EXPECT_EQ(word("/channel/3/comp/key"), "channel:2");
    EXPECT_EQ(number("/channel/3/fader"), -90) << "was not stored";
    EXPECT_EQ(number("/channel/1/eq/band/2/gain"), 0) << "nobody asked for it there";
    recall(id, "/bus/2", "eq");
    EXPECT_EQ(number("/bus/2/eq/band/2/gain"), -4.25F);
    EXPECT_EQ(word("/bus/2/comp/key"), "self") << "of the parts that were asked for";
    recall(id, "/channel/4/gate");
    EXPECT_EQ(number("/channel/4/gate/hold"), 120);
    EXPECT_TRUE(on("/channel/4/eq/on"));
}

TEST_F(Presets, of_one_band_leave_the_other_bands_alone) {
    set("/channel/1/eq/band/2/gain", -4.0F);
    const int id = store("/channel/1/eq/band/2", "Mud");
    set("/channel/3/eq/band/1/gain", 6.0F);
    recall(id, "/channel/3");
    EXPECT_EQ(number("/channel/3/eq/band/2/gain"), -4);
    EXPECT_EQ(number("/channel/3/eq/band/1/gain"), 6);
}

TEST_F(Presets, of_effects_keep_what_a_slot_knows) {
    set("/fx/1/type", "plate"), set("/fx/1/plate/decay", 3.5F), set("/fx/1/return/fader", -6.0F);
    const int id = store("/fx/1", "Long plate");
    EXPECT_THAT(of(recall(id, "/fx/2"), "/ok"), SizeIs(1));
    EXPECT_EQ(word("/fx/2/type"), "plate");
    EXPECT_NEAR(number("/fx/2/plate/decay"), 3.5, 1e-6);
    EXPECT_EQ(number("/fx/2/return/fader"), 0) << "a return is a strip of its own";
}

TEST_F(Presets, are_told_to_who_follows_and_to_nobody_where_there_is_none) {
    HeardList told = ana.ask("/subscribe", {std::string_view("/preset/*/name")});
    ASSERT_FALSE(told.empty());
    for (const Heard& heard : told) {
        if (heard.address.starts_with("/preset")) {
            EXPECT_NE(heard.text(), "") << heard.address;
        }
    }
    // Told before the answer to a /sync that came behind it.
    told = of(act("/preset/store", {std::string_view("/channel/1"), std::string_view("Mine"), std::string_view("eq")}),
              "/preset/101/name");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].text(), "Mine");
    told = of(act("/preset/delete", {101}), "/preset/101/name");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].text(), "");
}

TEST_F(Presets, are_deleted_and_their_number_is_not_given_again_soon) {
    const int id = store("/channel/1", "One", "eq");
    EXPECT_THAT(of(act("/preset/delete", {id}), "/ok"), SizeIs(1));
    expect_refused(recall(id, "/channel/2"), "bad_value");
    expect_refused(act("/preset/delete", {id}), "bad_value");
    EXPECT_EQ(store("/channel/1", "Two", "eq"), id + 1);
    expect_refused(act("/preset/delete", {1}), "read_only");
    EXPECT_EQ(word("/preset/1/name"), "Kick, inside");
}

TEST_F(Presets, are_on_disk_when_they_are_answered_and_there_after_a_start) {
    set("/channel/1/eq/band/3/gain", 7.5F), set("/channel/1/name", "K\"ick \xC3\xA4");
    const int gone = store("/channel/1", "Gone", "eq");
    const int id = store("/channel/1", "Bass", "eq names");
    EXPECT_THAT(of(act("/preset/rename", {id, std::string_view("Jürgens \"Bass\"")}), "/ok"), SizeIs(1));
    EXPECT_THAT(of(act("/preset/delete", {gone}), "/ok"), SizeIs(1));
    desk.end(SIGKILL);
    desk.start_again();
    TcpClient ben(desk);
    const std::string address = "/preset/" + std::to_string(id);
    EXPECT_EQ(ben.get(address + "/name").text(), "Jürgens \"Bass\"");
    EXPECT_EQ(ben.get(address + "/parts").text(), "eq names");
    expect_refused(but_answers_to_sync(ben.ask("/preset/delete", {gone})), "bad_value");
    ben.ask("/preset/recall", {id, std::string_view("/channel/2"), std::string_view("")});
    EXPECT_EQ(ben.get("/channel/2/eq/band/3/gain").number(), 7.5F);
    EXPECT_EQ(ben.get("/channel/2/name").text(), "K\"ick \xC3\xA4");
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(Presets, are_renamed_but_for_the_library) {
    const int id = store("/channel/1", "One", "eq");
    const auto renamed = [&](int which, std::string_view name) { return act("/preset/rename", {which, name}); };
    EXPECT_THAT(of(renamed(id, "Two"), "/ok"), SizeIs(1));
    EXPECT_EQ(word("/preset/101/name"), "Two");
    expect_refused(renamed(1, "Mine"), "read_only");
    expect_refused(renamed(id + 1, "Mine"), "bad_value");
    expect_refused(renamed(id, ""), "bad_value");
    expect_refused(renamed(id, std::string(33, 'x')), "bad_value");
    expect_refused(act("/preset/rename", {id}), "bad_type");
    EXPECT_EQ(word("/preset/101/name"), "Two");
    EXPECT_EQ(store("/channel/1", "Next", "eq"), id + 1);
}

constexpr const char* kOfBefore =
    R"({"presets": [{"id": 105, "name": "Old", "of": "channel", "parts": "eq", "values": {"eq/on": false}}]})";

struct OfBefore : Studio {
    static Wish wish() {
        Wish wish = Studio::wish();
        wish.files = {{kFile, kOfBefore}};
        return wish;
    }
    OfBefore() : Studio(wish()) {}
};

TEST_F(OfBefore, a_file_beside_the_configuration_is_taken_into_the_session_once) {
    EXPECT_EQ(word("/preset/105/name"), "Old");
    EXPECT_EQ(store("/channel/1", "New", "eq"), 106);
    recall(105, "/channel/2");
    EXPECT_FALSE(on("/channel/2/eq/on"));
    EXPECT_EQ(read(desk.folder().path() / kFile), kOfBefore) << "it is left as it is";
    act("/preset/delete", {105}), act("/preset/delete", {106});
    desk.end(SIGKILL);
    desk.start_again();
    expect_refused(but_answers_to_sync(TcpClient(desk).ask("/preset/recall", {105, std::string_view("/channel/3")})),
                   "bad_value");
}

TEST_F(Presets, many_at_once_are_all_kept_in_order) {
    for (int i = 0; i < 20; ++i) {
        const std::string name = "Number " + std::to_string(i);
        ana.send("/preset/store", {std::string_view("/channel/1"), std::string_view(name), std::string_view("eq")});
    }
    const HeardList answers = of(ana.sync(), "/ok");
    ASSERT_THAT(answers, SizeIs(20));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(answers[static_cast<std::size_t>(i)].whole(2), 101 + i);
    EXPECT_EQ(word("/preset/120/name"), "Number 19");
}

TEST_F(Presets, what_cannot_be_is_refused) {
    const auto stored = [&](std::string_view from, std::string_view name, std::string_view parts) {
        return act("/preset/store", {from, name, parts});
    };
    expect_refused(stored("/channel/9", "Name", ""), "bad_value");
    expect_refused(stored("/channel/1", "", ""), "bad_value");
    expect_refused(stored("/channel/1", std::string(33, 'x'), ""), "bad_value");
    expect_refused(stored("/channel/1", "Name", "spoon"), "bad_value");
    expect_refused(stored("/dca/1", "Name", "eq"), "bad_value");
    expect_refused(act("/preset/store", {}), "bad_type");
    expect_refused(recall(77, "/channel/1"), "bad_value");
    expect_refused(recall(1, "/channel/99"), "bad_value");
    expect_refused(recall(1, "/dca/1"), "bad_value");
    expect_refused(recall(1, "/channel/1", "spoon"), "bad_value");
    expect_refused(act("/preset/recall", {std::string_view("1"), std::string_view("/channel/1")}), "bad_type");
    expect_refused(act("/preset/delete", {}), "bad_type");
    expect_refused(act("/preset/1/name", {std::string_view("Mine")}), "read_only");
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(Presets, that_cannot_be_written_are_not_there) {
    ASSERT_EQ(store("/channel/1", "Before", "eq"), 101);
    sqlite3* other = nullptr;  // somebody else writes to the session and does not come to an end
    ASSERT_EQ(sqlite3_open((desk.folder().path() / "studio-a.tutti").c_str(), &other), SQLITE_OK);
    sqlite3_busy_timeout(other, 20'000);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    const HeardList answers =
        act("/preset/store", {std::string_view("/channel/1"), std::string_view("Lost"), std::string_view("eq")});
    expect_refused(answers, "busy");
    EXPECT_THAT(answers.at(0).text(2), HasSubstr("locked"));
    expect_refused(recall(102, "/channel/1"), "bad_value");
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    EXPECT_EQ(store("/channel/1", "After", "eq"), 102);
}

TEST_F(Presets, come_as_text_commands_too) {
    WsClient ws(desk);
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/preset/store", "/channel/1", "Mine", "eq"], "ID": 1})"),
                testing::AllOf(HasSubstr("\"OK\": true"), HasSubstr("\"RESULT\": [101]")));
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/preset/recall", 101, "/channel/2", ""], "ID": 2})"),
                HasSubstr("\"RESULT\": []"));
    EXPECT_THAT(ws.command(R"({"COMMAND": "DO", "DATA": ["/preset/delete", 99], "ID": 3})"), HasSubstr("read_only"));
}

struct Broken : Studio, testing::WithParamInterface<const char*> {
    static Wish wish() {
        Wish wish = Studio::wish();
        wish.files = {{kFile, GetParam()}};
        return wish;
    }
    Broken() : Studio(wish()) {}
};

TEST_P(Broken, file_is_named_and_left_as_it_is) {
    EXPECT_THAT(desk.log(), HasSubstr(kFile));
    const HeardList answers =
        act("/preset/store", {std::string_view("/channel/1"), std::string_view("Mine"), std::string_view("eq")});
    expect_refused(answers, "busy");
    EXPECT_THAT(answers.at(0).text(2), HasSubstr(kFile));
    EXPECT_EQ(read(desk.folder().path() / kFile), GetParam());
    EXPECT_EQ(word("/preset/1/name"), "Kick, inside") << "the library is there";
}

INSTANTIATE_TEST_SUITE_P(
    Files, Broken,
    testing::Values(
        "", "{", "[]", "{\"presets\": [\n{\"id\": 101,\n \"name\": }]}",
        "{\"presets\": [{\"id\": 5, \"name\": \"x\", \"of\": \"channel\", \"parts\": \"\", \"values\": {}}]}",
        "{\"presets\": [{\"id\": 101, \"name\": \"x\", \"of\": \"channel\", \"parts\": \"eq\", \"values\": {\"eq/on\": "
        "[]}}]}",
        "{\"presets\": [{\"id\": 101, \"name\": \"x\", \"of\": \"channel\", \"parts\": \"eq\", \"values\": "
        "{\"eq/band/1/gain\": 1e300}}]}",
        "{\"presets\": [{\"id\": 101, \"of\": \"channel\", \"parts\": \"\", \"values\": {}}]}"));

}  // namespace
}  // namespace tutti::wire
