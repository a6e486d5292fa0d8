# Renders the texts of a template in one language.
#
#	awk -f po/translate.awk [po/pl/*.po] templates/AREA/page.html
#
# [[text]] becomes its translation, or the text itself when no .po file is given (English) or the
# key is missing (reported on stderr; `make lint` refuses it). Texts are plain: & < > and " are
# escaped here. {{NAME}} inside a text stays what it is.

function unquote(s) {
	sub(/^[^"]*"/, "", s)
	sub(/"[ \t\r]*$/, "", s)
	gsub(/\\"/, "\"", s)
	gsub(/\\n/, "\n", s)
	gsub(/\\\\/, "\\", s)
	return s
}

function remember() {
	if (key != "" && value != "" && !(key in text))
		text[key] = value
	key = value = ""
}

function escape(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	gsub(/"/, "\\&quot;", s)
	return s
}

function translated(k) {
	gsub(/[ \t\n]+/, " ", k)
	sub(/^ /, "", k)
	sub(/ $/, "", k)
	if (k in text)
		return escape(text[k])
	if (have_catalogue)
		printf "%s: no translation: %s\n", FILENAME, k > "/dev/stderr"
	return escape(k)
}

FILENAME ~ /\.po$/ {
	have_catalogue = 1
	if ($0 ~ /^msgid /) {
		remember()
		into = "key"
		key = unquote($0)
	} else if ($0 ~ /^msgstr /) {
		into = "value"
		value = unquote($0)
	} else if ($0 ~ /^"/) {
		if (into == "key") key = key unquote($0)
		if (into == "value") value = value unquote($0)
	} else {
		into = ""
	}
	next
}

{ page = page $0 "\n" }

END {
	remember()
	while ((start = index(page, "[[")) > 0) {
		rest = substr(page, start + 2)
		stop = index(rest, "]]")
		if (!stop) {
			printf "%s: [[ without ]]\n", FILENAME > "/dev/stderr"
			exit 1
		}
		printf "%s%s", substr(page, 1, start - 1), translated(substr(rest, 1, stop - 1))
		page = substr(rest, stop + 2)
	}
	printf "%s", page
}
