#pragma once
// Bytes as data sheets print them: hex(“E0 00 40”) to bytes, and bytes to such a text, so that a test that fails can
// be read.
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "clients/surface/mcu/dialect.hpp"

namespace tutti::surface {

inline std::string hex(const std::string& text) {
    std::istringstream words(text);
    std::string bytes;
    for (std::string word; words >> word;) bytes += static_cast<char>(std::stoi(word, nullptr, 16));
    return bytes;
}

inline std::string in_hex(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) {
        char word[4];
        std::snprintf(word, sizeof word, "%02X", static_cast<unsigned char>(byte));
        text += (text.empty() ? "" : " ") + std::string(word);
    }
    return text;
}

inline MidiBytes midi(const std::string& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

// What a unit says, as events.
inline std::vector<Event> events_of(const Dialect& dialect, const std::string& text) {
    MidiReader reader;
    std::vector<Event> events;
    reader.feed(midi(hex(text)), [&](const MidiMessage& message) {
        if (const auto event = dialect.read(message)) events.push_back(*event);
    });
    return events;
}

}  // namespace tutti::surface
