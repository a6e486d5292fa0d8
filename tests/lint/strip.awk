# Prints FILE:LINE:text of C sources without their comments, for checks that grep the code only.

FNR == 1 { inside = 0 }

{
	out = ""
	quote = ""
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (inside) {
			if (two == "*/") {
				inside = 0
				i++
			}
		} else if (quote != "") {
			out = out c
			if (c == "\\")
				out = out substr($0, ++i, 1)
			else if (c == quote)
				quote = ""
		} else if (two == "/*") {
			inside = 1
			i++
		} else if (two == "//") {
			break
		} else {
			if (c == "\"" || c == "'")
				quote = c
			out = out c
		}
	}
	if (out !~ /^[ \t]*$/)
		printf "%s:%d:%s\n", FILENAME, FNR, out
}
