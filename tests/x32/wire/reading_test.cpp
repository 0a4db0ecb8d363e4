// A program that reads all of the desk when it starts, as tablets' mixers do: every leaf is answered, none hangs it.
#include <gmock/gmock.h>

#include <set>

#include "server/x32/tree.hpp"
#include "tests/x32/wire/x32_client.hpp"

namespace tutti::x32 {
namespace {

using namespace std::string_view_literals;

struct Reading : testing::Test {
    Desk32 desk{{.desk = "channels = 12\nbuses = 6\nmatrices = 2\ndcas = 4\n"}};
    Client32 ana{desk};
};

TEST_F(Reading, every_leaf_is_answered_with_its_type) {
    std::set<std::string> missing;
    std::size_t asked = 0;
    const auto hear = [&](std::size_t most) {
        while (missing.size() > most) {
            const Reply reply = ana.until([](const Reply&) { return true; }).back();
            if (reply.address.empty()) break;
            const Leaf* leaf = Tree::find(reply.address);
            EXPECT_TRUE(leaf && reply.tags.size() == 1) << reply.address;
            if (leaf) {
                EXPECT_EQ(reply.tags[0], type_tag(leaf->grid())) << reply.address;
            }
            missing.erase(reply.address);
        }
    };
    for (const Leaf& leaf : Tree::leaves()) {
        ana.send(leaf.address);
        missing.insert(leaf.address);
        ++asked;
        hear(63);
    }
    hear(0);
    EXPECT_TRUE(missing.empty()) << missing.size() << " of " << asked << ", first " << *missing.begin();
    EXPECT_GT(asked, 5000U);
}

TEST_F(Reading, every_line_of_text_is_answered) {
    std::size_t waiting = 0;
    const auto hear = [&](std::size_t most) {
        for (; waiting > most; --waiting)
            if (ana.until("node").back().address != "node") return;
    };
    for (const Node& node : Addresses::all().nodes()) {
        if (node.leaves.empty()) continue;
        ana.send("/node", {std::string_view(node.path).substr(1)});
        ++waiting;
        hear(63);
    }
    hear(0);
    EXPECT_EQ(waiting, 0U);
}

// Whatever is sent as often as it can be sent: others are answered meanwhile.
TEST_F(Reading, a_flood_starves_nobody) {
    Client32 flood = ana.other();
    const std::string text = "ch/01/eq/1 " + std::string(400, ' ') + "PEQ 100 3 2";
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 200; ++i) {
            flood.send("/", {std::string_view(text)});
            flood.send("/node", {"ch/01/mix"sv});
            flood.send("/showdump");
        }
        EXPECT_EQ(ana.ask("/xinfo").text(2), "X32");
    }
}

}  // namespace
}  // namespace tutti::x32
