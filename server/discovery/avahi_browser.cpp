#include "server/discovery/avahi_browser.hpp"

#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/timeval.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace tutti {
namespace {

constexpr std::size_t kMostSights = 4 * Directory::kMost;
constexpr unsigned kTellEachMs = 100;
constexpr unsigned kLookAgainMs = 2000;
constexpr std::size_t kLongestVersion = 32;

// TXT: "tutti=0.1.0", "https=8443". Nothing where the key is not there.
std::string text_of(AvahiStringList* list, const char* key) {
    AvahiStringList* const found = avahi_string_list_find(list, key);
    char* value = nullptr;
    std::size_t size = 0;
    if (!found || avahi_string_list_get_pair(found, nullptr, &value, &size) < 0 || !value) return {};
    std::string text(value, size);
    avahi_free(value);
    return text;
}

int port_of(const std::string& text) {
    int port = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, port);
    return error == std::errc() && rest == end && port > 0 && port < 65536 ? port : 0;
}

bool plain(const std::string& version) {
    return !version.empty() && version.size() <= kLongestVersion &&
           version.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+") ==
               std::string::npos;
}

// As it is shown to people: control characters are nobody's name, and could be a terminal's commands. (D-Bus carries
// UTF-8 only, in which U+0080 to U+009F are C2 80 to C2 9F.)
std::string shown(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    for (std::size_t i = 0; i + 1 < name.size(); ++i)
        if (name[i] == '\xC2' && static_cast<unsigned char>(name[i + 1]) < 0xA0) name.replace(i, 2, " ");
    return name;
}

}  // namespace

void AvahiBrowser::begin(const AvahiPoll* api) {
    api_ = api;
    soon_ = api_->timeout_new(
        api_, nullptr, [](AvahiTimeout*, void* self) { static_cast<AvahiBrowser*>(self)->tell(); }, this);
    again_ = api_->timeout_new(
        api_, nullptr, [](AvahiTimeout*, void* self) { static_cast<AvahiBrowser*>(self)->look_again(); }, this);
}

void AvahiBrowser::end() {
    api_->timeout_free(soon_);
    api_->timeout_free(again_);
}

void AvahiBrowser::start(AvahiClient* client) {
    if (browser_) return;  // the daemon has only changed the machine's name
    client_ = client;
    browse();
}

bool AvahiBrowser::browse() {
    browser_ = avahi_service_browser_new(client_, AVAHI_IF_UNSPEC, AVAHI_PROTO_INET, "_oscjson._tcp", nullptr,
                                         AvahiLookupFlags{}, on_browse, this);
    if (!browser_) failed_(avahi_strerror(avahi_client_errno(client_)));
    return browser_ != nullptr;
}

// A new browser is told of everybody again; whom it does not see has gone meanwhile.
void AvahiBrowser::look_again() {
    api_->timeout_update(again_, nullptr);
    if (!browser_ || !std::exchange(left_out_, false)) return;
    avahi_service_browser_free(browser_);
    for (auto& [key, sight] : sights_) sight.seen = false;
    browse();
}

void AvahiBrowser::complete() {
    std::vector<Key> gone;
    for (const auto& [key, sight] : sights_)
        if (!sight.seen) gone.push_back(key);
    for (const Key& key : gone) vanished(key);
}

void AvahiBrowser::stop() {
    for (auto& [key, sight] : sights_)
        if (sight.resolver) avahi_service_resolver_free(sight.resolver);
    sights_.clear();
    if (browser_) avahi_service_browser_free(browser_);
    browser_ = nullptr;
    client_ = nullptr;
    left_out_ = false;
    later();
}

void AvahiBrowser::appeared(const Key& key) {
    if (sights_.size() >= kMostSights && !sights_.contains(key)) {
        left_out_ = true;
        return;
    }
    Sight& sight = sights_[key];
    sight.seen = true;
    if (sight.resolver) return;
    const auto& [interface, protocol, name, domain] = key;
    sight.resolver = avahi_service_resolver_new(client_, interface, protocol, name.c_str(), "_oscjson._tcp",
                                                domain.c_str(), AVAHI_PROTO_INET, AvahiLookupFlags{}, on_resolve, this);
}

void AvahiBrowser::vanished(const Key& key) {
    const auto found = sights_.find(key);
    if (found == sights_.end()) return;
    if (found->second.resolver) avahi_service_resolver_free(found->second.resolver);
    sights_.erase(found);
    later();
    if (!left_out_) return;
    timeval when{};
    avahi_elapse_time(&when, kLookAgainMs, 0);
    api_->timeout_update(again_, &when);
}

void AvahiBrowser::on_browse(AvahiServiceBrowser* browser, AvahiIfIndex interface, AvahiProtocol protocol,
                             AvahiBrowserEvent event, const char* name, const char*, const char* domain,
                             AvahiLookupResultFlags, void* self) {
    auto& us = *static_cast<AvahiBrowser*>(self);
    us.browser_ = browser;
    switch (event) {
        case AVAHI_BROWSER_NEW: return us.appeared({interface, protocol, name, domain});
        case AVAHI_BROWSER_REMOVE: return us.vanished({interface, protocol, name, domain});
        case AVAHI_BROWSER_ALL_FOR_NOW: return us.complete();
        case AVAHI_BROWSER_FAILURE: return us.failed_(avahi_strerror(avahi_client_errno(us.client_)));
        case AVAHI_BROWSER_CACHE_EXHAUSTED: return;
    }
}

// Also when what a desk says of itself changes.
void AvahiBrowser::on_resolve(AvahiServiceResolver*, AvahiIfIndex interface, AvahiProtocol protocol,
                              AvahiResolverEvent event, const char* name, const char*, const char* domain, const char*,
                              const AvahiAddress* address, std::uint16_t port, AvahiStringList* text,
                              AvahiLookupResultFlags flags, void* self) {
    auto& us = *static_cast<AvahiBrowser*>(self);
    const auto found = us.sights_.find({interface, protocol, name, domain});
    if (found == us.sights_.end()) return;
    FoundDesk desk;
    const std::string version = text_of(text, "tutti");
    const bool own = (flags & AVAHI_LOOKUP_RESULT_OUR_OWN) != 0;
    if (event == AVAHI_RESOLVER_FOUND && address && !own && plain(version)) {
        char written[AVAHI_ADDRESS_STR_MAX] = {};
        avahi_address_snprint(written, sizeof written, address);
        desk = {shown(name), written, version, port, port_of(text_of(text, "https")), port_of(text_of(text, "osc"))};
    }
    found->second.desk = std::move(desk);
    us.later();
}

void AvahiBrowser::later() {
    if (std::exchange(waiting_, true)) return;
    timeval when{};
    avahi_elapse_time(&when, kTellEachMs, 0);
    api_->timeout_update(soon_, &when);
}

// One desk is one, however many cards see it; the real network's address ahead of loopback's.
void AvahiBrowser::tell() {
    waiting_ = false;
    api_->timeout_update(soon_, nullptr);
    std::vector<FoundDesk> desks;
    for (const auto& [key, sight] : sights_) {
        if (sight.desk.address.empty()) continue;
        const auto same = std::find_if(desks.begin(), desks.end(), [&](const FoundDesk& one) {
            return one.name == sight.desk.name && one.http == sight.desk.http;
        });
        if (same == desks.end())
            desks.push_back(sight.desk);
        else if (same->address.starts_with("127."))
            *same = sight.desk;
    }
    std::sort(desks.begin(), desks.end(), [](const FoundDesk& a, const FoundDesk& b) { return a.name < b.name; });
    if (desks.size() > Directory::kMost) desks.resize(Directory::kMost);
    if (desks == told_) return;
    told_ = desks;
    found_(std::move(desks));
}

}  // namespace tutti
