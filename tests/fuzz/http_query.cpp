// Any target of an HTTP request, split at its '?'. Reading it is bounded, and an address keeps the form of one.
#include <algorithm>
#include <string>

#include "protocol/oscquery/request.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace tutti;
    using fuzz::require;
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    const std::size_t mark = std::min(target.find('?'), size);

    const auto decoded = oscquery::percent_decoded(target);
    if (decoded) require(decoded->size() <= target.size(), "decoding makes nothing longer");
    if (const auto address = oscquery::address_of_path(target.substr(0, mark))) {
        require(address->starts_with('/'), "an address begins with '/'");
        require(address->size() <= mark, "an address is no longer than its path");
    }
    if (const auto query = oscquery::parse_query(target.substr(std::min(mark + 1, size)))) {
        if (query->whole_node) require(query->asked == oscquery::Attributes::all(), "a whole node has all attributes");
        for (int a = 0; a < oscquery::kAttributes; ++a) {
            const auto attribute = static_cast<oscquery::Attribute>(a);
            if (query->asked.has(attribute)) require(oscquery::is_implemented(attribute), "only what is implemented");
        }
    }
    return 0;
}
