#pragma once
// What is put into the blobs of X32 meters and lists: words whose first byte is the least one, unlike everything around
// them, and no more than goes over any network in one piece. Pure functions, any thread.
#include <cstddef>
#include <cstdint>
#include <string>

namespace tutti::x32 {

inline constexpr std::size_t kMostDatagram = 1'200;  // bytes of an answer or of a blob

inline void put_little(std::string& out, std::uint32_t word, int bytes = 4) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(word >> (8 * i) & 0xff));
}

}  // namespace tutti::x32
