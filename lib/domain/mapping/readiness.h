#ifndef DOMAIN_MAPPING_READINESS_H
#define DOMAIN_MAPPING_READINESS_H

/*
 * Can this product be listed, and if not, what is missing? One pure judgement, from the product,
 * what Allegro's catalogue says of it, what people decided and what its category asks for; the list
 * of blockers, the page of one product, the offer that would be sent and the writer ask it.
 *
 *	const struct target target = ready_category(&subject, rules);
 *	readiness(mem, &subject, rules, target.category_id ? load(target.category_id) : NULL, &out);
 */

#include "allegro/category_api.h"
#include "domain/catalog/product.h"
#include "domain/mapping/contradiction.h"
#include "domain/mapping/param_rules.h"
#include "domain/mapping/refusal.h"
#include "domain/mapping/rules.h"
#include "domain/mapping/value_match.h"

/* What Allegro's catalogue knows of it. */
struct ready_card {
	const char *id;	     /* NULL: no such card */
	const char *id_type; /* of a number that the shop knows it by; NULL: it is Allegro's id */
	const char *category_id;
	const char *const *similar; /* categories an offer of it may stand in as well */
	size_t n_similar;
	const struct param_answer *answers; /* parameters of the product */
	size_t n_answers;
	bool has_description;
	const struct param_answer *required; /* what an offer of it must say */
	size_t n_required;
	size_t n_images;
};

/* Who answers for the product in the European Union (GPSR), and what has to be known to use it
 * safely; NULL: nobody has said. The seller says it himself: what Allegro's catalogue suggests is
 * not verified, and an offer that leaves it out is refused (FACTS 3.5). */
struct ready_safety {
	const char *producer_id;
	const char *person_id;
	const char *text;
};

struct ready_subject {
	const struct product *product; /* as the shop has it: what rules ask */
	struct offer_values offer;     /* as it is offered */
	bool is_gone;
	const char *shop_key;
	struct ready_card card;
	size_t n_cards;			/* as many may be it; a person chooses unless card is one */
	const struct decision *decided; /* of this product, by subject */
	size_t n_decided;
	struct ready_safety safety;
	const struct refusal *refusals; /* of its offer, as they were told */
	size_t n_refusals;
	int64_t text_faults; /* bits of enum ready_text, of its name and description; above them
			      * offer_sources.text_mark */
};

/* The category it stands in. */
struct ready_category {
	const char *id;
	bool is_fit;			     /* an offer may stand in it: a leaf that is not gone */
	const struct category_param *params; /* NULL: not read yet */
	size_t n_params;
	struct value_index **indexes; /* one a parameter, NULL of one without a dictionary */
	const struct contradiction *contradictions; /* of its parameters */
	size_t n_contradictions;
	const int64_t *required_from; /* one a parameter: Allegro asks for it from then on,
				       * TIME_NONE: nothing is planned; NULL: of none */
};

enum ready_origin {
	FROM_NOWHERE,
	FROM_PRODUCT,	/* said of this product */
	FROM_ATTRIBUTE, /* of the shop, that a rule of all offers names */
	FROM_CONDITION, /* a rule with a condition */
	FROM_RULE,	/* of its category */
	FROM_DEFAULT,	/* of all categories */
	FROM_CARD,	/* Allegro's catalogue */
	FROM_SAME_NAME, /* the shop's attribute of the same name, or what every product has */
	ORIGINS
};
extern const char *const ready_origin_names[ORIGINS + 1];

enum ready_state {
	READY,
	READY_BLOCKED,
	READY_SKIPPED, /* decided: not for sale at Allegro */
	READY_GONE,    /* not in the shop any more */
	READY_STATES
};
extern const char *const ready_state_names[READY_STATES + 1];

/* What is wrong with its name or description; each is a bit. */
enum { READY_TEXT_BITS = 8 }; /* for more than there are now */
enum ready_text {
	TEXT_NO_NAME,
	TEXT_NAME_SHORT, /* offer_name.h */
	TEXT_NAME_LONG,
	TEXT_NAME_WORDS, /* fewer than three */
	TEXT_NAME_WORD,	 /* one that is too long */
	TEXT_NAME_SIGNS, /* one that Allegro does not take */
	TEXT_NO_DESCRIPTION,
	READY_TEXTS
};
extern const char *const ready_text_names[READY_TEXTS + 1];

/* Kinds of marks; those before READY_BLOCKS keep a product from being listed. */
enum ready_kind {
	BLOCK_CATEGORY,	     /* none is chosen; subject: shop key */
	BLOCK_CATEGORY_GONE, /* subject: category */
	BLOCK_CARDS,	     /* several cards fit */
	BLOCK_WAITING,	     /* parameters are being read; subject: category */
	BLOCK_PARAM,	     /* required, and nothing says it; subject: parameter */
	BLOCK_VALUE,	     /* what the shop has fits no value; subject: parameter */
	BLOCK_ANSWER,	/* Allegro would refuse the answer; subject: category, parameter, fault */
	BLOCK_REFUSED,	/* Allegro refused it against its own list; subject: category, parameter */
	BLOCK_TEXT,	/* name or description; subject: name of enum ready_text */
	BLOCK_IMAGE,	/* it has none with an address Allegro could fetch */
	BLOCK_PRICE,	/* subject: "none", "currency", "range" */
	BLOCK_STOCK,	/* unknown */
	BLOCK_PRODUCER, /* nobody answers for it; subject: brand, folded */
	BLOCK_SAFETY,	/* no safety information; subject: brand, folded */
	BLOCK_LISTING,	/* Allegro refused its offer, as it still is; subject: category, part,
			 * field (refusal.h); without a category where it is no parameter */
	READY_BLOCKS,
	MARK_STATE = READY_BLOCKS, /* subject: name of enum ready_state */
	MARK_SHOP,		   /* subject: shop key; alone: ready ones */
	MARK_CATEGORY,		   /* subject: category; the same */
	MARK_LACK, /* the same as BLOCK_PARAM, by category; subject: category, parameter */
	MARK_OPEN, /* a value that fits none; subject: parameter, attribute, value, as it was */
	MARK_SOON, /* nothing says what will be required; subject: category, parameter */
	READY_KINDS
};
extern const char *const ready_kind_names[READY_KINDS + 1];

struct ready_mark {
	enum ready_kind kind;
	const char *subject;
};

/* What is answered to one parameter, and why. */
struct ready_value {
	const struct category_param *param;
	struct param_state state;
	struct param_answer answer;
	struct param_finding finding;
	enum ready_origin origin;
	const struct decision *decision; /* that says so; NULL: none does */
	const char *open;		 /* what the shop has and no value fits; NULL: nothing */
	const char *source;		 /* the attribute or field it is from; NULL: none */
	bool is_sent;			 /* it goes with an offer, or comes with the card */
	const struct contradiction *refused; /* why it is not tried again; NULL: it is */
	int64_t required_from;		     /* TIME_NONE: it is already, or nothing is planned */
};

struct readiness {
	enum ready_state state;
	const char *category_id; /* "": none */
	enum ready_origin origin;
	struct ready_value *values; /* of each parameter of the category */
	size_t n_values;
	struct ready_mark *marks;
	size_t n_marks;
	size_t n_blockers; /* of them */
};

struct target {
	const char *category_id; /* NULL: none */
	enum ready_origin origin;
	const struct decision *decision; /* NULL: none says so */
	bool is_skipped;		 /* decided: not for sale */
};
struct target ready_choose(const struct ready_subject *s, const struct rules *rules);

/* The subject of BLOCK_LISTING. */
const char *ready_refusal(void *mem, const struct refusal *r, const char *category_id);

/* category: the one ready_choose() chose, NULL: none. */
void readiness(void *mem, const struct ready_subject *s, const struct rules *rules,
	       const struct ready_category *category, struct readiness *out);

#endif
