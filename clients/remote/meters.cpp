#include "clients/remote/meters.hpp"

#include <cstdint>
#include <string_view>

namespace tutti::remote {

namespace {

constexpr std::string_view prefix = "/meters/";

std::int16_t word_at(const Bytes& blob, std::size_t index) {
    const auto low = std::to_integer<unsigned>(blob[2 * index]);
    const auto high = std::to_integer<unsigned>(blob[2 * index + 1]);
    return static_cast<std::int16_t>(low | (high << 8));
}

}  // namespace

std::optional<MeterFrame> decode_meters(const Message& message) {
    if (!message.address.starts_with(prefix) || message.arguments.empty()) return std::nullopt;
    const Bytes* blob = std::get_if<Bytes>(&message.arguments.back());
    if (!blob || blob->size() < 4) return std::nullopt;
    MeterFrame frame{message.address.substr(prefix.size()), word_at(*blob, 1), {}};
    if (const auto* strip = std::get_if<std::string>(&message.arguments.front())) frame.what = *strip;
    const std::size_t length = static_cast<std::uint16_t>(word_at(*blob, 0));
    const std::size_t words = blob->size() / 2;
    if (length == 0) return std::nullopt;
    for (std::size_t at = 2; at + length <= words; at += length) {
        auto& record = frame.records.emplace_back();
        for (std::size_t index = 0; index < length; ++index)
            record.push_back(static_cast<float>(word_at(*blob, at + index)) / 100.0f);
    }
    return frame;
}

}  // namespace tutti::remote
