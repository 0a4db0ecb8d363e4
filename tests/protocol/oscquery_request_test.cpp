// Requests of every kind and their status: what is malformed, missing, not here, or simply not said by the node.
#include <gtest/gtest.h>

#include <random>

#include "protocol/oscquery/request.hpp"
#include "tests/protocol/oscquery_support.hpp"

namespace tutti::oscquery {
namespace {

using namespace test;

class Request : public testing::Test {
protected:
    int status(std::string_view path, std::string_view query = {}) const { return get(console_, path, query).status; }
    std::string body(std::string_view path, std::string_view query = {}) const {
        return get(console_, path, query).body;
    }

    Console console_{small_desk()};
};

TEST_F(Request, UnknownAddressesAreNotFound) {
    for (const char* path : {"/nope", "/channel/0", "/channel/4", "/channel/01", "/channel/1/fader/x",
                             "/channel//fader", "/channel/*", "/channel/1/fader/by", "/Channel", "/channel/99999999999",
                             "/%00", "/channel/1/fader%00", "/app", "/channel/1/eq/band/5"})
        EXPECT_EQ(status(path), 404) << path;
    EXPECT_EQ(get(console_, "/nope").parsed().at("ERROR"), "unknown_address");
}

TEST_F(Request, MalformedPathsAreRefused) {
    for (const char* path : {"", "channel", "*", "/%", "/%4", "/%zz", "/channel/%g1"})
        EXPECT_EQ(status(path), 400) << path;
}

TEST_F(Request, ASlashAtTheEndAndEscapesChangeNothing) {
    EXPECT_EQ(body("/channel/1/"), body("/channel/1"));
    EXPECT_EQ(body("/channel/1/fader/"), body("/channel/1/fader"));
    EXPECT_EQ(body("/ch%61nnel/%31/f%61der"), body("/channel/1/fader"));
    EXPECT_EQ(body("/channel/1/fader#there"), body("/channel/1/fader"));
    EXPECT_EQ(get(console_, "/channel/1/").parsed().at("FULL_PATH"), "/channel/1");
}

TEST_F(Request, AWordThatIsNoAttributeIsRefused) {
    for (const char* query : {"NOPE", "value", "VALUE&NOPE", "VALUE=3", "LISTEN=true", "ADD_NODE=x", "%zz", "VALUE%"})
        EXPECT_EQ(status("/channel/1/fader", query), 400) << query;
}

TEST_F(Request, AnAttributeThatIsNotHereIsNoContent) {
    for (const char* query : {"HTML", "OVERLOADS", "EXTENDED_TYPE", "CRITICAL", "HTML&CRITICAL"}) {
        EXPECT_EQ(status("/channel/1/fader", query), 204) << query;
        EXPECT_EQ(body("/channel/1/fader", query), "") << query;
    }
    EXPECT_EQ(body("/channel/1/fader", "TYPE&HTML"), "{\"TYPE\":\"f\"}");
}

TEST_F(Request, AnAttributeThatANodeLacksIsLeftOut) {
    EXPECT_EQ(body("/channel/1", "TYPE"), "{}");
    EXPECT_EQ(body("/", "RANGE"), "{}");
    EXPECT_EQ(body("/channel/1/mute", "RANGE"), "{}");
    EXPECT_EQ(body("/channel/1/fader", "CONTENTS"), "{}");
    EXPECT_EQ(body("/session/name", "UNIT"), "{}");
    EXPECT_EQ(status("/channel/1", "TYPE"), 200);
}

TEST_F(Request, AValueThatCannotBeReadIsNoContent) {
    EXPECT_EQ(status("/monitor/1/solo/clear", "VALUE"), 204);
    EXPECT_EQ(status("/channel/1", "VALUE"), 204);
    EXPECT_EQ(body("/monitor/1/solo/clear", "TYPE&VALUE"), "{\"TYPE\":\"N\"}");
}

TEST_F(Request, SeveralAttributesComeInOneObject) {
    EXPECT_EQ(body("/channel/1/fader", "VALUE&TYPE"), "{\"TYPE\":\"f\",\"VALUE\":[-90]}");
    EXPECT_EQ(body("/channel/1/fader", "VALUE=&&TYPE&VALUE&"), "{\"TYPE\":\"f\",\"VALUE\":[-90]}");
    EXPECT_EQ(body("/channel/1/fader", "V%41LUE"), "{\"VALUE\":[-90]}");
    EXPECT_EQ(body("/channel/1/fader", "LAW&DEFAULT"), "{\"LAW\":\"fader\",\"DEFAULT\":-90}");
}

TEST_F(Request, ContentsAloneAreThoseOfTheNode) {
    const json::value alone = get(console_, "/channel/1/hpf", "CONTENTS").parsed();
    EXPECT_EQ(alone.as_object().size(), 1U);
    EXPECT_EQ(alone.at("CONTENTS"), get(console_, "/channel/1/hpf").parsed().at("CONTENTS"));
}

TEST_F(Request, HostInfoIsEverywhere) {
    for (const char* path : {"/", "/channel/1/fader", "/no/such/path", "/%zz"}) {
        EXPECT_EQ(status(path, "HOST_INFO"), 200) << path;
        const json::value info = get(console_, path, "HOST_INFO").parsed();
        EXPECT_EQ(info.at("NAME"), "studio \"A\"");
        EXPECT_EQ(info.at("OSC_PORT"), 9000);
        EXPECT_EQ(info.at("OSC_TRANSPORT"), "UDP");
        EXPECT_EQ(info.at("WS_PORT"), 8080);
        EXPECT_EQ(info.at("EXTENSIONS").at("LISTEN"), true);
        EXPECT_EQ(info.at("EXTENSIONS").at("HTML"), false);
        for (const auto& [name, on] : info.at("EXTENSIONS").as_object()) EXPECT_TRUE(on.is_bool()) << name;
    }
    EXPECT_EQ(body("/").find("HOST_INFO"), std::string::npos);
}

TEST_F(Request, ADeskWithoutCarriersNamesNoPorts) {
    const Reply reply = answer(console_, {.name = "bare"}, "/", "HOST_INFO", nullptr);
    const json::value info = json::parse(reply.body);
    EXPECT_FALSE(info.as_object().contains("WS_PORT"));
    EXPECT_FALSE(info.as_object().contains("OSC_PORT"));
    EXPECT_EQ(info.at("EXTENSIONS").at("LISTEN"), false);
}

// What extensions say is true: an attribute is in a reply if and only if it is promised.
TEST_F(Request, ExtensionsKeepTheirWord) {
    const json::value info = get(console_, "/", "HOST_INFO").parsed();
    for (const char* name : {"ACCESS", "VALUE", "RANGE", "DESCRIPTION", "TAGS", "UNIT", "CLIPMODE", "EXTENDED_TYPE",
                             "CRITICAL", "OVERLOADS", "HTML"})
        EXPECT_EQ(status("/channel/1/fader", name), info.at("EXTENSIONS").at(name).as_bool() ? 200 : 204) << name;
}

TEST_F(Request, AnythingIsAnswered) {
    std::mt19937 random(7);
    const std::string letters = std::string("/channel123%&=#*?busVALUETYPE\xff") + '\0' + "faderHOST_INFO";
    for (int round = 0; round < 20'000; ++round) {
        std::string path = "/", query;
        for (auto n = random() % 24; n > 0; --n) path += letters[random() % letters.size()];
        for (auto n = random() % 12; n > 0; --n) query += letters[random() % letters.size()];
        const int s = status(path, query);
        EXPECT_TRUE(s == 200 || s == 204 || s == 400 || s == 404) << path << '?' << query;
    }
}

TEST(Percent, Decoding) {
    EXPECT_EQ(percent_decoded("a%20b+c"), "a b+c");
    EXPECT_EQ(percent_decoded("%c3%A9"), "\xC3\xA9");
    EXPECT_EQ(percent_decoded("%00")->size(), 1U);
    EXPECT_FALSE(percent_decoded("%"));
    EXPECT_FALSE(percent_decoded("a%2"));
    EXPECT_FALSE(percent_decoded("%-1"));
}

}  // namespace
}  // namespace tutti::oscquery
