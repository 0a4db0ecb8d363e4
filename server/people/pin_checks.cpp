#include "server/people/pin_checks.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>

#include "server/people/secrets.hpp"

namespace tutti {

using Clock = std::chrono::steady_clock;

bool PinChecks::check(const std::string& source, const std::string& person, std::function<std::string()> hash,
                      std::string pin, Fits done) {
    return add({source, person, std::move(hash), std::move(pin), std::move(done), {}});
}

bool PinChecks::fail(const std::string& source, Fits done) {
    return add(
        {.source = source, .person = {}, .hash = {}, .pin = {}, .fits = std::move(done), .made = {}, .wrong = true});
}

bool PinChecks::make(const std::string& person, std::string pin, Made done) {
    return add(
        {.source = {}, .person = person, .hash = {}, .pin = std::move(pin), .fits = {}, .made = std::move(done)});
}

bool PinChecks::add(Job job) {
    const auto of_source = std::count_if(jobs_.begin(), jobs_.end(), [&](const Job& other) {
        return !job.source.empty() && other.source == job.source;
    });
    if (jobs_.size() >= kMost || static_cast<std::size_t>(of_source) >= kMostOfSource) return false;
    jobs_.push_back(std::move(job));
    boost::asio::post(io_, [this] { work(); });
    return true;
}

Clock::time_point PinChecks::due(const Job& job, Clock::time_point now) {
    Clock::time_point due = now;
    if (job.made) return due;
    if (!job.source.empty()) due = std::max(due, attempts_.next("source " + job.source, now));
    if (!job.person.empty()) due = std::max(due, attempts_.next("person " + job.person, now));
    return due;
}

// There is a login of this person, or a new PIN, among those that wait.
bool PinChecks::waits(const std::string& person, bool made) const {
    return std::any_of(jobs_.begin(), jobs_.end(),
                       [&](const Job& other) { return (other.made != nullptr) == made && other.person == person; });
}

// At a start all PINs of the configuration are hashed: nobody who logs in waits for all of those; and whoever tries
// PINs all day long keeps nobody from a new one.
std::list<PinChecks::Job>::iterator PinChecks::next(Clock::time_point now) {
    auto check = jobs_.end(), made = jobs_.end(), needed = jobs_.end();
    for (auto at = jobs_.begin(); at != jobs_.end(); ++at) {
        if (at->made) {
            if (made == jobs_.end()) made = at;
            if (needed == jobs_.end() && waits(at->person, false)) needed = at;
        } else if (check == jobs_.end() && due(*at, now) <= now && (at->person.empty() || !waits(at->person, true))) {
            check = at;
        }
    }
    if (needed != jobs_.end()) made = needed;
    if (made == jobs_.end()) return check;
    return check == jobs_.end() || !made_last_ ? made : check;
}

// The first whose turn has come; where none has, looks again when it may have.
void PinChecks::work() {
    if (working_ || jobs_.empty()) return;
    const auto now = Clock::now();
    const auto next = this->next(now);
    if (next != jobs_.end()) {
        Job job = std::move(*next);
        jobs_.erase(next);
        working_ = true;
        made_last_ = job.made != nullptr;
        if (job.wrong) return boost::asio::post(io_, [this, job = std::move(job)] { finish(job, false, {}); });
        const std::string hash = job.hash ? job.hash() : std::string();
        boost::asio::post(thread_, [this, job = std::move(job), hash]() mutable {
            bool fits = false;
            std::string made;
            try {
                if (job.made || hash.empty())
                    made = hash_of_pin(job.pin);
                else
                    fits = pin_fits(hash, job.pin);
            } catch (const std::exception& error) {
                spdlog::error("people: {}", error.what());
            }
            boost::asio::post(io_, [this, job = std::move(job), fits, made] { finish(job, fits, made); });
        });
        return;
    }
    auto soonest = Clock::time_point::max();
    for (const Job& job : jobs_) soonest = std::min(soonest, due(job, now));
    timer_.expires_at(soonest);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) work();
    });
}

void PinChecks::finish(Job job, bool fits, const std::string& hash) {
    working_ = false;
    const auto now = Clock::now();
    if (job.fits && !fits) {
        if (!job.source.empty()) attempts_.failed("source " + job.source, now);
        if (!job.person.empty()) attempts_.failed("person " + job.person, now);
    }
    if (job.made)
        job.made(hash);
    else
        job.fits(fits);
    work();
}

}  // namespace tutti
