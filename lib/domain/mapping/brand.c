/* Choices of brands: as texts, in an account, for a product. */
#include "domain/mapping/brand.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

const char *const brand_view_names[] = {"open", "safety", "chosen", NULL};
_Static_assert(COUNT_OF(brand_view_names) == BRAND_VIEWS + 1, "a name for each view");

/* Four parts by tabs, and below them the text. */
const char *brand_value(void *mem, const struct brand_choice *c)
{
	return mem_printf(mem, "%s\t%s\t%s\t%s\n%s", str_or(c->producer_id, ""),
			  str_or(c->producer, ""), str_or(c->person_id, ""), str_or(c->person, ""),
			  str_or(c->safety, ""));
}

static const char *part(void *mem, const char **at, char end)
{
	const char *from = *at;
	const char *to = strchr(from, end);
	const size_t n = to ? (size_t)(to - from) : strlen(from);

	*at = to ? to + 1 : from + n;
	return n ? mem_strndup(mem, from, n) : NULL;
}

void brand_value_parse(void *mem, const char *value, struct brand_choice *out)
{
	const char *at = str_or(value, "");

	out->producer_id = part(mem, &at, '\t');
	out->producer = part(mem, &at, '\t');
	out->person_id = part(mem, &at, '\t');
	out->person = part(mem, &at, '\n');
	out->safety = str_empty(at) ? NULL : mem_strdup(mem, at);
}

const char *brand_entry(const struct term_name *names, size_t n, const char *id, const char *name)
{
	const char *found = NULL;

	for (size_t i = 0; i < n && id; i++)
		if (str_eq(names[i].id, id))
			return names[i].id;
	for (size_t i = 0; i < n && name; i++) {
		if (!str_eq(names[i].name, name))
			continue;
		if (found)
			return NULL; /* two of one name: a person has to say which */
		found = names[i].id;
	}
	return found;
}

const char *brand_entry_of(const struct term_list *list, const char *id, const char *name)
{
	struct term_name names[TERMS_SHOWN];
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->rows[i].gone_at == TIME_NONE)
			names[n++] = (struct term_name){list->rows[i].t.id, list->rows[i].t.name};
	return brand_entry(names, n, id, name);
}

/* ---- Judging --------------------------------------------------------------------------------- */

static bool is_brand(const struct rule *rule)
{
	return str_eq(rule->d.kind, decision_kind_names[DECISION_BRAND]) && !rule->is_broken;
}

enum rc brands_load(struct db *db, void *mem, uint64_t account_id, const struct rules *rules,
		    struct brands *out, struct err *e)
{
	struct term_name *producers = NULL;
	struct term_name *persons = NULL;
	size_t n_producers = 0;
	size_t n_persons = 0;

	*out = (struct brands){.at = mem_array(mem, struct brand, rules->n + 1)};
	if (term_names(db, mem, account_id, TERM_PRODUCER, &producers, &n_producers, e) ||
	    term_names(db, mem, account_id, TERM_PERSON, &persons, &n_persons, e))
		return e->rc;
	for (size_t i = 0; i < rules->n; i++) {
		const struct decision *d = &rules->at[i].d;
		struct brand *b = &out->at[out->n];

		/* The account's own stands before that of all accounts. */
		if (!is_brand(&rules->at[i]) || (out->n && str_eq(b[-1].brand, d->subject)))
			continue;
		*b = (struct brand){.brand = d->subject, .decision = d};
		brand_value_parse(mem, d->value, &b->choice);
		b->producer_id =
		    brand_entry(producers, n_producers, b->choice.producer_id, b->choice.producer);
		b->person_id =
		    brand_entry(persons, n_persons, b->choice.person_id, b->choice.person);
		out->n++;
	}
	return RC_OK;
}

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct brand *)item)->brand);
}

const struct brand *brand_of(const struct brands *brands, void *mem, const struct product *product)
{
	return bsearch(text_fold(mem, str_or(product->brand, "")), brands->at, brands->n,
		       sizeof(brands->at[0]), compare);
}
