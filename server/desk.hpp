#pragma once
// The desk at work: clients come in, their packets are carried out, and once per loop turn everybody is told, changed
// strips are resolved and a frame is posted to the engine. Owns the console; runs on the one state thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "engine/mix/engine.hpp"
#include "server/copies.hpp"
#include "server/cues/cues.hpp"
#include "server/json_dialect.hpp"
#include "server/osc_dialect.hpp"
#include "server/people/people_actions.hpp"
#include "server/readings.hpp"
#include "server/scenes/scenes.hpp"
#include "server/session/session_keeper.hpp"
#include "server/shedding.hpp"

namespace tutti {

struct DeskSettings {
    std::string name;
    Logins::Settings roles;
    std::vector<UserConfig> users;  // of the configuration
    PresetPlaces presets;
};

class Desk final : public Reception, public HttpDesk {
public:
    Desk(boost::asio::io_context& io, const Sizes& sizes, Revision first_revision, DeskSettings settings);

    Console& console() { return console_; }
    // Once the carriers are open: what HOST_INFO tells.
    void set_ports(int osc, int ws) { osc_port_ = osc, ws_port_ = ws; }
    // The session file is kept in step from now on, and what else it holds is taken; the keeper must outlive all turns
    // of the loop.
    void set_keeper(SessionKeeper& keeper, std::span<const Record> records);
    // Called at the end of each turn of the loop, when something may have changed; it must outlive all of them.
    void each_turn(std::function<void()> follow) { followers_.push_back(std::move(follow)); }
    // A room with actions of its own; it must outlive all turns of the loop.
    void add(Actions& room) { operations_.add(room); }
    Actions& people() { return people_; }
    Door& door() { return door_; }
    Operations& operations() { return operations_; }
    Meters& meters() { return meters_; }
    Measurements& measurements() { return measurements_; }
    Callers callers();
    // Start values (configuration): one apply. Returns the refusal of the first that cannot be.
    std::optional<Refusal> set_initially(std::span<const std::pair<std::string, Argument>> values);

    // The engine that frames go to from now on; it must outlive the desk or the next call. nullptr: none.
    void attach(Engine* engine);
    void set_engine_facts(EngineFacts facts) { engine_facts_ = std::move(facts); }
    const Clients& clients() const { return clients_; }
    std::size_t client_count() const { return clients_.size(); }

    ClientId arrived(Link& link, Origin origin) override { return arrived_by(link, std::move(origin), {}); }
    // By a window that is a person's (X32): a client with the rights of this user, or none where there is none.
    ClientId arrived_by(Link& link, Origin origin, const std::string& user);
    // What one packet asks for, in whatever dialect.
    void carry_out(ClientId client, const std::function<void(Client&, Time)>& packet);
    void received(ClientId client, std::span<const std::byte> packet, bool text) override;
    void drained(ClientId client) override;
    void left(ClientId client) override;
    HttpAnswer answer(const HttpQuestion& question) override;
    bool reading_needs_login() const override;

private:
    using Timer = boost::asio::steady_timer;

    HttpAnswer put(const HttpQuestion& question);
    void wake();  // a turn's end is due
    void end_turn();
    void post_frame(Time now);
    void tick();
    void check_client(Client& client, Time now, bool second);
    void drop(Client& client, std::string_view why);
    void follow_people(Time now);
    void let_go(Time now);
    // Something is heard to move although nobody sets it.
    bool moves() const { return !door_.fades().empty() || console_.rises(); }
    void watch_fades();
    void advance_fades();
    void watch_meters();
    void collect_meters(Time deadline);

    boost::asio::io_context& io_;
    DeskSettings settings_;
    Console console_;
    Door door_;
    Notices notices_;
    Measurements measurements_;
    Meters meters_;
    std::unordered_map<ClientId, std::string> names_;  // whose hand it is
    Clients clients_;
    Logins logins_;
    PeopleActions people_;
    Readings readings_;
    Presets presets_;
    Copies copies_;
    Scenes scenes_;
    Cues cues_;
    Operations operations_;
    OscDialect osc_;
    JsonDialect json_;
    ClientId next_client_ = 1;
    int osc_port_ = 0, ws_port_ = 0;

    SessionKeeper* keeper_ = nullptr;
    std::vector<std::function<void()>> followers_;
    Engine* engine_ = nullptr;
    EngineFacts engine_facts_;
    Shedding shedding_;
    Time posted_{}, meters_due_{}, faded_{};
    bool waking_ = false, meters_asked_ = false, fading_ = false, frame_waits_ = false;
    int ticks_ = 0;
    Timer tick_timer_, frame_timer_, fade_timer_, meter_timer_;
};

}  // namespace tutti
