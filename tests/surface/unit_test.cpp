// A unit on a cable of the test's own, under its clock: it comes, is driven, reports the way of its motors, and nobody
// takes that for a hand.
#include "clients/surface/unit.hpp"

#include "tests/surface/hands.hpp"
#include "tests/surface/simulated_unit.hpp"

namespace tutti::surface {
namespace {

// The unit and its cable in one: what it says waits there until it is heard.
class WiredUnit : public SimulatedUnit, public Port {
public:
    bool is_here() const override { return plugged_; }
    std::vector<std::uint8_t> heard() override { return std::exchange(said_, {}); }
    void send(const std::string& messages) override {
        if (plugged_) take({reinterpret_cast<const std::uint8_t*>(messages.data()), messages.size()});
    }
    bool is_cable() const override { return true; }
    std::string name() const override { return "wire"; }
    void plug(bool in = true) {
        plugged_ = in;
        said_.clear();
        if (in) forget();
    }

private:
    void put(const std::string& bytes) override { said_.insert(said_.end(), bytes.begin(), bytes.end()); }
    bool plugged_ = false;
    std::vector<std::uint8_t> said_;
};

class SurfaceUnit : public ::testing::TestWithParam<bool> {
protected:
    SurfaceUnit() {
        profile.touch = GetParam();
        hands.emplace(one_unit(profile));
        unit.emplace(profile, wire, 5);
    }
    void turn(double ms = 0) {
        hands->now += ms / 1000;
        const auto hear = [this](const Event& event) { hands->surface.event(0, event, hands->now); };
        if (unit->listen(hear)) hands->surface.unplugged(0, hands->now);
        hands->turn();
        unit->show(hands->surface.face(0), hands->surface.again(0), nullptr, hands->now, true);
    }
    void wait(double ms) {
        for (double passed = 0; passed < ms; passed += 5) turn(5);
    }

    Profile profile;
    std::optional<Hands> hands;
    WiredUnit wire;
    std::optional<Unit> unit;
};

TEST_P(SurfaceUnit, that_comes_and_reports_the_way_of_its_motors_writes_nothing) {
    for (int n = 1; n <= 8; ++n) hands->told("/channel/" + std::to_string(n) + "/fader", 0.0F);
    wait(3000);  // long since, the surface has decided where motors are to stand
    for (int round = 0; round < 2; ++round) {
        wire.plug();
        turn();
        EXPECT_EQ(wire.told(0), 12288);
        hands->asked();
        for (int position = 0; position <= 12288; position += 1024)
            for (int n = 0; n < 8; ++n) {
                wire.move(n, position);
                turn(4);
            }
        EXPECT_EQ(hands->asked(), "");
        // It calls itself ready somewhat later, and is driven again.
        wait(3000);
        wire.say(hex("F0 00 00 66 14 01 31 32 33 34 35 36 37 01 02 03 04 F7"));
        turn();
        wire.move(3, 100);
        turn(4);
        wire.move(3, 12000);
        turn(4);
        EXPECT_EQ(hands->asked(), "");
        wait(1000);
        wire.move(3, 8192);
        turn(4);
        EXPECT_EQ(hands->asked(), "/channel/4/fader/touch on; /channel/4/fader -10") << "a hand, at last";
        hands->told("/channel/4/fader", 0.0F);
        wire.plug(false);
        turn();
        wait(1000);
    }
}

TEST_P(SurfaceUnit, is_left_dark_when_the_program_ends) {
    wire.plug();
    turn();
    ASSERT_EQ(wire.display(0, 0), "Ch1");
    ASSERT_EQ(wire.lamp(key_number("pan")), 0x7F);
    const int motor_bytes = wire.motor_bytes();
    unit->darken();
    for (int strip = 0; strip < 8; ++strip)
        for (const int row : {0, 1}) EXPECT_EQ(wire.display(strip, row), "") << strip;
    for (int key = 0; key <= kLastNamed; ++key) EXPECT_LE(wire.lamp(key), 0) << key;
    EXPECT_EQ(wire.motor_bytes(), motor_bytes) << "motors stay";
}

INSTANTIATE_TEST_SUITE_P(Touch, SurfaceUnit, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "felt" : "not_felt"; });

}  // namespace
}  // namespace tutti::surface
