# Writes out the macros of a template: awk -f po/macros.awk templates/macros templates/AREA/page.html
#
# [[@icon truck]] becomes what templates/macros has for it; that may hold macros itself.

function broken(what) {
	printf "%s: %s\n", FILENAME, what > "/dev/stderr"
	exit 1
}

function replaced(s, what, by,    at, out) {
	while ((at = index(s, what)) > 0) {
		out = out substr(s, 1, at - 1) by
		s = substr(s, at + length(what))
	}
	return out s
}

function meaning(call,    n, word, i, out) {
	n = split(call, word, " ")
	if (!(word[1] in macro))
		broken("there is no macro " word[1])
	out = macro[word[1]]
	for (i = 2; i <= n; i++) {
		out = replaced(out, "$(" (i - 1) ")", word[i] ~ /^[A-Z0-9_]+$/ ? "{{" word[i] "}}" : word[i])
		out = replaced(out, "$" (i - 1), word[i])
	}
	if (out ~ /\$[(1-9]/)
		broken("too few arguments: [[@" call "]]")
	return out
}

FNR == NR {
	if ($2 == "=") {
		name = $1
		sub(/^[^=]*= /, "")
		macro[name] = $0
	}
	next
}

{
	while ((start = index($0, "[[@")) > 0) {
		rest = substr($0, start + 3)
		stop = index(rest, "]]")
		if (!stop)
			broken("[[@ without ]] on its line")
		$0 = substr($0, 1, start - 1) meaning(substr(rest, 1, stop - 1)) substr(rest, stop + 2)
	}
	print
}
