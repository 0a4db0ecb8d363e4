# Sourced: builds the page, and does only what changed since the last time. A stamp holds a digest of what went in.

web=$root/clients/web

digest_of() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# matches STAMP DIGEST
matches() { [[ -f $1 && $(<"$1") == "$2" ]]; }

install_node_modules() {
    local stamp=$web/node_modules/.tutti-stamp wanted
    wanted="$(digest_of "$web/package.json" "$web/package-lock.json") $(node --version)"
    matches "$stamp" "$wanted" && return
    say "Page: npm ci"
    npm --prefix "$web" ci --no-audit --no-fund --loglevel=error ||
        fail "npm ci failed" "Check the network, and that package.json and package-lock.json agree."
    echo "$wanted" >"$stamp"
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
    install_node_modules
    local stamp=$web/dist/.tutti-stamp inputs wanted
    mapfile -t inputs < <(find "$web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist ! -name '.*')
    wanted="$(digest_of "${inputs[@]}") $(node --version)"
    matches "$stamp" "$wanted" && return
    say "Page: npm run build"
    npm --prefix "$web" run build --loglevel=error || fail "the page does not build" "See the messages above."
    echo "$wanted" >"$stamp"
}
