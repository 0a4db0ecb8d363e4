// The directory by libavahi-client. Everything of Avahi's lives on one thread; what crosses is a list of wishes, with
// an eventfd that wakes the thread for it.
#include <avahi-client/client.h>
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/simple-watch.h>
#include <avahi-common/timeval.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <mutex>
#include <system_error>
#include <thread>

#include "server/discovery/avahi_browser.hpp"
#include "server/discovery/directory.hpp"

namespace tutti {
namespace {

constexpr std::size_t kLongestName = 55;  // of 63 bytes: " #2" must still fit
constexpr int kMostNames = 50;
constexpr unsigned kRetryMs = 30'000, kReconnectMs = 500;

// Nothing but whole characters.
std::string shortened(std::string name) {
    if (name.size() > kLongestName) {
        std::size_t end = kLongestName;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
        name.resize(end);
    }
    return name.empty() ? "Tutti" : name;
}

// Without it the thread could not be ended.
int make_wake() {
    const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake < 0) throw std::system_error(errno, std::generic_category(), "discovery: eventfd");
    return wake;
}

}  // namespace

struct Directory::Inside {
    Inside(std::string given, Found listener)
        : name(shortened(std::move(given))),
          wake(make_wake()),
          neighbours(std::move(listener), [this](const char* why) { unseeing(why); }),
          thread([this] { run(); }) {}
    ~Inside() {
        {
            const std::scoped_lock lock(mutex);
            ending = true;
        }
        rouse();
        thread.join();
        ::close(wake);
    }

    void rouse() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake, &one, sizeof one);
    }

    // --- What crosses
    std::mutex mutex;
    std::vector<Announced> wishes;
    bool ending = false;

    // --- The thread's own
    std::string name;
    const int wake;
    AvahiSimplePoll* loop = nullptr;
    const AvahiPoll* api = nullptr;
    AvahiTimeout* retry = nullptr;
    AvahiClient* client = nullptr;
    AvahiEntryGroup* group = nullptr;
    AvahiBrowser neighbours;
    std::vector<Announced> services;
    bool running = false, over = false, said_absent = false;
    int names = 0;  // that others had
    std::thread thread;

    void run();
    void connect();
    void disconnect();
    void again_in(unsigned ms) const;
    void look_at_wishes();
    void publish();
    bool add(const Announced& service);
    void rename();
    void absent(const char* why);
    void unseeing(const char* why) const;

    static void on_client(AvahiClient* client, AvahiClientState state, void* self);
    static void on_group(AvahiEntryGroup* group, AvahiEntryGroupState state, void* self);
};

void Directory::Inside::run() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // they are the state thread's
    loop = avahi_simple_poll_new();
    if (!loop) return;
    api = avahi_simple_poll_get(loop);
    neighbours.begin(api);
    AvahiWatch* const watch = api->watch_new(
        api, wake, AVAHI_WATCH_IN,
        [](AvahiWatch*, int, AvahiWatchEvent, void* self) { static_cast<Inside*>(self)->look_at_wishes(); }, this);
    retry = api->timeout_new(
        api, nullptr,
        [](AvahiTimeout* timeout, void* self) {
            auto& inside = *static_cast<Inside*>(self);
            inside.api->timeout_update(timeout, nullptr);
            inside.disconnect();
            inside.connect();
        },
        this);
    connect();
    while (!over && avahi_simple_poll_iterate(loop, -1) == 0) {
    }
    disconnect();
    neighbours.end();
    api->timeout_free(retry);
    api->watch_free(watch);
    avahi_simple_poll_free(loop);
}

void Directory::Inside::again_in(unsigned ms) const {
    timeval when{};
    avahi_elapse_time(&when, ms, 0);
    api->timeout_update(retry, &when);
}

void Directory::Inside::look_at_wishes() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(wake, &count, sizeof count);
    {
        const std::scoped_lock lock(mutex);
        over = ending;
        if (services == wishes) return;
        services = wishes;
    }
    if (!over && running) publish();
}

// Without D-Bus there is no client at all; without Avahi's daemon there is one that waits for it.
void Directory::Inside::connect() {
    int error = 0;
    names = 0;  // but the name stays: two that have settled who is who do not begin again
    client = avahi_client_new(api, AVAHI_CLIENT_NO_FAIL, on_client, this, &error);
    if (client) return;
    absent(avahi_strerror(error));
    again_in(kRetryMs);
}

void Directory::Inside::disconnect() {
    running = false;
    neighbours.stop();
    if (client) avahi_client_free(client);  // with its groups
    client = nullptr;
    group = nullptr;
}

void Directory::Inside::absent(const char* why) {
    if (std::exchange(said_absent, true)) return;
    spdlog::info("discovery: no Avahi here ({}); programs have to be told this desk's address", why);
}

// The daemon has had enough of this client (there is a bound on its objects), or goes.
void Directory::Inside::unseeing(const char* why) const {
    if (!running) return;
    spdlog::warn("discovery: other desks are not found ({})", why);
    again_in(kRetryMs);
}

void Directory::Inside::on_client(AvahiClient* client, AvahiClientState state, void* self) {
    auto& inside = *static_cast<Inside*>(self);
    inside.client = client;  // it may call before it has been returned
    switch (state) {
        case AVAHI_CLIENT_S_RUNNING:
            inside.running = true;
            inside.said_absent = false;
            inside.neighbours.start(client);
            inside.publish();
            break;
        case AVAHI_CLIENT_S_COLLISION:  // of the machine's own name, which Avahi settles
        case AVAHI_CLIENT_S_REGISTERING:
            if (inside.group) avahi_entry_group_reset(inside.group);
            break;
        case AVAHI_CLIENT_CONNECTING: inside.absent("its daemon does not run"); break;
        case AVAHI_CLIENT_FAILURE:  // the daemon, or D-Bus, has gone
            inside.running = false;
            inside.again_in(kReconnectMs);
            break;
    }
}

bool Directory::Inside::add(const Announced& service) {
    AvahiStringList* text = nullptr;
    for (const std::string& line : service.text) text = avahi_string_list_add(text, line.c_str());
    const int result =
        avahi_entry_group_add_service_strlst(group, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC, AvahiPublishFlags{},
                                             name.c_str(), service.type.c_str(), nullptr, nullptr, service.port, text);
    avahi_string_list_free(text);
    if (result >= 0) return true;
    if (result == AVAHI_ERR_COLLISION)
        rename();
    else
        spdlog::warn("discovery: {} cannot be announced: {}", service.type, avahi_strerror(result));
    return false;
}

// All under one name, or none.
void Directory::Inside::publish() {
    if (!group) group = avahi_entry_group_new(client, on_group, this);
    if (!group) return;
    while (names < kMostNames) {
        avahi_entry_group_reset(group);
        if (services.empty()) return;
        const int name_now = names;
        bool all = true;
        for (const Announced& service : services) all = all && add(service);
        if (all) avahi_entry_group_commit(group);
        if (all || names == name_now) return;
    }
    avahi_entry_group_reset(group);  // not with a part of it
    if (services.empty() || names > kMostNames) return;
    ++names;  // it is said once
    spdlog::warn("discovery: nothing is announced: {} names are taken, and \"{}\" is not tried", kMostNames, name);
}

void Directory::Inside::rename() {
    ++names;
    char* const next = avahi_alternative_service_name(name.c_str());
    if (!next) return;
    spdlog::info("discovery: another \"{}\" is on the network; this one is \"{}\" there", name, next);
    name = next;
    avahi_free(next);
}

void Directory::Inside::on_group(AvahiEntryGroup* group, AvahiEntryGroupState state, void* self) {
    auto& inside = *static_cast<Inside*>(self);
    inside.group = group;
    if (state == AVAHI_ENTRY_GROUP_ESTABLISHED) {
        spdlog::info("discovery: announced as \"{}\"", inside.name);
    } else if (state == AVAHI_ENTRY_GROUP_COLLISION) {
        if (inside.names < kMostNames) inside.rename();
        inside.publish();
    } else if (state == AVAHI_ENTRY_GROUP_FAILURE) {
        spdlog::warn("discovery: {}", avahi_strerror(avahi_client_errno(inside.client)));
    }
}

Directory::Directory(std::string name, Found found)
    : inside_(std::make_unique<Inside>(std::move(name), std::move(found))) {}
Directory::~Directory() = default;

void Directory::announce(std::vector<Announced> services) {
    {
        const std::scoped_lock lock(inside_->mutex);
        inside_->wishes = std::move(services);
    }
    inside_->rouse();
}

}  // namespace tutti
