#pragma once
// OSC packets to messages and back. Every layout and length is checked here before liblo, which decodes single
// messages, sees a byte; bundles, limits and encoding are ours. Any one thread; decoding again reuses the memory.
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/console/accept.hpp"

namespace tutti::osc {

struct MessageLayout;

inline constexpr std::size_t kMaxPacket = 1 << 20;  // bytes
inline constexpr std::size_t kMaxMessages = 16384;  // of one bundle
inline constexpr int kMaxDepth = 8;                 // bundles in bundles

// "#bundle\0", time tag 1 (at once): a bundle is this and its messages, each by append_length_prefixed().
inline constexpr std::string_view kBundleStart{"#bundle\0\0\0\0\0\0\0\0\1", 16};

// Views live until the packet is decoded again or its bytes go away. Arguments in arrays stand in a row with the
// others; c, r, m, t and types that nobody knows are monostate, which every parameter refuses as bad_type.
struct Message {
    std::string_view address;
    std::span<const Argument> arguments;
};

enum class Fault : std::uint8_t {
    none,
    not_osc,    // never answered
    malformed,  // nothing of it is carried out
    too_large
};

class Packet {
public:
    Packet();
    ~Packet();
    Packet(const Packet&) = delete;
    Packet& operator=(const Packet&) = delete;

    Fault decode(std::span<const std::byte> bytes);
    std::span<const Message> messages() const { return messages_; }  // nested bundles flattened, in order
    bool is_bundle() const { return is_bundle_; }
    std::string_view offending_address() const { return offending_; }  // of a fault, where known

private:
    struct Decoded;  // what liblo made; the views point into it
    Fault decode_bundle(std::span<const std::byte> bytes, int depth);
    Fault decode_message(std::span<const std::byte> bytes);
    Fault decode_arguments(const MessageLayout& layout, std::span<const std::byte> message);

    std::vector<Message> messages_;
    std::vector<std::size_t> first_argument_;  // of each message, while arguments_ still grows
    std::vector<Argument> arguments_;
    std::unique_ptr<Decoded> decoded_;
    std::string plain_;  // a message rewritten for liblo
    std::string_view offending_;
    bool is_bundle_ = false;
};

void append_message(std::string& out, std::string_view address, std::span<const Argument> arguments);
inline void append_message(std::string& out, std::string_view address, std::initializer_list<Argument> arguments) {
    append_message(out, address, std::span(arguments.begin(), arguments.size()));
}

}  // namespace tutti::osc
