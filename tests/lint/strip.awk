# Prints FILE:LINE:text of C sources without their comments, for checks that grep the code only; with
# -v keep=strings one line for each string literal instead.

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
			if (c == "\\")
				c = c substr($0, ++i, 1)
			else if (c == quote)
				quote = ""
			out = out c
			text = text c
			if (quote == "" && c == "\"" && keep == "strings")
				printf "%s:%d:%s\n", FILENAME, FNR, text
		} else if (two == "/*") {
			inside = 1
			i++
		} else if (two == "//") {
			break
		} else {
			if (c == "\"" || c == "'")
				text = quote = c
			out = out c
		}
	}
	if (keep != "strings" && out !~ /^[ \t]*$/)
		printf "%s:%d:%s\n", FILENAME, FNR, out
}
