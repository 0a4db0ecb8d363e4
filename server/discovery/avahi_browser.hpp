#pragma once
// Finds the desks that others announce, and follows their comings and goings. What comes from the network is nobody's
// word: bounded, and only what looks as it should. On the directory's thread only.
#include <avahi-client/client.h>
#include <avahi-client/lookup.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "server/discovery/directory.hpp"

namespace tutti {

class AvahiBrowser {
public:
    using Failed = std::function<void(const char* why)>;  // it finds nobody any more: to be stopped and started again
    AvahiBrowser(Directory::Found found, Failed failed) : found_(std::move(found)), failed_(std::move(failed)) {}

    void begin(const AvahiPoll* api);
    void end();
    // While this client is connected.
    void start(AvahiClient* client);
    void stop();

private:
    // One service as it is seen by one card of this machine.
    struct Sight {
        AvahiServiceResolver* resolver = nullptr;
        FoundDesk desk;    // without an address: not resolved, or no desk
        bool seen = true;  // by the present browser
    };
    using Key = std::tuple<AvahiIfIndex, AvahiProtocol, std::string, std::string>;  // name and domain

    void appeared(const Key& key);
    void vanished(const Key& key);
    bool browse();
    void look_again();
    void complete();
    void later();  // tell, in a moment
    void tell();

    static void on_browse(AvahiServiceBrowser* browser, AvahiIfIndex interface, AvahiProtocol protocol,
                          AvahiBrowserEvent event, const char* name, const char* type, const char* domain,
                          AvahiLookupResultFlags flags, void* self);
    static void on_resolve(AvahiServiceResolver* resolver, AvahiIfIndex interface, AvahiProtocol protocol,
                           AvahiResolverEvent event, const char* name, const char* type, const char* domain,
                           const char* host, const AvahiAddress* address, std::uint16_t port, AvahiStringList* text,
                           AvahiLookupResultFlags flags, void* self);

    const Directory::Found found_;
    const Failed failed_;
    const AvahiPoll* api_ = nullptr;
    AvahiTimeout *soon_ = nullptr, *again_ = nullptr;
    AvahiClient* client_ = nullptr;
    AvahiServiceBrowser* browser_ = nullptr;
    std::map<Key, Sight> sights_;
    std::vector<FoundDesk> told_;
    bool waiting_ = false;
    bool left_out_ = false;  // there were more than have room
};

}  // namespace tutti
