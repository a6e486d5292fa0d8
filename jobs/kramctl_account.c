/* kramctl: application keys and accounts, for servers without a browser and for scripts. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/accounts/connect.h"
#include "domain/accounts/problem.h"
#include "kramctl.h"

enum {
	SECRET_LINE_MAX = 1024,
	ADDRESS_LINE_MAX = 4096,
	WATCH_MS = 500,	       /* between two looks at a code flow */
	POLL_SLACK_US = 50000, /* the database's clock decides whether it is time */
};

const struct ctl_param account_credentials_params[] = {
    {"set", CTL_ARGUMENT, CTL_REQUIRED},
    {"--environment", CTL_VALUE, CTL_REQUIRED},
    {"--client-id", CTL_VALUE, CTL_REQUIRED},
    {"--secret-file", CTL_VALUE, CTL_REQUIRED},
    {"--app-name", CTL_VALUE, CTL_REQUIRED},
    {"--app-version", CTL_VALUE, CTL_REQUIRED},
    {"--contact-url", CTL_VALUE, CTL_REQUIRED},
    {"--replace", CTL_FLAG, 0},
    {0},
};
const struct ctl_param account_connect_params[] = {
    {"NAME", CTL_ARGUMENT, CTL_REQUIRED},
    {"--environment", CTL_VALUE, CTL_REQUIRED},
    {"--device", CTL_FLAG, 0},
    {"--code", CTL_FLAG, 0},
    {"--no-pkce", CTL_FLAG, 0},
    {"--days", CTL_VALUE, 0},
    {0},
};
const struct ctl_param account_name_params[] = {
    {"NAME", CTL_ARGUMENT, CTL_REQUIRED},
    {0},
};

/* --- Common ----------------------------------------------------------------------------------- */

static enum rc open_vault(struct ctl *ctl, struct vault **out, struct err *e)
{
	const struct vault_opts opts = {.conf = ctl->conf, .db = ctl->db, .actor = "kramctl"};

	return vault_open(ctl->mem, &opts, out, e);
}

/* What happened, why and what to do, before the technical sentence of the main. */
static enum rc explain(const struct err *e)
{
	const struct problem *p = problem_of(e);

	if (!str_eq(p->key, problem_find(NULL)->key))
		(void)fprintf(stderr, "%s\n%s\n%s\n", p->what, p->why, p->todo);
	return e->rc;
}

static void print_line(const char *label, const char *value)
{
	(void)printf("%-18s %s\n", label, str_or(value, "-"));
}

static void print_time(const char *label, int64_t ms)
{
	char text[TIME_RFC3339_SIZE] = "-";

	if (ms != TIME_NONE)
		time_format_rfc3339(ms, text);
	print_line(label, text);
}

static void print_scopes(struct ctl *ctl, const char *granted)
{
	for (const struct scope_need *n = scope_needs(ctl->mem, granted); n->scope; n++)
		(void)printf("%-18s %s, %s: %s\n", "permission", n->scope, n->purpose,
			     n->granted ? "granted" : "MISSING");
}

static enum rc print_account(struct ctl *ctl, uint64_t id, struct err *e)
{
	struct account a = {0};

	if (account_find(ctl->db, ctl->mem, id, &a, e))
		return e->rc;
	print_line("account", a.name);
	print_line("environment", a.environment);
	print_line("state", a.state);
	if (a.state_reason)
		print_line("reason", a.state_reason);
	print_line("seller", a.seller_login);
	print_line("seller id", a.seller_id);
	print_time("token until", a.access_expires_at);
	print_time("consent until", a.refresh_expires_at);
	if (a.clock_skew_ms != INT64_MIN)
		(void)printf("%-18s %" PRId64 " ms%s\n", "clock of Allegro", a.clock_skew_ms,
			     a.clock_skew_ms > ACCOUNT_SKEW_WARN_MS ||
				     a.clock_skew_ms < -ACCOUNT_SKEW_WARN_MS
				 ? " (set this server's clock)"
				 : "");
	print_scopes(ctl, a.scopes);
	return RC_OK;
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* First line of a private file, or of the standard input for "-". */
static enum rc read_secret(struct ctl *ctl, const char *path, struct secret **out, struct err *e)
{
	char line[SECRET_LINE_MAX] = "";

	if (!str_eq(path, "-"))
		return secret_read_file(ctl->mem, path, out, e);
	if (!fgets(line, sizeof(line), stdin))
		return err_set(e, RC_INVALID, "no secret on the standard input");
	*out = secret_new(ctl->mem, line, strcspn(line, "\r\n"));
	secret_wipe(line, sizeof(line));
	return RC_OK;
}

enum rc ctl_account_credentials(struct ctl *ctl, struct err *e)
{
	struct credential_input in = {
	    .environment = ctl_get(ctl, "--environment"),
	    .client_id = ctl_get(ctl, "--client-id"),
	    .app_name = ctl_get(ctl, "--app-name"),
	    .app_version = ctl_get(ctl, "--app-version"),
	    .contact_url = ctl_get(ctl, "--contact-url"),
	    .allow = ctl_get(ctl, "--replace") ? KEYS_OF_ANY_APPLICATION : KEYS_OF_SAME_APPLICATION,
	};
	struct secret *secret;
	struct vault *v;

	if (!str_eq(ctl_get(ctl, "set"), "set"))
		return err_set(e, RC_INVALID, "use: kramctl account credentials set");
	if (read_secret(ctl, ctl_get(ctl, "--secret-file"), &secret, e) || open_vault(ctl, &v, e))
		return e->rc;
	in.client_secret = secret;
	enum rc rc = credential_set(v, &in, e);
	if (rc == RC_OK)
		(void)printf("The keys work in environment %s.\n", in.environment);
	if (rc == RC_RETRY)
		(void)printf("The keys are saved, but could not be checked now.\n");
	return rc ? explain(e) : RC_OK;
}

/* --- Connecting ------------------------------------------------------------------------------- */

static enum rc read_ask(struct ctl *ctl, struct connect_ask *out, struct err *e)
{
	const char *days = ctl_get(ctl, "--days");
	int64_t n = 0;

	if (!ctl_get(ctl, "--device") == !ctl_get(ctl, "--code"))
		return err_set(e, RC_INVALID, "say either --device or --code");
	if (days && !str_to_i64(days, 1, ACCOUNT_IMPORT_DAYS_MAX, &n))
		return err_set(e, RC_INVALID, "--days takes a number from 1 to %d",
			       ACCOUNT_IMPORT_DAYS_MAX);
	*out = (struct connect_ask){
	    .environment = ctl_get(ctl, "--environment"),
	    .name = ctl_get(ctl, "NAME"),
	    .import_days = (uint64_t)n,
	    .pkce = ctl_get(ctl, "--no-pkce") ? CONNECT_WITHOUT_PKCE : CONNECT_WITH_PKCE,
	};
	return RC_OK;
}

static enum rc failed_elsewhere(const char *problem, struct err *e)
{
	err_set(e, RC_DENIED, "the connection failed: %s", str_or(problem, "unknown"));
	(void)snprintf(e->code, sizeof(e->code), "%s", str_or(problem, ""));
	return e->rc;
}

/* Allegro is asked for the first time after the interval, or as soon as Enter says that it is
 * confirmed: only between two questions it must be kept. */
static void wait_for_enter(const struct connect_flow *f)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	const int64_t end = mono_ms() + (int64_t)f->interval_s * TIME_SECOND_MS;
	char line[ADDRESS_LINE_MAX];

	for (int64_t left; (left = end - mono_ms()) > 0;) {
		if (poll(&in, 1, (int)left) <= 0)
			continue;
		if (fgets(line, sizeof(line), stdin))
			return;
		in.fd = -1; /* no more input: only time is left */
	}
}

static enum rc wait_for_device(struct ctl *ctl, struct vault *v, struct connect_flow *f,
			       struct err *e)
{
	const struct bytes nobody = {0};

	wait_for_enter(f);
	while (f->state == CONNECT_OPEN) {
		enum rc rc = connect_device_poll(v, ctl->mem, f->id, nobody, f, e);
		if (rc == RC_RETRY) /* the network may come back before the code expires */
			err_clear(e);
		else if (rc)
			return rc;
		if (f->state == CONNECT_OPEN) {
			(void)sleep((unsigned)f->interval_s);
			(void)usleep(POLL_SLACK_US);
		}
	}
	return f->state == CONNECT_DONE ? RC_OK : failed_elsewhere(f->problem, e);
}

static enum rc connect_device(struct ctl *ctl, struct vault *v, const struct connect_ask *ask,
			      uint64_t *id, struct err *e)
{
	struct connect_flow f;

	if (connect_device_start(v, ctl->mem, ask, &f, e))
		return e->rc;
	(void)printf("Code: %s\nConfirm it as the seller at %s\nor open %s\n"
		     "Then press Enter, or wait.\n",
		     f.user_code, f.verification_uri, f.verification_uri_complete);
	(void)fflush(stdout);
	if (wait_for_device(ctl, v, &f, e))
		return e->rc;
	*id = f.account_id;
	return RC_OK;
}

/* A pasted address counts only when it holds a state: anything else is a slip of the hand. */
static enum rc take_address(struct ctl *ctl, struct vault *v, char *line, uint64_t *id,
			    struct err *e)
{
	struct connect_return back;

	line[strcspn(line, "\r\n")] = '\0';
	if (connect_return_read(ctl->mem, line, &back, e))
		return e->rc;
	return connect_code_finish(v, &back, id, e);
}

/* The panel finishes the flow when the browser comes back to it; without a panel in reach, the
 * address it was sent to can be pasted here. */
static enum rc wait_for_code(struct ctl *ctl, struct vault *v, const char *state, uint64_t *id,
			     struct err *e)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	const int64_t end = mono_ms() + CONNECT_CODE_FLOW_SECONDS * TIME_SECOND_MS;
	char line[ADDRESS_LINE_MAX];
	struct connect_flow f;

	while (mono_ms() < end) {
		if (poll(&in, 1, WATCH_MS) > 0) {
			if (fgets(line, sizeof(line), stdin))
				return take_address(ctl, v, line, id, e);
			in.fd = -1; /* no more input: only the panel is left */
		}
		if (connect_find(v, ctl->mem, state, (struct bytes){0}, &f, e))
			return e->rc;
		if (f.state == CONNECT_FAILED)
			return failed_elsewhere(f.problem, e);
		*id = f.account_id;
		if (f.state == CONNECT_DONE)
			return RC_OK;
	}
	return failed_elsewhere("state", e);
}

static enum rc connect_code(struct ctl *ctl, struct vault *v, const struct connect_ask *ask,
			    uint64_t *id, struct err *e)
{
	struct connect_code code;

	if (connect_code_start(v, ctl->mem, ask, &code, e))
		return e->rc;
	(void)printf("Open this address as the seller and confirm:\n%s\n"
		     "Kram goes on when the browser comes back to %s.\n"
		     "If it cannot reach that, paste here the address it was sent to, within ten "
		     "seconds:\n",
		     code.authorize_url, connect_redirect_uri(ctl->mem, ctl->conf));
	(void)fflush(stdout);
	return wait_for_code(ctl, v, code.state, id, e);
}

enum rc ctl_account_connect(struct ctl *ctl, struct err *e)
{
	struct connect_ask ask;
	struct vault *v;
	uint64_t id = 0;

	if (read_ask(ctl, &ask, e) || open_vault(ctl, &v, e))
		return e->rc;
	enum rc rc = ctl_get(ctl, "--device") ? connect_device(ctl, v, &ask, &id, e)
					      : connect_code(ctl, v, &ask, &id, e);
	return rc ? explain(e) : print_account(ctl, id, e);
}

/* --- Accounts --------------------------------------------------------------------------------- */

enum rc ctl_account_list(struct ctl *ctl, struct err *e)
{
	struct account_list list = {0};

	if (account_list(ctl->db, ctl->mem, &list, e))
		return e->rc;
	for (size_t i = 0; i < list.n; i++) {
		const struct account *a = &list.accounts[i];
		(void)printf("%" PRIu64 "\t%s\t%s\t%s\t%s\t%s\n", a->id, a->environment, a->state,
			     str_or(a->seller_id, "-"), str_or(a->seller_login, "-"), a->name);
	}
	return RC_OK;
}

enum rc ctl_account_check(struct ctl *ctl, struct err *e)
{
	struct account a = {0};
	struct vault *v;

	if (account_find_name(ctl->db, ctl->mem, ctl_get(ctl, "NAME"), &a, e) ||
	    open_vault(ctl, &v, e))
		return e->rc;
	if (account_check(v, a.id, e))
		return explain(e);
	return print_account(ctl, a.id, e);
}

enum rc ctl_account_disconnect(struct ctl *ctl, struct err *e)
{
	enum revocation revocation;
	struct account a = {0};
	struct vault *v;

	if (account_find_name(ctl->db, ctl->mem, ctl_get(ctl, "NAME"), &a, e) ||
	    open_vault(ctl, &v, e) || account_disconnect_now(v, a.id, &revocation, e))
		return e->rc;
	(void)printf("The tokens of %s were deleted here%s.\n", a.name,
		     revocation == REVOKED
			 ? " and revoked at Allegro"
			 : "; Allegro did not confirm, so unlink the application there too");
	return RC_OK;
}
