// The directions of docs/architecture.md as data: which room of the tree may include which, and what else it may not
// touch. A file belongs to the room with the longest path that it lies under. Change this page and docs/architecture.md
// together.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tutti::architecture {

enum class Libraries {
    standard,    // the C++ standard library only
    no_sockets,  // any, but nothing that opens a socket
    any
};

struct Room {
    std::string_view path;
    Libraries libraries;
    std::vector<std::string_view> may_include;  // besides itself
};

inline const std::vector<Room> rooms = {
    {"engine/console", Libraries::standard, {}},
    {"engine/rt", Libraries::standard, {"engine/console"}},
    {"engine/dsp", Libraries::standard, {"engine/console", "engine/rt"}},
    {"engine/fx", Libraries::standard, {"engine/console", "engine/dsp"}},
    {"engine/mix", Libraries::standard, {"engine/console", "engine/rt", "engine/dsp", "engine/fx"}},
    {"engine/device", Libraries::no_sockets, {"engine/rt"}},
    {"engine/tape", Libraries::no_sockets, {"engine/console", "engine/rt"}},
    {"engine/measure", Libraries::no_sockets, {"engine/console", "engine/rt", "engine/dsp"}},
    {"protocol", Libraries::no_sockets, {"engine/console"}},
    {"server", Libraries::any, {"engine", "protocol"}},
    {"clients", Libraries::any, {"engine/console", "protocol"}},
    {"tests", Libraries::any, {"engine", "protocol", "server", "clients"}},
};

// What a room that may not touch sockets may not include, by the beginning of the header's name.
inline constexpr std::array<std::string_view, 8> socket_headers = {
    "boost/asio", "boost/beast", "sys/socket.h", "sys/un.h", "netinet/", "arpa/", "netdb.h", "lo/lo_serverthread.h"};

// Headers of the compiler, the processor and the thread library that the rooms of sound need and that open nothing.
inline constexpr std::array<std::string_view, 6> processor_headers = {"xmmintrin.h", "emmintrin.h", "immintrin.h",
                                                                      "arm_neon.h",  "pthread.h",   "sched.h"};

inline constexpr std::size_t longest_file = 350;

// Files that may be longer: tables, which are read by looking up, not from top to bottom.
inline constexpr std::array<std::string_view, 0> long_files = {};

inline constexpr std::array<std::string_view, 100> standard_headers = {"algorithm",
                                                                       "any",
                                                                       "array",
                                                                       "atomic",
                                                                       "barrier",
                                                                       "bit",
                                                                       "bitset",
                                                                       "cassert",
                                                                       "cctype",
                                                                       "cerrno",
                                                                       "cfenv",
                                                                       "cfloat",
                                                                       "charconv",
                                                                       "chrono",
                                                                       "cinttypes",
                                                                       "climits",
                                                                       "clocale",
                                                                       "cmath",
                                                                       "codecvt",
                                                                       "compare",
                                                                       "complex",
                                                                       "concepts",
                                                                       "condition_variable",
                                                                       "coroutine",
                                                                       "csetjmp",
                                                                       "csignal",
                                                                       "cstdarg",
                                                                       "cstddef",
                                                                       "cstdint",
                                                                       "cstdio",
                                                                       "cstdlib",
                                                                       "cstring",
                                                                       "ctime",
                                                                       "cuchar",
                                                                       "cwchar",
                                                                       "cwctype",
                                                                       "deque",
                                                                       "exception",
                                                                       "execution",
                                                                       "filesystem",
                                                                       "format",
                                                                       "forward_list",
                                                                       "fstream",
                                                                       "functional",
                                                                       "future",
                                                                       "initializer_list",
                                                                       "iomanip",
                                                                       "ios",
                                                                       "iosfwd",
                                                                       "iostream",
                                                                       "istream",
                                                                       "iterator",
                                                                       "latch",
                                                                       "limits",
                                                                       "list",
                                                                       "locale",
                                                                       "map",
                                                                       "memory",
                                                                       "memory_resource",
                                                                       "mutex",
                                                                       "new",
                                                                       "numbers",
                                                                       "numeric",
                                                                       "optional",
                                                                       "ostream",
                                                                       "queue",
                                                                       "random",
                                                                       "ranges",
                                                                       "ratio",
                                                                       "regex",
                                                                       "scoped_allocator",
                                                                       "semaphore",
                                                                       "set",
                                                                       "shared_mutex",
                                                                       "source_location",
                                                                       "span",
                                                                       "sstream",
                                                                       "stack",
                                                                       "stdexcept",
                                                                       "stop_token",
                                                                       "streambuf",
                                                                       "string",
                                                                       "string_view",
                                                                       "strstream",
                                                                       "syncstream",
                                                                       "system_error",
                                                                       "thread",
                                                                       "tuple",
                                                                       "type_traits",
                                                                       "typeindex",
                                                                       "typeinfo",
                                                                       "unordered_map",
                                                                       "unordered_set",
                                                                       "utility",
                                                                       "valarray",
                                                                       "variant",
                                                                       "vector",
                                                                       "version",
                                                                       "stdint.h",
                                                                       "stddef.h"};

}  // namespace tutti::architecture
