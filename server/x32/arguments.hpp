#pragma once
// What a message says at a place, where it is of the type that is meant there; nothing where it is of another, or where
// the message is shorter. Texts are borrowed from it. Pure functions, any thread.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/console/accept.hpp"

namespace tutti::x32 {

template <typename T>
std::optional<T> argument_at(std::span<const Argument> arguments, std::size_t i) {
    const T* found = i < arguments.size() ? std::get_if<T>(&arguments[i]) : nullptr;
    return found ? std::optional<T>(*found) : std::nullopt;
}
inline std::optional<std::int32_t> whole_at(std::span<const Argument> arguments, std::size_t i) {
    return argument_at<std::int32_t>(arguments, i);
}
inline std::optional<std::string_view> text_at(std::span<const Argument> arguments, std::size_t i) {
    return argument_at<std::string_view>(arguments, i);
}

}  // namespace tutti::x32
