#ifndef DOMAIN_MAPPING_MATCH_H
#define DOMAIN_MAPPING_MATCH_H

/*
 * What Allegro's catalogue says of the shop's products, as it is kept here: brought in by
 * match-products, of an environment, whoever's token asked. A product has at most one answer: the
 * card that it is, or how many it may be, of which a person names one.
 */

#include "base/err.h"
#include "base/time.h"
#include "db/db.h"
#include "domain/mapping/split.h"

/* A card, and what it says of safety now. Raw members are JSON text as Allegro has it, NULL: none.
 */
struct card_row {
	const char *id;
	const char *name;
	const char *category_id;
	const char *similar_ids; /* by blanks */
	const char *status;	 /* PROPOSED, LISTED, NULL: not told */
	const char *params;	 /* card_facts_read() */
	const char *images;
	const char *requirements; /* of an offer: card_requirements_read() */
	int64_t has_description;  /* 1: an offer without its own is listed with the card's */
	const char *safety;
	int64_t safety_from; /* it has been said since; TIME_NONE: nothing is */
	int64_t seen_at;
	int64_t gone_at;
};

/* RC_NOT_FOUND: no answer showed this card. */
MUST_CHECK enum rc card_find(struct db *db, void *mem, const char *environment, const char *id,
			     struct card_row *out, struct err *e);

/* Those of these cards that are not gone, up to a thousand. */
MUST_CHECK enum rc cards_list(struct db *db, void *mem, const char *environment,
			      const char *const *ids, size_t n, struct card_row **out,
			      size_t *n_out, struct err *e);

struct match_answer {
	uint64_t product_id;
	const char *asked_ean;
	const char *asked_mpn;
	const char *asked_brand;
	const char *shop_key;
	const char *mode; /* GTIN, MPN: what found it; "": nothing did */
	int64_t found;	  /* cards that it may be */
	const char *card_id;
	int64_t asked_at;
	int64_t next_at;
	const char *problem; /* why there is no answer, or only one of before */
};

/* RC_NOT_FOUND: nobody has asked yet. */
MUST_CHECK enum rc match_answer_find(struct db *db, void *mem, const char *environment,
				     uint64_t product_id, struct match_answer *out, struct err *e);

/* Of a product that several cards may be, these cards in Allegro's order. */
MUST_CHECK enum rc match_candidates(struct db *db, void *mem, const char *environment,
				    uint64_t product_id, struct card_row **out, size_t *n,
				    struct err *e);

/* Of each product that has an answer: the card that it is, or how many it may be. */
struct match_card {
	uint64_t product_id;
	int64_t found; /* 0 too when its card is gone: it will be asked for again */
	const char *mode;
	struct card_row card; /* id NULL: none */
};
MUST_CHECK enum rc match_cards(struct db *db, void *mem, const char *environment,
			       const uint64_t *products, size_t n, struct match_card **out,
			       size_t *n_out, struct err *e);

/* ---- Shop categories ----------------------------------------------------------------------- */

#define PROPOSAL_EAN  "EAN"
#define PROPOSAL_NAME "NAME"

/* A category of Allegro's that a shop category may stand for, with its evidence: "46 of 50 products
 * by EAN". */
struct category_proposal {
	const char *shop_key;
	const char *category_id;
	const char *origin;  /* PROPOSAL_... */
	int64_t votes;	     /* products, or names */
	int64_t of_products; /* of so many of the shop category, or names */
	int64_t asked_at;
};

/* Its products that the catalogue knows by their GTIN, up to SPLIT_VOTES of them. */
MUST_CHECK enum rc category_votes(struct db *db, void *mem, const char *environment,
				  const char *shop_key, struct split_vote **out, size_t *n,
				  struct err *e);

/* Of one shop category, the likeliest first; with key NULL of all, by key. */
MUST_CHECK enum rc category_proposals(struct db *db, void *mem, const char *environment,
				      const char *shop_key, struct category_proposal **out,
				      size_t *n, struct err *e);

#endif
