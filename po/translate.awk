# Renders the texts of a template in one language.
#
#	awk -f po/translate.awk build/gen/static.sums [po/pl/*.po] templates/AREA/page.html
#
# [[text]] becomes its translation, or the text itself when no .po file is given (English) or the
# key is missing (reported on stderr; `make lint` refuses it). Texts are plain: & < > and " are
# escaped here. {{NAME}} inside a text stays what it is. [[job|Status]] is "Status" where it is said of
# a job (msgctxt).
#
# Addresses of static files get the hash of the file: "/static/kram.css" becomes
# "/static/kram.css?v=0123456789ab", so that a browser may keep what has such an address for ever.

function unquote(s) {
	sub(/^[^"]*"/, "", s)
	sub(/"[ \t\r]*$/, "", s)
	gsub(/\\"/, "\"", s)
	gsub(/\\n/, "\n", s)
	gsub(/\\\\/, "\\", s)
	return s
}

function remember() {
	if (key != "" && value != "" && !(context key in text))
		text[context key] = value
	key = value = context = ""
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
	return escape(substr(k, index(k, "|") + 1))
}

# The page with the hashes in it. What does not exist is a mistake in a template, unless it is a file
# of somebody else that is not installed yet.
function hashed(s,    file, out) {
	while (match(s, /\/static\/[A-Za-z0-9_.\/-]+/)) {
		file = substr(s, RSTART, RLENGTH)
		if (!(file in sum) && file !~ /^\/static\/vendor\//) {
			printf "%s: there is no %s\n", FILENAME, file > "/dev/stderr"
			exit 1
		}
		out = out substr(s, 1, RSTART + RLENGTH - 1) ((file in sum) ? "?v=" sum[file] : "")
		s = substr(s, RSTART + RLENGTH)
	}
	return out s
}

FILENAME ~ /\.sums$/ {
	sum["/" $2] = substr($1, 1, 12)
	next
}

FILENAME ~ /\.po$/ {
	have_catalogue = 1
	if ($0 ~ /^msgctxt /) {
		remember()
		context = unquote($0) "|"
	} else if ($0 ~ /^msgid /) {
		if (key != "" || value != "")
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
		done = done substr(page, 1, start - 1) translated(substr(rest, 1, stop - 1))
		page = substr(rest, stop + 2)
	}
	printf "%s", hashed(done page)
}
