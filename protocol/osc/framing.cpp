#include "protocol/osc/framing.hpp"

#include <algorithm>

#include "protocol/osc/layout.hpp"
#include "protocol/osc/message.hpp"

namespace tutti::osc {
namespace {
constexpr std::size_t kSeen = kMaxPacket + 1;                // of a packet that is too long
constexpr std::size_t kLongestPassedOver = 64 * kMaxPacket;  // beyond that it is no length
constexpr std::byte kEnd{0xC0}, kEscape{0xDB}, kEscapedEnd{0xDC}, kEscapedEscape{0xDD};
}  // namespace

bool StreamDecoder::feed(std::span<const std::byte> bytes) {
    if (fault_ != Fault::none) return false;
    if (bytes.empty()) return true;
    if (framing_ == Framing::unknown) {
        const std::byte first = bytes[0];
        if (first == std::byte{0})
            framing_ = Framing::length;
        else if (first == kEnd || first == std::byte{'/'} || first == std::byte{'#'})
            framing_ = Framing::slip;
        else
            fault_ = Fault::not_osc;
        if (fault_ != Fault::none) return false;
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    return true;
}

bool StreamDecoder::next(std::span<const std::byte>& packet) {
    if (fault_ != Fault::none) return false;
    return framing_ == Framing::length ? next_by_length(packet) : next_by_slip(packet);
}

// int32 length (big endian), packet
bool StreamDecoder::next_by_length(std::span<const std::byte>& packet) {
    const std::size_t passed = static_cast<std::size_t>(std::min<std::uint64_t>(pass_over_, waiting_.size() - taken_));
    taken_ += passed;
    pass_over_ -= passed;
    const std::span<const std::byte> rest = std::span(waiting_).subspan(taken_);
    if (rest.size() < 4) return false;
    const std::size_t size = read_u32(rest, 0), seen = std::min(size, kSeen);
    if (size > kLongestPassedOver) {
        fault_ = Fault::too_large;
        return false;
    }
    if (rest.size() - 4 < seen) return false;
    packet = rest.subspan(4, seen);
    taken_ += 4 + seen;
    pass_over_ = size - seen;
    return true;
}

// END packet END; inside, END is ESC DC and ESC is ESC DD. Empty packets (double END) are passed over.
bool StreamDecoder::next_by_slip(std::span<const std::byte>& packet) {
    if (slip_done_) slip_.clear();
    slip_done_ = false;
    while (taken_ < waiting_.size()) {
        std::byte b = waiting_[taken_++];
        if (slip_too_long_ && b != kEnd) continue;
        if (b == kEnd) {
            escaped_ = slip_too_long_ = false;
            if (slip_.empty()) continue;
            packet = slip_;
            slip_done_ = true;
            return true;
        }
        if (escaped_) {
            b = b == kEscapedEnd ? kEnd : b == kEscapedEscape ? kEscape : b;
            escaped_ = false;
        } else if (b == kEscape) {
            escaped_ = true;
            continue;
        }
        slip_.push_back(b);
        if (slip_.size() < kSeen) continue;
        packet = slip_;
        slip_done_ = slip_too_long_ = true;
        return true;
    }
    return false;
}

void append_length_prefixed(std::string& out, std::string_view packet) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(packet.size() >> shift & 0xff);
    out += packet;
}

void append_slip(std::string& out, std::string_view packet) {
    out += static_cast<char>(kEnd);
    for (const char c : packet) {
        const auto b = static_cast<std::byte>(c);
        if (b == kEnd || b == kEscape) {
            out += static_cast<char>(kEscape);
            out += static_cast<char>(b == kEnd ? kEscapedEnd : kEscapedEscape);
        } else {
            out += c;
        }
    }
    out += static_cast<char>(kEnd);
}

}  // namespace tutti::osc
