// Many clients at once, on every carrier, over a bad network: they set the same addresses at the same time, lose their
// connections and come back. In the end everybody shows the same desk, and it is one that their sets allow.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/wire/model.hpp"
#include "tests/wire/proxy.hpp"

namespace tutti::wire {
namespace {

using testing::Each;
using testing::IsEmpty;
using Clock = std::chrono::steady_clock;

constexpr char kGrowing[] = "/channel/8/eq/band/4/frequency";
constexpr char kFaded[] = "/channel/5/fader", kTouched[] = "/channel/6/fader", kMixed[] = "/channel/7/fader";

// What rules, hands and timed moves decide: who sets it cannot foretell it, but all must show the same.
bool is_free(const std::string& address) {
    return address == kFaded || address == kTouched || address == kMixed || address.starts_with("/bus/4/") ||
           address.find("/send/4/") != std::string::npos || address.find("/solo/") != std::string::npos;
}
bool is_busy(const std::string& address) {
    return address.starts_with("/session/engine/") || address == "/session/revision";
}

void collect_readings(const boost::json::value& node, std::set<std::string>& into) {
    const auto& members = node.as_object();
    if (const auto* access = members.if_contains("ACCESS"); access && access->to_number<int>() == 1)
        into.insert(std::string(members.at("FULL_PATH").as_string()));
    if (const auto* contents = members.if_contains("CONTENTS"))
        for (const auto& [name, child] : contents->as_object()) collect_readings(child, into);
}

// Datagrams that the kernel threw away at this port, for want of room.
long thrown_away(std::uint16_t port) {
    std::ifstream table("/proc/net/udp");
    std::ostringstream wanted;
    wanted << std::uppercase << std::hex << std::setw(4) << std::setfill('0') << port;
    long lost = 0;
    for (std::string line; std::getline(table, line);) {
        std::istringstream words(line);
        std::string number, local;
        words >> number >> local;
        if (local.ends_with(":" + wanted.str()))
            lost += std::stol(line.substr(line.find_last_of(' ', line.find_last_not_of(' '))));
    }
    return lost;
}

struct Move {
    std::string address;
    Value sent, shown, stored;
};

class Band {
public:
    Band(const DeskProcess& desk, std::uint32_t seed) : desk_(desk), random_(seed) {
        for (const By by : {By::udp, By::udp, By::length, By::length, By::slip, By::ws, By::ws}) {
            const std::uint16_t port = by == By::ws ? desk.http_port() : desk.osc_port();
            const bool direct = by == By::udp || players_.size() == 3 || players_.size() == 6;
            proxies_.push_back(direct ? nullptr : std::make_unique<Proxy>(port, random_()));
            players_.push_back(std::make_unique<Follower>(by, direct ? port : proxies_.back()->port()));
            if (players_.size() - 1 != kGrower) players_.back()->growing = kGrowing;
            risked_.emplace_back();
        }
        players_[kLossy]->lose(10);
        TcpClient asking(desk);
        asking.ask("/monitor/1/exclusive", {true});
        collect_readings(boost::json::parse(whole(http(desk, "GET /"))), readings_);
        for (auto& player : players_) player->settle();
        model_.begin(dump());
    }

    void play(int turns) {
        for (int turn = 0; turn < turns; ++turn) {
            const int who = static_cast<int>(pick(players_.size()));
            act(who);
            if (pick(5) == 0) player(who).ask_sync();
            if (pick(120) == 0 && proxies_[who]) proxies_[who]->cut();
            if (turn == turns / 3) proxies_[kGrower]->cut();
            for (int i = 0; i < static_cast<int>(players_.size()); ++i)
                if (player(i).listen(i == who && pick(8) == 0 ? 2 : 0)) doubt(i);
        }
    }

    void compare_all() {
        for (auto& player : players_) player->send(message(std::string(kTouched) + "/touch", {false}));
        settle();
        for (const char* moving : {kFaded, kMixed, kTouched})
            player(kGrower).set(moving, -50.0F + static_cast<float>(++rounds_));
        settle();
        settle();
        player(kLossy).refresh();
        if (thrown_away(desk_.osc_port()) + thrown_away(player(0).own_port()) > 0) player(0).refresh();
        const Picture desk = dump();
        EXPECT_THAT(model_.compare(desk, [this](const std::string& a) { return is_free(a) || readings_.contains(a); }),
                    IsEmpty());
        int solos = 0;
        for (const auto& [address, value] : desk) solos += address.ends_with("/solo/1") && value == Value(true) ? 1 : 0;
        EXPECT_LE(solos, 1) << "exclusive";
        for (auto& player : players_) {
            SCOPED_TRACE(std::string(name_of(player->by())) + " " + std::to_string(&player - players_.data()));
            EXPECT_THAT(player->complaints, IsEmpty());
            EXPECT_THAT(player->unconfirmed(), IsEmpty());
            EXPECT_FALSE(player->fell_back);
            EXPECT_THAT(differences(*player, desk, false), IsEmpty());
            std::vector<std::string> wrong;
            for (const auto end = Clock::now() + std::chrono::seconds(20); Clock::now() < end;) {
                player->listen(5);
                if ((wrong = differences(*player, dump(), true)).empty()) break;
            }
            EXPECT_THAT(wrong, IsEmpty());
        }
    }

    int returns() const {
        int all = 0;
        for (const auto& player : players_) all += player->returns;
        return all;
    }

private:
    static constexpr int kLossy = 1, kGrower = 2;

    Follower& player(int who) { return *players_[static_cast<std::size_t>(who)]; }
    std::size_t pick(std::size_t from) { return random_() % from; }
    std::string number(std::size_t from) { return std::to_string(1 + pick(from)); }
    bool chance() { return pick(2) == 0; }

    void doubt(int who) {
        for (const std::string& address : player(who).left_open) doubt(who, address);
    }
    void doubt(int who, const std::string& address) {
        model_.doubt(who, address);
        if (address.find("/send/") != std::string::npos && address.ends_with("/pan"))
            model_.doubt(who, address + "_follow");
    }
    void settle() {
        for (int i = 0; i < static_cast<int>(players_.size()); ++i) {
            const int returns = player(i).returns;
            player(i).settle();
            if (player(i).returns != returns) doubt(i);
        }
    }

    void expect(int who, const std::string& address, const Value& stored) {
        model_.set(who, address, stored);
        if (address.find("/send/") != std::string::npos && address.ends_with("/pan"))
            model_.set(who, address + "_follow", false);
        if (player(who).by() == By::udp) doubt(who, address);
    }
    // Whether it may be refused now: at most 20 errors a second are told.
    bool dare(int who) {
        if (Clock::now() - risked_[static_cast<std::size_t>(who)] < std::chrono::milliseconds(150)) return false;
        risked_[static_cast<std::size_t>(who)] = Clock::now();
        return true;
    }

    Move move();
    void act(int who);
    void act_on_many(int who);
    void act_freely(int who);
    void risk(int who);

    Picture dump() {
        TcpClient fresh(desk_);
        Picture all;
        for (const Heard& heard : fresh.ask("/")) all[heard.address] = heard.values.at(0);
        return all;
    }
    std::vector<std::string> differences(const Follower& player, const Picture& desk, bool readings) const {
        std::vector<std::string> wrong;
        for (const auto& [address, value] : desk) {
            if (is_busy(address) || readings_.contains(address) != readings) continue;
            const auto shown = player.picture().find(address);
            if (shown == player.picture().end())
                wrong.push_back(address + " is not shown");
            else if (shown->second != value)
                wrong.push_back(address + " is " + text_of(value) + " but shown as " + text_of(shown->second));
        }
        if (player.picture().size() != desk.size()) wrong.push_back("other addresses are shown than there are");
        return wrong;
    }

    const DeskProcess& desk_;
    std::mt19937 random_;
    std::vector<std::unique_ptr<Proxy>> proxies_;
    std::vector<std::unique_ptr<Follower>> players_;
    std::vector<Clock::time_point> risked_;
    std::set<std::string> readings_;
    Model model_;
    int rounds_ = 0, grown_ = 0;
};

Move Band::move() {
    const auto plain = [](std::string address, const Value& value) {
        return Move{std::move(address), value, value, value};
    };
    const float level = -60.0F + 0.5F * static_cast<float>(pick(140));
    const bool on = chance();
    switch (pick(10)) {
        case 0: return plain("/channel/" + number(3) + "/fader", level);
        case 1:
            return {"/channel/1/send/" + number(2) + "/level", static_cast<std::int32_t>(level), std::trunc(level),
                    std::trunc(level)};
        case 2: return {"/bus/" + number(2) + "/fader", 50.0F, 50.0F, 10.0F};
        case 3: return plain("/bus/" + number(2) + "/fader", level);
        case 4: return plain("/channel/" + number(2) + "/mute", on);
        case 5: return {"/channel/" + number(2) + "/mute", std::int32_t{on}, on, on};
        case 6: return plain("/channel/" + number(3) + "/name", "n" + number(1000));
        case 7:
            return {"/channel/2/eq/band/" + number(2) + "/type", std::int32_t{on}, on ? "low_shelf" : "bell",
                    on ? "low_shelf" : "bell"};
        case 8: return {"/channel/" + number(2) + "/hpf/slope", on ? 13 : 20, on ? 13 : 20, on ? 12 : 18};
        default: return plain("/channel/2/send/1/pan", level / 64);
    }
}

void Band::act(int who) {
    switch (pick(8)) {
        case 0: return act_on_many(who);
        case 1: return act_freely(who);
        case 2: return risk(who);
        case 3:
            if (who == kGrower) {
                const float next = 20.0F + static_cast<float>(++grown_);
                player(who).set(kGrowing, next);
                return expect(who, kGrowing, next);
            }
            if (proxies_[static_cast<std::size_t>(who)] || player(who).by() == By::udp)
                return;  // a lost one would not be missed
            if (chance()) {
                const std::string strip = "/channel/" + number(2) + "/input/trim";
                const float delta =
                    model_.number(strip) > 6 || (chance() && model_.number(strip) > -6) ? -0.25F : 0.25F;
                model_.by(strip, delta);
                return player(who).send(message(strip + "/by", {delta}));
            }
            model_.toggle("/channel/1/input/invert");
            return player(who).send(message("/channel/1/input/invert/toggle"));
        default: break;
    }
    const Move one = move();
    player(who).set(one.address, one.sent, one.shown);
    expect(who, one.address, one.stored);
}

void Band::act_on_many(int who) {
    if (chance()) {  // a bundle
        std::vector<Move> moves(2 + pick(3));
        std::vector<std::string> messages;
        for (Move& one : moves) {
            one = move();
            player(who).show(one.address, one.shown);
            messages.push_back(message(one.address, {argument_of(one.sent)}));
        }
        player(who).send(bundle(messages));
        for (const Move& one : moves) expect(who, one.address, one.stored);
        return;
    }
    const float level = static_cast<float>(pick(10));
    const struct {
        const char* pattern;
        std::vector<std::string> addresses;
    } patterns[] = {
        {"/channel/[1-3]/fader", {"/channel/1/fader", "/channel/2/fader", "/channel/3/fader"}},
        {"/bus/{1,2}/fader", {"/bus/1/fader", "/bus/2/fader"}},
        {"/channel/1/se*/[!34]/level", {"/channel/1/send/1/level", "/channel/1/send/2/level"}},
        {"/?us/2/fad{er,der}", {"/bus/2/fader"}},
    };
    const auto& chosen = patterns[pick(std::size(patterns))];
    for (const std::string& address : chosen.addresses) player(who).show(address, level);
    player(who).send(message(chosen.pattern, {level}));
    for (const std::string& address : chosen.addresses) expect(who, address, level);
}

void Band::act_freely(int who) {
    Follower& me = player(who);
    const float level = -40.0F + static_cast<float>(pick(50));
    const bool on = chance();
    static const std::string kinds[] = {"group", "fx", "aux", "cue"};
    switch (pick(9)) {
        case 0: return me.send(message(std::string(kMixed) + "/turn", {on ? 0.02F : -0.03F}));
        case 1: return me.set(kMixed, level);
        case 2: return me.send(message(std::string(on ? kTouched : kFaded) + "/fade", {level, 0.3F}));
        case 3: return me.send(message(std::string(kFaded) + "/reset"));
        case 4: return dare(who) ? me.send(message(std::string(kTouched) + "/touch", {on})) : void();
        case 5: return me.set(kTouched, level);
        case 6: return me.set("/bus/4/kind", kinds[pick(4)]);
        case 7: return me.set("/channel/" + number(3) + "/send/4/level", level);
        default: return me.set("/channel/" + number(4) + "/solo/1", on);
    }
}

// What is refused, and taken back.
void Band::risk(int who) {
    if (!dare(who)) return;
    const std::string route = "/channel/4/input/source";
    if (chance()) return player(who).send(message("/no/such/address", {1.0F}));
    if (player(who).unconfirmed(route)) return;
    if (player(who).by() != By::udp) player(who).set(route, std::string("input:999"));
}

struct Models : testing::TestWithParam<std::uint32_t> {};

TEST_P(Models, agree_with_the_desk_and_all_its_clients) {
    const char* wish = std::getenv("TUTTI_SEED");
    const auto seed = wish ? static_cast<std::uint32_t>(std::strtoul(wish, nullptr, 10)) : GetParam();
    SCOPED_TRACE("TUTTI_SEED=" + std::to_string(seed));
    std::printf("seed %u\n", seed);
    DeskProcess desk;
    Band band(desk, seed);
    for (int round = 0; round < 4 && !HasFailure(); ++round) {
        band.play(500);
        band.compare_all();
    }
    EXPECT_GT(band.returns(), 0) << "no connection was cut";
}

INSTANTIATE_TEST_SUITE_P(Seeds, Models, testing::Values(1, 2, 3, 4), testing::PrintToStringParamName());

}  // namespace
}  // namespace tutti::wire
