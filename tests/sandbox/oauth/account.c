/* /me, /marketplaces, /order/carriers. */
#include "oauth/account.h"

#include "base/compiler.h"

#include "world/catalog.h"
#include "oauth/oauth.h"
#include "world/world.h"

void account_me(struct exchange *x)
{
	const struct seller *s = grant_seller(x->grant);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_str(&w, "id", s->id);
	jw_str(&w, "login", s->login);
	jw_str(&w, "firstName", s->first_name);
	jw_str(&w, "lastName", s->last_name);
	jw_str(&w, "email", s->email);
	jw_object(&w, "baseMarketplace");
	jw_str(&w, "id", markets[MARKET_PL].id);
	jw_object_end(&w);
	jw_object(&w, "company");
	jw_str(&w, "name", s->company);
	jw_str(&w, "taxId", s->tax_id);
	jw_object_end(&w);
	jw_array(&w, "features");
	jw_str(&w, NULL, "SUPER_SELLER");
	jw_array_end(&w);
	jw_object_end(&w);
}

static void codes_json(struct jw *w, const char *key, const char *const *codes, size_t n)
{
	jw_array(w, key);
	for (size_t i = 0; i < n; i++) {
		jw_object(w, NULL);
		jw_str(w, "code", codes[i]);
		jw_object_end(w);
	}
	jw_array_end(w);
}

static void market_json(struct jw *w, const struct market *m)
{
	const char *languages[] = {m->language, "en-US"};

	jw_object(w, NULL);
	jw_str(w, "id", m->id);
	jw_object(w, "languages");
	codes_json(w, "offerCreation", languages, 1);
	codes_json(w, "offerDisplay", languages, COUNT_OF(languages));
	jw_object_end(w);
	jw_object(w, "currencies");
	jw_object(w, "base");
	jw_str(w, "code", m->currency);
	jw_object_end(w);
	jw_array(w, "additional");
	jw_array_end(w);
	jw_object_end(w);
	codes_json(w, "shippingCountries", &m->country, 1);
	jw_object_end(w);
}

void account_marketplaces(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "marketplaces");
	for (size_t i = 0; i < n_markets; i++)
		market_json(&w, &markets[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}

void account_carriers(struct exchange *x)
{
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);

	answer_header(x, "Cache-Control", "max-age=86400");
	jw_object(&w, NULL);
	jw_array(&w, "carriers");
	for (size_t i = 0; i < carriers.n; i++) {
		jw_object(&w, NULL);
		jw_str(&w, "id", carriers.at[i].id);
		jw_str(&w, "name", carriers.at[i].name);
		jw_object_end(&w);
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
