// Every leaf of that desk over the wire: who follows holds what stands, and so does who sets, whatever is set. Walks
// the table itself.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "server/x32/tree.hpp"
#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using testing::IsEmpty;
using namespace std::string_view_literals;

// What one client believes of the desk.
struct Mirror {
    explicit Mirror(const Desk32& desk) : client(desk) {}

    Client32 client;
    std::map<std::string, Word> leaves;
    std::size_t heard = 0;

    void take(const Reply& reply) {
        if (reply.words.size() != 1 || !Tree::find(reply.address)) return;
        leaves[reply.address] = reply.words[0];
        ++heard;
    }
    // All that has come; whether anything has, within the time in which a desk repeats what may have crossed.
    bool listen() {
        bool any = false;
        client.send("/xremote");
        for (std::string bytes; client.socket().read(bytes, any ? 0 : 1200); bytes.clear())
            take(decoded(bytes)), any = true;
        return any;
    }
    // Everything that stands, asked for leaf by leaf.
    static std::map<std::string, Word> read(const Desk32& desk) {
        Mirror reader(desk);
        std::size_t asked = 0;
        for (const Leaf& leaf : Tree::leaves()) {
            reader.client.send(leaf.address);
            if (++asked - reader.heard >= 64)
                reader.take(reader.client.until([](const Reply&) { return true; }).back());
        }
        while (reader.heard < asked) reader.take(reader.client.until([](const Reply&) { return true; }).back());
        return reader.leaves;
    }
};

Setting another(const Leaf& leaf, const Word& stands, std::mt19937& random) {
    if (leaf.grid().kind == Kind::text) return {0, "T" + std::to_string(leaf.number % 1000)};
    const auto now = std::visit(
        [&](const auto& word) {
            using W = std::decay_t<decltype(word)>;
            if constexpr (std::is_same_v<W, std::string>)
                return std::optional<Setting>();
            else
                return from_wire(leaf.grid(), Argument(word));
        },
        stands);
    const int steps = last_step(leaf.grid()) + 1;
    const int on = steps < 2 ? 0 : 1 + static_cast<int>(random() % static_cast<unsigned>(steps - 1));
    return {(now.value_or(Setting{}).step + on) % std::max(steps, 1), {}};
}

bool has_state(const Leaf& leaf) {
    return !leaf.address.starts_with("/-action/");
}

void expect_same(const std::map<std::string, Word>& believed, const std::map<std::string, Word>& stands,
                 const char* who) {
    std::vector<std::string> wrong;
    for (const auto& [address, word] : stands)
        if (believed.at(address) != word) wrong.push_back(address);
    EXPECT_THAT(wrong, IsEmpty()) << who;
}

TEST(Mirrors, of_who_sets_and_who_follows_hold_what_stands) {
    Desk32 desk({.device = "inputs = 32\noutputs = 24\n", .desk = "channels = 40\nbuses = 16\nfx = 8\n"});
    Mirror ana(desk), ben(desk);
    ana.leaves = ben.leaves = Mirror::read(desk);
    ana.client.send("/xremote"), ben.client.send("/xremote");
    ana.client.all(), ben.client.all();
    std::mt19937 random(7);
    std::vector<const Leaf*> order;
    for (const Leaf& leaf : Tree::leaves())
        if (has_state(leaf)) order.push_back(&leaf);
    std::shuffle(order.begin(), order.end(), random);
    std::size_t sent = 0;
    for (const Leaf* leaf : order) {
        const Setting wanted = another(*leaf, ana.leaves.at(leaf->address), random);
        const Argument value = on_wire(leaf->grid(), wanted);
        ana.client.send(leaf->address, {value});
        if (const auto* text = std::get_if<std::string_view>(&value))
            ana.leaves[leaf->address] = std::string(*text);
        else if (const auto* f = std::get_if<float>(&value))
            ana.leaves[leaf->address] = *f;
        else
            ana.leaves[leaf->address] = std::get<std::int32_t>(value);
        if (++sent % 64 != 0) continue;
        for (const Reply& reply : ana.client.all()) ana.take(reply);
        for (const Reply& reply : ben.client.all()) ben.take(reply);
        ana.client.send("/xremote"), ben.client.send("/xremote");  // who says nothing for ten seconds is told nothing
    }
    EXPECT_GT(sent, 5000U);
    while (ana.listen() | ben.listen()) {
    }
    const auto stands = Mirror::read(desk);
    expect_same(ben.leaves, stands, "who follows");
    expect_same(ana.leaves, stands, "who sets");
    EXPECT_GT(ben.heard, sent / 2);
}

// Whatever comes, the port goes on; random bytes, and messages with some of their bytes changed.
TEST(Mirrors, of_nobody_are_what_strangers_send) {
    Desk32 desk({.desk = "channels = 8\nbuses = 4\n"});
    Client32 stranger(desk), ana(desk);
    std::mt19937 random(11);
    std::vector<std::string> seeds{wire::message("/ch/01/mix/fader", {0.5F}),
                                   wire::message("/node", {"ch/01/eq/1"sv}),
                                   wire::message("/", {"ch/01/eq/1 PEQ 1k02 +3 2.0"sv}),
                                   wire::message("/formatsubscribe", {"/a"sv, "/ch/**/mix/on"sv, 1, 32, 2}),
                                   wire::message("/batchsubscribe", {"/b"sv, "/meters/5"sv, 1, 3, 1}),
                                   wire::message("/subscribe", {"/ch/01/mix/fader"sv, 1}),
                                   wire::message("/save", {"scene"sv, 3, "One"sv, ""sv}),
                                   wire::message("/copy", {"scene"sv, 3, 4}),
                                   wire::message("/-show/showfile/scene/003/name", {"x"sv}),
                                   wire::message("/-stat/selidx", {70}),
                                   wire::message("/-action/goscene", {3})};
    [[maybe_unused]] const long before = desk.resident_kb();
    for (int round = 0; round < 6000; ++round) {
        std::string bytes = seeds[random() % seeds.size()];
        for (int change = static_cast<int>(random() % 4); change > 0; --change)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (random() % 8 == 0) bytes.resize(random() % (bytes.size() + 1));
        stranger.raw(bytes);
        if (round % 100 == 0) ana.ask("/xinfo");
    }
    EXPECT_EQ(ana.ask("/xinfo").text(2), "X32");
    EXPECT_TRUE(desk.alive());
#ifndef TUTTI_SANITIZED  // the sanitizer keeps what has been freed
    EXPECT_LT(desk.resident_kb() - before, 64 * 1024);
#endif
}

}  // namespace
}  // namespace tutti::x32
