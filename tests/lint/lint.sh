# Sourced by every check: runs from the root of the project, whatever the caller's folder.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
jobs=$(nproc)

# Files of the project (tracked or about to be), by pattern; one a line. If there is a list of files
# in $KRAM_LINT_FILES, of those.
project_files() {
	if [ -n "${KRAM_LINT_FILES:-}" ]; then
		all_project_files "$@" | grep -xFf "$KRAM_LINT_FILES"
	else
		all_project_files "$@"
	fi
}

all_project_files() {
	{ git ls-files -co --exclude-standard -- "$@" 2>/dev/null || git_less_files "$@"; } |
		while IFS= read -r f; do [ -f "$f" ] && printf '%s\n' "$f"; done | sort -u
}

# The same without git, for a release archive.
git_less_files() {
	local pattern
	for pattern in "$@"; do
		find . -path ./build -prune -o -path ./var -prune -o -path ./node_modules -prune -o \
			-path ./static/vendor -prune -o -type f -path "./${pattern%/}*" -print -o \
			-type f -name "${pattern##*/}" -print
	done | sed 's|^\./||'
}

# A variable of the Makefile, as the build sees it.
make_variable() {
	make -s --no-print-directory "print-$1"
}
