#pragma once
// Which leaves one X32 client has still to be told: each once, in the order in which they changed, with the value that
// it has when its turn comes. Bounded by the number of leaves, however much changes. State thread only.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace tutti::x32 {

class Outbox {
public:
    explicit Outbox(std::size_t leaves) : waits_(leaves, false), queued_(leaves, false) {}

    void mark(std::uint32_t leaf) {
        if (!waits_[leaf]) ++marked_;
        waits_[leaf] = true;
        if (queued_[leaf]) return;
        queued_[leaf] = true;
        order_.push_back(leaf);
    }
    // It is no news any more.
    void unmark(std::uint32_t leaf) {
        if (waits_[leaf]) --marked_;
        waits_[leaf] = false;
    }
    bool empty() const { return marked_ == 0; }
    void clear() {
        for (const std::uint32_t leaf : order_) waits_[leaf] = queued_[leaf] = false;
        order_.clear();
        marked_ = 0;
    }
    std::optional<std::uint32_t> next() {
        while (!order_.empty()) {
            const std::uint32_t leaf = order_.front();
            order_.pop_front();
            queued_[leaf] = false;
            if (!waits_[leaf]) continue;  // unmarked meanwhile
            unmark(leaf);
            return leaf;
        }
        return std::nullopt;
    }

private:
    std::vector<bool> waits_, queued_;
    std::deque<std::uint32_t> order_;
    std::size_t marked_ = 0;
};

}  // namespace tutti::x32
