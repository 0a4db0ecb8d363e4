#include "server/x32/ports.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/carriers/net.hpp"

namespace tutti::x32 {
namespace {

using namespace std::chrono_literals;
constexpr auto kTick = 50ms;
constexpr auto kPace = 1ms;
constexpr int kEachMillisecond = 96;  // datagrams to all clients together, so that the desk has time for the others
const Measurements::Strip kMain{Family::main, 0};

}  // namespace

Ports::Ports(boost::asio::io_context& io, Desk& desk, const Config& config)
    : desk_(desk),
      console_(desk.console()),
      measurements_(desk.measurements()),
      name_(config.server.name),
      show_(desk.operations()),
      told_(console_.revision()),
      told_tick_(console_.tick()),
      peaks_(console_.layout()),
      pace_(io) {
    if (config.server.x32) server_ = open(io, *config.server.x32, {}, "");
    for (const X32Config& window : config.x32) {
        if (!window.user.empty() && desk.operations().logins().people().find(window.user) == 0)
            spdlog::warn("x32 {}: there is no user {}; nobody may do anything there until there is", window.listen.port,
                         window.user);
        windows_.push_back(open(io, window.listen,
                                {.first_channel = window.first_channel, .first_bus = window.first_bus}, window.user));
    }
    if (!ports_.empty()) desk.meters().add(*this);
}

std::string Ports::open(boost::asio::io_context& io, const ListenAddress& at, Window window, const std::string& user) {
    const auto host = boost::asio::ip::make_address(at.address);
    window.name = name_;
    ports_.push_back(std::make_unique<Port>(io, desk_, show_, PortSettings{{host, at.port}, window, user}));
    const std::string address = text_of(host, ports_.back()->number());
    spdlog::info("X32 on {}", address);
    return address;
}

// What has changed since the last turn, oldest first.
void Ports::collect() {
    changes_.clear();
    const ChangeList& changes = console_.changes();
    for (const auto which : {ChangeList::Of::readings, ChangeList::Of::settings}) {
        const Revision after = which == ChangeList::Of::settings ? told_ : told_tick_;
        for (Slot s = changes.newest(which); s != kNoSlot && changes.revision(s) > after; s = changes.older(s)) {
            const Family family = console_.layout().place(s).family;
            scenes_changed_ |= family == Family::scene || family == Family::scene_list;
            changes_.push_back({s, changes.revision(s), changes.author(s)});
        }
    }
    std::reverse(changes_.begin(), changes_.end());
    told_ = console_.revision();
    told_tick_ = console_.tick();
}

void Ports::follow() {
    if (std::all_of(ports_.begin(), ports_.end(), [](const auto& port) { return port->empty(); })) {
        told_ = console_.revision();
        told_tick_ = console_.tick();
        scenes_changed_ = true;  // perhaps: nobody has looked
        return;
    }
    collect();
    const Time now = Clock::now();
    if (std::exchange(scenes_changed_, false))
        for (const auto& port : ports_) port->follow_show();
    for (const auto& port : ports_) port->follow(changes_, now);
    if (!pacing_) pump(now);
}

// A burst overruns wireless links: so much a millisecond, each port and each client in turn.
void Ports::pump(Time now) {
    if (now - filled_ >= kPace) {
        filled_ = now;
        budget_ = kEachMillisecond;
    }
    bool more = false;
    const std::size_t first = turn_++;
    for (std::size_t i = 0; i < ports_.size(); ++i) more |= ports_[(first + i) % ports_.size()]->pump(now, budget_);
    pacing_ = more;
    if (!more) return;
    pace_.expires_after(kPace);
    pace_.async_wait([this](const boost::system::error_code& error) {
        if (!error) pump(Clock::now());
    });
}

// Asked after each packet: whoever is the first to want something starts the clock.
Time Ports::due() const {
    if (running_) return tick_due_;
    const bool wanted = std::any_of(ports_.begin(), ports_.end(), [](const auto& port) { return port->ticks(); });
    return wanted ? Clock::now() : Time::max();
}

// What was heard before anybody looked is nobody's.
void Ports::merge(const MeterFrame& frame) {
    if (running_) join(peaks_, frame);
}

void Ports::send_due(Time now) {
    const bool wanted = std::any_of(ports_.begin(), ports_.end(), [](const auto& port) { return port->ticks(); });
    if (!running_) {
        if (!wanted) return;
        running_ = true;
        tick_due_ = now + kTick;
        peaks_ = MeterFrame(console_.layout());
        return;
    }
    if (now < tick_due_) return;
    bool spectrum = false;
    for (const auto& port : ports_) spectrum |= port->wants_spectrum();
    look_at_spectrum(spectrum, now);
    const Measured* measured = spectrum_ ? &measurements_.newest(kMain) : nullptr;
    ++tick_;
    for (const auto& port : ports_) port->tick(tick_, peaks_, measured, now);
    peaks_ = MeterFrame(console_.layout());
    tick_due_ = std::max(tick_due_ + kTick, now);
    running_ = std::any_of(ports_.begin(), ports_.end(), [](const auto& port) { return port->ticks(); });
    if (!running_) look_at_spectrum(false, now);
}

void Ports::look_at_spectrum(bool wanted, Time now) {
    if (wanted == spectrum_) return;
    if (wanted)
        spectrum_ = measurements_.look(Measurements::Of::spectrum, kMain, now);
    else
        measurements_.leave(Measurements::Of::spectrum, kMain, now), spectrum_ = false;
}

}  // namespace tutti::x32
