// Inserts over the wire: their words, who has an effect or a loop, and what measuring says. Every case starts the
// daemon.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Wish with_inserts() {
    Wish wish;
    wish.desk = "channels = 3\nbuses = 2\nfx = 2\nmatrices = 1\n";
    wish.device = "inputs = 4\noutputs = 8\n";
    return wish;
}
struct InsertWire : testing::Test {
    DeskProcess desk{with_inserts()};
    TcpClient ben{desk};

    // What the desk says to a patch: nothing where it takes it, else the code.
    std::string patch(const std::string& address, std::string_view source) {
        const HeardList errors = of(ben.ask(address, {source}), "/error");
        return errors.empty() ? "" : errors[0].text(1);
    }
};

TEST_F(InsertWire, is_at_channels_buses_matrices_and_main) {
    for (const std::string strip : {"/channel/1", "/bus/2", "/matrix/1", "/main"}) {
        EXPECT_EQ(ben.get(strip + "/insert/on").whole(), 0);
        EXPECT_EQ(ben.get(strip + "/insert/source").text(), "none");
        EXPECT_EQ(ben.get(strip + "/insert/position").text(), "post_dynamics");
        EXPECT_EQ(ben.get(strip + "/insert/latency").number(), 0);
        EXPECT_EQ(of(ben.ask(strip + "/insert/latency", {1.0F}), "/error").at(0).text(1), "read_only");
        EXPECT_EQ(patch(strip + "/insert/position", "pre_dynamics"), "");
        EXPECT_EQ(patch(strip + "/insert/source", "fx:3"), "bad_value");
        EXPECT_EQ(patch(strip + "/insert/source", "loop:5:1"), "");
        EXPECT_EQ(ben.get(strip + "/insert/source").text(), "loop:5:1");
        EXPECT_EQ(patch(strip + "/insert/source", "none"), "");
    }
}

TEST_F(InsertWire, knows_no_effects_and_sockets_that_are_not_there) {
    for (const std::string_view wrong :
         {"fx:3", "fx:0", "loop:9:1", "loop:5:5", "loop:05:1", "loop:5:1:1", "loop:5", "loop:5:"})
        EXPECT_EQ(patch("/channel/1/insert/source", wrong), "bad_value") << wrong;
}

TEST_F(InsertWire, an_effect_serves_one_place) {
    EXPECT_EQ(patch("/fx/1/source", "bus:1"), "");
    EXPECT_EQ(patch("/channel/1/insert/source", "fx:1"), "busy") << "a bus feeds it";
    EXPECT_EQ(patch("/channel/1/insert/source", "fx:2"), "");
    EXPECT_EQ(patch("/channel/1/insert/source", "fx:2"), "") << "it is its own";
    EXPECT_EQ(patch("/main/insert/source", "fx:2"), "busy");
    EXPECT_EQ(patch("/fx/2/source", "bus:1"), "busy");
    EXPECT_EQ(patch("/fx/2/source", "none"), "");
    EXPECT_EQ(patch("/channel/1/insert/source", "none"), "");
    EXPECT_EQ(patch("/main/insert/source", "fx:2"), "") << "free again";
    EXPECT_EQ(ben.get("/channel/1/insert/source").text(), "none");
}

TEST_F(InsertWire, a_loops_sockets_are_its_own) {
    EXPECT_EQ(patch("/channel/1/insert/source", "loop:1:1"), "busy") << "main is there";
    EXPECT_EQ(patch("/channel/1/insert/source", "loop:5:1"), "");
    EXPECT_EQ(patch("/output/5/source", "main:l"), "busy");
    EXPECT_EQ(patch("/output/6/source", "main:l"), "");
    EXPECT_EQ(patch("/channel/2/insert/source", "loop:5:2"), "busy") << "the same output";
    EXPECT_EQ(patch("/channel/2/insert/source", "loop:7:1"), "busy") << "the same input";
    EXPECT_EQ(patch("/channel/2/insert/source", "loop:7:2"), "");
    // A stereo strip takes two of each.
    EXPECT_EQ(patch("/main/insert/source", "loop:8:3"), "bad_value") << "there is no output 9";
    EXPECT_EQ(patch("/main/insert/source", "loop:3:4"), "bad_value") << "nor an input 5";
    EXPECT_EQ(patch("/main/insert/source", "loop:4:3"), "busy") << "the second is channel 1's";
    EXPECT_EQ(patch("/main/insert/source", "loop:3:3"), "");
    EXPECT_EQ(patch("/output/4/source", "main:r"), "busy");
}

TEST_F(InsertWire, a_bundle_is_looked_at_in_order) {
    patch("/channel/1/insert/source", "fx:1");
    ben.send_packet(bundle({message("/channel/1/insert/source", {std::string_view("none")}),
                            message("/channel/2/insert/source", {std::string_view("fx:1")})}));
    EXPECT_THAT(of(ben.sync(), "/error"), IsEmpty());
    EXPECT_EQ(ben.get("/channel/2/insert/source").text(), "fx:1");
    ben.send_packet(bundle({message("/channel/1/insert/source", {std::string_view("fx:2")}),
                            message("/channel/3/insert/source", {std::string_view("fx:2")}),
                            message("/fx/2/source", {std::string_view("bus:1")})}));
    EXPECT_THAT(of(ben.sync(), "/error"), SizeIs(2));
    EXPECT_EQ(ben.get("/channel/1/insert/source").text(), "fx:2");
    EXPECT_EQ(ben.get("/channel/3/insert/source").text(), "none");
    EXPECT_EQ(ben.get("/fx/2/source").text(), "none");
}

TEST_F(InsertWire, only_a_loop_can_be_measured_one_at_a_time_and_the_answer_comes_when_it_is_known) {
    ben.ask("/subscribe", {std::string_view("/session/engine/state")});
    while (ben.get("/session/engine/state").text() != "running") ben.until("/session/engine/state");
    ben.ask("/unsubscribe", {std::string_view("/session/engine/state")});
    EXPECT_EQ(of(ben.ask("/channel/1/insert/measure"), "/error").at(0).text(1), "bad_value");
    patch("/channel/1/insert/source", "fx:1");
    EXPECT_EQ(of(ben.ask("/channel/1/insert/measure"), "/error").at(0).text(1), "bad_value");
    patch("/channel/2/insert/source", "loop:5:1");
    const HeardList at_once = ben.ask("/channel/2/insert/measure");
    EXPECT_THAT(at_once, IsEmpty()) << (at_once.empty() ? "" : at_once[0].text(2));
    EXPECT_EQ(of(ben.ask("/channel/2/insert/measure"), "/error").at(0).text(1), "busy");
    // Inputs of the virtual device without stems are silent: there is no cable.
    const Heard answer = ben.until("/error").back();
    EXPECT_EQ(answer.text(0), "/channel/2/insert/measure");
    EXPECT_EQ(answer.text(1), "bad_value");
    EXPECT_THAT(answer.text(2), HasSubstr("nothing came back"));
    WsClient ana(desk);
    const std::string reply = ana.command(R"({"COMMAND": "DO", "DATA": ["/channel/2/insert/measure"], "ID": 7})");
    EXPECT_THAT(reply, HasSubstr("\"ID\": 7"));
    EXPECT_THAT(reply, HasSubstr("bad_value"));
}

}  // namespace
}  // namespace tutti::wire
