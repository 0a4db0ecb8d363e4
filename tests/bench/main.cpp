// tutti-bench [engine|wire|check]... [--json]: without a name, engine and wire. With --json one line for each row and
// nothing else.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/engine_bench.hpp"
#if defined(TUTTI_BENCH_WIRE)
#include "tests/bench/wire_bench.hpp"
#endif

namespace {

struct Bench {
    std::string_view name;
    int (*run)(bool json);
};
constexpr Bench kBenches[] = {
    {"engine", tutti::bench::run_engine},
#if defined(TUTTI_BENCH_WIRE)
    {"wire", tutti::bench::run_wire},
#endif
    {"check", tutti::bench::check_engine},
};

}  // namespace

int main(int count, char** words) {
    bool json = false;
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
        } else {
            std::fprintf(stderr, "usage: tutti-bench [engine|wire|check]... [--json]\n");
            return 2;
        }
    }
    if (chosen.empty())
        for (const Bench& bench : kBenches)
            if (bench.name != "check") chosen.push_back(&bench);
    int result = 0;
    for (const Bench* bench : chosen) result |= bench->run(json);
    return result;
}
