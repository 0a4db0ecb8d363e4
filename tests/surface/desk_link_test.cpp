// Between a surface and a real desk: what the desk refuses is asked for once, and all that is subscribed is known.
#include "clients/surface/desk_link.hpp"

#include <chrono>
#include <functional>

#include "clients/surface/clock.hpp"
#include "clients/surface/mcu/keys.hpp"
#include "tests/surface/surface_process.hpp"
#include "tests/wire/clients.hpp"

#include <gmock/gmock.h>

namespace tutti::surface {
namespace {

SurfacePlan plan_with(const KeyWords& keys) {
    SurfacePlan plan{.units = {Profile{}}};
    plan.keys = keys;
    return plan;
}

// Each key of so many units turns another switch over.
SurfacePlan plan_of_many_keys(int units) {
    SurfacePlan plan;
    for (int n = 0; n < units; ++n) {
        Profile& unit = plan.units.emplace_back();
        for (int key = kFirstNamed; key <= kLastNamed; ++key) {
            const int number = n * (kLastNamed - kFirstNamed + 1) + key - kFirstNamed;
            const std::string strip = "/channel/" + std::to_string(number / 8 + 1);
            unit.keys[key] = {"toggle " + strip + "/dca/" + std::to_string(number % 8 + 1), {}};
        }
    }
    return plan;
}

// A surface without wires, linked to a desk as the program does it.
struct Linked {
    Linked(const wire::DeskProcess& daemon, SurfacePlan plan)
        : surface(std::move(plan)),
          desk("127.0.0.1:" + std::to_string(daemon.osc_port()), {},
               {.silence = std::chrono::seconds(10), .give_up = std::chrono::seconds(15)}),
          link(desk, surface, controllers) {
        desk.on_message = [this](const remote::Message& message) {
            if (message.address == "/error") errors.push_back(remote::subject_of(message));
            if (message.arguments.size() == 1 && !message.address.starts_with("/meters/")) ++heard[message.address];
        };
    }
    void turn() {
        const double now = clock_now();
        link.set_clock(now);
        desk.run_for(std::chrono::milliseconds(1));
        surface.turn(now);
        link.pass(now);
        desk.turn();
    }
    bool until(const std::function<bool()>& holds) {
        return eventually([&] { return turn(), holds(); });
    }
    // So many questions are answered one after the other, and what the desk says meanwhile is heard.
    void round_trips(int count) {
        for (int i = 0; i < count; ++i) {
            bool answered = false;
            ASSERT_TRUE(desk.ask({{"/session/revision"}}, [&](const remote::Answers&) { answered = true; }));
            ASSERT_TRUE(until([&] { return answered; }));
        }
    }
    void press(const char* key) {
        for (const int down : {1, 0}) surface.event(0, {Event::Kind::key, key_number(key), down}, clock_now());
        turn();
    }

    Surface surface;
    std::deque<Controller> controllers = {};
    remote::Desk desk;
    DeskLink link;
    std::vector<std::string> errors = {};
    std::map<std::string, int> heard = {};
};

TEST(SurfaceDeskLink, a_key_for_what_this_desk_has_not_is_refused_and_that_is_all) {
    wire::DeskProcess daemon({.desk = "channels = 8\nbuses = 2\n"});
    Linked linked(daemon, plan_with({{key_number("f1"), "toggle /mutegroup/20/on"},
                                     {key_number("f2"), "set /channel/99/fader -10"}}));
    ASSERT_TRUE(linked.until([&] { return linked.desk.joined(); }));
    linked.round_trips(3);
    linked.errors.clear();
    for (const char* key : {"f1", "f2"}) {
        linked.press(key);
        ASSERT_TRUE(linked.until([&] { return !linked.errors.empty(); }));
        linked.round_trips(50);
        EXPECT_LE(linked.errors.size(), 2U) << linked.errors[0] << ": the set, and at most one question";
        linked.errors.clear();
    }
    for (int i = 0; i < 3; ++i) linked.press("bank_right");
    EXPECT_EQ(linked.surface.face(0).scribbles[0].top[3], '1') << "channels 1 to 8 are all there are";
}

TEST(SurfaceDeskLink, what_the_desk_does_not_subscribe_is_said_once) {
    wire::DeskProcess daemon({.desk = "channels = 40\nbuses = 2\n"});
    ::testing::internal::CaptureStderr();
    Linked linked(daemon, plan_of_many_keys(4));
    EXPECT_TRUE(linked.until([&] { return linked.desk.joined(); }));
    linked.round_trips(5);
    const std::string said = ::testing::internal::GetCapturedStderr();
    const std::size_t first = said.find("the desk refuses /subscribe: ");
    EXPECT_NE(first, std::string::npos) << said;
    EXPECT_EQ(said.find("the desk refuses", first + 1), std::string::npos) << said;
}

TEST(SurfaceDeskLink, all_that_is_subscribed_is_in_the_table) {
    wire::DeskProcess daemon({.desk = "channels = 2\nbuses = 2\n",
                              .rest = "[[user]]\nname = \"ana\"\nrole = \"producer\"\npin = \"4821\"\n"});
    Linked linked(daemon, plan_with({}));
    ASSERT_TRUE(linked.until([&] { return linked.desk.joined(); }));
    linked.round_trips(3);
    linked.surface.event(0, {Event::Kind::key, kSelectKeys, 1}, clock_now());
    for (const char* page : {"send", "eq", "plugin", "flip"}) {
        linked.press(page);
        linked.round_trips(3);
    }
    EXPECT_GT(linked.heard.size(), 100U);
    linked.heard.erase("/session/revision");  // our own question
    for (const auto& [address, times] : linked.heard) EXPECT_TRUE(row_of(address)) << address;
    for (const char* of : {"/user/1/name", "/main/mute", "/scene/current", "/monitor/1/solo/active",
                           "/channel/1/eq/band/1/gain", "/channel/1/send/1/level", "/talkback/1/on"})
        EXPECT_TRUE(linked.surface.shows(of)) << of;
}

}  // namespace
}  // namespace tutti::surface
