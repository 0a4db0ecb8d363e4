#pragma once
// A frame of meters as a client reads it: /meters/WHAT ,b or ,sb with little-endian 16-bit words.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/wire/clients.hpp"

namespace tutti::wire {

struct Frame {
    std::string strip;  // where one was asked for by its address
    int length = 0, first = 0;
    std::vector<double> values;  // dB; -inf is silence
};

inline Frame read_frame(const Heard& heard) {
    Frame frame;
    const bool named = heard.values.size() == 2;
    if (named) frame.strip = heard.text(0);
    const std::string blob = heard.text(named ? 1 : 0);
    std::vector<int> words;
    for (std::size_t i = 0; i + 1 < blob.size(); i += 2)
        words.push_back(static_cast<std::int16_t>(static_cast<unsigned char>(blob[i]) |
                                                  static_cast<unsigned char>(blob[i + 1]) << 8));
    frame.length = words.at(0), frame.first = words.at(1);
    for (std::size_t i = 2; i < words.size(); ++i)
        frame.values.push_back(words[i] == -32768 ? -std::numeric_limits<double>::infinity() : words[i] / 100.0);
    return frame;
}

}  // namespace tutti::wire
