#pragma once
// Where the parts of one OSC message lie, checked byte by byte, so that nobody reads behind its end. Pure.
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tutti::osc {

struct MessageLayout {
    std::string_view address;
    std::string_view tags;      // without the comma; empty for a message without arguments
    std::size_t arguments = 0;  // where their bytes begin
    bool foreign = false;       // a tag of no known type: what follows cannot be told apart, and is not looked at
    bool nested = false;        // has array brackets
};

// Nothing where the bytes are not one whole message: address and strings terminated and padded to 4, every argument
// that the tags announce inside, array brackets closed, nothing left over.
std::optional<MessageLayout> check_message(std::span<const std::byte> bytes);

std::size_t read_u32(std::span<const std::byte> bytes, std::size_t at);  // big endian; at + 4 must be inside

}  // namespace tutti::osc
