// tutti-bench [engine|strip|crew|bundle|memory|wire|people|surface|x32|check]... [--channels N] [--json]: without a
// name, all but check. With
// --json one line for each row and nothing else; --channels is strip's only row.
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/bundle_bench.hpp"
#include "tests/bench/crew_bench.hpp"
#include "tests/bench/engine_bench.hpp"
#include "tests/bench/strip_bench.hpp"
#if defined(TUTTI_BENCH_WIRE)
#include "tests/bench/memory_bench.hpp"
#include "tests/bench/people_bench.hpp"
#include "tests/bench/surface_bench.hpp"
#include "tests/bench/wire_bench.hpp"
#include "tests/bench/x32_bench.hpp"
#endif

namespace {

struct Bench {
    std::string_view name;
    int (*run)(int channels, bool json);
};
constexpr Bench kBenches[] = {
    {"engine", [](int, bool json) { return tutti::bench::run_engine(json); }},
    {"strip", tutti::bench::run_strip},
    {"crew", [](int, bool json) { return tutti::bench::run_crew(json); }},
    {"bundle", [](int, bool json) { return tutti::bench::run_bundle(json); }},
#if defined(TUTTI_BENCH_WIRE)
    {"memory", [](int, bool json) { return tutti::bench::run_memory(json); }},
    {"wire", [](int, bool json) { return tutti::bench::run_wire(json); }},
    {"people", [](int, bool json) { return tutti::bench::run_people(json); }},
    {"surface", [](int, bool json) { return tutti::bench::run_surface(json); }},
    {"x32", [](int, bool json) { return tutti::bench::run_x32(json); }},
#endif
    {"check", [](int, bool json) { return tutti::bench::check_engine(json); }},
};

bool whole(std::string_view word, int& number) {
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    return read.ec == std::errc() && read.ptr == word.data() + word.size() && number >= 1 && number <= 2048;
}

}  // namespace

int main(int count, char** words) {
    bool json = false;
    int channels = 0;
    std::vector<const Bench*> chosen;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const Bench* found = nullptr;
        for (const Bench& bench : kBenches)
            if (bench.name == word) found = &bench;
        if (found) {
            chosen.push_back(found);
        } else if (word == "--json") {
            json = true;
        } else if (word == "--channels" && i + 1 < count && whole(words[i + 1], channels)) {
            ++i;
        } else {
            std::fprintf(
                stderr,
                "usage: tutti-bench [engine|strip|crew|bundle|memory|wire|people|surface|x32|check]... [--channels "
                "1..2048] [--json]\n");
            return 2;
        }
    }
    if (chosen.empty())
        for (const Bench& bench : kBenches)
            if (bench.name != "check") chosen.push_back(&bench);
    int result = 0;
    for (const Bench* bench : chosen) result |= bench->run(channels, json);
    return result;
}
