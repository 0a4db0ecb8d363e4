#include "clients/surface/model/mirror.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/console/address.hpp"

namespace tutti::surface {

void Mirror::told(const std::string& address, const remote::Value& value) {
    if (std::holds_alternative<remote::Bytes>(value)) return;  // nothing that a surface shows
    const auto* text = std::get_if<std::string>(&value);
    const bool is_long = text && text->size() > kLongestText;
    values_.insert_or_assign(address, is_long ? remote::Value(text->substr(0, kLongestText)) : value);
    const std::string_view strip = strip_of(address);
    const int n = number_of(strip);
    if (n == 0) return;
    int& count = counts_[std::string(strip.substr(1, strip.find('/', 1) - 1))];
    count = std::max(count, n);
}

void Mirror::forget() {
    values_.clear();
    counts_.clear();
}

double Mirror::number(const std::string& address, double otherwise) const {
    const auto found = values_.find(address);
    if (found == values_.end()) return otherwise;
    return std::visit(
        [&](const auto& value) -> double {
            if constexpr (std::is_floating_point_v<std::decay_t<decltype(value)>>)
                return std::isnan(value) ? otherwise : static_cast<double>(value);
            if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) return static_cast<double>(value);
            return otherwise;
        },
        found->second);
}

int Mirror::whole(const std::string& address) const {
    using Limits = std::numeric_limits<int>;
    return static_cast<int>(std::clamp<double>(std::round(number(address)), Limits::lowest(), Limits::max()));
}

std::string Mirror::text(const std::string& address) const {
    const auto found = values_.find(address);
    const auto* text = found == values_.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : std::string();
}

int Mirror::count(const std::string& family) const {
    const auto found = counts_.find(family);
    return found == counts_.end() ? 0 : found->second;
}

const Row* row_of(std::string_view address) {
    static const Layout layout(Sizes::largest());
    static const AddressTree tree(layout);
    const auto place = tree.find(address);
    return place ? &place->info() : nullptr;
}

std::string_view strip_of(std::string_view address) {
    if (address == "/main" || address.starts_with("/main/")) return address.substr(0, 5);
    for (const std::string_view family : {"/channel/", "/bus/", "/matrix/", "/dca/", "/fx/"}) {
        if (!address.starts_with(family)) continue;
        std::size_t end = std::min(address.find('/', family.size()), address.size());
        if (family == "/fx/") {
            if (!address.substr(end).starts_with("/return")) return {};
            end += 7;
        }
        return address.substr(0, end);
    }
    return {};
}

int number_of(std::string_view strip) {
    const std::size_t slash = strip.find('/', 1);
    if (slash == std::string_view::npos) return 0;
    const std::string_view behind = strip.substr(slash + 1);
    return address_number(behind.substr(0, behind.find('/')));
}

}  // namespace tutti::surface
