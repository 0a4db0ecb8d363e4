#include "clients/surface/unit.hpp"

#include <cstdio>

namespace tutti::surface {
namespace {

constexpr double kMarkEach = 0.5, kKeepAliveEach = 1;
// What a driver's queue of a kilobyte or two can take; far more than a unit needs.
constexpr int kMostOfACable = 20'000;

int rate_of(const Profile& profile, const Port& port) {
    if (!port.is_cable()) return profile.bytes_per_second;
    return profile.bytes_per_second ? profile.bytes_per_second : kMostOfACable;
}

}  // namespace

Unit::Unit(Profile profile, Port& port, std::uint8_t marker)
    : profile_(std::move(profile)),
      dialect_(dialect_of(profile_)),
      port_(port),
      marker_(marker),
      writer_(*dialect_, profile_.blinks),
      budget_(rate_of(profile_, port)) {}

void Unit::send(const std::string& bytes) {
    budget_.spend(bytes.size());
    if (!bytes.empty()) port_.send(bytes);
}

// It may know nothing of what was said before, so all of it is said again; also to one that never answers.
void Unit::greet() {
    writer_.forget();
    reader_.forget();
    if (profile_.handshake) send(dialect_->hello());
}

bool Unit::listen(const std::function<void(const Event&)>& hand) {
    const std::vector<std::uint8_t> bytes = port_.heard();
    const bool was_here = here_;
    here_ = port_.is_here() && !looped_;
    if (here_ && !was_here) {
        greet();
        hand({Event::Kind::ready});
    }
    reader_.feed(bytes, [&](const MidiMessage& message) {
        const auto event = looped_ ? std::nullopt : dialect_->read(message);
        if (!event) return;
        switch (event->kind) {
            case Event::Kind::marker:
                if (event->value != marker_) return;
                looped_ = true;
                std::fprintf(stderr, "tutti-surface: %s: the cable leads back to us; the port is not used any more\n",
                             name().c_str());
                return;
            case Event::Kind::challenge:
            case Event::Kind::probe: return send(dialect_->answer(*event));
            case Event::Kind::ready:
                dialect_->called(static_cast<std::uint8_t>(event->index));
                writer_.forget();
                return hand(*event);
            default: hand(*event);
        }
    });
    if (!port_.is_cable()) reader_.forget();  // no message goes over two datagrams
    if (looped_) here_ = false;
    return was_here && !here_;
}

void Unit::show(const Face& face, unsigned again, const MeterRow* meters, double now, bool lit) {
    if (!here_) return;
    if (port_.is_cable() && now >= marked_ + kMarkEach) {
        marked_ = now;
        send(marker(marker_));
    }
    if (now >= kept_alive_ + kKeepAliveEach) {
        kept_alive_ = now;
        send(dialect_->keep_alive());
    }
    for (int n = 0; n < kFaders; ++n)
        if (again >> n & 1) writer_.again(n);
    std::string bytes;
    writer_.write(bytes, face, meters, budget_.left(now), lit);
    send(bytes);
}

void Unit::darken() {
    if (!here_) return;
    std::string bytes;
    writer_.write(bytes, Face{}, nullptr, 2000, false);
    send(bytes);
}

}  // namespace tutti::surface
