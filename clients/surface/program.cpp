#include "clients/surface/program.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <deque>
#include <fstream>
#include <memory>
#include <random>
#include <utility>

#include "clients/remote/tokens.hpp"
#include "clients/surface/clock.hpp"
#include "clients/surface/desk_link.hpp"
#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/ports/xctl_port.hpp"
#include "clients/surface/unit.hpp"

namespace tutti::surface {
namespace {

constexpr double kMetersEach = 0.05, kHalfABlink = 0.25;
constexpr double kLook = 0.2;      // for ports that come and go
constexpr double kBehind = 0.005;  // until a slow cable has room again

class File {
public:
    explicit File(int number) : number_(number) {}
    ~File() { ::close(number_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    operator int() const { return number_; }

private:
    int number_;
};

int signals_as_a_file() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

remote::Credentials credentials_of(const Settings& settings) {
    if (!settings.token.empty()) return {.token = settings.token};
    if (!settings.pin.empty() && settings.user.empty()) throw ConfigError("a PIN wants its user: --user NAME");
    if (!settings.pin.empty()) return {.user = settings.user, .pin = settings.pin};
    return {.token = remote::stored_token(settings.desk)};
}

// "unit 1: fader 3 at 12800": by this scales and keys are set up.
void print(std::size_t unit, const Event& event) {
    const int n = event.index + 1;
    std::printf("unit %zu: ", unit + 1);
    switch (event.kind) {
        case Event::Kind::fader: std::printf("fader %d at %d\n", n, event.value); break;
        case Event::Kind::touch: std::printf("fader %d %s\n", n, event.value ? "touched" : "let go"); break;
        case Event::Kind::turn: std::printf("knob %d by %d\n", n, event.value); break;
        case Event::Kind::key: {
            const std::string name(key_name(event.index));
            std::printf("key %s (%d) %s\n", name.c_str(), event.index, event.value ? "down" : "up");
            break;
        }
        case Event::Kind::ready: std::printf("is there\n"); break;
        default: std::printf("something else\n"); break;
    }
    std::fflush(stdout);
}

class Program {
public:
    explicit Program(const Settings& settings)
        : print_(settings.print),
          signals_(signals_as_a_file()),
          bell_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
          surface_(
              {profiles_of(settings), settings.keys, settings.user, settings.follow, settings.monitor, settings.own}),
          midi_(settings.midi.value_or(usual_midi_system()), bell_),
          desk_(settings.desk, credentials_of(settings)),
          link_(desk_, surface_, controllers_) {
        const auto marker = static_cast<std::uint8_t>(std::random_device{}() & 0x7F);
        const std::vector<Profile> profiles = profiles_of(settings);
        for (std::size_t i = 0; i < profiles.size(); ++i) {
            const UnitSettings& unit = settings.units[i];
            if (!unit.xctl.empty() && !xctl_) xctl_ = std::make_unique<XctlPorts>(settings.xctl);
            Port& port = unit.xctl.empty() ? midi_.open(unit.port) : xctl_->open(unit.xctl);
            units_.emplace_back(profiles[i], port, marker);
        }
        for (const ControllerSettings& one : settings.controllers) {
            controllers_.emplace_back(read_controls(one.learned));
            plain_.push_back({midi_.open(one.port)});
        }
    }

    // For those who start us: where units on the network find us.
    void tell(const std::filesystem::path& ready) const {
        if (ready.empty()) return;
        std::filesystem::path aside = ready;
        aside += ".new";
        std::ofstream(aside) << "{\"xctl\": " << (xctl_ ? xctl_->number() : 0) << ", \"pid\": " << ::getpid() << "}\n";
        std::filesystem::rename(aside, ready);
    }

    int run() {
        for (double now = clock_now(); !ended(); now = clock_now()) {
            turn(now);
            wait(now);
        }
        for (Unit& unit : units_) unit.darken();
        return 0;
    }

private:
    bool ended() const {
        signalfd_siginfo info;
        return ::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
    }

    void turn(double now) {
        std::uint64_t rung = 0;
        [[maybe_unused]] const auto count = ::read(bell_, &rung, sizeof rung);
        midi_.look(now);
        if (xctl_) xctl_->look(now);
        for (std::size_t u = 0; u < units_.size(); ++u)
            if (units_[u].listen([&](const Event& event) {
                    if (print_) print(u, event);
                    surface_.event(u, event, now);
                }))
                surface_.unplugged(u, now);
        for (std::size_t i = 0; i < plain_.size(); ++i) listen(plain_[i], controllers_[i], now);
        link_.set_clock(now);
        desk_.turn();
        surface_.turn(now);
        link_.pass(now);
        desk_.turn();  // what was asked goes out now
        for (std::size_t i = 0; i < plain_.size(); ++i)
            if (plain_[i].is_here) plain_[i].port.send(controllers_[i].lamps());
        const bool meters = now >= metered_ + kMetersEach;
        if (meters) metered_ = now;
        const bool lit = std::fmod(now, 2 * kHalfABlink) < kHalfABlink;
        for (std::size_t u = 0; u < units_.size(); ++u) {
            const MeterRow levels = meters ? surface_.levels(u) : MeterRow{};
            units_[u].show(surface_.face(u), surface_.again(u), meters ? &levels : nullptr, now, lit);
        }
    }

    // A controller without motors and its cable.
    struct Plain {
        Port& port;
        MidiReader reader = {};
        bool is_here = false;
    };
    static void listen(Plain& plain, Controller& controller, double now) {
        const bool was_here = std::exchange(plain.is_here, plain.port.is_here());
        if (plain.is_here && !was_here) controller.all_lamps();
        const std::vector<std::uint8_t> bytes = plain.port.heard();
        plain.reader.feed(bytes, [&](const MidiMessage& message) { controller.heard(message, now); });
        if (was_here && !plain.is_here) {
            plain.reader.forget();
            controller.unplugged(now);
        }
        controller.turn(now);
    }

    void wait(double now) {
        double until = std::min(now + kLook, metered_ + kMetersEach);
        if (surface_.has_news()) until = now;  // it came while we were sending
        if (const auto due = surface_.due()) until = std::min(until, *due);
        for (const Controller& one : controllers_)
            if (const auto due = one.due()) until = std::min(until, *due);
        for (const Unit& unit : units_)
            if (unit.is_behind()) until = std::min(until, now + kBehind);
        std::array<pollfd, 4> files = {pollfd{signals_, POLLIN, 0}, pollfd{bell_, POLLIN, 0},
                                       pollfd{desk_.file(), desk_.events(), 0},
                                       pollfd{xctl_ ? xctl_->file() : -1, POLLIN, 0}};
        const int ms = std::clamp(static_cast<int>(std::ceil((until - now) * 1000)), 0, desk_.wait_ms());
        ::poll(files.data(), files.size(), ms);
    }

    bool print_;
    File signals_, bell_;
    Surface surface_;
    MidiPorts midi_;
    std::unique_ptr<XctlPorts> xctl_;
    std::deque<Unit> units_;
    std::deque<Controller> controllers_;
    std::vector<Plain> plain_;
    remote::Desk desk_;
    DeskLink link_;
    double metered_ = 0;
};

}  // namespace

int run(const Settings& settings, const std::filesystem::path& ready) {
    Program program(settings);
    program.tell(ready);
    return program.run();
}

}  // namespace tutti::surface
