// Any bytes as an OSC packet. Nothing is read behind them, a fault leaves nothing to carry out, and what was decoded is
// the same again after it was encoded: byte by byte where the packet has only types that we write ourselves.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "protocol/osc/layout.hpp"
#include "protocol/osc/message.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tutti;
using fuzz::require;

// Bit by bit, so that a NaN is equal to itself.
bool same(const Argument& a, const Argument& b) {
    if (a.index() != b.index()) return false;
    if (const auto* f = std::get_if<float>(&a)) return std::memcmp(f, &std::get<float>(b), sizeof *f) == 0;
    if (const auto* d = std::get_if<double>(&a)) return std::memcmp(d, &std::get<double>(b), sizeof *d) == 0;
    if (const auto* blob = std::get_if<Blob>(&a)) {
        const Blob other = std::get<Blob>(b);
        return blob->size() == other.size() && std::equal(blob->begin(), blob->end(), other.begin());
    }
    if (const auto* i = std::get_if<std::int32_t>(&a)) return *i == std::get<std::int32_t>(b);
    if (const auto* h = std::get_if<std::int64_t>(&a)) return *h == std::get<std::int64_t>(b);
    if (const auto* s = std::get_if<std::string_view>(&a)) return *s == std::get<std::string_view>(b);
    return true;
}

void check_round_trip(const osc::Message& message) {
    std::string bytes;
    osc::append_message(bytes, message.address, message.arguments);
    require(bytes.size() % 4 == 0, "an encoded message has whole words");
    const std::vector<char> exact(bytes.begin(), bytes.end());  // on the heap, where reading behind it is seen
    osc::Packet again;
    require(again.decode(std::as_bytes(std::span(exact))) == osc::Fault::none, "what was encoded can be decoded");
    require(!again.is_bundle() && again.messages().size() == 1, "one message stays one message");
    const osc::Message& other = again.messages()[0];
    require(other.address == message.address, "the address stays");
    require(other.arguments.size() == message.arguments.size(), "the count of arguments stays");
    for (std::size_t i = 0; i < other.arguments.size(); ++i)
        require(same(message.arguments[i], other.arguments[i]), "an argument stays");
}

// The type tags of a whole message, whose address and tags are padded to words.
std::string_view tags_of(std::string_view message) {
    message.remove_prefix(std::min(message.find('\0') / 4 * 4 + 4, message.size()));
    return message.substr(0, message.find('\0'));
}

void check_bytes(const osc::Message& message, std::string_view bytes) {
    const std::string_view tags = tags_of(bytes);
    if (!tags.starts_with(',') || tags.find_first_not_of("ifhdsbTFN", 1) != std::string_view::npos) return;
    std::string again;
    osc::append_message(again, message.address, message.arguments);
    require(again == bytes, "there is one way to write a message");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static osc::Packet packet;  // its memory is used again, as in the daemon
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const osc::Fault fault = packet.decode(bytes);
    const bool is_osc = text.starts_with('/') || text.starts_with(std::string_view("#bundle\0", 8));
    require((fault == osc::Fault::not_osc) == !is_osc, "not_osc is what begins with neither '/' nor #bundle");
    if (fault != osc::Fault::none) {
        const bool checked = text.starts_with('/') && osc::check_message(bytes);
        require(!checked, "liblo is never asked about what is broken");
        require(packet.messages().empty(), "nothing of a broken packet is carried out");
        for (const char c : packet.offending_address()) require(c != '\0', "an address has no NUL");
        return 0;
    }
    require(packet.messages().size() <= osc::kMaxMessages, "at most so many messages");
    for (const osc::Message& message : packet.messages()) {
        require(message.address.starts_with('/'), "an address begins with '/'");
        check_round_trip(message);
    }
    if (!packet.is_bundle()) check_bytes(packet.messages()[0], text);
    return 0;
}
