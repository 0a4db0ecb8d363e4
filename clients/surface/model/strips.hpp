#pragma once
// Strips as a surface meets them: layers of them, the words by which a selection names one, and texts short enough for
// a display. Pure functions of what the desk has told.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "clients/surface/mcu/face.hpp"
#include "clients/surface/model/mirror.hpp"

namespace tutti::surface {

enum class Layer : std::uint8_t { channels, buses, dcas, main, own };
inline constexpr std::string_view kLayerWords[] = {"channels", "buses", "dcas", "main", "own"};

std::vector<std::string> strips_of_layer(Layer layer, const Mirror& desk, const std::vector<std::string>& own);

std::string selection_word(std::string_view strip);          // "/channel/5" -> "channel:5"
std::string strip_of_selection(const std::string& word);     // and back; empty: none
std::string fader_of(std::string_view strip, int flip_bus);  // flip_bus 0: its own
std::string mute_of(std::string_view strip, int flip_bus);
std::string pan_of(std::string_view strip, int flip_bus);  // pan or balance; empty: it has none

std::string short_name(std::string_view strip, const Mirror& desk, int columns);
std::string shortened(std::string_view name, int columns);  // printable ASCII, what identifies it kept longest
std::uint32_t color_of(const std::string& text);            // "#rrggbb"; white where it is none

// A value as it is read on seven characters: "-6.0", "off", "1.2k", "L50".
std::string value_text(const std::string& address, const Mirror& desk, int columns);
void put_text(std::array<char, kColumns>& cells, std::string_view text, int columns);

}  // namespace tutti::surface
