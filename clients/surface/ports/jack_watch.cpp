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

void JackWatch::forget() {
    if (client_) jack_client_close(client_);
    client_ = nullptr;
    ended_ = false;
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
