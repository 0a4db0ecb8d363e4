#include "engine/rt/callback.hpp"

namespace tutti::rt {
namespace {

constinit thread_local bool inside = false;

}  // namespace

bool in_callback() noexcept {
    return inside;
}

extern "C" bool* tutti_callback_mark() noexcept {
    return &inside;
}

CallbackScope::CallbackScope() noexcept : before_(inside) {
    inside = true;
}
CallbackScope::~CallbackScope() {
    inside = before_;
}

void mark_realtime() noexcept {
    inside = true;
}

}  // namespace tutti::rt
