/* Connecting: each handler makes one call into lib/domain/accounts and shows how it ended. */
#include "connect/connect.h"

#include <inttypes.h>
#include <string.h>

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "connect/connect_view.h"
#include "gateway.h"
#include "web/i18n.h"
#include "web/page.h"

enum {
	CLIENT_ID_CHARS = 128,
	CLIENT_SECRET_CHARS = 256,
	APP_NAME_CHARS = 100,
	APP_VERSION_CHARS = 32,
	URL_CHARS = 255,
	STATE_CHARS = 100,  /* ours has 43 */
	CODE_CHARS = 2000,  /* opaque; Allegro's has 32 */
	ERROR_CHARS = 1000, /* Allegro's words, shown to nobody */
};

#define ENVIRONMENT(T)                                                                             \
	{                                                                                          \
		"environment", FIELD_ENUM, .values = allegro_env_names, .flags = FIELD_REQUIRED,   \
					   INTO(T, environment)                                    \
	}

/* Of applications, as the page of the keys has them: it is shown again for the same. */
static const char *const kinds[] = {"device", "browser", NULL};

/* clang-format off */
const struct field connect_credential_fields[] = {
	ENVIRONMENT(struct credential_input),
	{"client_id", FIELD_TEXT, .max = CLIENT_ID_CHARS, .flags = FIELD_REQUIRED, INTO(struct credential_input, client_id)},
	{"client_secret", FIELD_SECRET, .max = CLIENT_SECRET_CHARS, .flags = FIELD_REQUIRED},
	{"app_name", FIELD_TEXT, .max = APP_NAME_CHARS, .flags = FIELD_REQUIRED, INTO(struct credential_input, app_name)},
	{"app_version", FIELD_TEXT, .max = APP_VERSION_CHARS, .flags = FIELD_REQUIRED, INTO(struct credential_input, app_version)},
	{"contact_url", FIELD_TEXT, .max = URL_CHARS, .flags = FIELD_REQUIRED, INTO(struct credential_input, contact_url)},
	{"replace", FIELD_INT, .max = 1},
	{"kind", .type = FIELD_ENUM, .values = kinds},
	{0},
};
const struct field connect_start_fields[] = {
	ENVIRONMENT(struct connect_ask),
	{"name", FIELD_TEXT, .max = ACCOUNT_NAME_MAX, .flags = FIELD_REQUIRED, INTO(struct connect_ask, name)},
	{"account_id", FIELD_INT, .max = INT32_MAX, INTO(struct connect_ask, account_id)},
	{"import_days", FIELD_INT, .min = 1, .max = ACCOUNT_IMPORT_DAYS_MAX, INTO(struct connect_ask, import_days)},
	{0},
};
const struct field connect_callback_fields[] = {
	{"state", FIELD_TEXT, .max = STATE_CHARS},
	{"code", FIELD_TEXT, .max = CODE_CHARS},
	{"error", FIELD_TEXT, .max = ERROR_CHARS},
	{"error_description", FIELD_TEXT, .max = ERROR_CHARS},
	{0},
};
const struct field connect_account_fields[] = {
	{"account_id", FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
	{0},
};
/* clang-format on */

static struct vault *vault_of(struct request *rq)
{
	struct vault *v = req_app(rq);

	vault_act_as(v, mem_printf(rq, "user %s", rq->session->login));
	return v;
}

/* --- Application keys ------------------------------------------------------------------------- */

enum rc do_credentials(struct request *rq, struct err *e)
{
	const char *secret = form_text(rq->form, "client_secret");
	struct credential_input in = {
	    .client_secret = secret_new(rq, secret, strlen(secret)),
	    .allow = form_int(rq->form, "replace", 0) ? KEYS_OF_ANY_APPLICATION
						      : KEYS_OF_SAME_APPLICATION,
	};
	struct way_back back = {.text = _("Back to the keys")};
	const char *said = _("The keys work and are saved.");

	form_into(rq->form, &in);
	back.url = connect_new_url(rq, in.environment, form_text(rq->form, "kind"), 0);
	enum rc rc = credential_set(vault_of(rq), &in, e);

	if (rc == RC_RETRY) {
		said = mem_printf(rq, _("The keys are saved, but could not be checked. %s"),
				  _(problem_of(e)->what));
		err_clear(e);
	} else if (rc) {
		return connect_refuse(rq, &back, e);
	}
	return flash(rq, said, e) ? e->rc : redirect(rq, back.url);
}

/* --- Beginning -------------------------------------------------------------------------------- */

static struct connect_ask ask_of(struct request *rq)
{
	struct connect_ask ask = {.session_hash = rq->session->id_hash};

	form_into(rq->form, &ask);
	return ask;
}

static struct way_back start_again(struct request *rq, const char *environment, const char *kind,
				   uint64_t account_id)
{
	return (struct way_back){connect_new_url(rq, environment, kind, account_id),
				 _("Start again")};
}

enum rc do_connect_start(struct request *rq, struct err *e)
{
	const struct connect_ask ask = ask_of(rq);
	const struct way_back back = start_again(rq, ask.environment, "browser", ask.account_id);
	struct connect_code code;

	if (connect_code_start(vault_of(rq), rq, &ask, &code, e))
		return connect_refuse(rq, &back, e);
	return redirect_external(rq, code.authorize_url, e);
}

enum rc do_connect_device(struct request *rq, struct err *e)
{
	const struct connect_ask ask = ask_of(rq);
	const struct way_back back = start_again(rq, ask.environment, "device", ask.account_id);
	struct connect_flow flow;

	if (connect_device_start(vault_of(rq), rq, &ask, &flow, e))
		return connect_refuse(rq, &back, e);
	return redirect(rq, connect_device_url(rq, flow.id));
}

enum rc do_connect_invalid(struct request *rq, struct err *e)
{
	(void)e;
	return page_refuse(rq, 422,
			   _("A field is empty or too long. Go back and fill in every field."));
}

/* --- Finishing -------------------------------------------------------------------------------- */

static enum rc connected(struct request *rq, uint64_t account_id, struct err *e)
{
	if (flash(rq, _("Connected. The orders are being fetched."), e))
		return e->rc;
	return redirect(rq, connect_account_url(rq, account_id));
}

/* The code lives ten seconds: it is exchanged here and now, or never. */
enum rc pg_connect_callback(struct request *rq, struct err *e)
{
	const struct connect_return came = {
	    .state = form_text(rq->query, "state"),
	    .code = form_text(rq->query, "code"),
	    .error = form_text(rq->query, "error"),
	    .session_hash = rq->session->id_hash,
	};
	const struct way_back back = start_again(rq, NULL, NULL, 0);
	uint64_t account_id = 0;

	if (connect_code_finish(vault_of(rq), &came, &account_id, e))
		return connect_refuse(rq, &back, e);
	return connected(rq, account_id, e);
}

/* htmx would swap the account's page into this one: it is told to go there instead. */
static enum rc device_done(struct request *rq, const struct connect_flow *f, struct err *e)
{
	if (connected(rq, f->account_id, e) || !rq->hx)
		return e->rc;
	response_reset(rq->res);
	response_header(rq->res, "HX-Redirect", connect_account_url(rq, f->account_id));
	return respond_text(rq, 200, "text/plain", "");
}

/*
 * A failed poll has closed the flow, and the page says why; trouble on the way has not, and the
 * next poll may do better.
 */
enum rc pg_connect_device(struct request *rq, struct err *e)
{
	const char *id = req_param(rq, "id");
	const struct bytes session = rq->session->id_hash;
	struct vault *v = vault_of(rq);
	struct err trouble = {0};
	struct connect_flow f;

	if (connect_device_poll(v, rq, id, session, &f, &trouble) &&
	    connect_find(v, rq, id, session, &f, e))
		return e->rc;
	if (f.state == CONNECT_DONE)
		return device_done(rq, &f, e);
	connect_device_page(rq, &f, &trouble);
	return RC_OK;
}

/* --- Afterwards ------------------------------------------------------------------------------- */

static uint64_t account_of(struct request *rq)
{
	return (uint64_t)form_int(rq->form, "account_id", 0);
}

enum rc do_account_check(struct request *rq, struct err *e)
{
	const uint64_t id = account_of(rq);
	const struct way_back back = {connect_account_url(rq, id), _("Back to the account")};

	if (account_check(vault_of(rq), id, e))
		return connect_refuse(rq, &back, e);
	if (flash(rq, _("Allegro answers, and the account is the right one."), e))
		return e->rc;
	return redirect(rq, back.url);
}

enum rc do_account_disconnect(struct request *rq, struct err *e)
{
	const uint64_t id = account_of(rq);
	const struct way_back back = {connect_account_url(rq, id), _("Back to the account")};
	enum revocation revocation;

	if (account_disconnect_now(vault_of(rq), id, &revocation, e))
		return connect_refuse(rq, &back, e);
	const char *said =
	    revocation == REVOKED
		? _("Disconnected: the tokens were deleted here and revoked at Allegro.")
		: _("Disconnected: the tokens were deleted here. Allegro did not confirm, so also "
		    "unlink the application there, under linked applications.");
	return flash(rq, said, e) ? e->rc : redirect(rq, back.url);
}
