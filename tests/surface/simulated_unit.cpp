#include "tests/surface/simulated_unit.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace tutti::surface {
namespace {

std::string fader_message(int fader, int position) {
    return {static_cast<char>(0xE0 + fader), static_cast<char>(position & 0x7F), static_cast<char>(position >> 7)};
}
std::string note(int number, int velocity) {
    return {'\x90', static_cast<char>(number), static_cast<char>(velocity)};
}
std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}
constexpr int kTouch = 0x68;

}  // namespace

void SimulatedUnit::touch(int fader) {
    {
        const std::lock_guard lock(mutex_);
        held_[static_cast<std::size_t>(fader)] = true;
    }
    put(note(kTouch + fader, 0x7F));
}

void SimulatedUnit::noticed(int fader) {
    const std::lock_guard lock(mutex_);
    noticed_[static_cast<std::size_t>(fader)] = true;
}

void SimulatedUnit::move(int fader, int position) {
    {
        const std::lock_guard lock(mutex_);
        position_[static_cast<std::size_t>(fader)] = position;
    }
    put(fader_message(fader, position));
}

void SimulatedUnit::let_go(int fader) {
    {
        const std::lock_guard lock(mutex_);
        noticed_[static_cast<std::size_t>(fader)] = false;
    }
    put(note(kTouch + fader, 0));
    const std::lock_guard lock(mutex_);
    const auto n = static_cast<std::size_t>(fader);
    held_[n] = false;
    if (told_[n] >= 0) position_[n] = told_[n];
}

void SimulatedUnit::press(int key) {
    put(note(key, 0x7F));
}
void SimulatedUnit::release(int key) {
    put(note(key, 0));
}

int SimulatedUnit::stands_at(int fader) const {
    const std::lock_guard lock(mutex_);
    return position_[static_cast<std::size_t>(fader)];
}
int SimulatedUnit::told(int fader) const {
    const std::lock_guard lock(mutex_);
    return told_[static_cast<std::size_t>(fader)];
}
int SimulatedUnit::moved_under_hands() const {
    const std::lock_guard lock(mutex_);
    return under_hands_;
}
int SimulatedUnit::motor_bytes() const {
    const std::lock_guard lock(mutex_);
    return motor_bytes_;
}
int SimulatedUnit::messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
}
int SimulatedUnit::lamp(int key) const {
    const std::lock_guard lock(mutex_);
    return lamps_[static_cast<std::size_t>(key)];
}
int SimulatedUnit::meter(int strip) const {
    const std::lock_guard lock(mutex_);
    return meters_[static_cast<std::size_t>(strip)];
}
int SimulatedUnit::heard(const std::string& message) const {
    const std::lock_guard lock(mutex_);
    const auto found = exclusive_.find(message);
    return found == exclusive_.end() ? 0 : found->second;
}

std::string SimulatedUnit::display(int strip, int row) const {
    const std::lock_guard lock(mutex_);
    return trimmed(rows_[static_cast<std::size_t>(row * 8 + strip)]);
}
bool SimulatedUnit::has_displayed(int strip, int row, const std::string& text) const {
    const std::lock_guard lock(mutex_);
    return displayed_[static_cast<std::size_t>(row * 8 + strip)].contains(text);
}
int SimulatedUnit::texts_displayed(int strip, int row) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(displayed_[static_cast<std::size_t>(row * 8 + strip)].size());
}
bool SimulatedUnit::was_lit(int key) const {
    const std::lock_guard lock(mutex_);
    return was_lit_[static_cast<std::size_t>(key)];
}

void SimulatedUnit::forget() {
    const std::lock_guard lock(mutex_);
    reader_.forget();
    told_.fill(-1);
    position_.fill(0);
    held_.fill(false);
    noticed_.fill(false);
    lamps_.fill(-1);
    rows_.fill({});
    displayed_.fill({});
    was_lit_.fill(false);
    exclusive_.clear();
}

void SimulatedUnit::take(MidiBytes bytes) {
    const std::lock_guard lock(mutex_);
    reader_.feed(bytes, [this](const MidiMessage& message) { take(message); });
}

void SimulatedUnit::take(const MidiMessage& message) {
    ++messages_;
    if (message.kind() == 0xE0 && message.channel() < 9) {
        const auto n = static_cast<std::size_t>(message.channel());
        ++motor_bytes_;
        told_[n] = message.first | message.second << 7;
        if (noticed_[n]) ++under_hands_;
        if (!held_[n]) position_[n] = told_[n];
    } else if (message.kind() == 0x90) {
        lamps_[message.first] = message.second;
        if (message.second > 0) was_lit_[message.first] = true;
    } else if (message.kind() == 0xD0) {
        meters_[static_cast<std::size_t>(message.first >> 4 & 7)] = message.first & 0x0F;
    } else if (message.status == 0xF0) {
        const std::string bytes(message.exclusive.begin(), message.exclusive.end());
        ++exclusive_[bytes];
        if (bytes.size() > 6 && bytes[4] == '\x12') {  // 00 00 66 id 12 position text
            for (std::size_t i = 6; i < bytes.size(); ++i) {
                const std::size_t cell = static_cast<std::size_t>(bytes[5]) + i - 6;
                if (cell >= 112) break;
                std::string& text = rows_[cell / 7];
                text.resize(7, ' ');
                text[cell % 7] = bytes[i];
            }
        } else if (bytes.size() == 20 && bytes[3] == '\x58') {  // 00 00 66 58 20+n colour top bottom
            const std::size_t n = static_cast<std::size_t>(bytes[4] & 7);
            rows_[n] = bytes.substr(6, 7);
            rows_[8 + n] = bytes.substr(13, 7);
        }
        for (std::size_t row = 0; row < rows_.size(); ++row) displayed_[row].insert(trimmed(rows_[row]));
    }
}

// RtMidi says only on standard error that it has no client, and tries again as soon as a port is wanted. A process
// whose last client has just ended may then get one that JACK never calls (clients/surface/ports/midi_port.cpp).
bool JackUnit::make() {
    std::ostringstream said;
    std::streambuf* const errors = std::cerr.rdbuf(said.rdbuf());
    out_ = std::make_unique<RtMidiOut>(RtMidi::UNIX_JACK, name_);
    in_ = std::make_unique<RtMidiIn>(RtMidi::UNIX_JACK, name_);
    std::cerr.rdbuf(errors);
    if (said.str().empty()) {
        in_->ignoreTypes(false, true, true);
        in_->setCallback(&JackUnit::heard_by, this);
        return true;
    }
    in_.reset();
    out_.reset();
    // It leaves its place in JACK's table spoilt for the next one.
    idle_.push_back(jack_client_open("idle", JackNoStartServer, nullptr));
    return false;
}

void JackUnit::plug() {
    forget();
    for (int i = 0; !out_ && !make(); ++i) {
        if (i == 20) throw std::runtime_error("JACK gives no clients");
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    out_->openVirtualPort("out");
    in_->openVirtualPort("in");
    plugged_ = true;
}

void JackUnit::unplug() {
    plugged_ = false;
    if (in_) in_->closePort();
    const std::lock_guard lock(out_mutex_);
    if (out_) out_->closePort();
}

// RtMidi frees what JACK's thread may be at work on, so that gets some time to come to an end.
void JackUnit::let_go_of_jack() {
    unplug();
    if (out_) std::this_thread::sleep_for(std::chrono::milliseconds(200));
    in_.reset();
    out_.reset();
    for (jack_client_t* idle : idle_)
        if (idle) jack_client_close(idle);
    idle_.clear();
}

void JackUnit::put(const std::string& bytes) {
    const std::lock_guard lock(out_mutex_);
    if (plugged_) out_->sendMessage(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

void JackUnit::heard_by(double, std::vector<unsigned char>* message, void* of) {
    auto& unit = *static_cast<JackUnit*>(of);
    unit.take(MidiBytes(*message));
    if (unit.echo_) unit.put(std::string(message->begin(), message->end()));
}

NetworkUnit::NetworkUnit(std::uint16_t host_port) : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in host = {};
    host.sin_family = AF_INET;
    host.sin_port = htons(host_port);
    host.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(socket_, reinterpret_cast<const sockaddr*>(&host), sizeof host);
    thread_ = std::thread([this] {
        std::array<std::uint8_t, 2048> bytes;
        while (!ended_) {
            pollfd file{socket_, POLLIN, 0};
            if (::poll(&file, 1, 20) != 1) continue;
            const auto size = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (size > 0) take(MidiBytes(bytes.data(), static_cast<std::size_t>(size)));
        }
    });
}

NetworkUnit::~NetworkUnit() {
    ended_ = true;
    thread_.join();
    ::close(socket_);
}

void NetworkUnit::put(const std::string& bytes) {
    [[maybe_unused]] const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
}

}  // namespace tutti::surface
