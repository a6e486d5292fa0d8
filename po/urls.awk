# URL builders from the route tables: "/orders/:id/slip" gives url_orders_id_slip(mem, id).
#
#	awk -f po/urls.awk cgi-bin/*/*_routes.c > build/gen/urls.h

BEGIN {
	print "/* Builders of our own URLs; made at build from the route tables. */"
	print "#ifndef GEN_URLS_H\n#define GEN_URLS_H\n"
	print "#include <stddef.h>\n\n#include \"web/url.h\"\n"
}

# A table row begins with the method; a pattern may be split from it by clang-format.
{ sub(/^[ \t]+/, ""); row = row " " $0 }
/^\{ ?(GET|POST),$/ { next }
{
	if (match(row, /\{ ?(GET|POST), "[^"]*"/)) {
		pattern = substr(row, RSTART, RLENGTH)
		sub(/^[^"]*"/, "", pattern)
		sub(/"$/, "", pattern)
		if (!(pattern in done))
			builder(pattern)
		done[pattern] = 1
	}
	row = ""
}

END { print "#endif" }

function builder(pattern,    n, part, i, name, args, list) {
	n = split(substr(pattern, 2), part, "/")
	for (i = 1; i <= n; i++) {
		word = part[i]
		if (substr(word, 1, 1) == ":") {
			word = substr(word, 2)
			args = args ", const char *" word
			list = list word ", "
		}
		gsub(/[^a-z0-9]/, "_", word)
		name = name "_" word
	}
	if (pattern == "/")
		name = "_root"
	if (list == "") {
		printf "#define url%s() \"%s\"\n\n", name, pattern
		return
	}
	printf "static inline char *url%s(void *mem%s)\n{\n", name, args
	printf "\treturn url_build(mem, \"%s\", (const char *const[]){%sNULL});\n}\n\n", pattern, list
}
