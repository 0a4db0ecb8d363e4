#pragma once
// Packets written out byte by byte for the tests of the codec. Literals need their NULs: write "…"sv.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "protocol/osc/message.hpp"

namespace tutti::osc::test {

using namespace std::string_view_literals;

inline std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

inline std::string int32(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
    return out;
}

inline constexpr std::string_view kBundleHead = "#bundle\0\0\0\0\0\0\0\0\1"sv;

template <typename... Elements>
std::string bundle(const Elements&... elements) {
    std::string out(kBundleHead);
    ((out += int32(static_cast<std::uint32_t>(std::string_view(elements).size())) + std::string(elements)), ...);
    return out;
}

// A message as text, to compare: `/a i1 "b"`.
inline std::string words(const Message& message) {
    struct Append {
        std::string& out;
        void operator()(std::monostate) const { out += "nil"; }
        void operator()(bool b) const { out += b ? "true" : "false"; }
        void operator()(std::int32_t i) const { (out += 'i') += std::to_string(i); }
        void operator()(std::int64_t h) const { (out += 'h') += std::to_string(h); }
        void operator()(float f) const { (out += 'f') += std::to_string(f); }
        void operator()(double d) const { (out += 'd') += std::to_string(d); }
        void operator()(std::string_view s) const { ((out += '"') += s) += '"'; }
        void operator()(Blob b) const {
            ((out += '<') += std::string_view(reinterpret_cast<const char*>(b.data()), b.size())) += '>';
        }
    };
    std::string out(message.address);
    for (const Argument& argument : message.arguments) std::visit(Append{out += ' '}, argument);
    return out;
}

// All messages of a packet, one a line; the name of the fault where it has one.
inline std::string decoded(Packet& packet, std::string_view text) {
    constexpr const char* faults[] = {"", "not_osc", "malformed", "too_large"};
    // A copy of just its size, so that a reader who goes too far is found out by the address sanitizer.
    const std::unique_ptr<char[]> exact(new char[text.size()]);
    std::copy(text.begin(), text.end(), exact.get());
    const Fault fault = packet.decode(bytes({exact.get(), text.size()}));
    if (fault != Fault::none) return faults[static_cast<int>(fault)];
    std::string out;
    for (const Message& message : packet.messages()) (out += words(message)) += '\n';
    return out;
}
inline std::string decoded(std::string_view text) {
    Packet packet;
    return decoded(packet, text);
}

}  // namespace tutti::osc::test
