#include "clients/remote/packets.hpp"

#include <string_view>

namespace tutti::remote {

namespace {

// The two variants hold the same alternatives; only texts and blobs are owned here and borrowed there.
struct Borrow {
    Argument operator()(const std::string& text) const { return std::string_view(text); }
    Argument operator()(const Bytes& bytes) const { return Blob(bytes); }
    template <typename Plain>
    Argument operator()(Plain plain) const {
        return plain;
    }
};

struct Own {
    Value operator()(std::string_view text) const { return std::string(text); }
    Value operator()(Blob blob) const { return Bytes(blob.begin(), blob.end()); }
    template <typename Plain>
    Value operator()(Plain plain) const {
        return plain;
    }
};

std::string encode_message(const Message& message) {
    std::vector<Argument> arguments;
    for (const Value& value : message.arguments) arguments.push_back(std::visit(Borrow{}, value));
    std::string bytes;
    osc::append_message(bytes, message.address, arguments);
    return bytes;
}

}  // namespace

std::string encode_packet(const std::vector<Message>& messages) {
    std::string packet;
    if (messages.size() == 1) {
        packet = encode_message(messages.front());
    } else {
        packet = osc::kBundleStart;
        for (const Message& message : messages) osc::append_length_prefixed(packet, encode_message(message));
    }
    std::string framed;
    osc::append_length_prefixed(framed, packet);
    return framed;
}

bool PacketReader::read(std::span<const std::byte> bytes, std::deque<Message>& messages) {
    if (!stream_.feed(bytes)) return false;
    for (std::span<const std::byte> whole; stream_.next(whole);) {
        if (packet_.decode(whole) != osc::Fault::none) return false;
        for (const osc::Message& one : packet_.messages()) {
            Message& message = messages.emplace_back(Message{std::string(one.address)});
            for (const Argument& argument : one.arguments) message.arguments.push_back(std::visit(Own{}, argument));
        }
    }
    return stream_.fault() == osc::StreamDecoder::Fault::none;
}

}  // namespace tutti::remote
