// Any bytes as a stream. The packets do not depend on the pieces in which the bytes come, and none is over the limit.
// The first byte of the input sets the size of the pieces, the rest is the stream.
#include <algorithm>
#include <string>
#include <vector>

#include "protocol/osc/framing.hpp"
#include "protocol/osc/message.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti;
using fuzz::require;
using Bytes = std::span<const std::byte>;

struct Taken {
    std::vector<std::string> packets;
    osc::StreamDecoder::Fault fault = osc::StreamDecoder::Fault::none;
    osc::StreamDecoder::Framing framing = osc::StreamDecoder::Framing::unknown;
    bool operator==(const Taken&) const = default;
};

Taken take(Bytes stream, std::size_t piece) {
    Taken taken;
    osc::StreamDecoder decoder;
    while (!stream.empty() && decoder.fault() == osc::StreamDecoder::Fault::none) {
        const Bytes now = stream.first(std::min(piece, stream.size()));
        stream = stream.subspan(now.size());
        const std::vector<std::byte> exact(now.begin(), now.end());
        if (!decoder.feed(exact)) break;
        Bytes packet;
        while (decoder.next(packet)) {
            require(packet.size() <= osc::kMaxPacket + 1, "a packet is within the limit, or a byte over it");
            taken.packets.emplace_back(reinterpret_cast<const char*>(packet.data()), packet.size());
        }
    }
    taken.fault = decoder.fault();
    taken.framing = decoder.framing();
    return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size < 2) return 0;
    const Bytes stream(reinterpret_cast<const std::byte*>(data) + 1, size - 1);
    const Taken whole = take(stream, stream.size());
    require(take(stream, data[0] % 16 + 1U) == whole, "pieces of any size give the same packets");

    if (whole.framing == osc::StreamDecoder::Framing::unknown) return 0;
    const bool slip = whole.framing == osc::StreamDecoder::Framing::slip;
    std::string again;
    for (const std::string& packet : whole.packets)
        slip ? osc::append_slip(again, packet) : osc::append_length_prefixed(again, packet);
    if (again.empty()) return 0;
    const Taken second = take(std::as_bytes(std::span(again)), again.size());
    require(second.packets == whole.packets, "packets framed again are the same packets");
    return 0;
}
