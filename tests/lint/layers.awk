# Checks every #include "x/y.h" against the table of allowed edges (edges.txt, the first file).

FILENAME ~ /edges\.txt$/ {
	if ($1 == "domains")
		for (i = 2; i <= NF; i++)
			rank[$i] = ++ranks
	else if ($1 == "rooms")
		for (i = 3; i <= NF; i++)
			room[$2, $i] = 1
	else if ($1 != "" && $1 !~ /^#/) {
		known[$1] = 1
		for (i = 1; i <= NF; i++)
			allowed[$1, $i] = 1
	}
	next
}

# The layer a file belongs to; "" for files that may include anything (tests).
function layer_of(path, part) {
	split(path, part, "/")
	if (part[1] == "lib")
		return part[2]
	if (path ~ /^cgi-bin\/(gateway|connect\/)/)
		return "gateway"
	if (path ~ /^tests\/sandbox\//)
		return "sandbox"
	return part[1] == "tests" ? "" : part[1]
}

function domain_of(path, part) {
	split(path, part, "/")
	return part[1] == "lib" ? part[3] : part[2]
}

# Folders of one program use each other.
function is_room(path, folder) {
	if (path ~ /^cgi-bin\//)
		return ("cgi-bin", folder) in room
	return path ~ /^tests\/sandbox\// && ("sandbox", folder) in room
}

function problem(text) {
	printf "%s:%d: %s\n", FILENAME, FNR, text
	bad = 1
}

FNR == 1 && FILENAME ~ /^lib\/domain\// && !(domain_of(FILENAME) in rank) {
	problem("folder " domain_of(FILENAME) " is not among the domains of edges.txt")
}

/^[ \t]*#[ \t]*include[ \t]+"/ {
	split($0, quoted, "\"")
	n = split(quoted[2], part, "/")
	from = layer_of(FILENAME)
	if (from == "" || n < 2 || is_room(FILENAME, part[1]))
		next
	if (!(from in known))
		problem("layer " from " is not in edges.txt")
	else if (!((from, part[1]) in allowed))
		problem("layer " from " must not include " quoted[2])
	else if (from == "domain" && part[1] == "domain" &&
		 rank[domain_of(quoted[2])] > rank[domain_of(FILENAME)])
		problem("a lower domain must not include " quoted[2])
}

END { exit bad }
