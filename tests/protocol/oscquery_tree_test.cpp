// The tree as OSCQuery's rules have it: read with a JSON parser that knows nothing of the desk.
#include <gtest/gtest.h>

#include <set>

#include "tests/protocol/oscquery_support.hpp"

namespace tutti::oscquery {
namespace {

using namespace test;

class Tree : public testing::Test {
protected:
    json::value whole() const { return get(console_, "/").parsed(); }

    Console console_{small_desk(), (1ULL << 52) + 1};
};

TEST_F(Tree, RootHasFullPathAndContents) {
    const json::value root = whole();
    EXPECT_EQ(root.at("FULL_PATH"), "/");
    EXPECT_TRUE(root.at("CONTENTS").is_object());
}

TEST_F(Tree, HoldsEveryParameterOnceAndNothingElse) {
    std::set<std::string> expected;
    for (Slot slot = 0; slot < console_.layout().slot_count(); ++slot)
        if (!console_.vacant(slot)) expected.insert(address_of(console_.layout(), slot));
    std::set<std::string> found;
    walk("/", whole(), [&](const std::string& address, const json::object& node) {
        if (node.contains("TYPE")) {
            EXPECT_TRUE(found.insert(address).second) << address;
        }
    });
    EXPECT_EQ(found, expected);
}

TEST_F(Tree, EveryNodeSaysWhereItIs) {
    walk("/", whole(), [](const std::string& address, const json::object& node) {
        EXPECT_EQ(node.at("FULL_PATH"), address.c_str());
    });
}

TEST_F(Tree, LeavesHaveATypeAndContainersHaveContents) {
    walk("/", whole(), [](const std::string& address, const json::object& node) {
        if (is_leaf(node)) {
            EXPECT_EQ(node.at("TYPE").as_string().size(), 1U) << address;
            EXPECT_NE(std::string_view("fisThN").find(node.at("TYPE").as_string()[0]), std::string_view::npos);
            EXPECT_FALSE(node.at("DESCRIPTION").as_string().empty()) << address;
            EXPECT_FALSE(node.at("TAGS").as_array().empty()) << address;
        } else {
            EXPECT_FALSE(node.at("CONTENTS").as_object().empty()) << address;
            const bool action = address.ends_with("/cue/start");  // and the container of another
            EXPECT_EQ(node.contains("TYPE"), action) << address;
            EXPECT_FALSE(node.contains("VALUE")) << address;
        }
    });
}

TEST_F(Tree, ListsAreAsLongAsTheType) {
    walk("/", whole(), [](const std::string& address, const json::object& node) {
        for (const char* key : {"VALUE", "RANGE", "UNIT", "CLIPMODE"})
            if (const auto* list = node.if_contains(key)) {
                EXPECT_EQ(list->as_array().size(), 1U) << address << key;
            }
    });
}

TEST_F(Tree, ValuesHaveTheFormOfTheirType) {
    walk("/", whole(), [](const std::string& address, const json::object& node) {
        const auto* list = node.if_contains("VALUE");
        if (!list) return;
        const json::value& value = list->as_array()[0];
        switch (node.at("TYPE").as_string()[0]) {
            case 'f': EXPECT_TRUE(value.is_number()) << address; break;
            case 'i':
            case 'h': EXPECT_TRUE(value.is_int64() || value.is_uint64()) << address; break;
            case 's': EXPECT_TRUE(value.is_string()) << address; break;
            case 'T': EXPECT_TRUE(value.is_bool()) << address; break;
            default: ADD_FAILURE() << address << " has a value";
        }
    });
}

void expect_inside(const std::string& address, const json::object& range, const json::value& value) {
    if (const auto* allowed = range.if_contains("VALS")) {
        const json::array& all = allowed->as_array();
        EXPECT_NE(std::find(all.begin(), all.end(), value), all.end()) << address << ' ' << value;
        return;
    }
    EXPECT_LE(range.at("MIN").to_number<double>(), value.to_number<double>()) << address;
    EXPECT_GE(range.at("MAX").to_number<double>(), value.to_number<double>()) << address;
}

TEST_F(Tree, ValuesAndDefaultsAreInsideTheirRange) {
    int checked = 0;
    walk("/", whole(), [&](const std::string& address, const json::object& node) {
        const auto* range = node.if_contains("RANGE");
        if (!range) return;
        expect_inside(address, range->as_array()[0].as_object(), node.at("VALUE").as_array()[0]);
        if (const auto* initial = node.if_contains("DEFAULT"))
            expect_inside(address, range->as_array()[0].as_object(), *initial);
        EXPECT_TRUE(node.contains("LAW")) << address;
        ++checked;
    });
    EXPECT_GT(checked, 100);
}

TEST_F(Tree, ANewDeskStandsAtItsDefaults) {
    walk("/", whole(), [](const std::string& address, const json::object& node) {
        if (const auto* initial = node.if_contains("DEFAULT")) {
            EXPECT_EQ(node.at("VALUE").as_array()[0], *initial) << address;
        }
    });
}

TEST_F(Tree, EveryLeafAloneIsWhatTheTreeSaysOfIt) {
    walk("/", whole(), [&](const std::string& address, const json::object& node) {
        if (is_leaf(node)) {
            EXPECT_EQ(get(console_, address).parsed(), json::value(node)) << address;
        }
    });
}

TEST_F(Tree, ABranchIsThatPartOfTheWhole) {
    const json::value root = whole();
    EXPECT_EQ(get(console_, "/channel/2/send").parsed(),
              root.at("CONTENTS").at("channel").at("CONTENTS").at("2").at("CONTENTS").at("send"));
}

TEST_F(Tree, ValueAloneIsTheTreesOrCannotBeRead) {
    walk("/", whole(), [&](const std::string& address, const json::object& node) {
        if (!is_leaf(node)) return;
        const Answer answer = get(console_, address, "VALUE");
        if (node.at("ACCESS").as_int64() == 2) {
            EXPECT_EQ(answer.status, 204) << address;
            EXPECT_TRUE(answer.body.empty());
        } else {
            EXPECT_EQ(answer.parsed(), json::value(json::object{{"VALUE", node.at("VALUE")}})) << address;
        }
    });
}

TEST_F(Tree, AccessIsOfWhoAsks) {
    const auto access = [&](const char* path, bool may_write) {
        return get(console_, path, "ACCESS", may_write).parsed().at("ACCESS").as_int64();
    };
    EXPECT_EQ(access("/channel/1/fader", true), 3);
    EXPECT_EQ(access("/channel/1/fader", false), 1);
    EXPECT_EQ(access("/session/revision", true), 1);
    EXPECT_EQ(access("/monitor/1/solo/clear", true), 2);
    EXPECT_EQ(access("/monitor/1/solo/clear", false), 0);
    EXPECT_EQ(access("/channel", true), 0);
}

TEST_F(Tree, WithoutAnyRuleNobodyMayWrite) {
    const Reply reply = answer(console_, {}, "/channel/1/fader", "ACCESS", nullptr);
    EXPECT_EQ(reply.body, "{\"ACCESS\":1}");
}

TEST_F(Tree, AFaderInFull) {
    const Slot slot = console_.layout().slot("fader"_channel, 2);
    const Change change{slot, Value{-6.5F, {}}};
    console_.apply({&change, 1}, 1);
    EXPECT_EQ(get(console_, "/channel/3/fader").parsed(),
              json::parse(R"({"FULL_PATH": "/channel/3/fader", "TYPE": "f", "ACCESS": 3, "VALUE": [-6.5],
                  "RANGE": [{"MIN": -90, "MAX": 10}], "UNIT": ["gain.db"], "CLIPMODE": ["both"], "LAW": "fader",
                  "DEFAULT": -90, "DESCRIPTION": "Level; -90 is off.", "TAGS": ["channel", "fader"]})"));
}

TEST_F(Tree, StepsListTheirNumbersAndRoutesTheirNames) {
    EXPECT_EQ(get(console_, "/channel/1/hpf/slope", "RANGE&VALUE").parsed(),
              json::parse(R"({"VALUE": [18], "RANGE": [{"VALS": [12, 18, 24]}]})"));
    EXPECT_EQ(get(console_, "/channel/2/input/source", "RANGE&VALUE&DEFAULT").parsed(),
              json::parse(R"({"VALUE": ["input:2"], "DEFAULT": "input:2",
                  "RANGE": [{"VALS": ["none", "input:1", "input:2", "input:3", "input:4", "oscillator", "talkback:1",
                                      "talkback:2"]}]})"));
}

TEST_F(Tree, TheRevisionIsExact) {
    EXPECT_EQ(get(console_, "/session/revision", "VALUE").body,
              "{\"VALUE\":[" + std::to_string(console_.revision()) + "]}");
    EXPECT_GT(console_.revision(), 1ULL << 52);
}

TEST_F(Tree, NamesOfPeopleAreValues) {
    const Change change{console_.layout().slot("name"_channel, 0), Value{0, "a \"b\" \\ \xC3\xA9 /*"}};
    console_.apply({&change, 1}, 1);
    EXPECT_EQ(get(console_, "/channel/1/name", "VALUE").parsed().at("VALUE").as_array()[0], "a \"b\" \\ \xC3\xA9 /*");
}

TEST_F(Tree, AReadingThatIsNoNumberIsStillJson) {
    const Slot slot = console_.layout().slot("engine/load"_session);
    console_.publish(slot, Value{std::numeric_limits<float>::quiet_NaN(), {}});
    EXPECT_EQ(get(console_, "/session/engine/load", "VALUE").body, "{\"VALUE\":[0]}");
}

TEST(BigTree, ComesInPiecesWithTheValuesOfTheMoment) {
    Console console{{.inputs = 200, .outputs = 64, .channels = 200, .buses = 24}};
    Reply reply = answer(console, {}, "/", "", [](const Place&) { return true; });
    ASSERT_TRUE(reply.tree);
    EXPECT_TRUE(reply.body.empty());
    std::string body;
    ASSERT_TRUE(reply.tree->next(body));
    const Change change{console.layout().slot("fader"_channel, 199), Value{-12.25F, {}}};
    console.apply({&change, 1}, 1);
    std::size_t largest = body.size();
    for (bool more = true; more;) {
        const std::size_t before = body.size();
        more = reply.tree->next(body);
        largest = std::max(largest, body.size() - before);
    }
    EXPECT_LE(largest, 64U * 1024);
    EXPECT_FALSE(reply.tree->next(body));
    const json::value fader =
        json::parse(body).at("CONTENTS").at("channel").at("CONTENTS").at("200").at("CONTENTS").at("fader");
    EXPECT_EQ(fader.at("VALUE").as_array()[0].to_number<double>(), -12.25);
}

TEST(BigTree, TheLargestDeskNeverLiesWhole) {
    const Console console{Sizes::largest()};
    Reply reply = answer(console, {}, "/", "", nullptr);
    ASSERT_TRUE(reply.tree);
    std::string piece;
    std::size_t sum = 0, largest = 0;
    for (bool more = true; more; piece.clear()) {
        more = reply.tree->next(piece);
        sum += piece.size();
        largest = std::max(largest, piece.size());
    }
    EXPECT_GT(sum, 100'000'000U);
    EXPECT_LE(largest, 64U * 1024);
}

TEST(EmptyDesk, HasNoContainerWithNothingInIt) {
    const Console console{
        {.inputs = 0, .outputs = 0, .channels = 1, .buses = 0, .dcas = 0, .mutegroups = 0, .monitors = 1}};
    walk("/", get(console, "/").parsed(), [](const std::string& address, const json::object& node) {
        if (!is_leaf(node)) {
            EXPECT_FALSE(node.at("CONTENTS").as_object().empty()) << address;
        }
    });
    EXPECT_EQ(get(console, "/bus").status, 404);
}

}  // namespace
}  // namespace tutti::oscquery
