# Keys of the templates as a .pot file on stdout: awk -f po/extract.awk templates/*/*.html

function quote(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return s
}

FNR == 1 && NR > 1 { extract() }
{ page = page $0 "\n"; file = FILENAME }
END { extract() }

function extract(    start, stop, rest, k, bar) {
	while ((start = index(page, "[[")) > 0) {
		rest = substr(page, start + 2)
		stop = index(rest, "]]")
		if (!stop)
			break
		k = substr(rest, 1, stop - 1)
		gsub(/[ \t\n]+/, " ", k)
		sub(/^ /, "", k)
		sub(/ $/, "", k)
		if (!(k in seen)) {
			bar = index(k, "|")
			printf "#: %s\n", file
			if (bar)
				printf "msgctxt \"%s\"\n", substr(k, 1, bar - 1)
			printf "msgid \"%s\"\nmsgstr \"\"\n\n", quote(substr(k, bar + 1))
		}
		seen[k] = 1
		page = substr(rest, stop + 2)
	}
	page = ""
}
