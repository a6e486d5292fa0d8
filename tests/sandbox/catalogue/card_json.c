/* A card as a document: its parameters are those of its category. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "catalogue/card.h"

enum { VALUE_MAX = 64, GRAMS = 1000 };

/* The dictionary's word for what a shop writes. */
static const struct {
	const char *shop;
	const char *word;
} colours[] = {{"Biały", "biały"},
	       {"szary", "odcienie szarości"},
	       {"ZIELONY", "zielony"},
	       {"czarny mat", "czarny"}};

static const char *colour_of(const struct card *c)
{
	const char *text = demo_attribute(c->of, "Kolor");

	for (size_t i = 0; text && i < COUNT_OF(colours); i++)
		if (str_eq(colours[i].shop, text))
			return colours[i].word;
	return text;
}

static const char *brand_of(const struct card *c)
{
	return *c->brand ? c->brand : NULL;
}

static const char *mpn_of(const struct card *c)
{
	return c->mpn;
}

static const char *ean_of(const struct card *c)
{
	return c->ean;
}

static const char *weight_of(const struct card *c)
{
	static char text[VALUE_MAX];

	(void)snprintf(text, sizeof(text), "%" PRId64 ".%03" PRId64, c->of->weight_g / GRAMS,
		       c->of->weight_g % GRAMS);
	return text;
}

/* "IP 44", "ip44": as the dictionary has it. */
static const char *seal_of(const struct card *c)
{
	static char text[VALUE_MAX];
	const char *said = demo_attribute(c->of, "Szczelność");
	const char *digits = said ? strpbrk(said, "0123456789") : NULL;

	if (!digits)
		return NULL;
	(void)snprintf(text, sizeof(text), "IP%s", digits);
	return text;
}

static const char *power_of(const struct card *c)
{
	static char text[VALUE_MAX];
	const char *said = demo_attribute(c->of, "Moc");

	if (!said)
		return NULL;
	if (strstr(said, "kW"))
		return "900";
	(void)snprintf(text, sizeof(text), "%ld", strtol(said, NULL, 10));
	return text;
}

static const char *feature_of(const struct card *c)
{
	return c->safe ? "łatwy montaż" : NULL;
}

static const struct {
	const char *id;
	const char *(*of)(const struct card *c);
	bool identifies;
	bool is_gtin;
} facts[] = {
    {"248811", brand_of, true, false}, {"224017", mpn_of, true, false},
    {"225693", ean_of, true, true},    {"17448", weight_of, false, false},
    {"33", colour_of, true, false},    {"225", seal_of, false, false},
    {"18023", power_of, false, false}, {"216001", feature_of, false, false},
};

static void array_of(struct jw *w, const char *key, const char *text)
{
	jw_array(w, key);
	jw_str(w, NULL, text);
	jw_array_end(w);
}

static void values_json(struct jw *w, const struct param_about *p, const char *text, bool in_offer)
{
	const char *id = str_or(p->value_id, p->ambiguous);

	if (id)
		array_of(w, "valuesIds", id);
	array_of(w, "values", text);
	if (in_offer) {
		jw_null(w, "rangeValue");
		return;
	}
	array_of(w, "valuesLabels", text);
	jw_str(w, "unit", p->unit);
}

static void params_of_card(struct jw *w, const struct categories *tree, const struct card *c,
			   bool in_offer)
{
	jw_array(w, "parameters");
	for (size_t i = 0; i < COUNT_OF(facts); i++) {
		const char *text = facts[i].of(c);
		struct param_about p;

		if (str_empty(text) || !param_about(tree, c->category, facts[i].id, text, &p) ||
		    (p.is_dictionary && !p.value_id && !p.ambiguous))
			continue;
		jw_object(w, NULL);
		jw_str(w, "id", facts[i].id);
		jw_str(w, "name", p.name);
		values_json(w, &p, text, in_offer);
		if (!in_offer) {
			jw_object(w, "options");
			jw_bool(w, "identifiesProduct", facts[i].identifies);
			jw_bool(w, "isGTIN", facts[i].is_gtin);
			jw_bool(w, "isTrusted", false);
			jw_object_end(w);
		}
		jw_object_end(w);
	}
	jw_array_end(w);
}

void card_offer_params_json(struct jw *w, const struct categories *tree, const struct card *c)
{
	params_of_card(w, tree, c, true);
}

static void path_json(struct jw *w, const struct node *n)
{
	if (n->parent)
		path_json(w, n->parent);
	jw_object(w, NULL);
	jw_str(w, "id", n->id);
	jw_str(w, "name", n->name);
	jw_object_end(w);
}

static void category_json(struct jw *w, const char *key, const struct node *n)
{
	jw_object(w, key);
	jw_str(w, "id", n->id);
	jw_array(w, "path");
	path_json(w, n);
	jw_array_end(w);
}

static void safety_json(struct jw *w, const struct card *c)
{
	if (!c->safe) {
		jw_null(w, "productSafety");
		return;
	}
	jw_object(w, "productSafety");
	jw_array(w, "responsibleProducers");
	jw_object(w, NULL);
	jw_str(w, "id", c->id);
	jw_str(w, "name", c->brand);
	jw_object(w, "producerData");
	jw_str(w, "tradeName", c->brand);
	jw_object(w, "address");
	jw_str(w, "countryCode", "PL");
	jw_str(w, "street", "Fabryczna 7");
	jw_str(w, "postalCode", "00-446");
	jw_str(w, "city", "Warszawa");
	jw_object_end(w);
	jw_object(w, "contact");
	jw_str(w, "email", "bezpieczenstwo@producent.example");
	jw_object_end(w);
	jw_object_end(w);
	jw_object_end(w);
	jw_array_end(w);
	jw_object(w, "safetyInformation");
	jw_str(w, "type", "TEXT");
	jw_str(w, "description", "Zawiera małe elementy. Przechowywać z dala od dzieci.");
	jw_object_end(w);
	jw_object_end(w);
}

/* Of half of them; the others are listed with the words of the seller. */
static void description_json(struct jw *w, const struct card *c)
{
	if (c->id[0] % 2)
		return;
	jw_object(w, "description");
	jw_array(w, "sections");
	jw_object(w, NULL);
	jw_array(w, "items");
	jw_object(w, NULL);
	jw_str(w, "type", "TEXT");
	jw_str(w, "content", "<p>Opis producenta.</p>");
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
}

static void requirements_json(struct jw *w)
{
	jw_object(w, "offerRequirements");
	jw_array(w, "parameters");
	jw_object(w, NULL);
	jw_str(w, "id", "11323");
	jw_str(w, "name", "Stan");
	array_of(w, "valuesIds", "11323_1");
	array_of(w, "values", "Nowy");
	array_of(w, "valuesLabels", "Nowy");
	jw_object_end(w);
	jw_array_end(w);
	jw_object_end(w);
}

void card_json(struct jw *w, const struct categories *tree, const struct card *c,
	       enum card_form form)
{
	jw_object(w, NULL);
	jw_str(w, "id", c->id);
	jw_str(w, "name", c->name);
	category_json(w, "category", c->category);
	jw_array(w, "similar");
	if (c->similar && !c->similar->gone) {
		category_json(w, NULL, c->similar);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_object_end(w);
	jw_array(w, "images");
	jw_object(w, NULL);
	jw_str(w, "url",
	       mem_printf(w->out->owner, "https://a.allegroimg.example/original/11/%s", c->id));
	jw_object_end(w);
	jw_array_end(w);
	description_json(w, c);
	params_of_card(w, tree, c, false);
	jw_bool(w, "hasProtectedBrand", false);
	jw_object(w, "publication");
	jw_str(w, "status", c->proposed ? "PROPOSED" : "LISTED");
	jw_object_end(w);
	safety_json(w, c);
	if (form == CARD_WHOLE)
		requirements_json(w);
	jw_object_end(w);
}
