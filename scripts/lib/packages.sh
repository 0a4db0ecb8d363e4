# Sourced: what Tutti needs of Debian 12, and `install_packages`, which installs what is missing of it.
# Boost is 1.81 throughout: libboost-dev is 1.74 and conflicts with it, so nothing here may pull that in.

build_packages=(
    g++ cmake ninja-build pkg-config ccache git ca-certificates
    libboost1.81-dev                         # Asio, Beast, JSON
    portaudio19-dev libjack-jackd2-dev       # audio devices
    liblo-dev                                # OSC messages
    librtmidi-dev                            # control surfaces
    libspdlog-dev libtomlplusplus-dev libcli11-dev
    libsndfile1-dev libsamplerate0-dev       # stems and renders
    libebur128-dev libkissfft-dev            # loudness, spectrum
    libsqlite3-dev                           # the session file
    libssl-dev libqrencode-dev               # HTTPS, and codes that phones scan
    libavahi-client-dev                      # finding each other on the network
    libsodium-dev                            # PINs and tokens of people
    sonic-pi-samples                         # what the demo studio plays
)

test_packages=(
    libgtest-dev libgmock-dev libbenchmark-dev
    clang-14 libclang-rt-14-dev              # fuzz targets
    jackd2                                   # a device to lose and find again
    liblo-tools libprotocol-osc-perl         # other people's OSC, to check ours against
    chromium                                 # the page, as a tablet shows it
    avahi-daemon avahi-utils dbus iproute2   # a network's directory of the test's own
    curl openssl procps util-linux           # for the tests that are shell scripts
)

node_packages=(nodejs npm)
oldest_node=18

# Those of the named packages that are not installed, one a line; asks dpkg once for all of them.
missing_packages() {
    comm -23 <(printf '%s\n' "$@" | sort -u) \
        <(dpkg-query -W -f '${Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^install ok installed //p' | sort -u)
}

node_is_missing() { ! command -v node >/dev/null || ! command -v npm >/dev/null; }

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "packages are missing and neither root nor sudo is at hand" "As root: apt-get install ${missing[*]}"
    fi
}

# install_packages [--tests]
install_packages() {
    local wanted=("${build_packages[@]}")
    [[ ${1-} == --tests ]] && wanted+=("${test_packages[@]}")
    node_is_missing && wanted+=("${node_packages[@]}")

    if ! command -v dpkg-query >/dev/null; then
        say "No Debian here, so nothing is installed. Debian 12 calls what is needed: ${wanted[*]}"
        return
    fi

    mapfile -t missing < <(missing_packages "${wanted[@]}")
    if ((${#missing[@]})); then
        say "Installing ${#missing[@]} packages: ${missing[*]}"
        as_root apt-get update -q || fail "apt-get update failed" "Check the network and /etc/apt/sources.list."
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
            fail "apt-get could not install all packages" \
                "Is libboost-dev installed? It conflicts with libboost1.81-dev: apt-get remove libboost-dev" \
                "Otherwise apt's own words above say which package it was."
    fi

    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    ((major >= oldest_node)) || fail "node $(node --version) is too old for the page" \
        "Remove it, so that Debian's own is installed, or install version $oldest_node or newer."
}
