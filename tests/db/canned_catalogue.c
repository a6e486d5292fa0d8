/* Seven cards of a catalogue, and what happens to two of them. */
#include "canned_catalogue.h"

#include "base/mem.h"
#include "base/str.h"
#include "net/http.h"

#include <strings.h>

struct canned_catalogue canned_catalogue;

static const struct canned_card {
	const char *id;
	const char *gtin;
	const char *mpn;
	const char *brand;
	const char *category;
	const char *page; /* of the second page of its number */
} cards[] = {
    {"c1", "5900000000017", "M-1", "Trio", "kat1", NULL},
    {"c2a", "5900000000024", "M-2", "Trio", "kat1", NULL},
    {"c2b", "5900000000024", "M-2", "Trio", "kat2", NULL},
    {"c3", "5900000000031", "M-3", "Trio", "kat1", NULL},
    {"c4", "", "M-4", "Inna", "kat2", NULL},
    {"c7a", "5900000000079", "M-7", "Trio", "kat1", NULL},
    {"c7b", "5900000000079", "M-7", "Trio", "kat1", "next"},
};

static bool is_there(const struct canned_card *c)
{
	return !canned_catalogue.later || !str_eq(c->id, "c3");
}

static const char *card_text(void *owner, const struct canned_card *c)
{
	const bool moved = canned_catalogue.later && str_eq(c->id, "c1");

	return mem_printf(
	    owner,
	    "{\"id\":\"%s\",\"name\":\"Karta %s\",\"category\":{\"id\":\"%s\",\"similar\":"
	    "[{\"id\":\"kat9\"}]},\"parameters\":[{\"id\":\"248811\",\"name\":\"Marka\","
	    "\"valuesLabels\":[\"%s\"],\"valuesIds\":[\"1\"]},{\"id\":\"224017\",\"name\":"
	    "\"Kod producenta\",\"values\":[\"%s\"]},{\"id\":\"225693\",\"name\":\"EAN (GTIN)\","
	    "\"values\":[\"%s\"],\"options\":{\"identifiesProduct\":true,\"isGTIN\":true}}],"
	    "\"publication\":{\"status\":\"LISTED\"},\"offerRequirements\":{\"parameters\":[]},"
	    "\"productSafety\":%s}",
	    c->id, c->id, moved ? "kat2" : c->category, c->brand, c->mpn, c->gtin,
	    moved		  ? "{\"safetyInformation\":{\"type\":\"TEXT\"}}"
	    : str_eq(c->id, "c1") ? CANNED_SAFETY
				  : "null");
}

static const char *asked(const struct allegro_call *call, const char *name)
{
	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name))
			return p->value;
	return NULL;
}

static const char *search_text(void *owner, const struct allegro_call *call)
{
	const char *phrase = asked(call, "phrase");
	const bool by_gtin = str_eq(asked(call, "mode"), "GTIN");
	const char *page = asked(call, "page.id");
	const char *text = "";
	bool more = false;

	if (str_eq(phrase, canned_catalogue.refused))
		return NULL;
	if (str_eq(phrase, canned_catalogue.unreadable))
		return "{\"products\":[{\"id\":\"c\",\"name\":\"x\"}]}";
	for (size_t i = 0; i < COUNT_OF(cards); i++) {
		const struct canned_card *c = &cards[i];

		if (!is_there(c) || strcasecmp(by_gtin ? c->gtin : c->mpn, phrase) != 0)
			continue;
		more |= !page && c->page;
		if (str_eq(c->page, page))
			text = mem_printf(owner, "%s%s%s", text, *text ? "," : "",
					  card_text(owner, c));
	}
	return mem_printf(owner, "{\"products\":[%s]%s}", text,
			  more ? ",\"nextPage\":{\"id\":\"next\"}" : "");
}

const char *canned_catalogue_text(void *owner, const struct allegro_call *call)
{
	if (call->op == OP_PRODUCTS)
		return search_text(owner, call);
	if (call->op == OP_CATEGORY_MATCHES)
		return "{\"matchingCategories\":[{\"id\":\"kat5\",\"name\":\"K\",\"parent\":null},"
		       "{\"id\":\"kat6\",\"name\":\"L\"}]}";
	for (size_t i = 0; i < COUNT_OF(cards); i++)
		if (str_eq(cards[i].id, call->id) && is_there(&cards[i]))
			return card_text(owner, &cards[i]);
	return NULL;
}
