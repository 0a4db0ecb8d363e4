#include "clients/surface/desk_link.hpp"

#include <cstdio>

namespace tutti::surface {
namespace {

// A desk that refuses much at once says only so much of it each second.
constexpr double kRefusalsTold = 1.2, kSetsKept = 3;
constexpr std::size_t kMostRefusalsTold = 50;
constexpr int kMeterRate = 20;  // units let their meters fall by themselves within some 300 ms

}  // namespace

DeskLink::DeskLink(remote::Desk& desk, Surface& surface, std::deque<Controller>& controllers)
    : desk_(desk), surface_(surface), controllers_(controllers) {
    desk_.on_link = [this](const remote::Link& link) { linked(link); };
    desk_.on_change = [this](const std::string& address, const remote::Value& value) {
        surface_.told(address, value);
        for (Controller& one : controllers_) one.told(address, value);
    };
    desk_.on_meters = [this](const remote::MeterFrame& frame) { surface_.metered(frame); };
    desk_.on_refusal = [this](const remote::Refusal& refusal) { refused(refusal); };
}

void DeskLink::linked(const remote::Link& link) {
    std::string said;
    const bool away = link.state == remote::State::lost || link.state == remote::State::refused;
    if (away) surface_.lost();
    if (away)
        for (Controller& one : controllers_) one.lost();
    switch (link.state) {
        case remote::State::settling:
            for (Controller& one : controllers_) one.settling(link.anew);
            return surface_.settling(link.anew);
        case remote::State::joined:
            surface_.joined();
            for (Controller& one : controllers_) one.joined();
            said = "the desk is here" + (link.role.empty() ? std::string() : ", as " + link.role);
            break;
        case remote::State::lost: said = "no desk: " + link.why; break;
        case remote::State::refused: said = "the desk does not let us in: " + link.why; break;
    }
    if (said == said_) return;
    said_ = said;
    std::fprintf(stderr, "tutti-surface: %s\n", said.c_str());
}

// What we have taken for granted did not happen: the desk's own value is asked for, once for each set of ours. A
// question that is refused too is the end of it.
void DeskLink::refused(const remote::Refusal& refusal) {
    if (sets_.erase(refusal.address)) unsure_.insert(refusal.address);
    look_again_ = now_ + kRefusalsTold;
    // Not every strip has all that a page of knobs asks for.
    const bool usual =
        refusal.address.empty() || (refusal.address == "/subscribe" && refusal.code == "unknown_address");
    if (usual || refusals_told_.size() >= kMostRefusalsTold) return;
    const std::string what = refusal.address + ": " + (refusal.reason.empty() ? refusal.code : refusal.reason);
    if (refusals_told_.insert(what).second) std::fprintf(stderr, "tutti-surface: the desk refuses %s\n", what.c_str());
}

void DeskLink::pass(double now) {
    std::vector<std::string> wanted = surface_.patterns();
    for (const Controller& one : controllers_)
        for (std::string& pattern : one.patterns()) wanted.push_back(std::move(pattern));
    const std::set<std::string> patterns(wanted.begin(), wanted.end());
    for (const std::string& one : patterns_)
        if (!patterns.contains(one)) desk_.unsubscribe(one);
    // In the order of the surface, so that what stands in front comes last and is known to be complete.
    for (const std::string& one : wanted)
        if (!patterns_.contains(one)) desk_.subscribe(one);
    patterns_ = patterns;

    const std::set<std::string> meters(surface_.meters().begin(), surface_.meters().end());
    for (const std::string& one : meters_)
        if (!meters.contains(one)) desk_.meters(one, 0);
    for (const std::string& one : meters)
        if (!meters_.contains(one)) desk_.meters(one, kMeterRate);
    meters_ = meters;

    std::vector<remote::Message> requests = surface_.requests();
    for (Controller& one : controllers_)
        for (remote::Message& request : one.requests()) requests.push_back(std::move(request));
    for (const remote::Message& request : requests)
        if (request.arguments.size() == 1 && surface_.shows(request.address)) sets_[request.address] = now;
    std::erase_if(sets_, [&](const auto& one) { return now > one.second + kSetsKept; });
    if (look_again_ > 0 && now >= look_again_) {
        look_again_ = 0;
        for (const auto& [address, when] : sets_) unsure_.insert(address);
        sets_.clear();
    }
    for (const std::string& one : unsure_) requests.push_back({one});
    unsure_.clear();
    for (remote::Message& request : requests) desk_.send({std::move(request)});
}

}  // namespace tutti::surface
