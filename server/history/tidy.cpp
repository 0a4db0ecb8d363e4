// What history lets go of by itself: at a start what is too old by then (later each write lets go of some), and then
// the names that nothing uses any more; those again when many have come.
#include <algorithm>

#include "server/history/going.hpp"

namespace tutti {
namespace {

using namespace std::chrono_literals;
constexpr auto kEach = 100ms;  // the disk has other things to do
constexpr auto kAgain = 2s;    // after a failure
constexpr int kBite = 2000;

}  // namespace

void History::tidy(Tidy what, std::chrono::milliseconds wait) {
    tidying_ = true;
    tidy_timer_.expires_after(wait);
    tidy_timer_.async_wait([this, what](const boost::system::error_code& error) {
        if (error) return;
        // A question that began before may have met an entry that has gone meanwhile, and will ask for its name.
        std::erase_if(older_, [](const auto& going) { return going.expired(); });
        if (what == Tidy::dropping_names && !older_.empty()) return tidy(what, kEach);
        const auto more = std::make_shared<bool>(false);
        const auto job = [what, more](HistoryFile& file) {
            *more = what == Tidy::entries        ? file.prune(kBite)
                    : what == Tidy::unused_names ? file.look_for_unused_names()
                                                 : file.drop_unused_names();
        };
        on_disk(job, [this, what, more](const std::string& failure) {
            if (!failure.empty()) return tidy(what, kAgain);
            if (*more) return tidy(what, kEach);
            tidying_ = what != Tidy::dropping_names;
            if (what == Tidy::entries) tidy(Tidy::unused_names, kEach);
            if (what != Tidy::unused_names) return;
            older_.assign(going_.begin(), going_.end());
            tidy(Tidy::dropping_names, kEach);
        });
    });
}

}  // namespace tutti
