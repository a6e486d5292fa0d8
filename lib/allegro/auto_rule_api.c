/* Rules of price automation: their documents, what they add, bodies. */
#include "allegro/auto_rule_api.h"

#include "base/mem.h"
#include "base/money.h"
#include "base/str.h"
#include "json/field.h"

#include <string.h>

const char *const auto_rule_type_names[] = {
    [AUTO_RATE] = "EXCHANGE_RATE",
    [AUTO_ALLEGRO_MIN] = "FOLLOW_BY_ALLEGRO_MIN_PRICE",
    [AUTO_MARKET_MIN] = "FOLLOW_BY_MARKET_MIN_PRICE",
    [AUTO_TOP_OFFER] = "FOLLOW_BY_TOP_OFFER_PRICE",
    [AUTO_RULE_TYPES] = NULL,
};

static const char add[] = "ADD";
static const char subtract[] = "SUBTRACT";

enum auto_rule_type auto_rule_type_of(const char *name)
{
	int t = 0;

	while (t < AUTO_RULE_TYPES && !str_eq(auto_rule_type_names[t], name))
		t++;
	return (enum auto_rule_type)t;
}

/* ---- Documents ------------------------------------------------------------------------------- */

static const struct json_field amount_fields[] = {
    JF_STR(struct auto_rule_amount, amount, "/amount", JF_REQUIRED),
    JF_STR(struct auto_rule_amount, currency, "/currency", JF_REQUIRED),
};

#define CHANGE "/configuration/changeBy"
#define FIELDS                                                                                     \
	JF_STR(struct auto_rule, name, "/name", JF_REQUIRED),                                      \
	    JF_STR(struct auto_rule, share_sign, CHANGE "Percentage/operation", 0),                \
	    JF_STR(struct auto_rule, share, CHANGE "Percentage/value", 0),                         \
	    JF_STR(struct auto_rule, amount_sign, CHANGE "Amount/operation", 0),                   \
	    JF_LIST(struct auto_rule, struct auto_rule_amount, amounts, n_amounts,                 \
		    CHANGE "Amount/values", 0, amount_fields)

static const struct json_field put_fields[] = {FIELDS};
static const struct json_field fields[] = {FIELDS,
					   JF_STR(struct auto_rule, type, "/type", JF_REQUIRED)};

enum rc auto_rule_read(void *mem, const char *raw, struct auto_rule *out, struct err *e)
{
	struct json *doc;

	if (json_parse(mem, (struct bytes){raw, strlen(raw)}, &doc, e) ||
	    json_decode(mem, doc, fields, out, NULL, e))
		return err_wrap(e, "a price rule of Allegro's");
	return RC_OK;
}

const char *auto_rule_body(void *mem, const struct auto_rule *r)
{
	return json_encode(mem, fields, r);
}

const char *auto_rule_put_body(void *mem, const struct auto_rule *r)
{
	return json_encode(mem, put_fields, r);
}

/* ---- What is added --------------------------------------------------------------------------- */

static const char *sign_of(const char *word)
{
	return str_eq(word, subtract) ? "-" : "+";
}

const char *auto_rule_change(void *mem, const struct auto_rule *r)
{
	const char *out = "";

	if (r->share)
		return mem_printf(mem, "%s%s%%", sign_of(r->share_sign), r->share);
	for (size_t i = 0; i < r->n_amounts; i++)
		out = mem_printf(mem, "%s%s%s%s %s", out, i ? " " : "", sign_of(r->amount_sign),
				 r->amounts[i].amount, r->amounts[i].currency);
	return out;
}

/* "2.00" of that currency, more than nothing. */
static bool is_amount(const char *text, const char *currency)
{
	struct money m;
	struct err e = {0};

	return !money_parse(text, currency, &m, &e) && m.minor > 0;
}

static size_t words_of(void *mem, const char *text, const char *out[2 * AUTO_RULE_AMOUNTS])
{
	size_t n = 0;

	while (*text && n < (size_t)2 * AUTO_RULE_AMOUNTS) {
		const size_t len = strcspn(text, " ");
		out[n++] = mem_strndup(mem, text, len);
		text += len + (text[len] == ' ');
	}
	return *text ? 0 : n;
}

static bool read_amounts(void *mem, const char *text, struct auto_rule *out)
{
	const char *words[2 * AUTO_RULE_AMOUNTS];
	const size_t n = words_of(mem, text, words);

	out->amounts = mem_array(mem, struct auto_rule_amount, AUTO_RULE_AMOUNTS);
	for (size_t i = 0; i + 1 < n; i += 2) {
		if (*words[i] != *text || !is_amount(words[i] + 1, words[i + 1]))
			return false;
		out->amounts[out->n_amounts++] =
		    (struct auto_rule_amount){words[i] + 1, words[i + 1]};
	}
	return n && n % 2 == 0;
}

bool auto_rule_change_read(void *mem, const char *text, struct auto_rule *out)
{
	const size_t n = strlen(text);
	const char *sign = *text == '-' ? subtract : add;

	out->share_sign = out->share = out->amount_sign = NULL;
	out->n_amounts = 0;
	if (!n)
		return true;
	if (*text != '-' && *text != '+')
		return false;
	if (text[n - 1] == '%') {
		out->share_sign = sign;
		out->share = mem_strndup(mem, text + 1, n - 2);
		return is_amount(out->share, "PLN"); /* two decimals, as an amount */
	}
	out->amount_sign = sign;
	return read_amounts(mem, text, out);
}
