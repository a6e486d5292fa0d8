#!/usr/bin/env bash
# Copies the front end's third-party files out of node_modules into static/vendor/NAME-VERSION/,
# with their licences. What npm has not fetched yet, it fetches; with nothing to do it needs neither
# npm nor network.
set -euo pipefail
cd "$(dirname "$0")/../.."

# npm leaves a copy of the lock it satisfied; an equal one means there is nothing to fetch.
stamp=node_modules/.kram-lock
if ! cmp -s package-lock.json $stamp; then
	command -v npm >/dev/null || { echo "vendor: htmx and Pico come from npm, which is not there; run: tests/rig/install.sh" >&2; exit 69; }
	began=${EPOCHREALTIME/./}
	npm ci --ignore-scripts --loglevel=error >/dev/null
	cp package-lock.json $stamp
	printf '  %-44s %5d ms\n' "npm packages installed, as package-lock.json pins" $(((${EPOCHREALTIME/./} - began) / 1000))
fi

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
