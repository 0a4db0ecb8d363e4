#pragma once
// Eight players on every carrier, over a bad network, who set the same addresses at the same time, lose their
// connections and come back; and the picture that their sets allow. Used by model_test.cpp.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <fstream>
#include <iomanip>
#include <sstream>

#include "tests/wire/model.hpp"
#include "tests/wire/proxy.hpp"

namespace tutti::wire {

inline constexpr char kGrowing[] = "/channel/8/eq/band/4/frequency";
inline constexpr char kFaded[] = "/channel/5/fader", kTouched[] = "/channel/6/fader", kMixed[] = "/channel/7/fader";

// What rules, hands and timed moves decide: who sets it cannot foretell it, but all must show the same.
inline bool is_free(const std::string& address) {
    return address == kFaded || address == kTouched || address == kMixed || address.starts_with("/bus/4/") ||
           address.find("/send/4/") != std::string::npos || address.find("/solo/") != std::string::npos;
}
inline bool is_busy(const std::string& address) {
    return address.starts_with("/session/engine/") || address == "/session/revision";
}

inline void collect_readings(const boost::json::value& node, std::set<std::string>& into) {
    const auto& members = node.as_object();
    if (const auto* access = members.if_contains("ACCESS"); access && access->to_number<int>() == 1)
        into.insert(std::string(members.at("FULL_PATH").as_string()));
    if (const auto* contents = members.if_contains("CONTENTS"))
        for (const auto& [name, child] : contents->as_object()) collect_readings(child, into);
}

// Datagrams that the kernel threw away at this port, for want of room.
inline long thrown_away(std::uint16_t port) {
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
        for (const By by : {By::udp, By::udp, By::length, By::length, By::slip, By::ws, By::ws, By::ws}) {
            const std::uint16_t port = by == By::ws ? desk.http_port() : desk.osc_port();
            const bool direct = by == By::udp || players_.size() == 3 || players_.size() == 6;
            proxies_.push_back(direct ? nullptr : std::make_unique<Proxy>(port, random_()));
            players_.push_back(std::make_unique<Follower>(by, direct ? port : proxies_.back()->port()));
            (players_.size() - 1 == kGrower ? players_.back()->watched : players_.back()->growing) = kGrowing;
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
                    testing::IsEmpty());
        int solos = 0;
        for (const auto& [address, value] : desk) solos += address.ends_with("/solo/1") && value == Value(true) ? 1 : 0;
        EXPECT_LE(solos, 1) << "exclusive";
        for (auto& player : players_) {
            SCOPED_TRACE(std::string(name_of(player->by())) + " " + std::to_string(&player - players_.data()));
            EXPECT_THAT(player->complaints, testing::IsEmpty());
            EXPECT_THAT(player->unconfirmed(), testing::IsEmpty());
            EXPECT_FALSE(player->fell_back);
            EXPECT_THAT(differences(*player, desk, false), testing::IsEmpty()) << player->story();
            std::vector<std::string> wrong;
            for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
                 std::chrono::steady_clock::now() < end;) {
                player->listen(5);
                if ((wrong = differences(*player, dump(), true)).empty()) break;
            }
            EXPECT_THAT(wrong, testing::IsEmpty());
        }
    }

    int returns() const {
        int all = 0;
        for (const auto& player : players_) all += player->returns;
        return all;
    }

    Picture dump() {
        TcpClient fresh(desk_);
        Picture all;
        for (const Heard& heard : fresh.ask("/"))
            if (!heard.address.starts_with("/session/clients/")) all[heard.address] = heard.values.at(0);
        return all;
    }
    // What a restart brings back: all but readings, and what ends with the daemon.
    Picture lasting() {
        Picture all = dump();
        std::erase_if(all, [this](const auto& one) {
            return readings_.contains(one.first) || one.first.find("/solo/") != std::string::npos;
        });
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
        if (std::chrono::steady_clock::now() - risked_[static_cast<std::size_t>(who)] < std::chrono::milliseconds(150))
            return false;
        risked_[static_cast<std::size_t>(who)] = std::chrono::steady_clock::now();
        return true;
    }

    Move move();
    void act(int who);
    void act_on_many(int who);
    void act_freely(int who);
    void risk(int who);

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
    std::vector<std::chrono::steady_clock::time_point> risked_;
    std::set<std::string> readings_;
    Model model_;
    int rounds_ = 0, grown_ = 0;
};

}  // namespace tutti::wire
