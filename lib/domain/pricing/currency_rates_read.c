/* Rates as people type them and as small files hold them. */
#include "domain/pricing/price_terms.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/figure.h"

#include <ctype.h>
#include <string.h>

enum { CELLS = 4, RATE_PLACES = 4 };

bool currency_rate_read(const char *text, int64_t *rate)
{
	char digits[32];
	struct figure f;
	bool exact = false;
	size_t n = strlen(text);

	if (n >= sizeof(digits))
		return false;
	for (size_t i = 0; i <= n; i++)
		digits[i] = text[i] == ',' ? '.' : text[i];
	if (figure_read(digits, DECIMAL_DOT, &f) || f.unit[0] || f.millionths <= 0)
		return false;
	*rate = figure_in(&f, RATE_PLACES, &exact);
	return exact && *rate <= PRICE_RATE_MOST;
}

const char *currency_rate_text(void *mem, int64_t rate)
{
	return mem_printf(mem, "%lld.%04lld", (long long)(rate / PRICE_RATE_1),
			  (long long)(rate % PRICE_RATE_1));
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const char *cell(void *mem, const char *from, size_t len)
{
	while (len && isspace((unsigned char)*from)) {
		from++;
		len--;
	}
	while (len && isspace((unsigned char)from[len - 1]))
		len--;
	return mem_strndup(mem, from, len);
}

static char separator(const char *line)
{
	if (strchr(line, ';'))
		return ';';
	return strchr(line, '\t') ? '\t' : ',';
}

/* Up to CELLS of them; more are one too many. */
static size_t cells_of(void *mem, const char *line, const char *out[CELLS + 1])
{
	const char by[] = {separator(line), '\0'};
	size_t n = 0;

	for (; n <= CELLS; n++) {
		const size_t len = strcspn(line, by);
		out[n] = cell(mem, line, len);
		if (!line[len])
			return n + 1;
		line += len + 1;
	}
	return n;
}

static bool is_heading(const char *first)
{
	return str_empty(first) || *first == '#' || !strcasecmp(first, "waluta") ||
	       !strcasecmp(first, "currency");
}

/* "EUR", "100 HUF" */
static bool read_currency(void *mem, const char *text, struct currency_rate *out)
{
	const size_t digits = strspn(text, "0123456789");

	if (digits &&
	    !str_to_i64(mem_strndup(mem, text, digits), 1, PRICE_RATE_UNITS_MAX, &out->units))
		return false;
	text += digits;
	text += strspn(text, " ");
	char *code = mem_strdup(mem, text);
	for (char *p = code; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	out->currency = code;
	return strlen(code) == 3;
}

static bool read_rest(const char *const *cells, size_t n, struct currency_rate *out)
{
	if (n > 2 && !str_empty(cells[2]) &&
	    !str_to_i64(cells[2], 1, PRICE_RATE_UNITS_MAX, &out->units))
		return false;
	if (n > 3 && !str_empty(cells[3]))
		out->day = cells[3];
	return time_day_of(out->day) != TIME_NONE;
}

static enum rc read_line(void *mem, const char *text, struct currency_rate *out, struct err *e)
{
	const char *cells[CELLS + 1];
	const size_t n = cells_of(mem, text, cells);

	if (n < 2 || n > CELLS)
		return err_set(e, RC_INVALID, "a line is a currency and its rate");
	if (!read_currency(mem, cells[0], out))
		return err_set(e, RC_INVALID, "this is no currency: %s", cells[0]);
	if (!currency_rate_read(cells[1], &out->rate))
		return err_set(e, RC_INVALID, "this is no rate: %s", cells[1]);
	return read_rest(cells, n, out)
		   ? RC_OK
		   : err_set(e, RC_INVALID, "the number of units or the day cannot be read");
}

enum rc currency_rates_read(void *mem, const char *text, const char *today,
			    struct currency_rate **out, size_t *n, size_t *line, struct err *e)
{
	*out = mem_array(mem, struct currency_rate, CURRENCY_RATES_MAX);
	*n = 0;
	for (*line = 1; *text; (*line)++) {
		const size_t len = strcspn(text, "\n");
		const char *one = cell(mem, text, len);
		struct currency_rate r = {.units = 1, .day = today};

		text += len + (text[len] == '\n');
		if (is_heading(one) || is_heading(cell(mem, one, strcspn(one, ";,\t"))))
			continue;
		if (*n == CURRENCY_RATES_MAX)
			return err_set(e, RC_INVALID, "more than %d rates", CURRENCY_RATES_MAX);
		if (read_line(mem, one, &r, e))
			return e->rc;
		(*out)[(*n)++] = r;
	}
	return RC_OK;
}
