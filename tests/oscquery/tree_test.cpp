// Every node of a desk, one by one: what a client that knows nothing of mixing desks reads out of the tree must hold
// together, and hold when it asks for each node again.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <set>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using namespace std::string_view_literals;

constexpr char kOneOfEach[] =
    "channels = 2\nbuses = 2\nmatrices = 1\nfx = 1\ndcas = 1\nmutegroups = 1\nmonitors = 1\ntalkbacks = 1\n";
constexpr char kAll[] = "FULL_PATH TYPE ACCESS VALUE RANGE UNIT CLIPMODE LAW DEFAULT DESCRIPTION TAGS CONTENTS";

// One connection for many questions, as clients ask that walk a tree.
class Browser {
public:
    explicit Browser(const DeskProcess& desk) : socket_(1, desk.http_port()) {}

    HttpReply get(const std::string& target) {
        socket_.write("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        HttpReply reply;
        while (bytes_.find("\r\n\r\n") == std::string::npos)
            if (!socket_.read(bytes_, 20000)) return reply;
        const std::size_t end = bytes_.find("\r\n\r\n") + 4;
        reply.head = bytes_.substr(0, end);
        bytes_.erase(0, end);
        reply.status = std::stoi(reply.head.substr(9, 3));
        const std::size_t at = reply.head.find("Content-Length: ");
        const std::size_t length = at == std::string::npos ? 0 : std::stoul(reply.head.substr(at + 16));
        while (bytes_.size() < length)
            if (!socket_.read(bytes_, 20000)) return reply;
        reply.body = bytes_.substr(0, length);
        bytes_.erase(0, length);
        return reply;
    }

private:
    Socket socket_;
    std::string bytes_;
};

using Node = json::object;

void each_node(const Node& node, const std::function<void(const std::string&, const Node&)>& visit) {
    visit(node.at("FULL_PATH").as_string().c_str(), node);
    if (!node.contains("CONTENTS")) return;
    for (const auto& [name, child] : node.at("CONTENTS").as_object()) each_node(child.as_object(), visit);
}

struct Tree : testing::Test {
    DeskProcess desk{{.desk = kOneOfEach}};
    Browser browser{desk};
    Node root = json::parse(whole(http(desk, "GET /"))).as_object();

    void each_leaf(const std::function<void(const std::string&, const Node&)>& visit) {
        each_node(root, [&](const std::string& path, const Node& node) {
            if (node.contains("TYPE")) visit(path, node);
        });
    }
};

bool is_number(const json::value& value) {
    return value.is_double() || value.is_int64() || value.is_uint64();
}

// What a value of this type tag may be in JSON.
bool fits(char tag, const json::value& value) {
    switch (tag) {
        case 'f':
        case 'd': return is_number(value);
        case 'i':
        case 'h': return value.is_int64() || value.is_uint64();
        case 'T':
        case 'F': return value.is_bool();
        case 's': return value.is_string();
        default: return value.is_null();
    }
}

TEST_F(Tree, each_node_has_its_place_and_only_words_of_the_proposal_or_our_two) {
    std::set<std::string> seen;
    each_node(root, [&](const std::string& path, const Node& node) {
        EXPECT_TRUE(seen.insert(path).second) << path;
        EXPECT_EQ(path.find_first_of(" #*,?[]{}"), std::string::npos) << path;
        const bool leaf = node.contains("TYPE");
        EXPECT_TRUE(leaf || node.contains("CONTENTS")) << path << " is neither method nor container";
        EXPECT_FALSE(node.contains("CONTENTS") && node.at("CONTENTS").as_object().empty()) << path;
        for (const auto& [key, value] : node)
            EXPECT_NE((" " + std::string(kAll) + " ").find(" " + std::string(key) + " "), std::string::npos)
                << path << ' ' << key;
        if (!node.contains("CONTENTS")) return;
        for (const auto& [name, child] : node.at("CONTENTS").as_object())
            EXPECT_EQ(child.at("FULL_PATH").as_string(), (path == "/" ? "" : path) + "/" + std::string(name));
    });
    EXPECT_GT(seen.size(), 1000U);
}

TEST_F(Tree, arrays_are_as_long_as_the_type) {
    each_leaf([](const std::string& path, const Node& leaf) {
        const std::string_view type = leaf.at("TYPE").as_string();
        EXPECT_THAT(type, testing::MatchesRegex("[fihdsTFN]")) << path;
        for (const char* key : {"VALUE", "RANGE", "UNIT", "CLIPMODE"})
            EXPECT_EQ(leaf.contains(key) ? leaf.at(key).as_array().size() : 1, type.size()) << path << ' ' << key;
        EXPECT_TRUE(!leaf.contains("VALUE") || fits(type[0], leaf.at("VALUE").at(0))) << path;
        EXPECT_FALSE(leaf.at("DESCRIPTION").as_string().empty()) << path;
        for (const json::value& tag : leaf.at("TAGS").as_array()) EXPECT_FALSE(tag.as_string().empty()) << path;
    });
}

TEST_F(Tree, values_and_defaults_are_within_their_range) {
    std::size_t ranges = 0;
    each_leaf([&](const std::string& path, const Node& leaf) {
        if (!leaf.contains("RANGE") || leaf.at("RANGE").at(0).is_null()) return;
        const Node& range = leaf.at("RANGE").at(0).as_object();
        ++ranges;
        std::vector<json::value> values;
        if (leaf.contains("VALUE")) values.push_back(leaf.at("VALUE").at(0));
        if (leaf.contains("DEFAULT")) values.push_back(leaf.at("DEFAULT"));
        for (const json::value& value : values) {
            if (range.contains("VALS")) {
                const json::array& all = range.at("VALS").as_array();
                EXPECT_NE(std::find(all.begin(), all.end(), value), all.end()) << path << ' ' << value;
                continue;
            }
            EXPECT_GE(value.to_number<double>(), range.at("MIN").to_number<double>()) << path;
            EXPECT_LE(value.to_number<double>(), range.at("MAX").to_number<double>()) << path;
        }
    });
    EXPECT_GT(ranges, 300U);
}

TEST_F(Tree, units_and_clipping_are_words_of_the_proposal) {
    each_leaf([](const std::string& path, const Node& leaf) {
        const json::value* units = leaf.if_contains("UNIT");
        const std::string unit(units ? units->at(0).as_string() : json::string("gain.db"));
        EXPECT_THAT(unit, testing::AnyOf("gain.db", "time.hz", "time.ms", "time.second")) << path;
        if (!leaf.contains("CLIPMODE")) return;
        EXPECT_EQ(leaf.at("CLIPMODE").at(0), "both") << path;
        EXPECT_TRUE(leaf.contains("RANGE")) << path;
    });
}

TEST_F(Tree, each_node_asked_alone_says_what_the_tree_says) {
    each_node(root, [&](const std::string& path, const Node& node) {
        const bool moves = path.starts_with("/session") || path == "/";  // load, revision, who is connected
        const bool leaf = node.contains("TYPE");
        const HttpReply value = browser.get(path + "?VALUE");
        if (!leaf || (node.at("ACCESS").as_int64() & 1) == 0) {
            EXPECT_EQ(value.status, 204) << path;
            EXPECT_EQ(value.body, "") << path;
        } else {
            ASSERT_EQ(value.status, 200) << path;
            const Node said = json::parse(value.body).as_object();
            EXPECT_EQ(said.size(), 1U) << path;
            if (moves)
                EXPECT_TRUE(said.contains("VALUE")) << path;
            else
                EXPECT_EQ(said.at("VALUE"), node.at("VALUE")) << path;
        }
        const HttpReply type = browser.get(path + "?TYPE");
        ASSERT_EQ(type.status, 200) << path;
        Node wanted;
        if (leaf) wanted["TYPE"] = node.at("TYPE");
        EXPECT_EQ(json::parse(type.body), json::value(wanted)) << path;
        if (!leaf || moves || node.contains("CONTENTS")) return;
        EXPECT_EQ(json::parse(browser.get(path).body), json::value(node)) << path;
    });
}

// Everything that a number may be sent as: what is out of the range ends at it, as CLIPMODE says.
TEST_F(Tree, what_is_out_of_range_is_clipped_at_both_ends) {
    TcpClient ana(desk);
    std::map<std::string, std::pair<float, float>> ends;
    each_leaf([&](const std::string& path, const Node& leaf) {
        if (!leaf.contains("CLIPMODE") || (leaf.at("ACCESS").as_int64() & 2) == 0) return;
        const Node& range = leaf.at("RANGE").at(0).as_object();
        if (range.contains("MIN"))
            ends[path] = {range.at("MIN").to_number<float>(), range.at("MAX").to_number<float>()};
    });
    ASSERT_GT(ends.size(), 300U);
    const auto stored = [&](const Heard& heard) {
        return std::holds_alternative<std::int32_t>(heard.values.at(0)) ? static_cast<float>(heard.whole())
                                                                        : heard.number();
    };
    for (const auto& [path, range] : ends) {
        const auto clipped = [&](float sent) {
            ana.send(path, {sent});
            ana.send(path);
            const HeardList heard = of(ana.sync(), path);
            return heard.empty() ? NAN : stored(heard.back());
        };
        const bool bounded = path.find("/delay/") != std::string::npos;  // by memory
        EXPECT_EQ(bounded ? range.second : clipped(1e9F), range.second) << path;
        EXPECT_EQ(clipped(-1e9F), range.first) << path;
    }
}

TEST_F(Tree, host_info_leads_to_sockets_that_answer) {
    const json::value info = json::parse(browser.get("/no/such/path?HOST_INFO").body);
    ASSERT_EQ(info.at("OSC_TRANSPORT"), "UDP");
    UdpClient udp(static_cast<std::uint16_t>(info.at("OSC_PORT").as_int64()));
    EXPECT_THAT(udp.ask("/channel/1/fader", {-12.5F}), testing::IsEmpty());
    EXPECT_EQ(browser.get("/channel/1/fader?VALUE").body, R"({"VALUE":[-12.5]})");
    WsClient ws(static_cast<std::uint16_t>(info.at("WS_PORT").as_int64()));
    ws.say(R"({"COMMAND": "LISTEN", "DATA": "/channel/1/fader"})");
    EXPECT_EQ(ws.until("/channel/1/fader").back().number(), -12.5F);
    EXPECT_FALSE(info.at("EXTENSIONS").as_object().empty());
    for (const auto& [name, has] : info.at("EXTENSIONS").as_object()) EXPECT_TRUE(has.is_bool()) << name;
    EXPECT_EQ(info.at("EXTENSIONS").at("HTML"), false);
    EXPECT_EQ(browser.get("/channel/1/fader?HTML").status, 204);
}

// Whoever may only read finds nothing that says it can be written.
TEST(TreeOf, access_is_what_the_asker_may_do) {
    DeskProcess desk({.server = "local_role = \"viewer\"\n", .desk = kOneOfEach});
    const Node root = json::parse(whole(http(desk, "GET /"))).as_object();
    std::size_t leaves = 0;
    each_node(root, [&](const std::string& path, const Node& node) {
        if (!node.contains("TYPE")) return;
        ++leaves;
        EXPECT_EQ(node.at("ACCESS").as_int64() & 2, 0) << path;
    });
    EXPECT_GT(leaves, 1000U);
}

TEST(TreeOf, reading_that_needs_a_login_is_open_to_no_other_site) {
    DeskProcess desk({.server = "local_role = \"none\"\n", .desk = kOneOfEach});
    const HttpReply refused = http(desk, "GET /channel/1/fader", "Host: 127.0.0.1\r\nOrigin: http://elsewhere\r\n");
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(refused.head, testing::Not(HasSubstr("Access-Control-Allow-Origin")));
    const HttpReply asked = http(desk, "OPTIONS /channel/1/fader", "Host: 127.0.0.1\r\nOrigin: http://elsewhere\r\n");
    EXPECT_THAT(asked.head, testing::Not(HasSubstr("Access-Control-Allow-Origin")));
    DeskProcess open({.desk = kOneOfEach});
    const HttpReply read = http(open, "GET /channel/1/fader", "Host: 127.0.0.1\r\nOrigin: http://elsewhere\r\n");
    EXPECT_THAT(read.head, HasSubstr("\r\nAccess-Control-Allow-Origin: *\r\n"));
}

}  // namespace
}  // namespace tutti::wire
