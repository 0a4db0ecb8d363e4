#include "server/history/unused_names.hpp"

#include <algorithm>

namespace tutti {
namespace {

constexpr std::int64_t kLook = 20'000;
constexpr std::size_t kDrop = 2000;

}  // namespace

// What is written behind the place that it has come to is told by uses().
bool UnusedNames::look() {
    std::int64_t seen = 0;
    if (looks_ == Looks::at_steps) {
        sql::Statement rows(database_, "SELECT id, person FROM history_step WHERE id > ?1 ORDER BY id LIMIT ?2");
        for (rows.bind(1, step_).bind(2, kLook); rows.step(); ++seen) {
            step_ = rows.whole(0);
            used_.insert(rows.whole(1));
        }
    } else if (looks_ == Looks::at_entries) {
        sql::Statement rows(database_,
                            "SELECT step, address FROM history WHERE (step, address) > (?1, ?2) "
                            "ORDER BY step, address LIMIT ?3");
        for (rows.bind(1, step_).bind(2, address_).bind(3, kLook); rows.step(); ++seen) {
            step_ = rows.whole(0);
            address_ = rows.whole(1);
            used_.insert(address_);
        }
    } else if (looks_ == Looks::at_names) {
        sql::Statement rows(database_, "SELECT id FROM history_name WHERE id > ?1 ORDER BY id LIMIT ?2");
        for (rows.bind(1, step_).bind(2, kLook); rows.step(); ++seen) {
            step_ = rows.whole(0);
            if (!used_.contains(step_)) unused_.push_back(step_);
        }
    }
    if (seen == kLook) return true;
    step_ = address_ = -1;
    if (looks_ != Looks::no_more) looks_ = static_cast<Looks>(static_cast<int>(looks_) + 1);
    return looks_ != Looks::no_more;
}

bool UnusedNames::drop() {
    const std::size_t left = unused_.size() - std::min(unused_.size(), kDrop);
    sql::Transaction whole(database_);
    sql::Statement drop(database_, "DELETE FROM history_name WHERE id = ?1");
    for (std::size_t i = left; i < unused_.size(); ++i)
        if (!used_.contains(unused_[i])) drop.bind(1, unused_[i]).run();
    whole.commit();
    unused_.resize(left);
    return left > 0;
}

}  // namespace tutti
