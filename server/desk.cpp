#include "server/desk.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>

#include "engine/console/resolve.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kTick = 100ms;
constexpr auto kFrameEach = 1ms;
constexpr auto kFadeEach = 5ms;
constexpr auto kMeterLook = 500us;      // how often a question to the engine is looked after
constexpr auto kMeterPatience = 200ms;  // then the frame goes out as it is
constexpr auto kLease = 60s;            // of a datagram source's subscriptions
constexpr auto kRefresh = 10s;
constexpr auto kStuck = 5s;

}  // namespace

Desk::Desk(boost::asio::io_context& io, const Sizes& sizes, Revision first_revision, DeskSettings settings)
    : io_(io),
      settings_(std::move(settings)),
      console_(sizes, first_revision),
      door_(console_),
      notices_(console_, door_.hands()),
      meters_(console_, measurements_),
      logins_(io, console_, door_.hands(), clients_, names_, settings_.roles, callers()),
      people_(console_, logins_, callers(), [this](Client& client, std::string_view why) { drop(client, why); }),
      readings_(console_, door_.hands(), names_),
      presets_(console_, settings_.presets),
      copies_(console_, door_, presets_, callers()),
      scenes_(console_, door_, callers()),
      cues_(console_, door_, callers()),
      operations_(console_, door_, meters_, measurements_, readings_, logins_),
      osc_(operations_),
      json_(operations_),
      tick_timer_(io),
      frame_timer_(io),
      fade_timer_(io),
      meter_timer_(io) {
    operations_.add(copies_);
    operations_.add(scenes_);
    operations_.add(cues_);
    operations_.add(people_);
    people_.set_deleted([this](int user) { cues_.forget(user); });
    readings_.set_before_answer([this] {
        logins_.list().settle();
        if (keeper_) keeper_->settle();
        scenes_.settle();
    });
    const Change name{console_.layout().slot("name"_session), {0, settings_.name}};
    door_.apply(std::span(&name, 1));
    tick();
}

std::optional<Refusal> Desk::set_initially(std::span<const std::pair<std::string, Argument>> values) {
    Client desk;
    desk.role = Role::engineer;
    desk.rights = all_rights();
    Door::Visit visit(door_, desk, Clock::now());
    for (const auto& [address, value] : values)
        if (auto refusal = visit.set(address, std::span(&value, 1))) {
            visit.discard();
            refusal->reason = address + ": " + refusal->reason;
            return refusal;
        }
    visit.finish();
    wake();
    return std::nullopt;
}

void Desk::set_keeper(SessionKeeper& keeper, std::span<const Record> records) {
    keeper_ = &keeper;
    presets_.open(keeper, records);
    scenes_.open(keeper, records);
    cues_.open(keeper, records);
    logins_.people().set_store(
        [&keeper](std::vector<Record> kept, People::Kept done) { keeper.store(std::move(kept), std::move(done)); });
    logins_.people().restore(records);
    logins_.enrolments().restore(records);
    people_.seed(settings_.users);
}

void Desk::attach(Engine* engine) {
    engine_ = engine;
    operations_.loops().attach(engine);
    meters_asked_ = false;
    measurements_.attach(engine);
    if (engine_) post_frame(Clock::now());
}

ClientId Desk::arrived_by(Link& link, Origin origin, const std::string& user) {
    while (next_client_ == 0 || clients_.contains(next_client_)) ++next_client_;
    auto client = std::make_unique<Client>();
    client->id = next_client_++;
    client->link = &link;
    client->origin = std::move(origin);
    client->told = console_.revision();
    client->told_tick = console_.tick();
    client->past_told.fill(client->told);
    client->last_packet = Clock::now();
    client->next_refresh = client->last_packet + kRefresh;
    const ClientId id = client->id;
    logins_.arrived(*clients_.emplace(id, std::move(client)).first->second, user);
    return id;
}

void Desk::received(ClientId id, std::span<const std::byte> packet, bool text) {
    carry_out(id, [&](Client& client, Time now) {
        if (!text) return osc_.receive(client, packet, now);
        json_.receive(client, std::string_view(reinterpret_cast<const char*>(packet.data()), packet.size()), now);
    });
}

void Desk::carry_out(ClientId id, const std::function<void(Client&, Time)>& packet) {
    const auto found = clients_.find(id);
    if (found == clients_.end() || found->second->closing) return;
    Client& client = *found->second;
    const Time now = Clock::now();
    client.last_packet = now;
    packet(client, now);
    follow_people(now);
    if (client.link->queued() > Client::kMostQueued) drop(client, "its outbox is over its cap");
    const bool full = client.link->queued() > Client::kHighWater || client.jobs.size() > Client::kMaxJobs / 2;
    if (full && !client.paused) client.link->pause(client.paused = true);
    if (meters_.any() && (!meters_asked_ || meters_.next_due() < meters_due_)) watch_meters();
    wake();
}

void Desk::drained(ClientId id) {
    if (clients_.contains(id)) wake();
}

void Desk::left(ClientId id) {
    door_.left(id);
    meters_.forget(id, Clock::now());
    if (const auto found = clients_.find(id); found != clients_.end()) {
        logins_.left(*found->second);
        notices_.left(*found->second);
    }
    clients_.erase(id);
    names_.erase(id);
    let_go(Clock::now());
    wake();
}

void Desk::drop(Client& client, std::string_view why) {
    if (client.closing) return;
    spdlog::warn("{} {}: dropped, {}", client.origin.protocol, client.origin.address, why);
    client.closing = true;
    boost::asio::post(io_, [this, id = client.id, why = std::string(why)] {
        const auto found = clients_.find(id);
        if (found != clients_.end()) found->second->link->close(why);
    });
}

Callers Desk::callers() {
    const auto find = [this](ClientId id) {
        const auto found = clients_.find(id);
        return found == clients_.end() ? nullptr : found->second.get();
    };
    return {find, [this] { wake(); }};
}

void Desk::wake() {
    if (std::exchange(waking_, true)) return;
    boost::asio::post(io_, [this] {
        waking_ = false;
        end_turn();
    });
}

void Desk::end_turn() {
    const Time now = Clock::now();
    follow_people(now);
    cues_.follow();
    readings_.follow(now);
    scenes_.follow(now);
    if (moves() && !fading_) {
        faded_ = now;
        watch_fades();
    }
    console_.tell_again(notices_.let_go(clients_));
    const bool more = notices_.flush(clients_);
    for (auto& [id, client] : clients_)
        if (client->paused && client->link->queued() < Client::kHighWater / 4 &&
            client->jobs.size() < Client::kMaxJobs / 4)
            client->link->pause(client->paused = false);
    post_frame(now);
    for (const auto& follow : followers_) follow();
    if (keeper_) keeper_->follow();
    if (more) wake();
}

// At most one frame a millisecond: the rest waits for the timer.
void Desk::post_frame(Time now) {
    if (!engine_) return;
    if (now - posted_ < kFrameEach) {
        if (std::exchange(frame_waits_, true)) return;
        frame_timer_.expires_at(posted_ + kFrameEach);
        frame_timer_.async_wait([this](const boost::system::error_code& error) {
            frame_waits_ = false;
            if (!error) post_frame(Clock::now());
        });
        return;
    }
    if (catch_up(console_, engine_->mixes().back()) > 0) {
        engine_->mixes().publish();
        posted_ = now;
    }
}

void Desk::tick() {
    const Time now = Clock::now();
    const bool shed = shedding_.follow(console_.on("shed"_session), engine_facts_.load, now);
    console_.publish(console_.layout().slot("engine/shed"_session), {shed ? 1.0F : 0.0F});
    readings_.tick(now, engine_facts_);
    logins_.list().tick(ticks_ % 40 == 0);
    for (const auto& [slot, id] : door_.hands().expire(now)) {
        const auto found = clients_.find(id);
        if (found != clients_.end()) found->second->owe(slot, now);
    }
    operations_.loops().tick(clients_, engine_facts_.block, now);
    let_go(now);
    const bool second = ++ticks_ % 10 == 0;
    for (auto& [id, client] : clients_) check_client(*client, now, second);
    if (second) measurements_.tick(now);
    wake();
    tick_timer_.expires_after(kTick);
    tick_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) tick();
    });
}

void Desk::check_client(Client& client, Time now, bool second) {
    std::rotate(client.past_told.rbegin(), client.past_told.rbegin() + 1, client.past_told.rend());
    client.past_told.front() = client.told;
    const std::size_t queued = client.link->queued();
    if (queued < Client::kHighWater || queued < client.stuck_at) {
        client.stuck_at = queued;
        client.stuck_since = now;
    } else if (client.stuck_at == 0) {
        client.stuck_at = queued;
        client.stuck_since = now;
    } else if (now - client.stuck_since > kStuck) {
        drop(client, "it does not read");
    }
    if (client.errors.tells(now)) {
        const auto sum = [](int left_out) { return std::to_string(left_out) + " errors were left out"; };
        if (client.errors.left_out > 0) {
            const std::string reason = sum(client.errors.left_out);
            std::string out;
            osc::append_message(out, "/error", {std::string_view{}, code_name(Code::busy), std::string_view(reason)});
            client.link->send(std::make_shared<const std::string>(std::move(out)), false);
        }
        if (const int left_out = client.errors.left_out_texts; left_out > 0)
            client.link->send(std::make_shared<const std::string>(json::reply_error({}, {Code::busy, sum(left_out)})),
                              true);
        client.errors.left_out = client.errors.left_out_texts = 0;
    }
    if (second) std::erase_if(client.gave, [now](const auto& given) { return now - given.second > Client::kCrossing; });
    if (!client.origin.datagram) return;
    if (now - client.last_packet > kLease) {
        client.subscriptions.clear();
        client.jobs.clear();
        meters_.forget(client.id, now);
        door_.hands().release_all(client.id);
    } else if (now >= client.next_refresh) {
        client.refreshed = now;
        client.next_refresh = now + kRefresh;
        for (const auto& s : client.subscriptions)
            if (client.jobs.size() < Client::kMaxJobs)
                client.jobs.emplace_back(Walk{.selection = s.selection, .port = s.port, .unasked = true});
    }
}

// Rights are others at once, and what nobody may hold any longer ends.
void Desk::follow_people(Time now) {
    if (logins_.follow()) let_go(now);
}

// What lasts only as long as its client closes with it.
void Desk::let_go(Time now) {
    const std::vector<Change> closed = door_.dead_man().due(clients_, now);
    if (!closed.empty()) door_.apply(closed);
}

void Desk::watch_fades() {
    fading_ = true;
    fade_timer_.expires_after(kFadeEach);
    fade_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) advance_fades();
    });
}

void Desk::advance_fades() {
    const Time now = Clock::now();
    std::vector<Fades::Due> due;
    door_.fades().advance(console_, now, due);
    console_.rise(std::chrono::duration<double>(now - std::exchange(faded_, now)).count());
    if (!due.empty()) {
        for (const Fades::Due& one : due)
            if (const auto found = clients_.find(one.whose); found != clients_.end())
                found->second->owed.push_back(one.change.slot);
        door_.apply(due);
        wake();
    }
    post_frame(Clock::now());
    if (!moves())
        fading_ = false;
    else
        watch_fades();
}

void Desk::watch_meters() {
    meters_asked_ = meters_.any();
    if (!meters_asked_) return;
    meters_due_ = meters_.next_due();
    meter_timer_.expires_at(meters_due_);
    meter_timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        meters_due_ = {};  // nobody is sooner than an open question
        if (engine_) engine_->meters().ask();
        collect_meters(Clock::now() + kMeterPatience);
    });
}

// The audio thread answers at the end of its block; nobody wakes us for it.
void Desk::collect_meters(Time deadline) {
    const MeterFrame* frame = engine_ ? engine_->meters().answer() : nullptr;
    const Time now = Clock::now();
    if (!frame && engine_ && now < deadline) {
        meter_timer_.expires_after(kMeterLook);
        meter_timer_.async_wait([this, deadline](const boost::system::error_code& error) {
            if (!error) collect_meters(deadline);
        });
        return;
    }
    if (frame) meters_.merge(*frame);
    meters_.send_due(clients_, now);
    watch_meters();
}

}  // namespace tutti
