# Sourced: builds the page and the library for Node that is made of its files, and does only what changed since the last
# time. A stamp holds a digest of what went in.

web=$root/clients/web
node_client=$root/clients/node

digest_of() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# matches STAMP DIGEST
matches() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# install_node_modules FOLDER
install_node_modules() {
    local stamp=$1/node_modules/.tutti-stamp wanted
    wanted="$(digest_of "$1/package.json" "$1/package-lock.json") $(node --version)"
    matches "$stamp" "$wanted" && return
    say "${1##*/}: npm ci"
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error ||
        fail "npm ci failed" "Check the network, and that package.json and package-lock.json agree."
    echo "$wanted" >"$stamp"
}

# Other people's OSC libraries, for tests only. What comes with the lock file and nothing that has to be compiled; where
# the network does not have them, their test is left out and says so.
install_other_clients() {
    local place=$root/tests/other_clients stamp wanted
    stamp=$place/node_modules/.tutti-stamp
    wanted="$(digest_of "$place/package.json" "$place/package-lock.json") $(node --version)"
    matches "$stamp" "$wanted" && return
    say "Other people's clients: npm ci"
    if npm --prefix "$place" ci --omit=optional --no-audit --no-fund --loglevel=error; then
        echo "$wanted" >"$stamp"
    else
        say "They cannot be had, so Wire.OtherClients is left out."
    fi
}

# The page's types are the parameter table's: written by the daemon, rewritten only if they differ.
generate_page_types() {
    local file=$web/src/generated/parameters.ts
    mkdir -p "${file%/*}"
    "$1" --describe typescript >"$file.new" || fail "$1 --describe typescript failed"
    if cmp -s "$file.new" "$file"; then
        rm "$file.new"
    else
        say "Page: the parameter table changed, ${file#"$root"/} is new"
        mv "$file.new" "$file"
    fi
}

# build_page TUTTID
build_page() {
    generate_page_types "$1"
    install_node_modules "$web"
    local stamp=$web/dist/.tutti-stamp inputs wanted
    mapfile -t inputs < <(find "$web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist ! -name '.*')
    wanted="$(digest_of "${inputs[@]}") $(node --version)"
    matches "$stamp" "$wanted" && return
    say "Page: npm run build"
    npm --prefix "$web" run build --loglevel=error || fail "the page does not build" "See the messages above."
    echo "$wanted" >"$stamp"
}

# build_node_client: after the page, whose tools and generated types it needs.
build_node_client() {
    install_node_modules "$node_client"
    local stamp=$node_client/dist/.tutti-stamp wanted
    wanted="$(digest_of "$web/src" "$node_client"/*.{ts,mjs,json}) $(node --version)"
    matches "$stamp" "$wanted" && return
    say "Library for Node: npm run build"
    npm --prefix "$node_client" run build --loglevel=error || fail "the library for Node does not build" "See the messages above."
    echo "$wanted" >"$stamp"
}
