#include "server/x32/wishes.hpp"

#include <algorithm>

#include "server/x32/addresses.hpp"
#include "server/x32/arguments.hpp"
#include "server/x32/subscriptions.hpp"

namespace tutti::x32 {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr int kStrips = 72, kGreatest = 999;

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName;
}

std::string with_slash(std::string_view name) {
    return name.starts_with('/') ? std::string(name) : "/" + std::string(name);
}

// "/ch/**/mix/on" with 7: "/ch/07/mix/on"; empty where the number has more digits.
std::string numbered(std::string_view pattern, int number) {
    const std::size_t at = pattern.find('*');
    if (at == std::string_view::npos) return std::string(pattern);
    const std::size_t end = std::min(pattern.find_first_not_of('*', at), pattern.size());
    const std::string digits = padded(number, static_cast<int>(end - at));
    if (digits.size() > end - at) return {};
    return std::string(pattern.substr(0, at)) + digits + std::string(pattern.substr(end));
}

}  // namespace

std::optional<ListWish> list_wish(std::span<const Argument> arguments) {
    std::vector<std::string_view> texts;
    while (const auto text = text_at(arguments, texts.size())) texts.push_back(*text);
    const auto first = whole_at(arguments, texts.size()), last = whole_at(arguments, texts.size() + 1);
    if (texts.size() < 2 || !is_name(texts[0]) || !first || !last) return std::nullopt;
    if (*first < 0 || *last < *first || *last > kGreatest) return std::nullopt;
    ListWish wish{std::string(texts[0]), {}, time_factor(whole_at(arguments, texts.size() + 2).value_or(1))};
    for (std::size_t i = 1; i < texts.size(); ++i) {
        const bool counts = texts[i].find('*') != std::string_view::npos;
        if (!is_name(texts[i])) return std::nullopt;
        for (int number = *first; number <= (counts ? *last : *first); ++number) {
            if (wish.addresses.size() == kMostListed) return std::nullopt;
            wish.addresses.push_back(numbered(texts[i], number));
        }
    }
    return wish;
}

std::optional<MeterWish> meter_wish(std::string_view name, std::string_view path, std::span<const Argument> numbers) {
    auto kind = meter_kind(path);
    if (!kind || !is_name(name)) return std::nullopt;
    // One number more than the meter has is the time factor; whoever gives three gives both numbers whatever it has.
    const int has = meter_arguments(kind->id);
    const std::size_t ahead = numbers.size() >= 3 ? 2 : static_cast<std::size_t>(has);
    if (has > 0) kind->a = whole_at(numbers, 0).value_or(0);
    if (has > 1) kind->b = whole_at(numbers, 1).value_or(0);
    const auto exists = [](int number) { return number >= 0 && number < kStrips; };
    if (!exists(kind->a) || !exists(kind->b)) return std::nullopt;
    const int factor = numbers.size() > ahead ? time_factor(whole_at(numbers, numbers.size() - 1).value_or(1)) : 1;
    return MeterWish{name == path ? with_slash(name) : std::string(name), *kind, factor};
}

}  // namespace tutti::x32
