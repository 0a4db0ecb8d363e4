#include "engine/dsp/kernels.hpp"

namespace tutti::dsp {

namespace base {
extern const Kernels table;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}
#endif

const Kernels* const* all_kernels() {
    struct Found {
        const Kernels* list[4] = {};
        Found() {
            int count = 0;
#if defined(__x86_64__)
            if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                __builtin_cpu_supports("avx512cd"))
                list[count++] = &avx512::table;
            if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) list[count++] = &avx2::table;
#endif
            list[count] = &base::table;
        }
    };
    static const Found found;
    return found.list;
}

const Kernels& best_kernels() {
    return *all_kernels()[0];
}

}  // namespace tutti::dsp
