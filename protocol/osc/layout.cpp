#include "protocol/osc/layout.hpp"

#include <cstdint>

namespace tutti::osc {
namespace {

// A NUL-terminated string padded with NULs to a multiple of 4; moves `at` behind it.
std::optional<std::string_view> take_string(std::span<const std::byte> bytes, std::size_t& at) {
    const std::size_t begin = at;
    std::size_t end = begin;
    while (end < bytes.size() && bytes[end] != std::byte{0}) ++end;
    const std::size_t padded = begin + (end - begin) / 4 * 4 + 4;
    if (padded > bytes.size()) return std::nullopt;
    for (std::size_t i = end; i < padded; ++i)
        if (bytes[i] != std::byte{0}) return std::nullopt;
    at = padded;
    return std::string_view(reinterpret_cast<const char*>(bytes.data()) + begin, end - begin);
}

bool skip(std::span<const std::byte> bytes, std::size_t& at, std::size_t size) {
    if (size > bytes.size() - at) return false;
    at += size;
    return true;
}

bool skip_blob(std::span<const std::byte> bytes, std::size_t& at) {
    if (bytes.size() - at < 4) return false;
    const std::size_t size = read_u32(bytes, at);
    at += 4;
    return size <= bytes.size() - at && skip(bytes, at, (size + 3) / 4 * 4);
}

bool skip_argument(char tag, std::span<const std::byte> bytes, std::size_t& at) {
    switch (tag) {
        case 'i':
        case 'f':
        case 'c':
        case 'r':
        case 'm': return skip(bytes, at, 4);
        case 'h':
        case 'd':
        case 't': return skip(bytes, at, 8);
        case 's':
        case 'S': return take_string(bytes, at).has_value();
        case 'b': return skip_blob(bytes, at);
        case 'T':
        case 'F':
        case 'N':
        case 'I': return true;
        default: return false;
    }
}

}  // namespace

std::size_t read_u32(std::span<const std::byte> bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + i]);
    return value;
}

std::optional<MessageLayout> check_message(std::span<const std::byte> bytes) {
    if (bytes.size() % 4 != 0) return std::nullopt;
    MessageLayout layout;
    std::size_t at = 0;
    const auto address = take_string(bytes, at);
    if (!address || address->empty() || address->front() != '/') return std::nullopt;
    layout.address = *address;
    if (at == bytes.size()) return layout;
    const auto tags = take_string(bytes, at);
    if (!tags || (!tags->empty() && tags->front() != ',')) return std::nullopt;
    layout.has_tags = !tags->empty();
    if (layout.has_tags) layout.tags = tags->substr(1);
    for (const char tag : layout.tags)
        if (!skip_argument(tag, bytes, at)) return std::nullopt;
    if (at != bytes.size()) return std::nullopt;
    return layout;
}

}  // namespace tutti::osc
