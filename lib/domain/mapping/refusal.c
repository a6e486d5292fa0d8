/* What an offer says, field by field, and whether a refusal of it still holds. */
#include "domain/mapping/refusal.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/picture.h"
#include "domain/mapping/readiness.h"

#include <string.h>

const char *const refusal_field_names[] = {
    [REFUSED_PARAM] = "param",	     [REFUSED_TRAIT] = "trait",
    [REFUSED_CATEGORY] = "category", [REFUSED_CARD] = "card",
    [REFUSED_IMAGE] = "image",	     [REFUSED_PRODUCER] = "producer",
    [REFUSED_SAFETY] = "safety",     [REFUSED_PRICE] = "price",
    [REFUSED_STOCK] = "stock",	     [REFUSED_NAME] = "name",
    [REFUSED_DESCRIPTION] = "text",  [REFUSED_TAX] = "tax",
    [REFUSED_OTHER] = "other",	     NULL,
};
_Static_assert(COUNT_OF(refusal_field_names) == REFUSED_FIELDS + 1, "a name for each");

enum {
	SAYS_MAX = 600, /* of one product: a parameter each, pictures, and the rest */
	UUID_SIZE = 37,
	TEXT_MAX = 1 << 20,
};
/* Between the fields of the printed form, and inside of one: signs that no text of a shop has. */
#define FIELD_END "\x1e"
#define PART_END  '\x1f'

/* ---- What it says ---------------------------------------------------------------------------- */

static const char *digest(void *mem, const char *text)
{
	char uuid[UUID_SIZE];

	if (strlen(text) <= REFUSAL_SENT_BYTES)
		return text;
	str_uuid_of(text, uuid);
	return mem_strdup(mem, uuid);
}

static void say(void *mem, struct refusal_says *says, enum refusal_field field, const char *part,
		const char *text)
{
	if (text && says->n < SAYS_MAX)
		says->at[says->n++] = (struct refusal_say){field, part, digest(mem, text)};
}

static void say_params(void *mem, const struct readiness *r, struct refusal_says *says)
{
	for (size_t i = 0; i < r->n_values; i++) {
		const struct ready_value *v = &r->values[i];
		if (v->is_sent)
			say(mem, says, v->param->describes_product ? REFUSED_TRAIT : REFUSED_PARAM,
			    v->param->id, param_answer_print(mem, &v->answer));
	}
}

static void say_images(void *mem, const struct product *p, struct refusal_says *says)
{
	struct pictures gallery;

	pictures_read(mem, p->images, &gallery);
	for (size_t i = 0; i < gallery.n; i++)
		say(mem, says, REFUSED_IMAGE, mem_printf(mem, "%zu", i + 1), gallery.urls[i]);
}

void refusal_says(void *mem, const struct ready_subject *s, const struct readiness *r,
		  struct refusal_says *out)
{
	const struct offer_values *v = &s->offer;

	*out = (struct refusal_says){mem_array(mem, struct refusal_say, SAYS_MAX), 0};
	say_params(mem, r, out);
	say_images(mem, s->product, out);
	say(mem, out, REFUSED_CATEGORY, "", r->category_id);
	say(mem, out, REFUSED_CARD, "",
	    mem_printf(mem, "%s %s", str_or(s->card.id, ""), str_or(s->card.id_type, "")));
	say(mem, out, REFUSED_PRODUCER, "",
	    mem_printf(mem, "%s %s", str_or(s->safety.producer_id, ""),
		       str_or(s->safety.person_id, "")));
	say(mem, out, REFUSED_SAFETY, "", s->safety.text);
	say(mem, out, REFUSED_PRICE, "",
	    mem_printf(mem, "%lld %s", (long long)v->price.minor, v->price.currency));
	say(mem, out, REFUSED_STOCK, "",
	    mem_printf(mem, "%lld %s", (long long)v->stock, str_or(v->unit, "")));
	say(mem, out, REFUSED_NAME, "", v->name);
	say(mem, out, REFUSED_DESCRIPTION, "", v->description);
	say(mem, out, REFUSED_TAX, "", mem_printf(mem, "%lld", (long long)s->product->vat));
}

/* ---- One of them ----------------------------------------------------------------------------- */

/* Those of a field, or all there are; NULL: none. */
static const char *joined(void *mem, const struct refusal_says *says, enum refusal_field field)
{
	struct str all;
	size_t n = 0;

	str_init(&all, mem, TEXT_MAX);
	for (size_t i = 0; i < says->n; i++) {
		if (field != REFUSED_OTHER && says->at[i].field != field)
			continue;
		str_addf(&all, "%s\n%s\n", says->at[i].part, says->at[i].text);
		n++;
	}
	return n ? all.text : NULL;
}

const char *refusal_sent(void *mem, const struct refusal_says *says, enum refusal_field field,
			 const char *part)
{
	const char *text = NULL;

	for (size_t i = 0; i < says->n && !text && !str_empty(part); i++)
		if (says->at[i].field == field && str_eq(says->at[i].part, part))
			text = says->at[i].text;
	if (str_empty(part))
		text = joined(mem, says, field);
	return text ? digest(mem, text) : NULL;
}

static enum refusal_field field_of(const char *name)
{
	int field = 0;

	while (field < REFUSED_FIELDS && !str_eq(refusal_field_names[field], name))
		field++;
	return (enum refusal_field)field;
}

bool refusal_holds(void *mem, const struct refusal *r, const struct refusal_says *says)
{
	const enum refusal_field field = field_of(r->field);

	return field < REFUSED_FIELDS &&
	       str_eq(str_or(refusal_sent(mem, says, field, r->part), ""), r->sent);
}

/* ---- As one text ----------------------------------------------------------------------------- */

const char *refusal_says_print(void *mem, const struct refusal_says *says)
{
	struct str out;

	str_init(&out, mem, TEXT_MAX);
	for (size_t i = 0; i < says->n; i++)
		str_addf(&out, "%s%c%s%c%s" FIELD_END, refusal_field_names[says->at[i].field],
			 PART_END, says->at[i].part, PART_END, says->at[i].text);
	return out.text ? out.text : "";
}

void refusal_says_parse(void *mem, const char *text, struct refusal_says *out)
{
	char *rest = mem_strdup(mem, str_or(text, ""));

	*out = (struct refusal_says){mem_array(mem, struct refusal_say, SAYS_MAX), 0};
	for (char *one; (one = strsep(&rest, FIELD_END));) {
		char *part = strchr(one, PART_END);
		char *said = part ? strchr(part + 1, PART_END) : NULL;
		if (!said)
			continue;
		*part = *said = '\0';
		if (field_of(one) < REFUSED_FIELDS)
			say(mem, out, field_of(one), part + 1, said + 1);
	}
}
