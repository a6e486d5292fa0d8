# Sourced. Starts and stops a whole Kram from this clone: private MariaDB, rehearsal Allegro,
# FastCGI pools, nginx, cron. `make run` and every test use these functions, so that what is tested
# is what runs. All state lies in one folder ($RIG); each process is known by its own pid file there
# and nothing else is ever signalled. Works as root and as an ordinary user, from any path.

rig_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
rig_bin=${KRAM_BIN:-$rig_top/build/bin}
rig_made=$rig_top/build # templates and catalogues are the same for every variant of the build

rig_fail() {
	echo "error: $*" >&2
	exit 1
}

# --- State ------------------------------------------------------------------------------------------

# Longest socket path the kernel takes is 107 bytes.
RIG_SOCKET_MAX=107

# Open the state folder $1, made if need be, and take it for this process alone.
rig_open() {
	umask 077
	mkdir -p "$1" || exit 1
	[ -O "$1" ] || rig_fail "$1 belongs to $(stat -c %U "$1"): run as that user, or remove it"
	RIG=$(cd "$1" && pwd)
	mkdir -p "$RIG"/{run,log,secrets,state,nginx,cron}
	exec 9>"$RIG/run/lock"
	flock -n 9 || rig_fail "already running here${1:+ ($RIG)}: $(cat "$RIG/run/address" 2>/dev/null || echo 'still starting'). Stop it with Ctrl-C there, or use another clone."
	rig_stop_strays
	rig_sockets=$RIG/run
	if [ $((${#rig_sockets} + 14)) -gt $RIG_SOCKET_MAX ]; then
		rig_sockets=$(mktemp -d "${XDG_RUNTIME_DIR:-/tmp}/kram.XXXXXX")
		ln -sfn "$rig_sockets" "$RIG/run/sockets"
	fi
	rig_started=()
	export KRAM_CONFIG=$RIG/kram.conf
}

# A random password or name of $1 characters.
rig_random() {
	head -c 64 /dev/urandom | base64 -w 0 | tr -dc 'a-zA-Z0-9' | head -c "$1"
}

rig_secret() { # name: makes the file once, prints its content
	[ -s "$RIG/secrets/$1" ] || rig_random 32 >"$RIG/secrets/$1"
	cat "$RIG/secrets/$1"
}

# --- Processes --------------------------------------------------------------------------------------

# Reads /proc/PID/stat without its name into rig_stat: [0] state, [3] session, [19] start time.
rig_read_stat() {
	local line
	{ read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
	read -ra rig_stat <<<"${line##*) }"
}

# Start a daemon: $1 its name, the rest its command. Its own session keeps the terminal's Ctrl-C from
# it and tells its children from everybody else's.
rig_spawn() {
	local name=$1 pid
	shift
	setsid "$@" </dev/null >>"$RIG/log/$name.log" 2>&1 9>&- &
	pid=$!
	rig_read_stat $pid
	echo "$pid ${rig_stat[19]:-0}" >"$RIG/run/$name.pid"
	rig_started=("$name" "${rig_started[@]}")
}

# The pid of a daemon if it is alive and still the process that was started.
rig_pid() {
	local pid start
	{ read -r pid start <"$RIG/run/$1.pid"; } 2>/dev/null || return 1
	rig_read_stat "$pid" && [ "${rig_stat[19]}" = "$start" ] && [ "${rig_stat[0]}" != Z ] && echo "$pid"
}

# Wait until a command succeeds: $1 seconds, $2 the daemon it depends on ("" for none), the rest the
# command. A daemon that ends while it is waited for is a failure at once.
rig_wait() {
	local deadline=$((${EPOCHREALTIME/./} + $1 * 1000000)) name=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		[ -z "$name" ] || rig_pid "$name" >/dev/null || return 1
		[ "${EPOCHREALTIME/./}" -lt $deadline ] || return 1
		rig_nap
	done
}

# A fiftieth of a second, without another process for it.
rig_nap() {
	[ -n "${rig_silence:-}" ] || exec {rig_silence}<> <(:)
	read -rt 0.02 -u "$rig_silence" || :
}

rig_gone() { # pid
	! rig_read_stat "$1" || [ "${rig_stat[0]}" = Z ]
}

# The sessions of daemons: themselves, and what they started (jobs of cron, workers of a pool).
rig_session() { # pids of the leaders
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v leaders=" $* " '{
		pid = $1
		sub(/^.*\) /, "") # the name of a program may have blanks
		if ($1 != "Z" && index(leaders, " " $4 " ")) print pid
	}'
}

# End the processes $2... and wait; after $1 seconds by force.
rig_kill() {
	local patience=$1 pid
	shift
	kill -TERM "$@" 2>/dev/null
	for pid in "$@"; do
		rig_wait "$patience" "" rig_gone "$pid" || kill -KILL "$pid" 2>/dev/null
	done
}

# End a daemon, then what is left of its session: a pool's leader ends its workers in good order,
# and would replace one that went before it.
rig_end() { # name, seconds of patience
	local pid left
	pid=$(rig_pid "$1")
	[ -z "$pid" ] || rig_kill "$2" "$pid"
	# While one of a session lives, the kernel gives its leader's number to nobody else.
	read -r pid _ <"$RIG/run/$1.pid"
	mapfile -t left < <(rig_gone "$pid" && rig_session "$pid")
	[ ${#left[@]} -eq 0 ] || rig_kill "$2" "${left[@]}"
	rm -f "$RIG/run/$1.pid"
}

# End what an earlier run left behind because it was killed itself. The database goes last.
rig_stop_strays() {
	local file name boot
	boot=$(</proc/sys/kernel/random/boot_id)
	[ "$boot" = "$(cat "$RIG/run/boot" 2>/dev/null)" ] || rm -f "$RIG"/run/*.pid
	echo "$boot" >"$RIG/run/boot"
	for file in "$RIG"/run/*.pid; do
		name=$(basename "$file" .pid)
		[ "$name" = mariadb ] || [ ! -e "$file" ] || rig_end "$name" 5
	done
	[ ! -e "$RIG/run/mariadb.pid" ] || rig_end mariadb 30
	[ ! -L "$RIG/run/sockets" ] || rm -rf "$(readlink "$RIG/run/sockets")" "$RIG/run/sockets"
}

# Stop everything that was started, the last first.
rig_stop() {
	local name
	trap '' INT TERM HUP
	for name in "${rig_started[@]}"; do
		rig_end "$name" "$([ "$name" = mariadb ] && echo 30 || echo 5)"
	done
	rig_started=()
	[ ! -L "$RIG/run/sockets" ] || rm -rf "$rig_sockets" "$RIG/run/sockets"
	rm -f "$RIG/run/address"
}

# Stop on every way out.
rig_trap() {
	trap 'rig_stop' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
}

rig_log_tail() { # name: what a failed daemon said last
	echo "--- $RIG/log/$1.log" >&2
	tail -n 15 "$RIG/log/$1.log" >&2
}

# --- MariaDB ----------------------------------------------------------------------------------------

# The administrator's account is the operating system user, let in by the kernel's word for who
# connects; there is no password to lose.
rig_sql() {
	mariadb --no-defaults --default-character-set=utf8mb4 --batch --skip-column-names --socket="$rig_db_socket" --user="$(id -un)" "$@"
}

# A server's empty data folder: made once by this user with this server, then copied, which takes a
# tenth of the time.
rig_mariadb_init() { # server
	local made
	made=$rig_made/mariadb-$(id -un)-$("$1" --no-defaults --version | sha256sum | head -c 12)
	rm -rf "$RIG/db.new"
	if [ -d "$made" ]; then
		cp -R --sparse=always "$made" "$RIG/db.new" || rig_fail "cannot copy $made"
	else
		rig_mariadb_install
		# Whoever is first leaves it to the others.
		if cp -R --sparse=always "$RIG/db.new" "$made.$$" 2>/dev/null; then
			mv -T "$made.$$" "$made" 2>/dev/null || rm -rf "$made.$$"
		fi
	fi
	mv "$RIG/db.new" "$RIG/db"
}

rig_mariadb_install() {
	local log=$RIG/log/mariadb-install.log
	# A server that starts clears its folder of temporary tables: one shared with another would lose them.
	mkdir -p "$RIG/tmp"
	# Its script does not quote: a relative path keeps blanks out of it.
	(cd "$RIG" && TMPDIR=$RIG/tmp mariadb-install-db --no-defaults --force --skip-name-resolve --datadir=./db.new --user="$(id -un)" \
		--auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
		--skip-test-db) >"$log" 2>&1 || { cat "$log" >&2; rig_fail "cannot make a database"; }
}

rig_db_options=() # further options of the server
rig_start_mariadb() {
	local server
	server=$(PATH=$PATH:/usr/sbin command -v mariadbd) || rig_fail "mariadbd is not installed"
	[ -d "$RIG/db" ] || rig_mariadb_init "$server"
	rig_db_socket=$rig_sockets/db.sock
	mkdir -p "$RIG/tmp"
	# Tables live long, this machine is small: modest buffers beside the profile.
	rig_spawn mariadb "$server" --defaults-file="$rig_top/mariadb.cnf.example" --user="$(id -un)" \
		--datadir="$RIG/db" --tmpdir="$RIG/tmp" --socket="$rig_db_socket" --skip-networking --pid-file="$RIG/db/pid" \
		--innodb-buffer-pool-size="${KRAM_DB_BUFFER:-64M}" --innodb-log-file-size=32M \
		--key-buffer-size=1M --aria-pagecache-buffer-size=1M --performance-schema=OFF \
		--max-connections=100 "${rig_db_options[@]}"
	rig_wait 60 mariadb rig_sql -e 'select 1' || { rig_log_tail mariadb; rig_fail "MariaDB did not start"; }
}

# Use the server of another state folder instead of an own one.
rig_use_mariadb() { # its folder
	rig_db_socket=$(cat "$1/run/db-socket") || rig_fail "no server in $1"
	cp "$1"/secrets/db-* "$RIG/secrets/"
}

# Database $1 and the four users, each with the password in its secret file. What they may do is
# granted by `kramctl migrate`; only kram_migrate may change tables.
rig_make_database() {
	local user
	rig_db_name=$1
	echo "$rig_db_socket" >"$RIG/run/db-socket"
	{
		echo "CREATE DATABASE IF NOT EXISTS \`$rig_db_name\` CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;"
		for user in panel gateway jobs migrate; do
			echo "CREATE USER IF NOT EXISTS kram_$user@localhost;"
			echo "ALTER USER kram_$user@localhost IDENTIFIED BY '$(rig_secret "db-$user")';"
		done
		echo "GRANT ALL ON \`${rig_db_name//_/\\_}\`.* TO kram_migrate@localhost WITH GRANT OPTION;"
	} | rig_sql || rig_fail "cannot make database $rig_db_name"
}

# --- Configuration ----------------------------------------------------------------------------------

rig_conf_line() { # key, text
	local text=${2//\\/\\\\}
	printf '%s = "%s"\n' "$1" "${text//\"/\\\"}"
}

# Writes kram.conf; $1 the panel's address, $2 the rehearsal Allegro's ("" for none), then further
# lines as they are.
rig_write_config() {
	local base=$1 simulator=$2 role
	shift 2
	{
		rig_conf_line db-socket "$rig_db_socket"
		rig_conf_line db-name "$rig_db_name"
		rig_conf_line secrets-dir "$RIG/secrets"
		rig_conf_line state-dir "$RIG/state"
		rig_conf_line sql-dir "$rig_top/sql"
		rig_conf_line templates-dir "$rig_made/templates"
		rig_conf_line base-url "$base"
		for role in ${simulator:+api auth upload}; do
			rig_conf_line "simulator-$role-url" "$simulator"
		done
		[ $# -eq 0 ] || printf '%s\n' "$@"
	} >"$RIG/kram.conf"
}

# The schema, its grants and the sealing key.
rig_migrate() {
	[ -s "$RIG/secrets/token.key" ] || "$rig_bin/kramctl" key create >>"$RIG/log/kramctl.log" 2>&1 ||
		{ rig_log_tail kramctl; rig_fail "cannot make the key"; }
	"$rig_bin/kramctl" migrate >>"$RIG/log/kramctl.log" 2>&1 || { rig_log_tail kramctl; rig_fail "cannot migrate the database${rig_advice:+; $rig_advice}"; }
}

# --- Rehearsal Allegro ------------------------------------------------------------------------------

# Further options are the sandbox's own. Sets rig_sandbox_url.
rig_start_sandbox() {
	local file=$RIG/run/sandbox.port
	rm -f "$file"
	rig_spawn sandbox "$rig_bin/kram-sandbox" --port 0 --port-file "$file" \
		--pages "$rig_top/tests/sandbox/pages" "$@"
	rig_wait 10 sandbox test -s "$file" || { rig_log_tail sandbox; rig_fail "the rehearsal Allegro did not start"; }
	rig_sandbox_url=http://127.0.0.1:$(cat "$file")
}

# The rehearsal Allegro lives in memory: a new start is a new world, whose journal begins again. What
# an earlier one left in the database is forgotten with it, unless a real account is there too.
rig_forget_rehearsal() {
	[ "$(rig_sql "$rig_db_name" -e "SELECT COUNT(*) FROM account WHERE environment <> 'simulator'")" = 0 ] || return 0
	{
		echo "SET foreign_key_checks = 0;"
		rig_sql "$rig_db_name" -e "SELECT CONCAT('DELETE FROM \`', table_name, '\`;') FROM information_schema.tables
			WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
			AND (table_name LIKE 'order%' OR table_name LIKE 'rating%' OR table_name LIKE 'category%' OR table_name LIKE 'offer%' OR table_name LIKE 'listing%'
			OR table_name IN ('walk', 'outbox', 'outbox_step', 'request_ban', 'plan', 'plan_item', 'price_push', 'campaign_list',
				'stock_link', 'stock_offer', 'stock_line', 'stock_part', 'stock_lease'))"
		# The shop keeps what it counted, not what forgotten orders took.
		echo "DELETE FROM stock_move WHERE doc_kind = 'line';
			UPDATE stock_level l LEFT JOIN (SELECT product_id, place_id, SUM(on_hand) h, SUM(reserved) r, COUNT(*) n FROM stock_move GROUP BY 1, 2) m
				ON m.product_id = l.product_id AND m.place_id = l.place_id SET l.on_hand = IFNULL(h, 0), l.reserved = IFNULL(r, 0), l.moves = IFNULL(n, 0);
			UPDATE stock_total t JOIN (SELECT product_id, SUM(on_hand) h, SUM(reserved) r FROM stock_level GROUP BY 1) l
				ON l.product_id = t.product_id SET t.on_hand = h, t.reserved = r;"
	} | rig_sql "$rig_db_name" || rig_fail "cannot forget the last rehearsal"
	# The cursor begins again on purpose: this is no database of yesterday.
	rm -f "$RIG/state/high-water"
}

# Connect account $1 as the demonstration seller ($2, by login) over the device flow: the program
# asks, this script plays the seller who types the code into Allegro's page.
rig_connect() {
	local name=$1 seller=${2:-kram_demo} out=$RIG/log/connect.log code pid enter
	printf 'rehearsal-secret' | "$rig_bin/kramctl" account credentials set --environment simulator \
		--client-id kram-device --secret-file - --app-name Kram-Rehearsal --app-version 0.1 \
		--contact-url https://kram.example/contact >>"$RIG/log/kramctl.log" 2>&1 ||
		{ rig_log_tail kramctl; rig_fail "cannot store the rehearsal application"; }
	: >"$out"
	rm -f "$RIG/enter"
	mkfifo "$RIG/enter"
	exec {enter}<>"$RIG/enter"
	"$rig_bin/kramctl" account connect "$name" --environment simulator --device >"$out" 2>&1 <&"$enter" &
	pid=$!
	rig_wait 10 "" grep -q 'code=' "$out" || { kill $pid; rig_log_tail connect; rig_fail "no device code"; }
	code=$(sed -n 's/.*[?&]code=\([A-Za-z0-9-]*\).*/\1/p' "$out" | head -n 1)
	curl -fsS -o /dev/null --data-urlencode "user_code=$code" --data-urlencode "seller=$seller" \
		"$rig_sandbox_url/sandbox/device/approve" || rig_fail "the rehearsal Allegro refused code $code"
	echo >&"$enter"
	exec {enter}>&-
	wait $pid || { rig_log_tail connect; rig_fail "cannot connect account $name"; }
}

# The shop's products, as the file that its shop exports.
rig_shop() {
	local file=$RIG/shop.csv

	curl -fsS -o "$file" "$rig_sandbox_url/sandbox/shop.csv" || rig_fail "the rehearsal has no shop"
	{ "$rig_bin/kramctl" products import "$file" --profile Sklep --auto &&
		"$rig_bin/import-products" --once; } >>"$RIG/log/jobs.log" 2>&1 ||
		{ rig_log_tail jobs; rig_fail "cannot import the products"; }
}

# Connect what a person had connected in an earlier run anew: a rehearsal that begins again knows no
# token of the one before. What was disconnected stays so.
rig_reconnect() {
	local name seller
	while IFS=$'\t' read -r name seller; do
		rig_connect "$name" "$seller"
	done < <(rig_sql --raw "$rig_db_name" -e "SELECT name, seller_login FROM account WHERE environment = 'simulator'
		AND seller_login IS NOT NULL AND state IN ('CONNECTED', 'RECONNECT_REQUIRED') AND name <> '$1' ORDER BY id")
}

# --- FastCGI and nginx ------------------------------------------------------------------------------

# A pool: $1 program, $2 workers.
rig_start_pool() {
	local socket=$rig_sockets/$1.sock
	rig_spawn "$1" "$rig_bin/fcgi-pool" "$socket" "$2" "$rig_bin/$1.fcgi"
	rig_wait 10 "$1" test -S "$socket" || { rig_log_tail "$1"; rig_fail "$1.fcgi did not start"; }
}

rig_port_taken() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# nginx.conf.example with its marked lines replaced. With rig_tls, a folder, its lines of TLS stay and
# take fullchain.pem and privkey.pem from there; rig_name is the name it serves.
rig_nginx_conf() { # port
	local user=""
	[ "$(id -u)" -ne 0 ] || user="user root;"
	NGX_user=$user NGX_workers="worker_processes 1;" NGX_pid="pid \"$RIG/nginx/pid\";" \
	NGX_error_log="error_log \"$RIG/log/nginx.log\" warn;" NGX_tls="" \
	NGX_temp_paths="$(printf '\t%s_temp_path "'"$RIG"'/nginx/%s";\n' client_body body proxy proxy fastcgi fastcgi uwsgi uwsgi scgi scgi)" \
	NGX_panel="server \"unix:$rig_sockets/panel.sock\";" NGX_gateway="server \"unix:$rig_sockets/gateway.sock\";" \
	NGX_listen="listen 127.0.0.1:$1${rig_tls:+ ssl http2};" NGX_name="server_name ${rig_name:-localhost 127.0.0.1};" NGX_root="root \"$rig_top\";" \
		awk -v tls="${rig_tls:-}" '{
			if (!match($0, /# rig: [a-z-]+$/)) { print; next }
			if (tls != "" && / tls$/) {
				if (sub(/\/etc\/letsencrypt[^;]*\//, "\"" tls "/")) sub(/;/, "\";")
				print
				next
			}
			key = "NGX_" substr($0, RSTART + 7)
			gsub(/-/, "_", key)
			if (ENVIRON[key] != "") print ENVIRON[key]
		}' "$rig_top/nginx.conf.example"
}

# Start nginx on port $1, or one of the following $2 if it is taken; sets rig_base_url. The sockets
# of the pools need not be there yet.
rig_start_nginx() {
	local server port
	server=$(PATH=$PATH:/usr/sbin command -v nginx) || rig_fail "nginx is not installed"
	for ((port = $1; port <= $1 + $2; port++)); do
		rig_port_taken "$port" && continue
		rig_nginx_conf "$port" >"$RIG/nginx/nginx.conf"
		rig_spawn nginx "$server" -p "$RIG/nginx/" -c "$RIG/nginx/nginx.conf" -e "$RIG/log/nginx.log" -g 'daemon off;'
		if rig_wait 5 nginx rig_port_ours "$port"; then
			rig_base_url=http${rig_tls:+s}://${rig_name:-127.0.0.1}:$port
			return
		fi
		rig_end nginx 5
		grep -q 'Address already in use' "$RIG/log/nginx.log" || { rig_log_tail nginx; rig_fail "nginx did not start"; }
	done
	rig_fail "port $1$([ "$2" -eq 0 ] || echo " and the $2 after it") on 127.0.0.1 is taken by another program; choose one: KRAM_PORT=8123 make run"
}

# nginx writes its pid only after it has bound its port.
rig_port_ours() {
	[ -s "$RIG/nginx/pid" ] && [ "$(cat "$RIG/nginx/pid")" = "$(rig_pid nginx)" ] && rig_port_taken "$1"
}

rig_healthy() {
	curl -fsS -o /dev/null -m 5 "$rig_base_url$1"
}

rig_start_panel() { # workers of the panel, of the gateway
	rig_start_pool panel "$1"
	rig_start_pool gateway "$2"
	rig_wait 10 panel rig_healthy /healthz || { rig_log_tail panel; rig_fail "the panel does not answer"; }
}

# --- Jobs -------------------------------------------------------------------------------------------

# The lines of jobs/cron.example with this rig's paths: schedule, tab, command.
rig_job_lines() {
	grep -E '^[0-9*]' "$rig_top/jobs/cron.example" | while read -r m h dom mon dow _ command; do
		printf '%s %s %s %s %s\t%q >>%q 2>&1\n' "$m" "$h" "$dom" "$mon" "$dow" \
			"$rig_bin/$(basename "$command")" "$RIG/log/jobs.log"
	done
}

# As root cron itself, private; it wants its table owned by root. Otherwise the same lines by snooze.
rig_start_jobs() {
	local schedule command fields n=0
	if [ "$(id -u)" -eq 0 ]; then
		# In the background: busybox notices the end of a job only at its next look, and would leave
		# out every second minute of one that works to the 55th second. The lease keeps them apart.
		rig_job_lines | sed -e "s|\t|\tKRAM_CONFIG=$(printf %q "$RIG/kram.conf" | sed 's/[&|\\]/\\&/g') exec |" \
			-e 's/$/ \&/' >"$RIG/cron/root"
		rig_spawn cron busybox crond -f -c "$RIG/cron" -L "$RIG/log/cron.log"
		return
	fi
	while IFS=$'\t' read -r schedule command; do
		n=$((n + 1))
		read -ra fields <<<"${schedule//\*\///}" # */5 is /5 for snooze
		rig_spawn "cron-$n" bash -c 'while snooze -S 0 -M "$1" -H "$2" -d "$3" -m "$4" -w "$5" true; do eval "$6"; done' \
			cron "${fields[@]}" "$command"
	done < <(rig_job_lines)
}
