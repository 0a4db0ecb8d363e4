#pragma once
// The desk at work: clients come in, their packets are carried out, and once per loop turn everybody is told, changed
// strips are resolved and a frame is posted to the engine. Owns the console; runs on the one state thread only.
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "engine/mix/engine.hpp"
#include "server/json_dialect.hpp"
#include "server/osc_dialect.hpp"
#include "server/readings.hpp"
#include "server/session/session_keeper.hpp"

namespace tutti {

struct DeskSettings {
    std::string name;
    Role local_role = Role::engineer, lan_role = Role::viewer;
    PresetPlaces presets;
};

class Desk final : public Reception, public HttpDesk {
public:
    Desk(boost::asio::io_context& io, const Sizes& sizes, Revision first_revision, DeskSettings settings);

    Console& console() { return console_; }
    // Once the carriers are open: what HOST_INFO tells.
    void set_ports(int osc, int ws);
    // The session file is kept in step from now on; the keeper must outlive all turns of the loop.
    void set_keeper(SessionKeeper& keeper);
    // Start values (configuration): one apply. Returns the refusal of the first that cannot be.
    std::optional<Refusal> set_initially(std::span<const std::pair<std::string, Argument>> values);

    // The engine that frames go to from now on; it must outlive the desk or the next call. nullptr: none.
    void attach(Engine* engine);
    void set_engine_facts(EngineFacts facts) { engine_facts_ = std::move(facts); }
    std::size_t client_count() const { return clients_.size(); }

    ClientId arrived(Link& link, Origin origin) override;
    void received(ClientId client, std::span<const std::byte> packet, bool text) override;
    void drained(ClientId client) override;
    void left(ClientId client) override;
    HttpAnswer answer(const HttpQuestion& question) override;
    bool reading_needs_login() const override;

private:
    using Timer = boost::asio::steady_timer;

    Role role_of_origin(const Origin& origin) const { return origin.local ? settings_.local_role : settings_.lan_role; }
    HttpAnswer put(const HttpQuestion& question);
    Copies::Hooks hooks_of_copies();
    void wake();  // a turn's end is due
    void end_turn();
    void post_frame(Time now);
    void tick();
    void check_client(Client& client, Time now, bool second);
    void drop(Client& client, std::string_view why);
    void let_go(Time now);
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
    Readings readings_;
    Presets presets_;
    Copies copies_;
    Operations operations_;
    OscDialect osc_;
    JsonDialect json_;
    Clients clients_;
    ClientId next_client_ = 1;
    int osc_port_ = 0, ws_port_ = 0;

    SessionKeeper* keeper_ = nullptr;
    Engine* engine_ = nullptr;
    EngineFacts engine_facts_;
    Time posted_{}, meters_due_{};
    bool waking_ = false, meters_asked_ = false, fading_ = false, frame_waits_ = false;
    int ticks_ = 0;
    Timer tick_timer_, frame_timer_, fade_timer_, meter_timer_;
};

}  // namespace tutti
