#include "protocol/osc/layout.hpp"

#include <algorithm>
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

// int32 size, bytes, NULs up to a multiple of 4
bool skip_blob(std::span<const std::byte> bytes, std::size_t& at) {
    if (bytes.size() - at < 4) return false;
    const std::size_t size = read_u32(bytes, at);
    at += 4;
    if (size > bytes.size() - at) return false;
    const auto padding = bytes.subspan(at + size, std::min((4 - size % 4) % 4, bytes.size() - at - size));
    return skip(bytes, at, (size + 3) / 4 * 4) &&
           std::all_of(padding.begin(), padding.end(), [](std::byte b) { return b == std::byte{0}; });
}

bool is_known(char tag) {
    return std::string_view("ifcrmhdtsSbTFNI[]").find(tag) != std::string_view::npos;
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

// Every argument inside, arrays closed, nothing behind the last.
bool check_arguments(std::string_view tags, std::span<const std::byte> bytes, std::size_t at) {
    std::size_t open = 0;
    for (const char tag : tags) {
        if (tag == '[') {
            ++open;
        } else if (tag == ']') {
            if (open-- == 0) return false;
        } else if (!skip_argument(tag, bytes, at)) {
            return false;
        }
    }
    return open == 0 && at == bytes.size();
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
    if (!tags->empty()) layout.tags = tags->substr(1);
    layout.arguments = at;
    layout.foreign = !std::all_of(layout.tags.begin(), layout.tags.end(), is_known);
    layout.nested = layout.tags.find_first_of("[]") != std::string_view::npos;
    if (!layout.foreign && !check_arguments(layout.tags, bytes, at)) return std::nullopt;
    return layout;
}

}  // namespace tutti::osc
