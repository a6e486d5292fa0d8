/* Known and new, put together. */
#include "domain/offers/offer_merge.h"

#include "base/mem.h"
#include "domain/catalog/gtin.h"

enum {
	NAME_CHARS = 255,
	ADDRESS_CHARS = 2000,
	MESSAGE_CHARS = 500,
	MARKETS_BYTES = 255, /* of offer.markets */
};

static const char *markets_of(void *mem, const struct offer *said)
{
	struct str out;

	str_init(&out, mem, MARKETS_BYTES);
	for (size_t i = 0; i < said->n_markets; i++)
		if (str_is_id(said->markets[i].text))
			str_addf(&out, "%s%s", i ? " " : "", said->markets[i].text);
	return out.text;
}

static const char *ean_of(void *mem, const struct offer *said)
{
	char gtin[GTIN_SIZE];

	return gtin_read(said->ean, gtin) == GTIN_OK ? mem_printf(mem, "%s", gtin) : NULL;
}

/* What the document alone says. */
static void take_document(void *mem, struct offer_state *s, const struct offer *said)
{
	s->card_id = said->n_cards ? str_id(said->cards[0].id) : NULL;
	s->cards = (int64_t)said->n_cards;
	s->ean = ean_of(mem, said);
	s->errors = (int64_t)said->n_problems;
	s->error = NULL;
	if (said->n_problems) {
		const struct offer_problem *p = &said->problems[0];
		s->error = str_head(mem, str_or(p->user_message, str_or(p->message, p->code)),
				    MESSAGE_CHARS);
	}
	s->ended_by = str_ascii(mem, said->ended_by, OFFER_WORD_MAX);
}

/* And what only the list says. */
static void take_row(struct offer_state *s, const struct offer *said)
{
	s->started_at = said->started_at;
	s->ended_at = said->ended_at;
	s->sold = said->sold;
	s->watchers = said->watchers;
	s->visits = said->visits;
	s->rule_id = str_id(said->rule_id);
	s->fulfillment = said->fulfillment == 1;
}

/* What the document and the list say alike. */
static void take_both(void *mem, struct offer_state *s, const struct offer *said)
{
	s->name = str_head(mem, said->name, NAME_CHARS);
	s->category_id = said->category_id;
	s->image = str_head(mem, said->image, ADDRESS_CHARS);
	s->external_id = str_head(mem, said->external_id, OFFER_EXTERNAL_MAX);
	s->format = str_ascii(mem, said->format, OFFER_WORD_MAX);
	s->status = str_ascii(mem, said->status, OFFER_WORD_MAX);
	s->ending_at = said->ending_at;
	s->market = str_ascii(mem, said->market, OFFER_WORD_MAX);
	s->markets = markets_of(mem, said);
	s->shipping_rates = str_id(said->shipping_rates);
	s->return_policy = str_id(said->return_policy);
}

/* Was it known before, so that it can have changed? */
static bool was_told(const struct offer_state *before, enum offer_trait field)
{
	if (field == TRAIT_CARD)
		return before->doc_at != TIME_NONE;
	return field != TRAIT_RULE || before->sold != INT64_MIN;
}

static bool differ(void *mem, const struct offer_state *a, const struct offer_state *b,
		   enum offer_trait field)
{
	return was_told(a, field) &&
	       !str_eq(offer_trait_text(mem, a, field), offer_trait_text(mem, b, field));
}

struct offer_state offer_merge(void *mem, const struct offer_state *before,
			       const struct offer *said, int64_t asked_at)
{
	static const struct offer_state nothing = {.started_at = TIME_NONE,
						   .ending_at = TIME_NONE,
						   .ended_at = TIME_NONE,
						   .sold = INT64_MIN,
						   .watchers = INT64_MIN,
						   .visits = INT64_MIN,
						   .cards = INT64_MIN,
						   .doc_at = TIME_NONE};
	struct offer_state s = before ? *before : nothing;

	s.price = said->price;
	s.available = said->available;
	s.seen_at = asked_at;
	if (said->whole) {
		take_document(mem, &s, said);
		s.doc_at = asked_at;
	} else if (!said->parts) {
		take_row(&s, said);
	}
	if (!said->parts)
		take_both(mem, &s, said);
	s.version = before ? before->version : 1;
	s.changed_at = before ? before->changed_at : asked_at;
	for (int f = 0; before && f < TRAIT_COUNT; f++)
		if (differ(mem, before, &s, (enum offer_trait)f)) {
			s.version = before->version + 1;
			s.changed_at = asked_at;
		}
	return s;
}

size_t offer_diff(void *mem, const struct offer_state *before, const struct offer_state *after,
		  struct offer_change out[TRAIT_COUNT])
{
	size_t n = 0;

	for (int f = 0; f < TRAIT_COUNT; f++)
		if (differ(mem, before, after, (enum offer_trait)f))
			out[n++] = (struct offer_change){
			    .field = offer_trait_names[f],
			    .before = offer_trait_text(mem, before, (enum offer_trait)f),
			    .after = offer_trait_text(mem, after, (enum offer_trait)f)};
	return n;
}
