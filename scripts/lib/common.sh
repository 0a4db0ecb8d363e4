# Sourced by every script here: strict mode, the repository's root as working directory, and words for progress and failure.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '== %s\n' "$*"; }

fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    shift
    for hint in "$@"; do printf '   %s\n' "$hint" >&2; done
    exit 1
}

# Prints the comment that opens the calling script: its own manual page.
print_usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"; }

# One compiler for each core, but no more than fit into memory: a file with Boost.Beast takes about 2 GB.
parallel_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ { print int($2 / 2000000) }' /proc/meminfo)
    ((memory < 1)) && memory=1
    echo $((cores < memory ? cores : memory))
}

# ccache, where it is installed, so that a fresh clone on the same machine builds in a fraction of the time.
if command -v ccache >/dev/null; then
    export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=true
fi
