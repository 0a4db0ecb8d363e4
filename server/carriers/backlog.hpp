#pragma once
// Counts what waits for the kernel on one connection and tells when a long queue has become short again: the moment
// at which the desk is asked for more. State thread only.
#include <cstddef>

namespace tutti {

class Backlog {
public:
    static constexpr std::size_t short_enough = 64 * 1024;

    void add(std::size_t bytes) {
        bytes_ += bytes;
        was_long_ = was_long_ || bytes_ >= short_enough;
    }

    // True when this made the queue short after it was long.
    bool take(std::size_t bytes) {
        bytes_ -= bytes < bytes_ ? bytes : bytes_;
        if (!was_long_ || bytes_ >= short_enough) return false;
        was_long_ = false;
        return true;
    }

    std::size_t bytes() const { return bytes_; }

private:
    std::size_t bytes_ = 0;
    bool was_long_ = false;
};

}  // namespace tutti
