#!/usr/bin/env bash
# Installs what is missing to build, or for `make run`, `make test`, `make lint`, `make bench` or
# `make fuzz`, and only that.
# usage: install.sh [build|run|test|lint|bench|fuzz|docs|prove]
# With nothing missing it changes nothing, needs no network and no rights, and takes a blink.
set -euo pipefail
cd "$(dirname "$0")/../.."

set_wanted=${1:-run}
began=${EPOCHREALTIME/./}
done_with() { # what: with the time since the last one
	local now=${EPOCHREALTIME/./}
	printf '  %-44s %5d ms\n' "$1" $(((now - began) / 1000))
	began=$now
}
list=tests/rig/packages.txt

# Sets build on each other: run needs what build needs, test what run needs, the others what test
# needs and their own.
in_set() {
	case "$set_wanted:$1" in
	build:run) return 1 ;;
	*:build | *:run | test:test | lint:test | bench:test | fuzz:test | docs:test) return 0 ;;
	*) [ "$set_wanted" = "$1" ] ;;
	esac
}

node_new_enough() {
	local version
	version=$(node --version 2>/dev/null) || return 1
	version=${version#v}
	[ "${version%%.*}" -ge 18 ] && command -v npm >/dev/null
}

# Prints the packages that are not there; of "a|b" either will do and a is installed.
missing_packages() {
	local name group why installed
	installed=" $(dpkg-query -W -f='${Package}=${db:Status-Status} ' 2>/dev/null) "
	while read -r name group why; do
		[ -n "$name" ] && [ "${name#\#}" = "$name" ] && in_set "$group" || continue
		case $name in nodejs | npm) node_new_enough && continue ;; esac
		case $installed in
		*" ${name%%|*}=installed "* | *" ${name##*|}=installed "*) ;;
		*) echo "${name%%|*}" ;;
		esac
	done <"$list"
}

# apt must not start services: keep it from that for the time of the installation.
policy=/usr/sbin/policy-rc.d
apt_install() {
	local as_root=()
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "These Debian packages are missing, and there is neither root nor sudo to install them. As root run:" >&2
			echo "  apt-get update && apt-get install -y --no-install-recommends $*" >&2
			exit 69
		fi
		as_root=(sudo)
	fi
	echo "installing: $*"
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive POLICY="$policy" sh -ec '
		log=$(mktemp)
		if [ ! -e "$POLICY" ]; then
			printf "#!/bin/sh\nexit 101\n" >"$POLICY" && chmod 755 "$POLICY"
			trap "rm -f \"$POLICY\" \"$log\"" EXIT
		else
			trap "rm -f \"$log\"" EXIT
		fi
		apt-get update -q >"$log" 2>&1 || tail -n 5 "$log"
		apt-get install -q -y --no-install-recommends "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
	' apt "$@"
	done_with "$# Debian packages installed"
}

mapfile -t packages < <(missing_packages)
[ ${#packages[@]} -eq 0 ] || apt_install "${packages[@]}"
tests/rig/vendor.sh
