#include "clients/surface/ports/jack_watch.hpp"

#include <jack/jack.h>

#include <cstdlib>

namespace tutti::surface {

JackWatch::JackWatch() {
    ::setenv("JACK_NO_START_SERVER", "1", 0);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
}

JackWatch::~JackWatch() {
    forget();
}

bool JackWatch::runs() {
    if (client_) return !ended_;
    client_ = jack_client_open("tutti-surface-watch", JackNoStartServer, nullptr);
    if (!client_) return false;
    jack_on_shutdown(
        client_, [](void* flag) { static_cast<std::atomic<bool>*>(flag)->store(true); }, &ended_);
    if (jack_activate(client_) == 0) return true;
    forget();
    return false;
}

void JackWatch::connect(const std::string& from, const std::string& to) const {
    if (client_) jack_connect(client_, from.c_str(), to.c_str());
}

void JackWatch::spend_a_place() {
    constexpr std::size_t most = 8;
    if (idle_.size() >= most) return;
    if (jack_client_t* idle = jack_client_open("tutti-surface-idle", JackNoStartServer, nullptr)) idle_.push_back(idle);
}

void JackWatch::forget() {
    for (jack_client_t* idle : idle_) jack_client_close(idle);
    idle_.clear();
    if (client_) jack_client_close(client_);
    client_ = nullptr;
    ended_ = false;
}

std::vector<std::string> JackWatch::ports(bool that_send) const {
    const char** const all = client_ ? jack_get_ports(client_, nullptr, JACK_DEFAULT_MIDI_TYPE,
                                                      that_send ? JackPortIsOutput : JackPortIsInput)
                                     : nullptr;
    std::vector<std::string> names;
    for (const char** name = all; name && *name; ++name) names.emplace_back(*name);
    jack_free(all);
    return names;
}

bool JackWatch::has_client(const std::string& name) const {
    char* const found = client_ ? jack_get_uuid_for_client_name(client_, name.c_str()) : nullptr;
    jack_free(found);
    return found != nullptr;
}

bool JackWatch::connected(const std::string& port, const std::string& to) const {
    jack_port_t* const found = client_ ? jack_port_by_name(client_, port.c_str()) : nullptr;
    const char** const others = found ? jack_port_get_all_connections(client_, found) : nullptr;
    bool is = false;
    for (const char** other = others; other && *other; ++other) is = is || std::string(*other).starts_with(to);
    jack_free(others);
    return is;
}

}  // namespace tutti::surface
