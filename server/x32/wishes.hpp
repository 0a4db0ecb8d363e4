#pragma once
// What X32 clients ask to be sent again and again, read from their messages: lists of parameters whose addresses have
// stars for a number, and meters. Bounded, whatever the message says; nothing where it says nothing. Any one thread.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/x32/blob.hpp"
#include "server/x32/meters.hpp"

namespace tutti::x32 {

inline constexpr std::size_t kMostListed = kMostDatagram / 4 - 1;  // parameters, behind the length

struct ListWish {
    std::string name;                    // the address at which it is sent, as the client has it
    std::vector<std::string> addresses;  // empty: a number with too many digits for its stars
    int factor = 1;                      // every 50 ms times it
};
// alias, addresses, first and last number, time factor.
std::optional<ListWish> list_wish(std::span<const Argument> arguments);

struct MeterWish {
    std::string name;
    MeterKind kind;
    int factor = 1;
};
// Its numbers, and behind them perhaps a time factor.
std::optional<MeterWish> meter_wish(std::string_view name, std::string_view path, std::span<const Argument> numbers);

}  // namespace tutti::x32
