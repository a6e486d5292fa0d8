/* Sums, and steps from what is booked for a line to what it means. */
#include "domain/stock/stock_rule.h"

#include "base/str.h"

const char *const stock_kind_names[STOCK_KINDS + 1] = {
    [STOCK_RECEIVED] = "received", [STOCK_COUNTED] = "counted", [STOCK_FILE] = "file",
    [STOCK_API] = "api",	   [STOCK_SALE] = "sale",	[STOCK_RESERVATION] = "reservation",
    [STOCK_RELEASE] = "release",   [STOCK_RETURN] = "return",	[STOCK_CORRECTION] = "correction",
    [STOCK_TRANSFER] = "transfer"};

const char *const stock_place_kind_names[STOCK_PLACE_KINDS + 1] = {
    [STOCK_SHOP] = "shop", [STOCK_WAREHOUSE] = "warehouse", [STOCK_EXTERNAL] = "external"};

const char *const stock_line_state_names[STOCK_LINE_STATES + 1] = {
    [STOCK_LINE_OPEN] = "open", [STOCK_LINE_SENT] = "sent", [STOCK_LINE_OFF] = "off"};

const char *const stock_part_state_names[STOCK_PART_STATES + 1] = {
    [STOCK_PART_NONE] = "none", [STOCK_PART_RESERVED] = "reserved", [STOCK_PART_SOLD] = "sold"};

bool stock_kind_counts(enum stock_kind kind)
{
	return kind == STOCK_COUNTED || kind == STOCK_FILE || kind == STOCK_API ||
	       kind == STOCK_RECEIVED;
}

/* ---- Sums ------------------------------------------------------------------------------------ */

int64_t stock_available(const struct stock_supply *s)
{
	return s->is_known ? s->on_hand - s->reserved - s->buffer - s->on_way : STOCK_UNKNOWN;
}

int64_t stock_shows(const struct stock_supply *parts, size_t n)
{
	int64_t least = STOCK_UNKNOWN;

	for (size_t i = 0; i < n; i++) {
		int64_t available = stock_available(&parts[i]);
		if (available == STOCK_UNKNOWN || parts[i].pieces < 1)
			return STOCK_UNKNOWN;
		const bool any = available > 0 && !parts[i].rests;
		int64_t offers = any ? available / parts[i].pieces : 0;
		least = i && least < offers ? least : offers;
	}
	return least;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static enum stock_part_state wanted(const struct stock_line_case *c)
{
	if (c->booked == STOCK_PART_SOLD && c->line != STOCK_LINE_OPEN)
		return STOCK_PART_SOLD;
	if (c->line == STOCK_LINE_OFF || !c->pieces)
		return STOCK_PART_NONE;
	if (c->line == STOCK_LINE_OPEN)
		return STOCK_PART_RESERVED;
	if (c->booked == STOCK_PART_NONE && c->was_sent)
		return STOCK_PART_NONE;
	return c->was_booked || c->bought_at >= c->linked_at ? STOCK_PART_SOLD : STOCK_PART_NONE;
}

static void add(struct stock_steps *s, enum stock_kind kind)
{
	s->kinds[s->n++] = kind;
}

static void from_reserved(const struct stock_line_case *c, struct stock_steps *s)
{
	bool stays = s->then != STOCK_PART_NONE && c->booked_pieces == c->pieces;

	if (!stays)
		add(s, STOCK_RELEASE);
	if (s->then == STOCK_PART_SOLD)
		add(s, STOCK_SALE);
	else if (s->then == STOCK_PART_RESERVED && !stays)
		add(s, STOCK_RESERVATION);
}

struct stock_steps stock_line_steps(const struct stock_line_case *c)
{
	struct stock_steps s = {.then = wanted(c)};

	if (c->booked == STOCK_PART_RESERVED) {
		from_reserved(c, &s);
		return s;
	}
	if (c->booked == s.then)
		return s;
	if (c->booked == STOCK_PART_SOLD)
		add(&s, STOCK_RETURN);
	if (s.then != STOCK_PART_NONE)
		add(&s, s.then == STOCK_PART_SOLD ? STOCK_SALE : STOCK_RESERVATION);
	return s;
}

void stock_step_sums(enum stock_kind kind, bool was_reserved, int64_t pieces, int64_t *on_hand,
		     int64_t *reserved)
{
	*on_hand = kind == STOCK_SALE ? -pieces : kind == STOCK_RETURN ? pieces : 0;
	*reserved = kind == STOCK_RESERVATION ? pieces : kind == STOCK_RELEASE ? -pieces : 0;
	if (kind == STOCK_SALE && was_reserved)
		*reserved = -pieces;
}

size_t stock_place_choose(const struct stock_level *levels, size_t n, int64_t pieces)
{
	for (size_t i = 0; i < n; i++)
		if (levels[i].on_hand - levels[i].reserved >= pieces)
			return i;
	return 0;
}
