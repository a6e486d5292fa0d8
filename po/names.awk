# From the header of ctemplate-make_tpl_varnames_h to a C header: the name of the template and
# of each value in it. Equal names in several headers are equal definitions, so any number of
# these headers can be included together.
#
#	awk -v template=orders/list.html -f po/names.awk list.varnames.h

function macro(s) {
	s = toupper(s)
	gsub(/[^A-Z0-9]/, "_", s)
	return s
}

BEGIN {
	base = template
	sub(/\.html$/, "", base)
	printf "/* Names in %s; made at build. */\n", template
	printf "#define TPL_%s \"%s\"\n", macro(base), template
}

match($0, /, "[A-Za-z0-9_]+", /) {
	name = substr($0, RSTART + 3, RLENGTH - 6)
	printf "#define T_%s \"%s\"\n", macro(name), name
}
