# Sourced by up. Before a rig ends, its secrets are looked for in every place where none may be: logs,
# state on disk, tables, data files, the arguments and environments of its processes. What buyers are
# called is looked for in logs and in tables that are not for it. $KRAM_CANARIES is a folder: `planted`
# has what tests typed (canary.mjs), `finds` gets a line a find, which never repeats the secret, and
# `rigs` a line a rig that was searched.

# Shorter texts turn up by chance.
CANARY_MIN=8
# How a JWT begins, or its second part: `{"` and a first name in base64. Allegro's tokens are such, so
# that one cut in the middle is found as well; an id drawn at random does not look like it.
CANARY_JWT='eyJ(hbGci|0eXAi|raWQi|1c2Vy|zY29w)'
# Tables for personal data (lib/domain/orders/order_erase_columns.h), and its journal and history,
# which retention empties with them.
CANARY_BUYERS='order_(person|search|invoice_id|event|raw|change|extra|view_log)'

# One secret a line: passwords and keys of the rig, of the application, of people, codes and tokens.
canary_secrets() {
	local id
	awk 1 "$RIG"/secrets/* "$KRAM_CANARIES/planted" 2>/dev/null
	[ -z "${rig_sandbox_url:-}" ] || curl -fsS -m 10 "$rig_sandbox_url/sandbox/secrets" 2>/dev/null
	echo rehearsal-secret
	for id in kram-code kram-device; do
		printf '%s:rehearsal-secret' "$id" | base64 -w 0 && echo
	done
}

canary_buyers() {
	rig_sql "$rig_db_name" -e "SELECT DISTINCT v FROM (
		SELECT email v FROM order_person UNION SELECT phone FROM order_person UNION SELECT ship_phone FROM order_person
		UNION SELECT CONCAT(first_name, ' ', last_name) FROM order_person UNION SELECT ship_street FROM order_person
		UNION SELECT street FROM order_person UNION SELECT personal_identity FROM order_person) p
		WHERE CHAR_LENGTH(v) >= $CANARY_MIN LIMIT 2000" 2>/dev/null
}

# Lines of `FILE:LINE:` to finds: $1 what was found.
canary_report() {
	sed -E "s|^$RIG/||; s|^([^:]*:[0-9]+):.*|\1|; s|^|$(basename "$RIG"): $1: |" | sort -u | head -n 20 >>"$KRAM_CANARIES/finds"
}

canary_files() {
	local places=("$RIG/log" "$RIG/state" "$RIG/nginx" "$RIG/cron" "$RIG/kram.conf")
	grep -rnaF -f "$canary/secrets" "${places[@]}" /dev/null | canary_report "secret in a file"
	grep -rnaE "$CANARY_JWT" "${places[@]}" /dev/null | canary_report "token in a file"
	[ ! -s "$canary/buyers" ] || grep -rnaF -f "$canary/buyers" "$RIG/log" /dev/null | canary_report "buyer in a log"
	[ -n "$server" ] || grep -rlaF -f "$canary/secrets" "$RIG/db" /dev/null | canary_report "secret in a data file"
}

canary_tables() {
	mariadb-dump --no-defaults --socket="$rig_db_socket" --user="$(id -un)" --skip-comments --no-create-info \
		--skip-triggers --skip-extended-insert --single-transaction "$rig_db_name" >"$canary/dump" 2>/dev/null || return
	canary_dumped -F -f "$canary/secrets" <"$canary/dump" | canary_report "secret in a table"
	canary_dumped -E "$CANARY_JWT" <"$canary/dump" | canary_report "token in a table"
	[ ! -s "$canary/buyers" ] || grep -avE "^INSERT INTO \`$CANARY_BUYERS\`" "$canary/dump" |
		canary_dumped -F -f "$canary/buyers" | canary_report "buyer in another table"
}

canary_dumped() { # options of grep
	grep -a "$@" | grep -aoE '^INSERT INTO `[a-z_]+`'
}

# What everybody on this machine may read: arguments; and environments.
canary_processes() {
	local name leaders=() places place
	for name in "${rig_started[@]}"; do
		leaders+=("$(rig_pid "$name")")
	done
	mapfile -t places < <(rig_session "${leaders[@]}" | sed 's,.*,/proc/&/cmdline\n/proc/&/environ,')
	grep -saF -f "$canary/secrets" -l "${places[@]}" /dev/null | while read -r place; do
		canary_report "secret in ${place##*/}" <"${place%/*}/comm"
	done
}

canary_hunt() {
	local -x LC_ALL=C # bytes, and many times faster
	local canary=$RIG/run/canary
	[ -n "${KRAM_CANARIES:-}" ] && [ -n "${rig_db_name:-}" ] || return 0
	mkdir -p "$canary"
	canary_secrets | awk -v min=$CANARY_MIN 'length >= min' | sort -u >"$canary/secrets"
	canary_buyers >"$canary/buyers"
	canary_files
	canary_tables
	canary_processes
	echo "$(basename "$RIG") $(wc -l <"$canary/secrets") $(wc -l <"$canary/buyers") $(wc -l <"$canary/dump")" >>"$KRAM_CANARIES/rigs"
}
