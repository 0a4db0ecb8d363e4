// Conversations byte by byte, as clients of that desk have them.
#include <gmock/gmock.h>

#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_literals;
using namespace std::string_view_literals;

struct Transcript : testing::Test {
    Desk32 desk{{.server = "name = \"Studio B\"\n", .desk = "channels = 40\nbuses = 16\n"}};
    Client32 ana{desk}, ben{desk};

    std::string answer(std::string_view bytes) {
        ana.raw(bytes);
        return ana.until([](const Reply&) { return true; }).back().bytes;
    }
};

TEST_F(Transcript, of_the_first_questions_with_and_without_type_tags) {
    constexpr auto info =
        "/info\0\0\0,ssss\0\0\0V2.07\0\0\0Studio B\0\0\0\0X32\0"
        "4.06\0\0\0\0"sv;
    EXPECT_EQ(answer("/info\0\0\0"sv), info);
    EXPECT_EQ(answer("/info\0\0\0,\0\0\0"sv), info);
    EXPECT_EQ(answer("/xinfo\0\0,\0\0\0"sv),
              "/xinfo\0\0,ssss\0\0\0"
              "127.0.0.1\0\0\0Studio B\0\0\0\0X32\0"
              "4.06\0\0\0\0"sv);
    EXPECT_EQ(answer("/status\0"sv),
              "/status\0,sss\0\0\0\0active\0\0"
              "127.0.0.1\0\0\0Studio B\0\0\0\0"sv);
}

TEST_F(Transcript, of_a_fader) {
    ben.send("/xremote");
    EXPECT_EQ(answer("/ch/01/mix/fader\0\0\0\0"sv), "/ch/01/mix/fader\0\0\0\0,f\0\0\0\0\0\0"sv);
    ana.raw("/ch/01/mix/fader\0\0\0\0,f\0\0\x3f\x40\x00\x00"sv);  // 0.75
    // Rounded to the grid of 1,023 steps: 767 of them.
    const std::string stands = "/ch/01/mix/fader\0\0\0\0,f\0\0\x3f\x3f\xef\xfc"s;
    EXPECT_EQ(ben.until("/ch/01/mix/fader").back().bytes, stands);
    EXPECT_EQ(answer("/ch/01/mix/fader\0\0\0\0,\0\0\0"sv), stands);
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_THAT(ben.all(), IsEmpty());
}

TEST_F(Transcript, of_text) {
    EXPECT_EQ(answer("/node\0\0\0,s\0\0ch/01/mix/fader\0"sv), "node\0\0\0\0,s\0\0/ch/01/mix/fader -oo\n\0\0\0"sv);
    ben.send("/xremote");
    const auto line = "/\0\0\0,s\0\0ch/01/mix/fader -10.0\0\0\0"sv;
    EXPECT_EQ(answer(line), line);  // it comes back as it was
    EXPECT_NEAR(ben.until("/ch/01/mix/fader").back().number(), 0.5F, 1e-3);
    EXPECT_EQ(ana.ask("/node", {"ch/01/mix/fader"sv}).text(), "/ch/01/mix/fader -10.0\n");
    EXPECT_EQ(ana.ask("/node", {"/ch/01/config"sv}).address, "node");
    const auto blanks = "/\0\0\0,s\0\0  /ch/01/mix\tOFF   -20.0\0\0\0\0"sv;  // any number of them, tabs too
    EXPECT_EQ(answer(blanks), blanks);
    EXPECT_EQ(ana.ask("/node", {"ch/01/mix"sv}).text(), "/ch/01/mix OFF -20.0 ON +0 OFF -oo\n");
}

TEST_F(Transcript, has_no_answer_to_what_is_wrong) {
    for (const auto bytes :
         {"hello"sv, "/no/such/thing\0\0,\0\0\0"sv, "/ch/01/mix/fader\0\0\0\0,s\0\0loud\0\0\0\0"sv,
          "/ch/01/mix/fader\0\0\0\0,f\0\0\x7f\xc0\0\0"sv, "/ch/33/mix/fader\0\0\0\0"sv, "/node\0\0\0,s\0\0no/such\0"sv,
          "/\0\0\0,s\0\0no/such 3\0\0\0"sv, "/meters\0,s\0\0/meters/17\0\0"sv, "/ch/01/mix/fader\0\0\0\0,f\0\0\x3f"sv,
          "/save\0\0\0,\0\0\0"sv})
        ana.raw(bytes);
    EXPECT_THAT(ana.all(), IsEmpty());
    EXPECT_EQ(ana.ask("/ch/01/mix/fader").number(), 0);
}

TEST_F(Transcript, of_many_values_at_a_node) {
    ben.send("/xremote");
    ana.send("/ch/01/eq/1", {1, 0.5F, 0.75F, 0.25F});
    const Replies heard = ben.until("/ch/01/eq/1/q");
    EXPECT_THAT(of(heard, "/ch/01/eq/1/type"), SizeIs(1));
    EXPECT_THAT(of(heard, "/ch/01/eq/1/g"), SizeIs(1));
    EXPECT_EQ(ana.ask("/ch/01/eq/1/type").whole(), 1);
    EXPECT_EQ(ana.ask("/ch/01/eq/1/f").number(), 0.5F);
    ana.send("/ch/01/config", {3, 3, 3, 3});   // not with texts among them
    ana.send("/ch/01/eq/1/type", {"HShv"sv});  // an enum by its word
    EXPECT_EQ(ben.until("/ch/01/eq/1/type").back().whole(), 4);
}

}  // namespace
}  // namespace tutti::x32
