/* From what lines mean to movements: read what is booked, ask the rule, book the difference. */
#include "domain/stock/stock_line.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/stock/stock_line_store.h"
#include "domain/stock/stock_place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct booking {
	struct db *db;
	void *mem;
	uint64_t account_id;
	const char *actor;
	struct stock_line *lines;
	size_t n;
	struct stock_line *known;
	size_t n_known;
	struct stock_part *parts;
	size_t n_parts;
	struct stock_link *links;
	size_t n_links;
	uint64_t *places; /* of the account, in its order */
	size_t n_places;
	uint64_t *products; /* that may be booked, sorted */
	size_t n_products;
	struct stock_level *levels; /* of each product at each place */
	struct stock_line *saved;
	size_t n_saved;
	struct stock_part *changed;
	struct stock_move *moves;
	size_t n_changed;
	size_t n_moves;
};

static unsigned place_in(const char *const *names, const char *name)
{
	unsigned i = 0;

	while (names[i] && !str_eq(names[i], name))
		i++;
	if (!names[i])
		BUG("%s is no such word", str_or(name, "(none)"));
	return i;
}

/* ---- What there is ----------------------------------------------------------------------------
 */

static int by_line(const void *key, const void *row)
{
	return strcmp(key, ((const struct stock_line *)row)->line_item_id);
}

static int by_word(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_id(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t distinct_words(const char **words, size_t n)
{
	size_t kept = 0;

	qsort(words, n, sizeof(*words), by_word);
	for (size_t i = 0; i < n; i++)
		if (!kept || !str_eq(words[kept - 1], words[i]))
			words[kept++] = words[i];
	return kept;
}

/* Of one that is off the order may not tell what it was. */
static void complete_lines(struct booking *b)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct stock_line l = b->lines[i];
		const struct stock_line *k =
		    b->n_known ? bsearch(l.line_item_id, b->known, b->n_known, sizeof(*k), by_line)
			       : NULL;
		if (!l.offer_id && !k)
			continue;
		if (!l.offer_id) {
			l.offer_id = k->offer_id;
			l.quantity = k->quantity;
			l.bought_at = k->bought_at;
		}
		b->lines[kept++] = l;
	}
	b->n = kept;
}

static enum rc read_lines(struct booking *b, struct err *e)
{
	const char **ids = mem_array(b->mem, const char *, b->n + 1);

	for (size_t i = 0; i < b->n; i++)
		ids[i] = b->lines[i].line_item_id;
	if (stock_lines_known(b->db, b->mem, b->account_id, ids, b->n, &b->known, &b->n_known, e) ||
	    stock_parts_known(b->db, b->mem, b->account_id, ids, b->n, &b->parts, &b->n_parts, e))
		return e->rc;
	complete_lines(b);
	for (size_t i = 0; i < b->n; i++)
		ids[i] = b->lines[i].offer_id;
	return stock_links_known(b->db, b->mem, b->account_id, ids, distinct_words(ids, b->n),
				 &b->links, &b->n_links, e);
}

static struct stock_level *levels_of(struct booking *b, uint64_t product_id)
{
	const uint64_t *p =
	    bsearch(&product_id, b->products, b->n_products, sizeof(product_id), by_id);

	return b->levels + (size_t)(p - b->products) * b->n_places;
}

static void take_levels(struct booking *b, const struct stock_level *found, size_t n)
{
	b->levels = mem_array(b->mem, struct stock_level, b->n_products * b->n_places + 1);
	for (size_t i = 0; i < b->n_products * b->n_places; i++) {
		b->levels[i].product_id = b->products[i / b->n_places];
		b->levels[i].place_id = b->places[i % b->n_places];
	}
	for (size_t i = 0; i < n; i++) {
		struct stock_level *l = levels_of(b, found[i].product_id);
		for (size_t k = 0; k < b->n_places; k++)
			if (l[k].place_id == found[i].place_id)
				l[k] = found[i];
	}
}

static enum rc read_levels(struct booking *b, struct err *e)
{
	struct stock_level *found;
	size_t n = 0;
	size_t kept = 0;

	b->products = mem_array(b->mem, uint64_t, b->n_links + 1);
	for (size_t i = 0; i < b->n_links; i++)
		b->products[i] = b->links[i].product_id;
	qsort(b->products, b->n_links, sizeof(*b->products), by_id);
	for (size_t i = 0; i < b->n_links; i++)
		if (!kept || b->products[kept - 1] != b->products[i])
			b->products[kept++] = b->products[i];
	b->n_products = kept;
	if (!kept)
		return RC_OK;
	if (stock_places_of(b->db, b->mem, b->account_id, &b->places, &b->n_places, e) ||
	    stock_levels_of(b->db, b->mem, b->products, kept, &found, &n, e))
		return e->rc;
	take_levels(b, found, n);
	return RC_OK;
}

/* ---- What is to be booked ---------------------------------------------------------------------
 */

static int64_t pieces_of(const struct stock_line *line, const struct stock_link *link)
{
	int64_t pieces;

	if (!link)
		return 0;
	return __builtin_mul_overflow(line->quantity, link->pieces, &pieces) ||
		       pieces > STOCK_PIECES_MAX
		   ? STOCK_PIECES_MAX
		   : pieces;
}

/* The next turn of a part: at the place that has enough of what is left. */
static void begin_turn(struct booking *b, struct stock_part *part, int64_t pieces)
{
	struct stock_level *levels = levels_of(b, part->product_id);
	struct stock_level *l = &levels[stock_place_choose(levels, b->n_places, pieces)];

	part->turn++;
	part->pieces = pieces;
	part->place_id = l->place_id;
	l->reserved += pieces;
}

static void add_move(struct booking *b, const struct stock_part *part, enum stock_kind kind,
		     bool was_reserved)
{
	struct stock_move *m = &b->moves[b->n_moves++];

	*m = (struct stock_move){
	    .product_id = part->product_id,
	    .place_id = part->place_id,
	    .kind = stock_kind_names[kind],
	    .doc_kind = STOCK_DOC_LINE,
	    .doc = mem_printf(b->mem, "%" PRIu64 ":%s", b->account_id, part->line_item_id),
	    .turn = part->turn,
	    .actor = b->actor,
	};
	stock_step_sums(kind, was_reserved, part->pieces, &m->on_hand, &m->reserved);
}

static const struct stock_line *find_known(const struct booking *b, const char *line_item_id)
{
	return b->n_known ? bsearch(line_item_id, b->known, b->n_known, sizeof(*b->known), by_line)
			  : NULL;
}

static bool was_sent(const struct booking *b, const struct stock_line *line)
{
	const struct stock_line *k = find_known(b, line->line_item_id);

	return k && str_eq(k->state, stock_line_state_names[STOCK_LINE_SENT]);
}

/* A line at one product: linked, booked before, or both. */
static void book_part(struct booking *b, const struct stock_line *line,
		      const struct stock_link *link, const struct stock_part *booked)
{
	const struct stock_line_case c = {
	    .line = (enum stock_line_state)place_in(stock_line_state_names, line->state),
	    .booked = booked
			  ? (enum stock_part_state)place_in(stock_part_state_names, booked->state)
			  : STOCK_PART_NONE,
	    .booked_pieces = booked ? booked->pieces : 0,
	    .was_booked = booked != NULL,
	    .pieces = pieces_of(line, link),
	    .bought_at = line->bought_at,
	    .linked_at = link ? link->made_at : TIME_NONE,
	    .was_sent = was_sent(b, line),
	};
	const struct stock_steps steps = stock_line_steps(&c);
	bool is_reserved = c.booked == STOCK_PART_RESERVED;
	struct stock_part part = {.line_item_id = line->line_item_id, .account_id = b->account_id};

	if (booked)
		part = *booked;
	part.account_id = b->account_id;
	part.product_id = link ? link->product_id : booked->product_id;
	for (size_t i = 0; i < steps.n; i++) {
		enum stock_kind kind = steps.kinds[i];
		if (kind == STOCK_RESERVATION || (kind == STOCK_SALE && !is_reserved))
			begin_turn(b, &part, c.pieces);
		add_move(b, &part, kind, is_reserved);
		is_reserved = kind == STOCK_RESERVATION;
	}
	part.state = stock_part_state_names[steps.then];
	if (steps.n)
		b->changed[b->n_changed++] = part;
}

static const struct stock_part *find_part(const struct booking *b, const struct stock_line *line,
					  uint64_t product_id)
{
	for (size_t i = 0; i < b->n_parts; i++)
		if (b->parts[i].product_id == product_id &&
		    str_eq(b->parts[i].line_item_id, line->line_item_id))
			return &b->parts[i];
	return NULL;
}

static const struct stock_link *find_link(const struct booking *b, const struct stock_line *line,
					  uint64_t product_id)
{
	for (size_t i = 0; i < b->n_links; i++)
		if (b->links[i].product_id == product_id &&
		    str_eq(b->links[i].offer_id, line->offer_id))
			return &b->links[i];
	return NULL;
}

static bool is_same(const struct stock_line *a, const struct stock_line *b)
{
	return str_eq(a->offer_id, b->offer_id) && a->quantity == b->quantity &&
	       a->bought_at == b->bought_at && str_eq(a->state, b->state);
}

/* What is over and was never booked need not be remembered. */
static bool is_to_keep(const struct booking *b, const struct stock_line *line, bool was_booked)
{
	const struct stock_line *k = find_known(b, line->line_item_id);

	if (k)
		return !is_same(k, line);
	return was_booked || str_eq(line->state, stock_line_state_names[STOCK_LINE_OPEN]);
}

static void book_line(struct booking *b, const struct stock_line *line)
{
	size_t before = b->n_changed;

	for (size_t i = 0; i < b->n_links; i++)
		if (str_eq(b->links[i].offer_id, line->offer_id))
			book_part(b, line, &b->links[i],
				  find_part(b, line, b->links[i].product_id));
	for (size_t i = 0; i < b->n_parts; i++)
		if (str_eq(b->parts[i].line_item_id, line->line_item_id) &&
		    !find_link(b, line, b->parts[i].product_id))
			book_part(b, line, NULL, &b->parts[i]);
	if (is_to_keep(b, line, b->n_changed > before))
		b->saved[b->n_saved++] = *line;
}

/* Each line may be booked at each product its offer sells or sold. */
static void book_lines(struct booking *b)
{
	size_t most = b->n_parts + 1;

	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->n_links; k++)
			most += str_eq(b->links[k].offer_id, b->lines[i].offer_id);
	b->changed = mem_array(b->mem, struct stock_part, most);
	b->moves = mem_array(b->mem, struct stock_move, 2 * most);
	b->saved = mem_array(b->mem, struct stock_line, b->n + 1);
	for (size_t i = 0; i < b->n; i++)
		book_line(b, &b->lines[i]);
}

/* ---- All --------------------------------------------------------------------------------------
 */

static enum rc save(struct booking *b, struct err *e)
{
	const char **offers = mem_array(b->mem, const char *, b->n_saved + 1);

	for (size_t i = 0; i < b->n_saved; i++)
		offers[i] = b->saved[i].offer_id;
	if (stock_offers_touch(b->db, b->account_id, offers, distinct_words(offers, b->n_saved),
			       e) ||
	    stock_lines_save(b->db, b->account_id, b->saved, b->n_saved, e) ||
	    stock_parts_save(b->db, b->changed, b->n_changed, e))
		return e->rc;
	return stock_book(b->db, b->moves, b->n_moves, e);
}

static enum rc book_slice(struct booking *b, struct err *e)
{
	if (read_lines(b, e) || read_levels(b, e))
		return e->rc;
	book_lines(b);
	return save(b, e);
}

enum rc stock_lines_book(struct db *db, uint64_t account_id, const struct stock_line *lines,
			 size_t n, const char *actor, struct err *e)
{
	for (size_t at = 0; at < n && !e->rc; at += STOCK_SLICE) {
		struct booking b = {.db = db,
				    .mem = mem_context(NULL, "stock"),
				    .account_id = account_id,
				    .actor = actor,
				    .n = n - at < STOCK_SLICE ? n - at : STOCK_SLICE};

		b.lines = mem_array(b.mem, struct stock_line, b.n);
		memcpy(b.lines, lines + at, b.n * sizeof(*lines));
		(void)book_slice(&b, e);
		mem_free(b.mem);
	}
	return e->rc;
}
