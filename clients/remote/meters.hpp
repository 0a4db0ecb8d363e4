// The /meters blobs of the wire, decoded to decibels. Pure functions of a message; what is no meter frame, or is cut
// short, gives nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clients/remote/value.hpp"

namespace tutti::remote {

// One frame: for each strip, in order, the values of its record in dB (the records are in docs/protocol.md, Meters).
struct MeterFrame {
    std::string what;  // "channels", "main", or the address of a single strip
    int first = 1;     // the number of the first strip
    std::vector<std::vector<float>> records;
};

std::optional<MeterFrame> decode_meters(const Message& message);

}  // namespace tutti::remote
