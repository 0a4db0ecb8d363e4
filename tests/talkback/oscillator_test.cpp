// The oscillator over the wire: its addresses, who may use it, and what it sounds like at a meter.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string refusal(const HeardList& heard) {
    return heard.empty() ? "" : of(heard, "/error").at(0).text(1);
}

TEST(OscillatorRows, have_the_defaults_and_ranges_of_the_reference) {
    const DeskProcess desk;
    TcpClient ana(desk);
    EXPECT_FALSE(ana.get("/oscillator/on").whole());
    EXPECT_EQ(ana.get("/oscillator/kind").text(), "sine");
    EXPECT_EQ(ana.get("/oscillator/frequency").number(), 1000);
    EXPECT_EQ(ana.get("/oscillator/level").number(), -30);
    EXPECT_FALSE(ana.get("/oscillator/to/main").whole());
    EXPECT_THAT(ana.ask("/oscillator/to/bus/*"), SizeIs(4));
    EXPECT_EQ(ana.ask("/oscillator/frequency", {30000.0F}).at(0).number(), 20000);
    EXPECT_EQ(ana.ask("/oscillator/level", {3.0F}).at(0).number(), 0);
    EXPECT_EQ(ana.ask("/oscillator/level", {-200.0F}).at(0).number(), -90);
    ana.ask("/oscillator/kind", {std::string_view("pink")});
    EXPECT_EQ(ana.get("/oscillator/kind").text(), "pink");
    EXPECT_EQ(refusal(ana.ask("/oscillator/kind", {std::string_view("brown")})), "bad_value");
    EXPECT_THAT(ana.ask("/channel/1/input/source", {std::string_view("oscillator")}), IsEmpty());
    EXPECT_THAT(ana.ask("/output/3/source", {std::string_view("oscillator")}), IsEmpty());
    EXPECT_EQ(ana.get("/output/3/source").text(), "oscillator");
}

TEST(OscillatorRows, sound_at_the_meters) {
    const DeskProcess desk;
    TcpClient ana(desk);
    ana.send_packet(bundle({message("/oscillator/level", {-20.0F}), message("/oscillator/to/main", {true}),
                            message("/oscillator/on", {true})}));
    ana.send("/meters/subscribe", {std::string_view("main"), 50});
    // Record length, first strip, then in L, in R, …: in hundredths of a dB.
    ana.until([](const Heard& heard) {
        if (heard.address != "/meters/main") return false;
        const std::string blob = heard.text();
        const int level =
            static_cast<std::int16_t>(static_cast<unsigned char>(blob[4]) | static_cast<unsigned char>(blob[5]) << 8);
        return level > -2005 && level < -1995;
    });
}

TEST(OscillatorRows, are_the_technicians_but_for_cue_buses) {
    Wish wish;
    wish.server = "local_role = \"technician\"\n";
    wish.rest = "[set]\n\"/bus/2/kind\" = \"cue\"\n";
    const DeskProcess desk(wish);
    TcpClient theo(desk);
    EXPECT_THAT(theo.ask("/oscillator/on", {true}), IsEmpty());
    EXPECT_THAT(theo.ask("/oscillator/to/bus/1", {true}), IsEmpty());
    EXPECT_EQ(refusal(theo.ask("/oscillator/to/bus/2", {true})), "not_allowed");
    EXPECT_EQ(refusal(theo.ask("/oscillator/to/bus/2/toggle")), "not_allowed");
    EXPECT_FALSE(theo.get("/oscillator/to/bus/2").whole());
    EXPECT_THAT(theo.ask("/oscillator/to/bus/2", {false}), IsEmpty());
    EXPECT_EQ(refusal(theo.ask("/channel/1/fader", {0.0F})), "not_allowed");
    EXPECT_EQ(refusal(theo.ask("/bus/2/kind", {std::string_view("aux")})), "not_allowed");
}

TEST(OscillatorRows, leave_a_bus_that_becomes_a_cue) {
    const DeskProcess desk;
    TcpClient ana(desk);
    ana.ask("/oscillator/to/bus/{1,2}", {true});
    ana.ask("/bus/1/kind", {std::string_view("cue")});
    EXPECT_FALSE(ana.get("/oscillator/to/bus/1").whole());
    EXPECT_TRUE(ana.get("/oscillator/to/bus/2").whole());
    ana.send_packet(
        bundle({message("/bus/3/kind", {std::string_view("cue")}), message("/oscillator/to/bus/3", {true})}));
    EXPECT_TRUE(ana.get("/oscillator/to/bus/3").whole()) << "the engineer said so";
}

}  // namespace
}  // namespace tutti::wire
