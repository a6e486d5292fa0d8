#!/usr/bin/env bash
# Copies the front end's third-party files out of node_modules into static/vendor/NAME-VERSION/,
# with their licences. The version in the path lets nginx serve them as immutable.
set -euo pipefail
cd "$(dirname "$0")/../.."

# name, npm package, file, licence
vendor() {
	local version dir
	version=$(sed -n 's/^  "version": "\(.*\)",*$/\1/p' "node_modules/$2/package.json")
	dir=static/vendor/$1-$version
	[ -n "$version" ] || { echo "vendor: no version of $2" >&2; exit 1; }
	[ -e "$dir/LICENSE" ] && return
	mkdir -p "$dir"
	cp "node_modules/$2/$3" "$dir/"
	cp "node_modules/$2/$4" "$dir/LICENSE"
}

vendor htmx htmx.org dist/htmx.min.js LICENSE
vendor pico @picocss/pico css/pico.min.css LICENSE.md
