/* What a seller has to say beside the goods: delivery, returns, place, tax, who answers for them.
 */
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "offers/offer_findings.h"
#include "sandbox.h"
#include "server/body.h"
#include "terms/terms.h"

#define PROVINCES                                                                                  \
	"DOLNOSLASKIE KUJAWSKO_POMORSKIE LUBELSKIE LUBUSKIE LODZKIE MALOPOLSKIE MAZOWIECKIE "      \
	"OPOLSKIE PODKARPACKIE PODLASKIE POMORSKIE SLASKIE SWIETOKRZYSKIE WARMINSKO_MAZURSKIE "    \
	"WIELKOPOLSKIE ZACHODNIOPOMORSKIE"
#define EU "AT BE BG HR CY CZ DK EE FI FR GR ES IE LT LU LV MT NL DE PL PT RO SK SI SE HU IT"

const struct term *own_term(struct sandbox *sb, const struct seller *s, unsigned kind,
			    struct json_object *holder)
{
	const struct terms *all = terms_of(sb);
	const char *id = body_text(holder, "/id");
	const char *name = body_text(holder, "/name");

	for (size_t i = 0; holder && i < all->n; i++) {
		const struct term *t = all->at[i];

		if ((unsigned)t->kind != kind || t->seller != s || t->gone)
			continue;
		if (id ? str_eq(t->id, id) : name && str_eq(term_name(sb->world, t), name))
			return t;
	}
	return NULL;
}

/* Those of delivery and after sales; the set called "default" stands for what is not said. */
static const char *term_of(struct findings *f, struct json_object *body,
			   const struct offer_facts *o, unsigned kind, const char *path,
			   const char *code)
{
	char *shown = mem_strdup(f->x, path + 1);
	struct json_object *holder = body_at(body, path);
	struct json_object *usual = json_tokener_parse("{\"name\":\"default\"}");
	const struct term *t = own_term(f->x->sb, o->seller, kind, holder ? holder : usual);

	json_object_put(usual);
	for (char *slash = strchr(shown, '/'); slash; slash = strchr(shown, '/'))
		*slash = '.';
	if (t)
		return t->id;
	if (holder)
		find_hard(f, code, shown);
	else if (kind != TERM_WARRANTY)
		find_soft(f, code, shown);
	return NULL;
}

static bool is_postcode(const char *s)
{
	return s && strlen(s) == 6 && s[2] == '-' && strspn(s, "0123456789") == 2 &&
	       strspn(s + 3, "0123456789") == 3;
}

static void check_place(struct findings *f, struct json_object *body)
{
	struct json_object *place = body_at(body, "/location");
	const char *country = body_text(place, "/countryCode");
	const char *province = body_text(place, "/province");

	if (!place) {
		find_soft(f, "ConstraintViolationException.Location", "location");
		return;
	}
	if (!country || !body_text(place, "/city"))
		find_hard(f, "ConstraintViolationException.Location", "location");
	if (!str_eq(country, "PL"))
		return;
	if (!is_postcode(body_text(place, "/postCode")))
		find_hard(f, "ConstraintViolationException.PostCode", "location.postCode");
	if (!province || !str_has_word(PROVINCES, province))
		find_hard(f, "ConstraintViolationException.Province", "location.province");
}

static void check_tax(struct findings *f, struct json_object *body)
{
	struct json_object *rates = body_at(body, "/taxSettings/rates");

	for (size_t i = 0; rates && i < json_object_array_length(rates); i++) {
		struct json_object *one = json_object_array_get_idx(rates, i);
		const char *rate = str_or(body_text(one, "/rate"), "");

		if (!str_has_word("23.00 8.00 5.00 0.00 EXEMPT", rate) ||
		    !str_has_word("PL CZ SK HU LT", str_or(body_text(one, "/countryCode"), "")))
			find_hard(f, "SETTING_NOT_SUPPORTED_IN_CATEGORY",
				  mem_printf(f->x, "taxSettings.rates[%zu]", i));
	}
}

void check_terms(struct findings *f, struct json_object *body, struct offer_facts *o)
{
	o->shipping = term_of(f, body, o, TERM_SHIPPING, "/delivery/shippingRates",
			      "ShippingRatesNotFoundException");
	o->returns = term_of(f, body, o, TERM_RETURNS, "/afterSalesServices/returnPolicy",
			     "ReturnPolicyNotFoundException");
	o->implied = term_of(f, body, o, TERM_IMPLIED, "/afterSalesServices/impliedWarranty",
			     "ImpliedWarrantyNotFoundException");
	o->warranty = term_of(f, body, o, TERM_WARRANTY, "/afterSalesServices/warranty",
			      "WarrantyNotFoundException");
	check_place(f, body);
	check_tax(f, body);
}

/* ---- Who answers for the goods (FACTS 3.13)
 * ------------------------------------------------------ */

static void check_producer(struct findings *f, const struct offer_facts *o,
			   struct json_object *element, const char *at)
{
	struct json_object *said = body_at(element, "/responsibleProducer");
	struct json_object *person = body_at(element, "/responsiblePerson");
	const struct term *t = own_term(f->x->sb, o->seller, TERM_PRODUCER, said);
	struct json_object *whole = t ? json_tokener_parse(t->body) : NULL;
	const char *country = body_text(whole, "/producerData/address/countryCode");

	if (!said)
		find_soft(f, "RESPONSIBLE_PRODUCER_NOT_SPECIFIED",
			  mem_printf(f->x, "%s.responsibleProducer", at));
	else if (!t)
		find_hard(f, "RESPONSIBLE_PRODUCER_NOT_FOUND",
			  mem_printf(f->x, "%s.responsibleProducer", at));
	if (country && !str_has_word(EU, country) && !person)
		find_soft(f, "RESPONSIBLE_PERSON_NOT_SPECIFIED",
			  mem_printf(f->x, "%s.responsiblePerson", at));
	if (person && !own_term(f->x->sb, o->seller, TERM_PERSON, person))
		find_hard(f, "RESPONSIBLE_PERSON_NOT_FOUND",
			  mem_printf(f->x, "%s.responsiblePerson", at));
	json_object_put(whole);
}

static void check_element(struct findings *f, const struct offer_facts *o,
			  struct json_object *element, const char *at)
{
	struct json_object *safety = body_at(element, "/safetyInformation");
	const char *type = body_text(safety, "/type");

	if (json_object_get_boolean(body_at(element, "/marketedBeforeGPSRObligation")))
		return;
	check_producer(f, o, element, at);
	if (!safety)
		find_soft(f, "SAFETY_INFO_NOT_DEFINED",
			  mem_printf(f->x, "%s.safetyInformation", at));
	if (str_eq(type, "NO_SAFETY_INFORMATION"))
		find_hard(f, "NO_SAFETY_INFORMATION_OPTION_NOT_ALLOWED",
			  mem_printf(f->x, "%s.safetyInformation", at));
	if ((str_eq(type, "TEXT") && !body_text(safety, "/description")) ||
	    (str_eq(type, "ATTACHMENTS") && !body_at(safety, "/attachments")))
		find_hard(f, "SAFETY_INFO_NOT_DEFINED",
			  mem_printf(f->x, "%s.safetyInformation", at));
}

void check_safety(struct findings *f, struct json_object *body, const struct offer_facts *o)
{
	struct json_object *set = body_at(body, "/productSet");

	for (size_t i = 0; set && i < json_object_array_length(set); i++)
		check_element(f, o, json_object_array_get_idx(set, i),
			      mem_printf(f->x, "productSet[%zu]", i));
}
