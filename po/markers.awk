# A translation must hold the same {{VALUES}} as its key: awk -f po/markers.awk po/pl/*.po

function markers(s,    list, m) {
	while (match(s, /\{\{[A-Z0-9_]+\}\}/)) {
		m = substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
		list = insert(list, m)
	}
	return list
}

# Keeps the list sorted, so that the order within the sentence does not matter.
function insert(list, m,    n, part, i, out, placed) {
	n = split(list, part, " ")
	for (i = 1; i <= n; i++) {
		if (!placed && m < part[i]) {
			out = out m " "
			placed = 1
		}
		out = out part[i] " "
	}
	return placed ? out : out m " "
}

function compare() {
	if (key != "" && value != "" && markers(key) != markers(value)) {
		printf "%s: values differ: %s\n", FILENAME, key
		bad = 1
	}
	key = value = ""
}

/^(msgctxt|msgid) / { compare(); into = 0 }
/^msgid / { into = 1; key = $0; next }
/^msgstr / { into = 2; value = $0; next }
/^"/ && into == 1 { key = key $0; next }
/^"/ && into == 2 { value = value $0; next }
{ into = 0 }
END { compare(); exit bad }
