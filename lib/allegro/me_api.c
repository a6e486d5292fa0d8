/* GET /me. */
#include "allegro/me_api.h"

#include "base/mem.h"

static const struct json_field me_fields[] = {
    JF_STR(struct me, id, "/id", JF_REQUIRED),
    JF_STR(struct me, login, "/login", JF_REQUIRED),
    JF_STR(struct me, first_name, "/firstName", 0),
    JF_STR(struct me, last_name, "/lastName", 0),
    JF_STR(struct me, email, "/email", 0),
    JF_STR(struct me, base_marketplace, "/baseMarketplace/id", 0),
    JF_STR(struct me, company_name, "/company/name", 0),
    JF_STR(struct me, company_tax_id, "/company/taxId", 0),
};

enum rc me_fetch(struct allegro *a, void *owner, struct me *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_ME};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	*out = (struct me){0};
	if (json_decode(owner, doc, me_fields, out, NULL, e))
		return err_wrap(e, "GET /me");
	if (!str_is_id(out->id))
		return err_set(e, RC_SHAPE, "GET /me: the seller's id is not an id");
	return RC_OK;
}
