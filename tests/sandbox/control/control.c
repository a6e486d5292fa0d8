/* Commands of /sandbox. */
#include "control/control.h"

#include <string.h>

#include <json-c/json.h>

#include "base/mem.h"

#include "control/effects.h"
#include "faults/faults.h"
#include "world/life.h"
#include "oauth/oauth.h"
#include "sandbox.h"
#include "world/world.h"

enum {
	BUY_MAX = 100000,
	HOSTILE_MAX = 8 * 1024,
	HOSTILE_TEXTS_MAX = 16,
	SECRETS_MAX = 64 * 1024 * 1024
};

bool control_from_browser(struct exchange *x)
{
	const char *accept = header_get(x, "Accept");

	return accept && strstr(accept, "text/html");
}

void control_done(struct exchange *x)
{
	if (control_from_browser(x))
		answer_redirect(x, "/sandbox");
	else
		answer_text(x, 200, MEDIA_JSON, "{\"ok\":true}");
}

void control_failed(struct exchange *x, int status, const char *why)
{
	struct jw w = answer_json(x, status, MEDIA_JSON);

	jw_object(&w, NULL);
	jw_bool(&w, "ok", false);
	jw_str(&w, "error", why);
	jw_object_end(&w);
}

static struct seller *asked_seller(struct exchange *x, const char *name)
{
	if (str_empty(name))
		return &x->sb->world->sellers[0];
	struct seller *s = world_seller(x->sb->world, name);
	if (!s)
		control_failed(x, 400, "no such seller");
	return s;
}

void control_answer_orders(struct exchange *x, struct order *const *orders, size_t n)
{
	if (control_from_browser(x)) {
		answer_redirect(x, "/sandbox");
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_array(&w, "orders");
	for (size_t i = 0; i < n; i++)
		jw_str(&w, NULL, orders[i]->id);
	jw_array_end(&w);
	jw_object_end(&w);
}

bool control_read_stage(const char *text, enum buy_stage *out)
{
	static const char *const names[] = {"bought", "filled-in", "ready"};

	*out = BUY_READY;
	for (unsigned i = BUY_BOUGHT; !str_empty(text) && i <= BUY_READY; i++)
		if (str_eq(names[i], text)) {
			*out = (enum buy_stage)i;
			return true;
		}
	return str_empty(text);
}

void control_buy(struct exchange *x)
{
	struct seller *s = asked_seller(x, form_get(x, "seller"));
	const char *kind = form_get(x, "kind");
	const struct shape *shape = str_empty(kind) ? NULL : shape_find(kind);
	enum buy_stage stage;
	int64_t n = 1;

	if (!s)
		return;
	if (!str_empty(kind) && !shape) {
		control_failed(x, 400, "no such kind of order");
		return;
	}
	if (!control_read_stage(form_get(x, "stage"), &stage) ||
	    (form_get(x, "n") && !str_to_i64(form_get(x, "n"), 1, BUY_MAX, &n))) {
		control_failed(x, 400, "n must be a number, stage bought, filled-in or ready");
		return;
	}
	struct order *like = world_order(x->sb->world, form_get(x, "like"));
	struct order **made = mem_array(x, struct order *, (size_t)n);
	for (int64_t i = 0; i < n; i++) {
		made[i] = like ? life_buy_again(x->sb->world, like, stage)
			       : life_buy(x->sb->world, s, shape, stage);
		effects_count(x->sb->effects, "orders", "bought", NULL);
	}
	control_answer_orders(x, made, (size_t)n);
}

static void step(struct exchange *x, bool (*take)(struct world *w, struct order *o))
{
	struct order *o = world_order(x->sb->world, form_get(x, "id"));

	if (!o)
		control_failed(x, 404, "no such order");
	else if (!take(x->sb->world, o))
		control_failed(x, 409, "the order's state does not allow this");
	else
		control_done(x);
}

void control_pay(struct exchange *x)
{
	step(x, life_pay);
}

void control_cancel(struct exchange *x)
{
	step(x,
	     str_eq(form_get(x, "by"), "allegro") ? life_cancel_by_allegro : life_cancel_by_buyer);
}

void control_withdraw(struct exchange *x)
{
	step(x, life_withdraw);
}

void control_modify(struct exchange *x)
{
	step(x, life_modify);
}

/* The text with NUL carried as C0 80, as jw.h wants it. */
static char *storable(void *owner, struct json_object *v)
{
	const char *from = json_object_get_string(v);
	size_t len = (size_t)json_object_get_string_len(v);
	char *to = mem_array(owner, char, 2 * len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len && n < HOSTILE_MAX; i++) {
		if (!from[i])
			to[n++] = '\xc0';
		to[n++] = from[i] ? from[i] : '\x80';
	}
	return to;
}

/* One text for every field of an order, or an array of them that the fields take in turn. */
static struct order *buy_hostile(struct exchange *x, struct json_object *v)
{
	struct world *w = x->sb->world;
	const bool is_list = json_object_is_type(v, json_type_array);
	const char *texts[HOSTILE_TEXTS_MAX] = {""};
	size_t n = 0;

	if (!is_list)
		texts[n++] = storable(x, v);
	while (is_list && n < json_object_array_length(v) && n < HOSTILE_TEXTS_MAX) {
		texts[n] = storable(x, json_object_array_get_idx(v, n));
		n++;
	}
	return life_buy_hostile(w, &w->sellers[0], texts, n ? n : 1);
}

void control_hostile(struct exchange *x)
{
	struct json_object *list = json_tokener_parse(x->body.text);

	if (!json_object_is_type(list, json_type_array)) {
		json_object_put(list);
		control_failed(x, 400,
			       "the body must be a JSON array of strings or arrays of them");
		return;
	}
	size_t n = json_object_array_length(list);
	struct order **made = mem_array(x, struct order *, n + 1);
	for (size_t i = 0; i < n; i++)
		made[i] = buy_hostile(x, json_object_array_get_idx(list, i));
	json_object_put(list);
	control_answer_orders(x, made, n);
}

void control_fault_add(struct exchange *x)
{
	const char *count = form_get(x, "count");
	struct fault_request r = {.kind = form_get(x, "kind"),
				  .path = form_get(x, "path"),
				  .value = form_get(x, "value"),
				  .count = 1};

	if (!str_empty(count) && !str_eq(count, "-1") &&
	    !str_to_i64(count, 0, INT32_MAX, &r.count)) {
		control_failed(x, 400, "count must be a number, -1 for ever");
		return;
	}
	if (str_eq(count, "-1"))
		r.count = -1;
	const char *wrong = faults_add(x->sb, &r);
	if (wrong)
		control_failed(x, 400, wrong);
	else
		control_done(x);
}

void control_faults_clear(struct exchange *x)
{
	if (str_eq(form_get(x, "keep"), "documents"))
		faults_clear_but_documents(x->sb);
	else
		faults_clear(x->sb);
	control_done(x);
}

void control_faults(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_JSON);

	faults_json(&w, x->sb->faults, x->sb->world);
}

void control_effects(struct exchange *x)
{
	answer_text(x, 200, MEDIA_JSON, effects_json(x->sb->effects));
}

void control_effects_clear(struct exchange *x)
{
	effects_clear(x->sb->effects);
	control_done(x);
}

void control_clients(struct exchange *x)
{
	if (oauth_register(x->sb->oauth, form_get(x, "client_id"), form_get(x, "redirect_uri"),
			   form_get(x, "scopes")))
		control_done(x);
	else
		control_failed(x, 404, "no such application");
}

void control_tokens_expire(struct exchange *x)
{
	oauth_expire_access(x->sb->oauth);
	control_done(x);
}

void control_secrets(struct exchange *x)
{
	struct str out;

	str_init(&out, x, SECRETS_MAX);
	oauth_secrets(x->sb->oauth, &out);
	answer_text(x, 200, MEDIA_PLAIN, out.text);
}

void control_tokens_grace(struct exchange *x)
{
	oauth_end_grace(x->sb->oauth);
	control_done(x);
}

void control_tokens_revoke(struct exchange *x)
{
	oauth_revoke_all(x->sb->oauth);
	control_done(x);
}

static void settle(struct exchange *x, struct seller *seller)
{
	if (oauth_device_settle(x, form_get(x, "user_code"), seller))
		control_done(x);
	else
		control_failed(x, 404, "no device waits with this code");
}

void control_device_approve(struct exchange *x)
{
	struct seller *s = asked_seller(x, form_get(x, "seller"));

	if (s)
		settle(x, s);
}

void control_device_refuse(struct exchange *x)
{
	settle(x, NULL);
}
