// OSCQuery over HTTP as generic clients use it: the tree, one node, one attribute, and PUT with every answer it can
// have.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <functional>
#include <random>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

namespace json = boost::json;
using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using namespace std::string_view_literals;

constexpr char kFader[] = "/channel/1/fader";

struct Http : testing::Test {
    DeskProcess desk;

    HttpReply get(const std::string& target) { return http(desk, "GET " + target); }
    HttpReply put(const std::string& target, const std::string& body) {
        return http(desk, "PUT " + target, "Host: 127.0.0.1\r\n", body);
    }
    std::string body(const std::string& target) {
        const HttpReply reply = get(target);
        return reply.status == 200 ? whole(reply) : std::to_string(reply.status);
    }
};

void each_leaf(const json::object& node, const std::function<void(const json::object&)>& visit) {
    if (!node.contains("CONTENTS") || node.contains("TYPE")) visit(node);  // /session/lan is both
    if (!node.contains("CONTENTS")) return;
    for (const auto& [name, child] : node.at("CONTENTS").as_object()) {
        const std::string path = node.at("FULL_PATH").as_string().c_str();
        const std::string place = (path == "/" ? "" : path) + "/" + std::string(name);
        EXPECT_EQ(child.at("FULL_PATH").as_string(), place);
        each_leaf(child.as_object(), visit);
    }
}

TEST_F(Http, the_whole_tree_is_what_its_leaves_say) {
    TcpClient ana(desk);  // is in the tree herself
    ana.sync();
    const HttpReply reply = get("/");
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.head, HasSubstr("Content-Type: application/json"));
    const json::object root = json::parse(whole(reply)).as_object();
    EXPECT_EQ(root.at("FULL_PATH").as_string(), "/");
    EXPECT_FALSE(root.contains("TYPE"));
    std::map<std::string, Heard> heard;
    for (const Heard& one : ana.ask("/refresh", {"/"sv})) heard[one.address] = one;
    std::size_t readable = 0;
    each_leaf(root, [&](const json::object& leaf) {
        const std::string path = leaf.at("FULL_PATH").as_string().c_str();
        EXPECT_EQ(leaf.at("TYPE").as_string().size(), 1U) << path;
        if ((leaf.at("ACCESS").as_int64() & 1) == 0) return;
        ++readable;
        EXPECT_EQ(leaf.at("VALUE").as_array().size(), 1U) << path;
        EXPECT_TRUE(heard.contains(path)) << path;
    });
    EXPECT_EQ(readable, heard.size());
}

TEST_F(Http, a_node_says_all_that_draws_a_control) {
    EXPECT_EQ(json::parse(body("/channel/1/fader")),
              json::parse(R"({"FULL_PATH": "/channel/1/fader", "TYPE": "f", "ACCESS": 3, "VALUE": [-90],
                  "RANGE": [{"MIN": -90, "MAX": 10}], "UNIT": ["gain.db"], "CLIPMODE": ["both"], "LAW": "fader",
                  "DEFAULT": -90, "DESCRIPTION": "Level; -90 is off.", "TAGS": ["channel", "fader"]})"));
    const json::value band = json::parse(body("/channel/1/eq/band/1"));
    EXPECT_EQ(band.at("CONTENTS").as_object().size(), 5U);
    EXPECT_EQ(band.at("CONTENTS").at("type").at("RANGE").as_array()[0].at("VALS").as_array()[0], "bell");
}

TEST_F(Http, each_attribute_can_be_asked_for_alone) {
    EXPECT_EQ(body("/channel/1/fader?FULL_PATH"), R"({"FULL_PATH":"/channel/1/fader"})");
    EXPECT_EQ(body("/channel/1/fader?TYPE"), R"({"TYPE":"f"})");
    EXPECT_EQ(body("/channel/1/mute?TYPE"), R"({"TYPE":"T"})");
    EXPECT_EQ(body("/channel/1/name?TYPE"), R"({"TYPE":"s"})");
    EXPECT_EQ(body("/channel/1/hpf/slope?TYPE"), R"({"TYPE":"i"})");
    EXPECT_EQ(body("/session/revision?TYPE"), R"({"TYPE":"h"})");
    EXPECT_EQ(body("/channel/1/fader?ACCESS"), R"({"ACCESS":3})");
    EXPECT_EQ(body("/session/revision?ACCESS"), R"({"ACCESS":1})");
    EXPECT_EQ(body("/monitor/1/solo/clear?ACCESS"), R"({"ACCESS":2})");
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[-90]})");
    EXPECT_EQ(body("/channel/1/fader?RANGE"), R"({"RANGE":[{"MIN":-90,"MAX":10}]})");
    EXPECT_EQ(body("/channel/1/hpf/slope?RANGE"), R"({"RANGE":[{"VALS":[12,18,24]}]})");
    EXPECT_EQ(body("/channel/1/hpf/frequency?UNIT"), R"({"UNIT":["time.hz"]})");
    EXPECT_EQ(body("/channel/1/fader?CLIPMODE"), R"({"CLIPMODE":["both"]})");
    EXPECT_EQ(body("/channel/1/hpf/frequency?LAW"), R"({"LAW":"logarithmic"})");
    EXPECT_EQ(body("/channel/1/pan?LAW"), R"({"LAW":"linear"})");
    EXPECT_EQ(body("/channel/1/hpf/slope?LAW"), R"({"LAW":"steps"})");
    EXPECT_EQ(body("/channel/1/hpf/frequency?DEFAULT"), R"({"DEFAULT":80})");
    EXPECT_EQ(body("/channel/1/fader?DESCRIPTION"), R"({"DESCRIPTION":"Level; -90 is off."})");
    EXPECT_EQ(body("/channel/1/fader?TAGS"), R"({"TAGS":["channel","fader"]})");
    EXPECT_EQ(body("/channel/1/fader?VALUE&RANGE"), R"({"VALUE":[-90],"RANGE":[{"MIN":-90,"MAX":10}]})");
}

TEST_F(Http, an_attribute_that_is_not_there_is_told_from_one_that_does_not_exist) {
    EXPECT_EQ(body("/channel/1?TYPE"), "{}");
    EXPECT_EQ(body("/channel/1/mute?UNIT"), "{}");
    EXPECT_EQ(get("/channel/1?VALUE").status, 204);
    EXPECT_EQ(get("/monitor/1/solo/clear?VALUE").status, 204);
    EXPECT_EQ(get("/channel/1/fader?HTML").status, 204);
    EXPECT_EQ(get("/channel/1/fader?OVERLOADS").body, "");
    EXPECT_EQ(get("/channel/1/fader?NOPE").status, 400);
    EXPECT_EQ(get("/channel/1/fader?value").status, 400);
    EXPECT_EQ(get("/channel/1/fader?VALUE&NOPE").status, 400);
    EXPECT_EQ(get("/channel/1/fader?ADD_NODE").status, 400);
}

TEST_F(Http, host_info_is_the_same_everywhere) {
    const json::value info = json::parse(body("/?HOST_INFO"));
    EXPECT_EQ(info.at("NAME"), "Studio A");
    EXPECT_EQ(info.at("OSC_PORT"), desk.osc_port());
    EXPECT_EQ(info.at("OSC_TRANSPORT"), "UDP");
    EXPECT_EQ(info.at("WS_PORT"), desk.http_port());
    for (const char* name : {"ACCESS", "VALUE", "RANGE", "DESCRIPTION", "TAGS", "UNIT", "CLIPMODE", "LISTEN",
                             "PATH_ADDED", "PATH_CHANGED"})
        EXPECT_EQ(info.at("EXTENSIONS").at(name), true) << name;
    // What is in the tree stays, under its name.
    for (const char* name : {"PATH_REMOVED", "PATH_RENAMED"}) EXPECT_EQ(info.at("EXTENSIONS").at(name), false) << name;
    EXPECT_EQ(json::parse(body("/no/such/path?HOST_INFO")), info);
    EXPECT_FALSE(json::parse(body("/channel/1/fader")).as_object().contains("HOST_INFO"));
}

TEST_F(Http, addresses_that_do_not_exist_are_404_and_slashes_at_the_end_do_not_matter) {
    for (const char* path :
         {"/no/such", "/channel/9", "/channel/0/fader", "/channel/01/fader", "/channel//1", "/channel/1/fader/by",
          "/channel/*/fader", "/CHANNEL/1/fader", "/metrics", "/channel/1//", "/channel/1/fader%00"}) {
        const HttpReply reply = get(path);
        EXPECT_EQ(reply.status, 404) << path;
    }
    EXPECT_THAT(get("/no/such").body, MatchesRegex(R"(\{"ERROR":"unknown_address","REASON":".+"\})"));
    EXPECT_EQ(body("/channel/1/fader/?VALUE"), R"({"VALUE":[-90]})");
    EXPECT_EQ(json::parse(body("/channel/1/")).at("FULL_PATH"), "/channel/1");
}

TEST_F(Http, percent_encoding_is_undone_once) {
    EXPECT_EQ(body("/%63hannel/1/fader?VALUE"), R"({"VALUE":[-90]})");
    EXPECT_EQ(body("/channel%2F1%2ffader?VALUE"), R"({"VALUE":[-90]})");
    EXPECT_EQ(body("/channel/1/fader?%56ALUE"), R"({"VALUE":[-90]})");
    EXPECT_EQ(get("/%2563hannel/1/fader").status, 404);
    EXPECT_EQ(get("/%6/fader").status, 400);
    EXPECT_EQ(get("/%zz").status, 400);
    EXPECT_EQ(get("/channel/1/fader?%").status, 400);
    EXPECT_EQ(put("/%63hannel/1/f%61der", R"({"VALUE": [-6]})").status, 204);
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[-6]})");
    EXPECT_EQ(put("/channel/1/%zz", R"({"VALUE": [-6]})").status, 400);
}

TEST_F(Http, head_is_get_without_the_body) {
    const HttpReply reply = http(desk, "HEAD /channel/1/fader");
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.head, HasSubstr("Content-Length: " + std::to_string(body("/channel/1/fader").size()) + "\r\n"));
    EXPECT_EQ(reply.body, "");
    EXPECT_EQ(http(desk, "HEAD /").body, "");
    EXPECT_EQ(http(desk, "HEAD /no/such").status, 404);
    EXPECT_EQ(http(desk, "HEAD /no/such").body, "");
}

TEST_F(Http, put_sets_and_everybody_hears_it) {
    TcpClient ana(desk);
    ana.ask("/subscribe", {"/channel/1"sv});
    const HttpReply reply = put("/channel/1/fader", R"({"VALUE": [-6]})");
    EXPECT_EQ(reply.status, 204);
    EXPECT_EQ(reply.body, "");
    EXPECT_EQ(ana.until(kFader).back().number(), -6);
    EXPECT_EQ(put("/channel/1/mute/", R"({"VALUE": true})").status, 204);
    EXPECT_EQ(body("/channel/1/mute?VALUE"), R"({"VALUE":[true]})");
    EXPECT_EQ(put("/channel/1/fader", R"({"VALUE": [99]})").status, 204);
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[10]})");
    EXPECT_EQ(put("/channel/1/fader/by", R"({"VALUE": [-4]})").status, 204);
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[6]})");
    EXPECT_EQ(put("/channel/*/pan", R"({"VALUE": [0.5]})").status, 204);
    EXPECT_EQ(body("/channel/8/pan?VALUE"), R"({"VALUE":[0.5]})");
}

TEST_F(Http, put_says_what_is_wrong) {
    const auto refused = [&](const HttpReply& reply) {
        const json::object said = json::parse(reply.body).as_object();
        EXPECT_FALSE(said.at("REASON").as_string().empty());
        return std::to_string(reply.status) + " " + said.at("ERROR").as_string().c_str();
    };
    for (const char* body :
         {"", "-6", "[-6]", "{}", R"({"VALUE": [-6)", R"({"VALUE": [1e999]})", R"({"VALUE": [-6]} x)"})
        EXPECT_EQ(refused(put("/channel/1/fader", body)), "400 bad_value") << body;
    for (const char* body :
         {R"({"VALUE": []})", R"({"VALUE": [1, 2]})", R"({"VALUE": ["-6"]})", R"({"VALUE": null})", R"({"VALUE": {}})"})
        EXPECT_EQ(refused(put("/channel/1/fader", body)), "400 bad_type") << body;
    EXPECT_EQ(refused(put("/channel/1/eq/band/1/type", R"({"VALUE": ["bent"]})")), "400 bad_value");
    EXPECT_EQ(refused(put("/no/such", R"({"VALUE": [1]})")), "404 unknown_address");
    EXPECT_EQ(refused(put("/channel", R"({"VALUE": [1]})")), "404 unknown_address");
    EXPECT_EQ(refused(put("/session/revision", R"({"VALUE": [1]})")), "405 read_only");
    EXPECT_THAT(put("/session/revision", R"({"VALUE": [1]})").head, HasSubstr("\r\nAllow: GET, HEAD, OPTIONS\r\n"));
    EXPECT_EQ(refused(put("/*/*/*/*/*/*/*/*/*", R"({"VALUE": [1]})")), "413 too_large");
    EXPECT_EQ(refused(put("/channel/1/name", R"({"VALUE": [")" + std::string(2 << 20, 'x') + "\"]}")), "413 too_large");
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[-90]})");
}

// A hand ends with its connection, and a PUT has none.
TEST_F(Http, put_holds_nothing_and_says_when_a_hand_is_on_it) {
    EXPECT_EQ(put("/channel/1/fader/touch", R"({"VALUE": [true]})").status, 400);
    TcpClient ana(desk);
    ana.ask("/channel/1/fader/touch", {true});
    const HttpReply reply = put("/channel/1/fader", R"({"VALUE": [-6]})");
    EXPECT_EQ(reply.status, 503);
    EXPECT_THAT(reply.body, HasSubstr("\"busy\""));
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[-90]})");
    ana.ask("/channel/1/fader/touch", {false});
    EXPECT_EQ(put("/channel/1/fader", R"({"VALUE": [-6]})").status, 204);
}

TEST_F(Http, other_methods_are_405) {
    for (const char* method : {"POST", "DELETE", "PATCH", "TRACE"}) {
        const HttpReply reply = http(desk, std::string(method) + " /channel/1/fader", "Host: 127.0.0.1\r\n", "x");
        EXPECT_EQ(reply.status, 405) << method;
        EXPECT_THAT(reply.head, HasSubstr("\r\nAllow: GET, HEAD, PUT, OPTIONS\r\n")) << method;
    }
    const HttpReply options = http(desk, "OPTIONS /channel/1/fader");
    EXPECT_EQ(options.status, 204);
    EXPECT_THAT(options.head, HasSubstr("\r\nAllow: GET, HEAD, PUT, OPTIONS\r\n"));
    EXPECT_THAT(options.head, HasSubstr("Access-Control-Allow-Methods: GET\r\n"));
}

TEST_F(Http, one_connection_takes_many_requests) {
    Socket socket(1, desk.http_port());
    std::string three;
    for (const char* address : {"/channel/1/fader", "/channel/2/fader", "/no/such"})
        three += "GET " + std::string(address) + "?VALUE HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
                 (address[1] == 'n' ? "Connection: close\r\n" : "") + "\r\n";
    socket.write(three);
    std::string all;
    while (socket.read(all, 20000)) {
    }
    const std::size_t second = all.find("HTTP/1.1 200 OK", 5);
    EXPECT_NE(second, std::string::npos);
    EXPECT_NE(all.find("HTTP/1.1 404", second), std::string::npos);
}

TEST_F(Http, no_query_breaks_it) {
    std::mt19937 random(7);
    const std::string letters = "/channel1fader?VALUE&=%25#*[]{}.,;:@!$'()+~\\\"<>^`|\x01\x7f\x80\xff";
    for (int i = 0; i < 400; ++i) {
        std::string target = "/";
        for (auto left = random() % 40; left > 0; --left) target += letters[random() % letters.size()];
        const HttpReply reply = get(target);
        EXPECT_THAT(reply.status, AnyOf(200, 204, 302, 400, 404, 503)) << target;
    }
    EXPECT_EQ(get(std::string(20000, '/')).status, 431);
    EXPECT_TRUE(desk.alive());
    EXPECT_EQ(body("/channel/1/fader?VALUE"), R"({"VALUE":[-90]})");
}

}  // namespace
}  // namespace tutti::wire
