// The layouts of `tutti layout` as the programs read them, and each address in them asked of a real desk: it is there,
// of that type and range.
#include <gmock/gmock.h>

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/json.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <map>
#include <set>
#include <sstream>

#include "clients/cli/layout.hpp"
#include "tests/wire/clients.hpp"

namespace tutti::cli {
namespace {

namespace json = boost::json;
namespace xml = boost::property_tree;
using testing::SizeIs;

// What a control says of its address.
struct Said {
    char type = 0;  // f, T, s
    double least = 0, most = 0;
    bool operator==(const Said&) const = default;
};
using Addresses = std::map<std::string, Said>;

std::string inflated(const std::string& zlib) {
    EXPECT_EQ((static_cast<unsigned char>(zlib[0]) * 256 + static_cast<unsigned char>(zlib[1])) % 31, 0);
    EXPECT_EQ(zlib[0] & 0x0F, 8);
    std::string out(8 << 20, '\0');
    boost::beast::zlib::z_params stream;
    stream.next_in = zlib.data() + 2;
    stream.avail_in = zlib.size() - 6;
    stream.next_out = out.data();
    stream.avail_out = out.size();
    boost::beast::zlib::inflate_stream inflate;
    boost::beast::error_code error;
    inflate.write(stream, boost::beast::zlib::Flush::finish, error);
    EXPECT_EQ(error, boost::beast::zlib::error::end_of_stream);
    EXPECT_EQ(stream.avail_in, 0U);
    out.resize(stream.total_out);
    std::uint32_t a = 1, b = 0;
    for (const unsigned char c : out) a = (a + c) % 65521, b = (b + a) % 65521;
    std::uint32_t sum = 0;
    for (const unsigned char c : zlib.substr(zlib.size() - 4)) sum = sum << 8 | c;
    EXPECT_EQ(sum, b << 16 | a);
    return out;
}

// Of all messages of a TouchOSC document that carry something of their control.
void each_message(const xml::ptree& node, std::set<std::string>& ids, Addresses& found) {
    const std::string type = node.get<std::string>("<xmlattr>.type");
    EXPECT_TRUE(ids.insert(node.get<std::string>("<xmlattr>.ID")).second);
    std::map<std::string, std::string> properties;
    for (const auto& [tag, property] : node.get_child("properties"))
        properties[property.get<std::string>("key")] = property.get<std::string>("value");
    EXPECT_TRUE(properties.contains("frame"));
    EXPECT_TRUE(properties.contains("name"));
    for (const auto& [tag, value] : node.get_child("values")) EXPECT_FALSE(value.get<std::string>("key").empty());
    if (const auto messages = node.get_child_optional("messages"))
        for (const auto& [tag, message] : *messages) {
            EXPECT_EQ(tag, "osc");
            EXPECT_EQ(message.get<std::string>("connections").size(), 10U);
            const auto path = message.get<std::string>("path.partial.value");
            const xml::ptree& argument = message.get_child("arguments.partial");
            if (argument.get<std::string>("type") != "VALUE" || path.ends_with("/touch")) continue;
            const std::string conversion = argument.get<std::string>("conversion");
            EXPECT_EQ(message.get<int>("receive"), 1) << path;
            Said said{conversion == "FLOAT" ? 'f' : conversion == "BOOLEAN" ? 'T' : 's'};
            if (said.type == 'f')
                said.least = argument.get<double>("scaleMin"), said.most = argument.get<double>("scaleMax");
            EXPECT_EQ(type, said.type == 'f' ? "FADER" : said.type == 'T' ? "BUTTON" : "LABEL");
            EXPECT_TRUE(found.emplace(path, said).second) << path << " is there twice";
        }
    if (const auto children = node.get_child_optional("children"))
        for (const auto& [tag, child] : *children) each_message(child, ids, found);
}

Addresses of_touchosc(const LayoutWish& wish) {
    std::istringstream text(inflated(touchosc_layout(wish)));
    xml::ptree document;
    xml::read_xml(text, document);
    EXPECT_EQ(document.get<std::string>("lexml.<xmlattr>.version"), "6");
    Addresses found;
    std::set<std::string> ids;
    each_message(document.get_child("lexml.node"), ids, found);
    return found;
}

Addresses of_stage(const LayoutWish& wish) {
    const json::value session = json::parse(stage_layout(wish));
    EXPECT_EQ(session.at("type"), "session");
    EXPECT_EQ(session.at("content").at("type"), "root");
    Addresses found;
    std::set<std::string> ids;
    for (const json::value& tab : session.at("content").at("tabs").as_array())
        for (const json::value& widget : tab.at("widgets").as_array()) {
            const std::string type(widget.at("type").as_string()), path(widget.at("address").as_string());
            EXPECT_TRUE(ids.insert(std::string(widget.at("id").as_string())).second) << widget.at("id");
            for (const char* side : {"left", "top", "width", "height"})
                EXPECT_GE(widget.at(side).as_int64(), 0) << path;
            Said said{type == "text" ? 's' : type == "button" ? 'T' : 'f'};
            if (said.type == 'f') {
                said.least = widget.at("range").at("min").to_number<double>();
                said.most = widget.at("range").at("max").to_number<double>();
            }
            EXPECT_TRUE(type != "button" || widget.at("on") != widget.at("off")) << path;
            const auto [same, fresh] = found.emplace(path, said);
            EXPECT_EQ(same->second, said) << path;
        }
    return found;
}

struct Layouts : testing::Test {
    wire::DeskProcess desk{{.desk = "channels = 32\nbuses = 8\n"}};

    void desk_has(const Addresses& addresses) {
        for (const auto& [address, said] : addresses) {
            const wire::HttpReply reply = http(desk, "GET " + address);
            ASSERT_EQ(reply.status, 200) << address;
            const json::value node = json::parse(reply.body);
            EXPECT_EQ(node.at("TYPE").as_string(), std::string(1, said.type)) << address;
            EXPECT_EQ(node.at("ACCESS"), 3) << address;
            if (said.type != 'f') continue;
            EXPECT_EQ(node.at("RANGE").at(0).at("MIN").to_number<double>(), said.least) << address;
            EXPECT_EQ(node.at("RANGE").at(0).at("MAX").to_number<double>(), said.most) << address;
        }
    }
    // What a layout subscribes is all that it shows.
    void patterns_cover(const LayoutWish& wish, const Addresses& addresses) {
        wire::TcpClient client(desk);
        std::set<std::string> told;
        for (const std::string& pattern : patterns_of(wish))
            for (const wire::Heard& heard : client.ask("/subscribe", {std::string_view(pattern)}))
                told.insert(heard.address);
        EXPECT_FALSE(told.contains("/error"));
        for (const auto& [address, said] : addresses) EXPECT_TRUE(told.contains(address)) << address;
    }
};

TEST_F(Layouts, have_addresses_that_the_desk_has) {
    for (const int channels : {8, 16, 32})
        for (const int bus : {0, 3}) {
            const LayoutWish wish{.channels = channels, .bus = bus};
            const Addresses touch = of_touchosc(wish), stage = of_stage(wish);
            EXPECT_THAT(touch, SizeIs(4U * static_cast<unsigned>(channels) + 3));
            EXPECT_EQ(touch, stage);
            desk_has(touch);
            patterns_cover(wish, touch);
        }
}

// The law of a fader in pieces: where the program stands, the desk stands.
TEST_F(Layouts, of_open_stage_control_have_the_desks_fader) {
    const json::value session = json::parse(stage_layout({.channels = 8}));
    for (const json::value& widget : session.at("content").at("tabs").at(0).at("widgets").as_array()) {
        if (widget.at("type") != "fader") continue;
        const json::object& range = widget.at("range").as_object();
        EXPECT_EQ(range.at("6.25%"), -60);
        EXPECT_EQ(range.at("25%"), -30);
        EXPECT_EQ(range.at("50%"), -10);
    }
}

TEST_F(Layouts, are_the_same_each_time) {
    EXPECT_EQ(touchosc_layout({.channels = 16}), touchosc_layout({.channels = 16}));
    EXPECT_NE(touchosc_layout({.channels = 16}), touchosc_layout({.channels = 16, .answer_port = 9002}));
    EXPECT_NE(inflated(touchosc_layout({.channels = 8, .answer_port = 9002})).find("9002"), std::string::npos);
}

}  // namespace
}  // namespace tutti::cli
