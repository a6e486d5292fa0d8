# The texts of C in one language as rows of a table: awk -f po/texts.awk merged.po
#
# Each line is the key, a tab, and its row; sorted by the key, the rows are what base/i18n.c looks
# up. Escapes of a .po file are those of C, so texts go through as they are. A context stands before
# its key, with the byte 4 between them, as C_() writes it.

function quoted(s) {
	sub(/^[^"]*/, "", s)
	sub(/[ \t\r]*$/, "", s)
	return s
}

# "a" and "b" are "ab".
function joined(a, b) {
	return substr(a, 1, length(a) - 1) substr(b, 2)
}

# The order of the rows is that of the bytes, which an escape would change.
function plain(s) {
	s = substr(s, 2, length(s) - 2)
	gsub(/\\"/, "\"", s)
	if (s ~ /[\\\t]/) {
		printf "a text to be translated has neither lines nor tabs: %s\n", s > "/dev/stderr"
		exit 1
	}
	return s
}

function row(    i, forms) {
	if (key != "" && key != "\"\"" && form[0] != "\"\"") {
		for (i = 0; i < n; i++)
			forms = forms (i ? ", " : "") form[i]
		if (context != "")
			printf "%s\004%s\t{%s \"\\004\" %s, {%s}},\n", plain(context), plain(key), context, key, forms
		else
			printf "%s\t{%s, {%s}},\n", plain(key), key, forms
	}
	key = into = context = ""
	n = 0
}

/^msgctxt / { row(); context = quoted($0); next }
/^msgid / { if (key != "") row(); into = "key"; key = quoted($0); next }
/^msgid_plural / { into = "plural"; next }
/^msgstr/ { into = "form"; form[n++] = quoted($0); next }
/^"/ && into == "key" { key = joined(key, quoted($0)); next }
/^"/ && into == "form" { form[n - 1] = joined(form[n - 1], quoted($0)); next }
/^"/ { next }
{ into = "" }
END { row() }
