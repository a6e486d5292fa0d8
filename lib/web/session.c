/* Who sends this request: the cookie, its hash, and what the database says about it. */
#include "web/session.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "web/csrf.h"
#include "web/request.h"
#include "web/session_store.h"
#include "web/url.h"

const struct session session_nobody = {.login = "", .name = "", .csrf = "", .flash = ""};

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_NONE] = "none",
    [ROLE_VIEWER] = "viewer",
    [ROLE_PACKER] = "packer",
    [ROLE_SELLER] = "seller",
    [ROLE_ADMINISTRATOR] = "administrator",
};

static const char *const role_labels[ROLE_COUNT] = {
    [ROLE_NONE] = "",
    [ROLE_VIEWER] = N_("Viewer"),
    [ROLE_PACKER] = N_("Packer"),
    [ROLE_SELLER] = N_("Seller"),
    [ROLE_ADMINISTRATOR] = N_("Administrator"),
};

const char *role_name(enum role role)
{
	return role_names[role];
}

const char *role_label(enum role role)
{
	return *role_labels[role] ? _(role_labels[role]) : "";
}

enum role role_from_name(const char *name)
{
	for (int i = ROLE_VIEWER; i < ROLE_COUNT; i++) {
		if (str_eq(name, role_names[i]))
			return (enum role)i;
	}
	return ROLE_NONE;
}

/* __Host- binds the cookie to this host and https; on http the port keeps two copies apart. */
char *session_cookie_name(void *owner, const char *base_url)
{
	const char *port = strrchr(base_url, ':');

	if (str_starts(base_url, "https://"))
		return mem_strdup(owner, "__Host-kram");
	return mem_printf(owner, "kram-%s", port && port[1] != '/' ? port + 1 : "80");
}

static bool is_session_id(const char *s)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	return s && strlen(s) == SESSION_ID_CHARS && strspn(s, alphabet) == SESSION_ID_CHARS;
}

static void set_cookie(struct request *rq, const char *value, enum cookie_life life)
{
	response_cookie(rq, session_cookie_name(rq, rq->conf->base_url), value, life);
}

static struct bytes hash_of(void *owner, const char *id)
{
	uint8_t *hash = mem_array(owner, uint8_t, SECRET_HASH_BYTES);

	secret_hash(id, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

/* The session every request has: nobody, with a token made from the id of the cookie. */
static struct session *anonymous(struct request *rq, const char *id)
{
	struct session *s = mem_zero(rq, struct session);

	*s = session_nobody;
	s->id_hash = hash_of(s, id);
	s->csrf = csrf_token(s, id);
	rq->session_id = id;
	rq->session = s;
	return s;
}

static void fill(struct session *s, const struct session_row *row)
{
	s->user_id = row->user_id;
	s->login = row->login;
	s->name = row->name;
	s->role = role_from_name(row->role);
	s->flash = str_or(row->flash, "");
	s->authenticated_at = row->authenticated_at;
}

/* An id we do not know stays anonymous: it is never taken over at login. */
static enum rc recognise(struct request *rq, struct session *s, struct err *e)
{
	struct session_row row = {0};

	if (session_find(rq->db, rq, s->id_hash, &row, e)) {
		if (e->rc != RC_NOT_FOUND)
			return err_wrap(e, "finding the session");
		err_clear(e);
		return RC_OK;
	}
	fill(s, &row);
	if (time_now_ms() - row.seen_at < SESSION_TOUCH_MS)
		return RC_OK;
	return session_touch(rq->db, s->id_hash, e);
}

/* What the cookie holds, NULL when it cannot be an id of ours. */
static char *named_id(void *owner, const struct request *rq)
{
	const char *name = session_cookie_name(owner, rq->conf->base_url);
	char *id = cookie_find(owner, req_env(rq, "HTTP_COOKIE"), name);

	return is_session_id(id) ? id : NULL;
}

bool session_is_named(const struct request *rq)
{
	void *tmp = mem_context(rq, "cookie");
	bool named = named_id(tmp, rq) != NULL;

	mem_free(tmp);
	return named;
}

enum rc session_load(struct request *rq, struct err *e)
{
	char *id = named_id(rq, rq);

	if (id)
		return recognise(rq, anonymous(rq, id), e);
	id = secret_random_text(rq, SESSION_ID_BYTES);
	(void)anonymous(rq, id);
	set_cookie(rq, id, COOKIE_SESSION);
	return RC_OK;
}

enum rc session_start(struct request *rq, uint64_t user_id, uint64_t generation, struct err *e)
{
	struct bytes old = rq->session->id_hash;
	char *id = secret_random_text(rq, SESSION_ID_BYTES);

	if (session_delete(rq->db, old, e) || session_sweep(rq->db, e))
		return err_wrap(e, "ending the old session");
	if (session_insert(rq->db, hash_of(rq, id), user_id, generation, e))
		return err_wrap(e, "starting a session");
	set_cookie(rq, id, COOKIE_SESSION);
	return recognise(rq, anonymous(rq, id), e);
}

enum rc session_end(struct request *rq, struct err *e)
{
	if (session_delete(rq->db, rq->session->id_hash, e))
		return err_wrap(e, "ending the session");
	set_cookie(rq, "", COOKIE_DELETE);
	return RC_OK;
}

enum rc flash(struct request *rq, const char *text, struct err *e)
{
	return session_set_flash(rq->db, rq->session->id_hash, text, e);
}

enum rc flash_clear(struct request *rq, struct err *e)
{
	return session_set_flash(rq->db, rq->session->id_hash, NULL, e);
}
