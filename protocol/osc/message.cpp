#include "protocol/osc/message.hpp"

#include <lo/lo.h>

#include <bit>
#include <cstring>

#include "protocol/osc/layout.hpp"

namespace tutti::osc {
namespace {

constexpr std::string_view kBundle = kBundleStart.substr(0, 8);

struct FreeMessage {
    void operator()(void* message) const { lo_message_free(message); }
};
using LoMessage = std::unique_ptr<void, FreeMessage>;

// liblo's arguments lie at multiples of 4, where an 8-byte number may not be read in place.
template <typename T>
T read(const std::byte* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

Argument argument_of(char tag, const std::byte* value) {
    switch (tag) {
        case 'i': return read<std::int32_t>(value);
        case 'h': return read<std::int64_t>(value);
        case 'f': return read<float>(value);
        case 'd': return read<double>(value);
        case 's':
        case 'S': return std::string_view(reinterpret_cast<const char*>(value));
        case 'b': return Blob(value + 4, read<std::uint32_t>(value));
        case 'T': return true;
        case 'F': return false;
        default: return {};  // c r m t N I: no parameter takes them
    }
}

// liblo has no arrays and no colours: it is given the same arguments without brackets, a colour as MIDI's 4 bytes.
// "/\0\0\0", tags, arguments as they were
void make_plain(std::string& out, const MessageLayout& layout, std::span<const std::byte> message) {
    out.assign("/\0\0\0,", 5);
    for (const char tag : layout.tags)
        if (tag != '[' && tag != ']') out += tag == 'r' ? 'm' : tag;
    out.append(4 - out.size() % 4, '\0');
    const auto arguments = message.subspan(layout.arguments);
    out.append(reinterpret_cast<const char*>(arguments.data()), arguments.size());
}

// Texts end at their first NUL, and are filled up with at least one.
void append_text(std::string& out, std::string_view text) {
    text = text.substr(0, text.find('\0'));
    out += text;
    out.append(4 - text.size() % 4, '\0');
}

template <typename T>
void append_big_endian(std::string& out, T bits) {
    for (int shift = 8 * sizeof bits - 8; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 0xff);
}

struct TagOf {
    char operator()(std::monostate) const { return 'N'; }
    char operator()(bool b) const { return b ? 'T' : 'F'; }
    char operator()(std::int32_t) const { return 'i'; }
    char operator()(std::int64_t) const { return 'h'; }
    char operator()(float) const { return 'f'; }
    char operator()(double) const { return 'd'; }
    char operator()(std::string_view) const { return 's'; }
    char operator()(Blob) const { return 'b'; }
};

struct AppendArgument {
    std::string& out;
    void operator()(std::monostate) const {}
    void operator()(bool) const {}
    void operator()(std::int32_t i) const { append_big_endian(out, static_cast<std::uint32_t>(i)); }
    void operator()(std::int64_t h) const { append_big_endian(out, static_cast<std::uint64_t>(h)); }
    void operator()(float f) const { append_big_endian(out, std::bit_cast<std::uint32_t>(f)); }
    void operator()(double d) const { append_big_endian(out, std::bit_cast<std::uint64_t>(d)); }
    void operator()(std::string_view text) const { append_text(out, text); }
    void operator()(Blob blob) const {
        append_big_endian(out, static_cast<std::uint32_t>(blob.size()));
        out.append(reinterpret_cast<const char*>(blob.data()), blob.size());
        out.append((4 - blob.size() % 4) % 4, '\0');
    }
};

}  // namespace

struct Packet::Decoded {
    std::vector<LoMessage> messages;
};

Packet::Packet() : decoded_(std::make_unique<Decoded>()) {}
Packet::~Packet() = default;

Fault Packet::decode(std::span<const std::byte> bytes) {
    messages_.clear();
    first_argument_.clear();
    arguments_.clear();
    decoded_->messages.clear();
    offending_ = {};
    is_bundle_ = false;
    if (bytes.empty()) return Fault::not_osc;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    is_bundle_ = text.starts_with(kBundle);
    if (!is_bundle_ && text.front() != '/') return Fault::not_osc;
    if (bytes.size() > kMaxPacket) return Fault::too_large;
    const Fault fault = is_bundle_ ? decode_bundle(bytes, 1) : decode_message(bytes);
    if (fault != Fault::none) {
        messages_.clear();
        return fault;
    }
    for (std::size_t m = 0; m < messages_.size(); ++m) {
        const std::size_t end = m + 1 < messages_.size() ? first_argument_[m + 1] : arguments_.size();
        messages_[m].arguments = std::span(arguments_).subspan(first_argument_[m], end - first_argument_[m]);
    }
    return Fault::none;
}

// "#bundle\0", 8 bytes of time tag (ignored), then elements: int32 size, message or bundle
Fault Packet::decode_bundle(std::span<const std::byte> bytes, int depth) {
    if (depth > kMaxDepth) return Fault::too_large;
    if (bytes.size() < kBundleStart.size()) return Fault::malformed;
    std::size_t at = kBundleStart.size();
    while (at < bytes.size()) {
        if (bytes.size() - at < 4) return Fault::malformed;
        const std::size_t size = read_u32(bytes, at);
        at += 4;
        if (size == 0 || size % 4 != 0 || size > bytes.size() - at) return Fault::malformed;
        const auto element = bytes.subspan(at, size);
        const bool nested = std::string_view(reinterpret_cast<const char*>(element.data()), size).starts_with(kBundle);
        const Fault fault = nested ? decode_bundle(element, depth + 1) : decode_message(element);
        if (fault != Fault::none) return fault;
        at += size;
    }
    return Fault::none;
}

Fault Packet::decode_message(std::span<const std::byte> bytes) {
    if (messages_.size() == kMaxMessages) return Fault::too_large;
    const auto layout = check_message(bytes);
    if (!layout) {
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const std::size_t end = text.find('\0');
        if (text.front() == '/' && end != std::string_view::npos && end < 256) offending_ = text.substr(0, end);
        return Fault::malformed;
    }
    messages_.push_back({layout->address, {}});
    first_argument_.push_back(arguments_.size());
    return layout->tags.empty() ? Fault::none : decode_arguments(*layout, bytes);  // liblo refuses one without tags
}

Fault Packet::decode_arguments(const MessageLayout& layout, std::span<const std::byte> message) {
    if (layout.foreign) {
        arguments_.insert(arguments_.end(), layout.tags.size(), Argument{});
        return Fault::none;
    }
    auto* data = const_cast<std::byte*>(message.data());  // liblo copies, it only does not say so
    std::size_t size = message.size();
    if (layout.nested || layout.tags.find('r') != std::string_view::npos) {
        make_plain(plain_, layout, message);
        data = reinterpret_cast<std::byte*>(plain_.data());
        size = plain_.size();
    }
    int result = 0;
    LoMessage decoded(lo_message_deserialise(data, size, &result));
    if (!decoded) {  // the layout is right, so liblo has a limit of its own
        offending_ = layout.address;
        return Fault::malformed;
    }
    lo_arg** values = lo_message_get_argv(decoded.get());
    for (const char tag : layout.tags)
        if (tag != '[' && tag != ']')
            arguments_.push_back(argument_of(tag, reinterpret_cast<const std::byte*>(*values++)));
    decoded_->messages.push_back(std::move(decoded));
    return Fault::none;
}

// Not by liblo: its messages grow by a rounded logarithm, and from 128 kB on it may write past their end.
void append_message(std::string& out, std::string_view address, std::span<const Argument> arguments) {
    append_text(out, address);
    out += ',';
    for (const Argument& argument : arguments) out += std::visit(TagOf{}, argument);
    out.append(4 - (1 + arguments.size()) % 4, '\0');
    for (const Argument& argument : arguments) std::visit(AppendArgument{out}, argument);
}

}  // namespace tutti::osc
