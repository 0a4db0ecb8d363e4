// Coming back: what a client that was away is told, over every carrier and in JSON, and when it is told everything.
#include <gmock/gmock.h>
#include <poll.h>

#include "tests/wire/follower.hpp"

namespace tutti::wire {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using namespace std::string_view_literals;

struct Resume : testing::TestWithParam<By> {
    DeskProcess desk;
    TcpClient ben{desk};

    std::unique_ptr<Client> anew() const {
        return connect(GetParam(), GetParam() == By::ws ? desk.http_port() : desk.osc_port());
    }
    std::int64_t revision() { return ben.sync(), ben.revision_of_sync; }

    // All of them in one turn of the desk's, where the carrier has no bounds between packets.
    static void send_in_one_turn(Client& ana, const std::vector<std::string>& packets) {
        std::string framed;
        for (const std::string& packet : packets)
            GetParam() == By::slip ? osc::append_slip(framed, packet) : osc::append_length_prefixed(framed, packet);
        if (GetParam() == By::length || GetParam() == By::slip)
            ana.socket().write(framed);
        else
            for (const std::string& packet : packets) ana.send_packet(packet);
    }

    // What ana hears who comes back with this revision, and whether it is complete.
    struct Told {
        bool complete = false;
        std::int64_t revision = 0;
        HeardList values;
    };
    static Told resume(Client& ana, std::int64_t from, std::string_view pattern = "/channel/*/[!mi]*") {
        Told told;
        ana.send("/resume", {from});
        const Heard answer = ana.until("/resumed").back();
        EXPECT_THAT(answer.values, SizeIs(2));
        told.revision = answer.whole(0);
        told.complete = answer.whole(1) != 0;
        told.values = ana.ask("/subscribe", {pattern});
        return told;
    }
    static std::vector<std::string> words(const HeardList& heard) {
        std::vector<std::string> all;
        for (const Heard& one : heard)
            all.push_back(one.address + " " + (one.values.empty() ? "nothing" : text_of(one.values[0])));
        return all;
    }
};

TEST_P(Resume, brings_what_changed_and_nothing_else) {
    auto ana = anew();
    const std::size_t all = ana->ask("/subscribe", {"/channel/*/[!mi]*"sv}).size();
    ASSERT_GT(all, 100U);
    ana->ask("/channel/1/fader", {-1.0F});
    const std::int64_t known = ana->revision_of_sync;
    ana = nullptr;
    ben.ask("/channel/1/fader", {-2.0F});
    ben.ask("/channel/1/fader", {-3.0F});
    ben.ask("/channel/2/name", {"Snare"sv});
    ben.ask("/channel/3/hpf/on", {true});
    ben.ask("/channel/3/hpf/on", {false});  // as it was: told all the same
    ben.ask("/bus/1/fader", {-5.0F});       // not of this pattern
    ana = anew();
    const Told told = resume(*ana, known);
    EXPECT_FALSE(told.complete);
    EXPECT_EQ(told.revision, revision());
    EXPECT_THAT(words(told.values),
                UnorderedElementsAre("/channel/1/fader -3.000000", "/channel/2/name \"Snare\"", "/channel/3/hpf/on F"));
    ben.ask("/channel/4/fader", {-4.0F});
    EXPECT_THAT(words(ana->sync()), testing::ElementsAre("/channel/4/fader -4.000000"));
}

TEST_P(Resume, counts_for_the_first_subscription_of_each_pattern) {
    const std::int64_t known = revision();
    ben.ask("/channel/1/fader", {-2.0F});
    ben.ask("/bus/1/fader", {-5.0F});
    auto ana = anew();
    EXPECT_THAT(resume(*ana, known).values, SizeIs(1));
    EXPECT_THAT(ana->ask("/subscribe", {"/bus/*/fader"sv}), SizeIs(1));
    EXPECT_THAT(ana->ask("/subscribe", {"/bus/*/fader"sv}), SizeIs(4)) << "the second time all of them";
    EXPECT_THAT(ana->ask("/refresh", {"/channel/*/fader"sv}), SizeIs(8));
    EXPECT_THAT(ana->ask("/subscribe", {"/channel/*/pan"sv}), IsEmpty()) << "nothing changed there";
}

TEST_P(Resume, tells_the_same_client_again_what_it_may_have_lost) {
    const std::int64_t known = revision();
    auto ana = anew();
    ana->ask("/channel/1/fader", {-7.0F});  // the answer to nothing: it may not know that this came through
    EXPECT_THAT(words(resume(*ana, known).values), testing::ElementsAre("/channel/1/fader -7.000000"));
    EXPECT_THAT(resume(*ana, revision()).values, IsEmpty());
    EXPECT_THAT(resume(*ana, known).values, SizeIs(1)) << "each resume begins anew";
}

TEST_P(Resume, with_a_revision_that_the_desk_does_not_know_brings_everything) {
    auto ana = anew();
    const std::size_t all = ana->ask("/refresh", {"/channel/*/[!mi]*"sv}).size();
    const std::int64_t now = revision();
    for (const std::int64_t unknown : {std::int64_t{0}, std::int64_t{-5}, now - (std::int64_t{1} << 30), now + 1,
                                       now + 1000, std::int64_t{1} << 53, std::numeric_limits<std::int64_t>::max()}) {
        auto eve = anew();
        const Told told = resume(*eve, unknown);
        EXPECT_TRUE(told.complete) << unknown;
        EXPECT_EQ(told.revision, now) << unknown;
        EXPECT_THAT(told.values, SizeIs(all)) << unknown;
    }
}

TEST_P(Resume, after_the_daemon_was_started_anew_brings_everything) {
    const std::int64_t known = revision();
    desk.end();
    DeskProcess next;
    auto ana = connect(GetParam(), GetParam() == By::ws ? next.http_port() : next.osc_port());
    const Told told = resume(*ana, known, "/channel/*/fader"sv);
    EXPECT_TRUE(told.complete);
    EXPECT_GT(told.revision, known) << "never used twice";
    EXPECT_THAT(told.values, SizeIs(8));
}

TEST_P(Resume, takes_a_revision) {
    auto ana = anew();
    for (const HeardList& heard :
         {ana->ask("/resume"), ana->ask("/resume", {"yesterday"sv}), ana->ask("/resume", {1.5F})}) {
        ASSERT_THAT(heard, SizeIs(1));
        EXPECT_EQ(heard[0].address, "/error");
        EXPECT_EQ(heard[0].text(1), "bad_type");
    }
}

// The values of a subscription tell of sets that were made after it was asked for, or after the resume; and what they
// tell may cross the next set.
TEST_P(Resume, a_set_that_meets_what_is_told_of_the_last_one_comes_back) {
    if (GetParam() == By::udp) return;  // there a set may overtake the question
    const std::string subscribe = message("/subscribe", {"/channel/*/fader"sv});
    for (const char* way : {"a set right behind", "a set right behind, coming back", "a set ahead, coming back"})
        for (int time = 0; time < 5; ++time) {
            const bool ahead = std::string_view(way).starts_with("a set ahead");
            if (!ahead && GetParam() == By::ws) continue;  // its frames come one by one
            SCOPED_TRACE(way);
            const float first = static_cast<float>(-10 - time), last = static_cast<float>(-50 - time);
            auto ana = anew();
            if (std::string_view(way).ends_with("back")) {
                ana->send("/resume", {revision()});
                ana->until("/resumed");
            }
            if (ahead) {
                ana->ask("/channel/1/fader", {first});
                ana->send_packet(subscribe);
            } else {
                send_in_one_turn(*ana, {subscribe, message("/channel/1/fader", {first})});
            }
            pollfd poll{ana->socket().fd(), POLLIN, 0};
            EXPECT_EQ(::poll(&poll, 1, 20000), 1);  // it is there, but ana has not looked yet
            ana->send("/channel/1/fader", {last});
            float shown = last;
            for (const Heard& heard : of(ana->sync(), "/channel/1/fader")) shown = heard.number();
            EXPECT_EQ(shown, last);
            EXPECT_EQ(ben.get("/channel/1/fader").number(), last);
        }
}

// Under a hand others' relative moves are not told before it lets go; a link may go first.
TEST_P(Resume, brings_what_a_hand_kept_from_being_told) {
    auto ana = anew();
    ana->ask("/subscribe", {"/channel/*/fader"sv});
    ana->ask("/channel/1/fader", {-10.0F});
    ana->ask("/channel/1/fader/touch", {true});
    ben.ask("/channel/1/fader/by", {-5.0F});
    EXPECT_THAT(ana->sync(), IsEmpty());
    const std::int64_t known = ana->revision_of_sync;
    const std::vector<std::string> fader = {"/channel/1/fader -15.000000"};
    auto again = anew();  // before the desk has noticed that the old one is gone
    EXPECT_EQ(words(resume(*again, known).values), fader);
    if (GetParam() == By::udp) return;
    ana = nullptr;
    ben.ask("/subscribe", {"/session/hands"sv});
    if (ben.get("/session/hands").text() != "{}")
        ben.until([](const Heard& h) { return h.address == "/session/hands" && h.text() == "{}"; });
    EXPECT_EQ(words(resume(*anew(), known).values), fader);
}

// The client does not know whether the set that it sent after the sync came through: it may resume from that sync's
// revision and has to hear of it.
TEST_P(Resume, from_a_sync_covers_the_sets_that_were_sent_before_it_alone) {
    auto ana = anew();
    ana->sync();
    const std::int64_t before = ana->revision_of_sync;
    for (int i = 0; i < 20; ++i) {
        const auto fader = static_cast<float>(-i - 1);
        send_in_one_turn(*ana, {message("/sync", {i}), message("/channel/1/fader", {fader})});
        EXPECT_EQ(ana->until("/synced").back().whole(1), before + i);
    }
}

INSTANTIATE_TEST_SUITE_P(Over, Resume, testing::Values(By::udp, By::length, By::slip, By::ws),
                         [](const auto& by) { return std::string(name_of(by.param)); });

struct ResumeInJson : testing::Test {
    DeskProcess desk;
    TcpClient ben{desk};
    WsClient ana{desk};
};

TEST_F(ResumeInJson, brings_what_changed_and_nothing_else) {
    ben.sync();
    const std::string known = std::to_string(ben.revision_of_sync), next = std::to_string(ben.revision_of_sync + 1);
    ben.ask("/channel/2/name", {"Snare"sv});
    EXPECT_EQ(ana.command(R"({"COMMAND": "RESUME", "DATA": )" + known + R"(, "ID": 1})"),
              R"({"ID": 1, "OK": true, "REVISION": )" + next + R"(, "COMPLETE": false})");
    EXPECT_EQ(ana.command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/channel/*/name", "JSON": true, "ID": 2})"),
              R"({"ID": 2, "OK": true})");
    EXPECT_EQ(ana.next_text(), R"({"CHANGES": {"/channel/2/name": "Snare"}, "REVISION": )" + next + "}");
    EXPECT_EQ(ana.command(R"({"COMMAND": "SYNC", "ID": 3})"), R"({"ID": 3, "OK": true, "REVISION": )" + next + "}");
}

TEST_F(ResumeInJson, says_when_all_must_be_sent) {
    const std::string answer = ana.command(R"({"COMMAND": "RESUME", "DATA": 5, "ID": "a"})");
    EXPECT_THAT(answer, testing::HasSubstr(R"("COMPLETE": true)"));
    ana.command(R"({"COMMAND": "SUBSCRIBE", "DATA": "/channel/*/name", "JSON": true, "ID": 2})");
    EXPECT_THAT(ana.next_text(), testing::HasSubstr("/channel/8/name"));
}

}  // namespace
}  // namespace tutti::wire
