#pragma once
// Between the surface and the desk: what the surface wants to know is subscribed, what the desk says is told, and what
// it refuses is asked for, so that no motor stands where nobody wanted it. One thread.
#include <deque>
#include <map>
#include <set>
#include <string>

#include "clients/remote/remote.hpp"
#include "clients/surface/learn/controller.hpp"
#include "clients/surface/model/surface.hpp"

namespace tutti::surface {

class DeskLink {
public:
    DeskLink(remote::Desk& desk, Surface& surface, std::deque<Controller>& controllers);

    void pass(double now);  // after each turn of both: requests, subscriptions and meters that changed
    void set_clock(double now) { now_ = now; }

private:
    void linked(const remote::Link& link);
    void refused(const remote::Refusal& refusal);

    remote::Desk& desk_;
    Surface& surface_;
    std::deque<Controller>& controllers_;
    double now_ = 0;
    std::set<std::string> patterns_, meters_, unsure_;
    std::map<std::string, double> sets_;   // of the last seconds, and when
    double look_again_ = 0;                // when refusals have ended, 0: there were none
    std::string said_;                     // of the link, last
    std::set<std::string> refusals_told_;  // to the log, each one once
};

}  // namespace tutti::surface
