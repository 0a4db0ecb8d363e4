// Every leaf of an X32's scene over UDP, and of the rest the ends of what each row counts: what one client sets,
// another is told, and both read it so afterwards. What a set must come to is said by a tree over a desk of the same
// size in this process.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "server/x32/meanings.hpp"
#include "tests/x32/seen.hpp"
#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using Outcome = Tree::Outcome;

Sizes forty() {
    Sizes sizes;
    sizes.inputs = 40, sizes.outputs = 24, sizes.channels = 40, sizes.buses = 16, sizes.fx = 8;
    return sizes;
}

struct EveryLeaf : testing::Test {
    Desk32 desk{{.device = "inputs = 40\noutputs = 24\n", .desk = "channels = 40\nbuses = 16\nfx = 8\n"}};
    Client32 ana{desk}, ben{desk};
    test::Seen model{forty()};

    // Outside of scenes the first and the last of each row: of its branch, and of what its own path counts.
    static std::vector<const Leaf*> every() {
        std::map<std::pair<const Branch*, const LeafRow*>, std::pair<int, int>> most;
        for (const Leaf& leaf : Tree::leaves()) {
            auto& [strip, item] = most[{leaf.branch, leaf.row}];
            strip = std::max<int>(strip, leaf.strip), item = std::max<int>(item, leaf.item);
        }
        std::vector<const Leaf*> out;
        for (const Leaf& leaf : Tree::leaves()) {
            const auto& [strip, item] = most[{leaf.branch, leaf.row}];
            const bool end = (leaf.strip == 0 || leaf.strip == strip) && (leaf.item == 0 || leaf.item == item);
            // Scenes and undo are what the desk has, and actions are no values.
            const bool own = leaf.address.starts_with("/-show/") || leaf.address.starts_with("/-undo/");
            if ((end || leaf.in_scene()) && !own && !leaf.row->fixed) out.push_back(&leaf);
        }
        return out;
    }

    void send(Client32& client, const Leaf& leaf, const Setting& setting) {
        client.send(leaf.address, {on_wire(leaf.grid(), setting)});
    }
    static bool shows(const Reply& reply, const Leaf& leaf, const Setting& setting) {
        if (reply.address != leaf.address || reply.words.size() != 1) return false;
        const Argument expected = on_wire(leaf.grid(), setting);
        if (const auto* f = std::get_if<float>(&expected)) return reply.tags == "f" && reply.number() == *f;
        if (const auto* i = std::get_if<std::int32_t>(&expected)) return reply.tags == "i" && reply.whole() == *i;
        return reply.tags == "s" && reply.text() == std::get<std::string_view>(expected);
    }

    // What the leaf may be set to next: steps, until one moves it.
    static std::vector<Setting> tries(const Leaf& leaf) {
        if (leaf.grid().kind == Kind::text) return {{0, "Anna"}, {0, "Ben"}};
        std::vector<Setting> out;
        const std::int32_t last = last_step(leaf.grid());
        for (const std::int32_t step : {last / 3, last, 0, 1}) out.push_back({step});
        for (std::int32_t step = 2; step < std::min(last, 64); ++step) out.push_back({step});
        return out;
    }
};

TEST_F(EveryLeaf, is_set_told_to_others_and_read) {
    std::size_t moved = 0, still = 0;
    int since_follow = 0;
    for (const Leaf* leaf : every()) {
        if (since_follow++ % 200 == 0) ben.send("/xremote");
        const Setting before = model.tree.get(*leaf);
        Outcome outcome = Outcome::nothing;
        for (const Setting& wanted : tries(*leaf)) {
            outcome = model.set(*leaf, wanted);
            if (outcome == Outcome::nothing) continue;
            send(ana, *leaf, wanted);
            break;
        }
        if (outcome == Outcome::nothing) {
            ++still;
            continue;
        }
        ++moved;
        const Setting now = model.tree.get(*leaf);
        ben.until([&](const Reply& reply) { return shows(reply, *leaf, now); });
        ana.send(leaf->address);
        ana.until([&](const Reply& reply) { return shows(reply, *leaf, now); });
        if (leaf->row->meaning == &kInsert || leaf->row->meaning == &kPair) {  // others are to have it too
            model.set(*leaf, before);
            send(ana, *leaf, before);
            ben.until([&](const Reply& reply) { return shows(reply, *leaf, before); });
        }
        ASSERT_FALSE(HasFailure()) << leaf->address;
    }
    EXPECT_GT(moved, 8500U);
    EXPECT_LT(still, 40U);
}

TEST_F(EveryLeaf, is_also_in_the_answer_of_its_node) {
    ana.send("/ch/07/config/name", {std::string_view("Organ")});
    const Reply config = ana.ask("/ch/07/config");
    EXPECT_EQ(config.tags, "siii");
    EXPECT_EQ(config.text(), "Organ");
    EXPECT_EQ(config.whole(3), 7);
    const Reply band = ana.ask("/bus/16/eq/6");
    EXPECT_EQ(band.tags, "ifff");
    EXPECT_EQ(band.number(1), ana.ask("/bus/16/eq/6/f").number());
}

// Setting a send's pan ends its following here; a message or a line that says both is taken at its word.
TEST_F(EveryLeaf, is_what_its_message_says_whatever_follows_from_the_others) {
    ana.send("/ch/05/mix/03", {1, 0.5F, 0.25F, 4, 1});
    EXPECT_EQ(ana.ask("/ch/05/mix/03/pan").number(), 0.25F);
    EXPECT_EQ(ana.ask("/ch/05/mix/03/panFollow").whole(), 1);
    ana.ask("/", {std::string_view("ch/05/mix/03 ON -10.0 +20 POST 1")});
    EXPECT_NEAR(ana.ask("/ch/05/mix/03/pan").number(), 0.6F, 1e-6);
    EXPECT_EQ(ana.ask("/ch/05/mix/03/panFollow").whole(), 1);
    ana.send("/ch/05/mix/03/pan", {0.5F});
    EXPECT_EQ(ana.ask("/ch/05/mix/03/panFollow").whole(), 0);
}

// What words of that desk are in this one's, by hand: the table does not answer for itself.
TEST_F(EveryLeaf, is_on_the_desk_what_it_is_called_there) {
    wire::TcpClient tablet(desk);
    const struct {
        std::string_view line, address;
        std::variant<double, std::string_view> is;
    } known[] = {
        {"ch/01/mix ON -10.0 OFF -100", "/channel/1/pan", -1.0},
        {"ch/01/mix OFF", "/channel/1/mute", 1.0},
        {"ch/01/mix/03 ON -20.0 +50 <-EQ", "/channel/1/send/3/tap", "pre_eq"},
        {"ch/01/mix/03/pan -30", "/channel/1/send/3/pan", -0.3},
        {"ch/01/dyn/knee 5", "/channel/1/comp/knee", 24.0},
        {"bus/02/dyn/knee 2", "/bus/2/comp/knee", 9.6},
        {"ch/01/dyn/ratio 100", "/channel/1/comp/ratio", 100.0},
        {"ch/01/dyn/mix 35", "/channel/1/comp/mix", 0.35},
        {"ch/01/dyn/det PEAK", "/channel/1/comp/detector", "peak"},
        {"ch/01/gate/mode EXP3", "/channel/1/gate/ratio", 3.0},
        {"ch/01/gate/mode DUCK", "/channel/1/gate/mode", "ducker"},
        {"ch/01/gate/filter ON 10.0 1k00", "/channel/1/gate/filter/q", 10.0},
        {"ch/01/dyn/filter ON HC12", "/channel/1/comp/filter/type", "high_cut"},
        {"ch/01/preamp +6.0 ON ON 24 100", "/channel/1/hpf/slope", 24.0},
        {"ch/01/eq/2 HShv 1k00 +3.00 0.3", "/channel/1/eq/band/2/type", "high_shelf"},
        {"ch/01/eq/2/q 10.0", "/channel/1/eq/band/2/q", 10.0},
        {"mtx/01/eq/1 LR24", "/matrix/1/eq/band/1/type", "lr24"},
        {"ch/01/delay ON 12.5", "/channel/1/input/delay/time", 12.5},
        {"ch/01/grp %00000100 %000010", "/channel/1/dca/3", 1.0},
        {"ch/02/grp %00000100 %000010", "/channel/2/mutegroup/2", 1.0},
        {"ch/01/config \"Kick\" 3 RD 5", "/channel/1/color", "#e0523f"},
        {"ch/02/config \"Kick\" 3 RD 5", "/channel/2/icon", "kick"},
        {"ch/03/config \"Kick\" 3 RD 5", "/channel/3/input/source", "input:5"},
        {"ch/01/automix Y +3.0", "/channel/1/automix/group", 2.0},
        {"config/talk/A -10.0 ON ON", "/talkback/1/mode", "latched"},
        {"config/osc -20.0 1k00 1k00 F1 PINK 4", "/oscillator/kind", "pink"},
        {"config/osc/dest 2", "/oscillator/to/bus/3", 1.0},
        {"outputs/main/03 6 PRE ON", "/output/3/tap", "pre_fader"},
        {"fx/1 DIMC", "/fx/1/type", "doubler"},
        {"fx/5 DRV", "/fx/5/type", "saturation"},
        {"fx/2 DLY", "/fx/2/type", "delay"},
        {"fx/2/source MIX3 MIX3", "/fx/2/source", "bus:3"},
        {"fx/2/par/01 80", "/fx/2/delay/mix", 0.8},
        {"fx/2/par/02 750", "/fx/2/delay/time", 750.0},
        {"fx/2/par/07 100.0", "/fx/2/delay/low_cut", 100.0},
        {"fx/2/par/10 50", "/fx/2/delay/feedback", 0.5},
        {"fx/3 CRS", "/fx/3/type", "chorus"},
        {"fx/3/par/02 50", "/fx/3/chorus/depth", 4.0},
        {"fx/3/par/09 90", "/fx/3/chorus/spread", 0.5},
    };
    for (const auto& [line, address, is] : known) {
        ana.ask("/", {line});
        const wire::Heard heard = tablet.get(std::string(address));
        if (const auto* word = std::get_if<std::string_view>(&is))
            EXPECT_EQ(heard.text(), *word) << line;
        else if (heard.values.size() == 1 && !std::holds_alternative<float>(heard.values[0]))
            EXPECT_EQ(static_cast<double>(heard.whole()), std::get<double>(is)) << line;
        else
            EXPECT_NEAR(heard.number(), std::get<double>(is), std::abs(std::get<double>(is)) * 0.005) << line;
    }
}

}  // namespace
}  // namespace tutti::x32
