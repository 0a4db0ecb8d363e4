// What is sent again and again: subscriptions by their time factors, lists in one blob, meters of real sound.
#include <gmock/gmock.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <set>

#include "tests/wire/stem.hpp"
#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::string_literals;
using namespace std::string_view_literals;

std::uint32_t little_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, 4);  // as this machine is
    return word;
}
float float_at(const Reply& reply, std::size_t word) {
    return std::bit_cast<float>(little_endian(reply.text(), 4 + 4 * word));
}
std::int16_t short_at(const Reply& reply, std::size_t at) {
    return static_cast<std::int16_t>(little_endian(reply.text() + "\0\0"s, 4 + 2 * at) & 0xffff);
}

// Input 1 plays a sine of -6 dBFS, whose peak is half of full scale.
struct Again : testing::Test {
    wire::Folder folder;
    std::unique_ptr<Desk32> desk;
    std::unique_ptr<Client32> ana;

    Again() {
        const auto stem = folder.write("stem.wav", wire::wav_of(wire::sine(-6.0206)));
        desk = std::make_unique<Desk32>(
            wire::Wish{.device = "inputs = 4\noutputs = 2\nstems = [\"" + stem.string() + "\"]\n",
                       .desk = "channels = 40\nbuses = 16\n",
                       .own_clock = true});
        ana = std::make_unique<Client32>(*desk);
    }
    Reply next(const std::string& address) { return ana->until(address).back(); }
    // Once it has been heard whole.
    Reply frame(const std::string& address, std::size_t word, float wanted) {
        return ana
            ->until(
                [&](const Reply& r) { return r.address == address && std::abs(float_at(r, word) - wanted) < 2e-3F; })
            .back();
    }
};

TEST_F(Again, meters_have_their_numbers_of_values) {
    constexpr int words[] = {70, 96, 49, 22, 82, 27, 4, 16, 6, 32, 32, 5, 4, 48, 80, 50, 48};
    for (int id = 0; id < 17; ++id) {
        const std::string address = "/meters/" + std::to_string(id);
        ana->send("/meters", {std::string_view(address)});
        const Reply reply = next(address);
        ASSERT_EQ(reply.tags, "b");
        EXPECT_EQ(little_endian(reply.text(), 0), static_cast<unsigned>(words[id])) << id;
        EXPECT_EQ(reply.text().size(), 4 + 4 * static_cast<std::size_t>(words[id])) << id;
        ana->send("/unsubscribe", {std::string_view(address)});
    }
    ana->send("/meters", {"/meters/6"sv, 0});
    EXPECT_EQ(next("/meters/6").bytes.size(), 40U);
}

TEST_F(Again, meters_are_the_desks_own) {
    ana->send("/meters", {"/meters/1"sv});
    Reply reply = frame("/meters/1", 0, 0.5F);
    EXPECT_EQ(float_at(reply, 1), 0);   // nothing is plugged in there
    EXPECT_EQ(float_at(reply, 32), 1);  // the gate does nothing
    EXPECT_EQ(float_at(reply, 64), 1);
    ana->send("/ch/01/mix/fader", {0.5F});  // -10 dB
    ana->send("/main/st/mix/fader", {0.75F});
    ana->send("/meters", {"/meters/6"sv, 0, 1});
    reply = frame("/meters/6", 3, 0.5F * std::pow(10.0F, -0.5F));
    EXPECT_NEAR(float_at(reply, 0), 0.5F, 2e-3);
    ana->send("/meters", {"/meters/0"sv});
    frame("/meters/0", 0, 0.5F);
    // An effect in an insert has levels of its own, and no return that would sound.
    wire::TcpClient ben(*desk);
    ben.ask("/fx/2/type", {"graphic"sv});
    ben.ask("/channel/1/insert/source", {"fx:2"sv});
    ana->send("/meters", {"/meters/9"sv});
    reply = frame("/meters/9", 6, 0.5F);
    for (std::size_t word = 4; word < 8; ++word) EXPECT_NEAR(float_at(reply, word), 0.5F, 2e-3) << word;
    EXPECT_EQ(float_at(frame("/meters/0", 0, 0.5F), 42), 0);
    ana->send("/meters", {"/meters/15"sv});
    ana->until([](const Reply& r) {  // 1 kHz is loudest in the bands around 57
        if (r.address != "/meters/15") return false;
        int loudest = 0;
        for (int band = 1; band < 100; ++band)
            if (short_at(r, static_cast<std::size_t>(band)) > short_at(r, static_cast<std::size_t>(loudest)))
                loudest = band;
        return loudest >= 54 && loudest <= 59 && short_at(r, static_cast<std::size_t>(loudest)) > -60 * 256;
    });
}

// As if every send were behind the fader, with the sound that the channel gives on.
TEST_F(Again, meters_of_sends_are_the_selected_channels) {
    ana->send("/-stat/selidx", {0});
    ana->send("/ch/01/mix/fader", {0.5F});       // -10 dB
    ana->send("/ch/01/mix/03/level", {0.375F});  // -20 dB
    ana->send("/ch/01/mix/04/level", {0.75F});
    ana->send("/ch/01/mix/04/on", {0});
    ana->send("/meters", {"/meters/7"sv});
    const Reply reply = frame("/meters/7", 2, 0.5F * std::pow(10.0F, -1.5F));
    for (std::size_t bus = 0; bus < 16; ++bus) {
        EXPECT_EQ(float_at(reply, bus) > 0, bus == 2) << bus;
    }
    ana->send("/-stat/selidx", {1});  // nothing is plugged in there
    ana->until([](const Reply& r) { return r.address == "/meters/7" && float_at(r, 2) == 0; });
}

TEST_F(Again, each_asker_has_its_own_meters_for_ten_seconds) {
    Client32 ben(*desk);
    ana->send("/meters", {"/meters/6"sv, 0});
    ben.send("/meters", {"/meters/6"sv, 1});
    EXPECT_EQ(float_at(ben.until("/meters/6").back(), 0), 0);
    frame("/meters/6", 0, 0.5F);
    ben.send("/batchsubscribe", {"/mine"sv, "/meters/6"sv, 0, 0, 2});
    ben.until([](const Reply& r) { return r.address == "/mine" && std::abs(float_at(r, 0) - 0.5F) < 2e-3F; });
    ana->send("/meters", {"/meters/6"sv, 0});
    ben.send("/renew", {"/mine"sv});
    ana->all(), ben.all();
    desk->forward(7);
    EXPECT_EQ(next("/meters/6").tags, "b");
    ben.send("/renew");
    ben.all();
    desk->forward(3.1);
    ana->all(), ben.all();  // what was on its way by then
    for (int frames = 0; frames < 3; ++frames) ben.until("/mine");
    EXPECT_THAT(ana->all(), IsEmpty());
    ben.send("/unsubscribe", {"mine"sv});
    ben.send("/unsubscribe", {"/meters/6"sv});
    ben.all();
    ana->send("/meters", {"/meters/6"sv, 0});
    for (int frames = 0; frames < 3; ++frames) next("/meters/6");
    EXPECT_THAT(ben.all(), IsEmpty());
}

// 50 ms times the factor, counted in the frames of the fastest one.
TEST_F(Again, parameters_come_at_their_time_factors) {
    ana->send("/ch/02/mix/fader", {0.75F});
    ana->send("/subscribe", {"/ch/01/mix/fader"sv, 1});
    ana->send("/subscribe", {"/ch/03/mix/fader"sv, 100});  // is 1
    ana->send("/subscribe", {"/ch/02/mix/fader"sv, 5});
    ana->until("/ch/02/mix/fader");  // from here on all three come
    const Replies heard =
        ana->until([slow = 0](const Reply& r) mutable { return r.address == "/ch/02/mix/fader" && ++slow == 4; });
    EXPECT_NEAR(of(heard, "/ch/02/mix/fader")[0].number(), 0.75F, 1e-3);
    EXPECT_NEAR(static_cast<double>(of(heard, "/ch/01/mix/fader").size()), 20, 2);
    EXPECT_NEAR(static_cast<double>(of(heard, "/ch/03/mix/fader").size()), 20, 2);
    ana->send("/unsubscribe", {"/ch/01/mix/fader"sv});
    ana->send("/unsubscribe", {"/ch/03/mix/fader"sv});
    ana->all();
    EXPECT_THAT(of(ana->until("/ch/02/mix/fader"), "/ch/01/mix/fader"), IsEmpty());
}

TEST_F(Again, lists_come_in_one_blob_of_little_endian_words) {
    ana->send("/ch/05/mix/fader", {1.0F});
    ana->send("/ch/06/config/name", {"Snare"sv});
    ana->send("/formatsubscribe", {"/faders"sv, "/ch/**/mix/fader"sv, "/ch/**/mix/on"sv, 4, 6, 1});
    Reply reply = next("/faders");
    ASSERT_EQ(reply.tags, "b");
    ASSERT_EQ(reply.text().size(), 4U + 4 * 6);
    EXPECT_EQ(little_endian(reply.text(), 0), 28U);
    EXPECT_EQ(float_at(reply, 0), 0);
    EXPECT_EQ(float_at(reply, 1), 1);
    EXPECT_EQ(little_endian(reply.text(), 4 + 4 * 3), 1U);  // not muted
    ana->send("/formatsubscribe", {"/names"sv, "/ch/**/config/name"sv, "/dca/*/on"sv, 6, 7, 1});
    reply = next("/names");
    ASSERT_EQ(reply.text().size(), 4U + 2 * 32 + 2 * 4);
    EXPECT_EQ(reply.text().substr(4, 6), "Snare\0"sv);
    EXPECT_EQ(little_endian(reply.text(), 4 + 64), 1U);
}

TEST_F(Again, nobody_gets_more_than_so_many) {
    for (int i = 0; i < 300; ++i) {
        const std::string alias = "/mine" + std::to_string(i);
        ana->send("/formatsubscribe", {std::string_view(alias), "/ch/**/mix/on"sv, 1, 32, 99});
        ana->send("/formatsubscribe", {std::string_view(alias), "/headamp/***/gain"sv, 0, 999, 1});  // too long
    }
    std::set<std::string> names;
    desk->forward(3);
    ana->until([&](const Reply& r) { return names.insert(r.address), names.size() >= 64; });
    EXPECT_EQ(names.size(), 64U);
    EXPECT_EQ(ana->ask("/ch/01/mix/on").whole(), 1);
}

}  // namespace
}  // namespace tutti::x32
