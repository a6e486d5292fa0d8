/* Words in, query out; letters and digits are what Unicode says they are. */
#include "domain/orders/order_search.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order.h"

#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum {
	PHONE_DIGITS_MIN = 7,  /* fewer digits are a number, not a phone */
	PHONE_DIGITS_MAX = 15, /* E.164 */
	PHONE_END_MIN = 3,     /* last digits by which it is found */
};

/* One character of text; malformed bytes are skipped one by one and read as a blank. */
static size_t next_char(const char *text, size_t len, ucs4_t *c)
{
	int n = u8_mbtoucr(c, (const uint8_t *)text, len);

	if (n > 0)
		return (size_t)n;
	*c = ' ';
	return 1;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/* Styled letters, wide digits and the like as the plain ones they stand for (NFKC); owned by owner
 * where it is another text. What is not UTF-8 stays as it is. */
static const char *plain(void *owner, const char *text)
{
	enum { GROWS = 11 }; /* U+FDFA: three bytes become 33 */
	size_t len = strlen(text);
	size_t size = len * GROWS + 1;

	if (is_ascii(text) || u8_check((const uint8_t *)text, len))
		return text;
	char *out = mem_array(owner, char, size);
	if (u8_normalize(UNINORM_NFKC, (const uint8_t *)text, len, (uint8_t *)out, &size) !=
	    (uint8_t *)out)
		BUG("a text grows more than Unicode says");
	out[size] = '\0';
	return out;
}

static bool is_word_char(ucs4_t c)
{
	return uc_is_alnum(c) || uc_combining_class(c) != UC_CCC_NR;
}

/*
 * A letter or digit that says something by itself. Marks and modifiers weigh nothing in the
 * folding collation, so a word made of them alone would be a prefix of every word.
 */
static bool is_base_char(ucs4_t c)
{
	return uc_is_alnum(c) && !uc_is_property_default_ignorable_code_point(c) &&
	       !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lm | UC_CATEGORY_MASK_M);
}

/* Length in bytes of the blank-separated word at text, and of the blanks before it. */
struct span {
	size_t start;
	size_t end;
};

static bool next_span(const char *text, size_t len, struct span *s)
{
	ucs4_t c;
	size_t n;

	for (s->start = s->end; s->start < len; s->start += n) {
		n = next_char(text + s->start, len - s->start, &c);
		if (!uc_is_property_white_space(c) && !uc_is_cntrl(c))
			break;
	}
	for (s->end = s->start; s->end < len; s->end += n) {
		n = next_char(text + s->end, len - s->end, &c);
		if (uc_is_property_white_space(c) || uc_is_cntrl(c))
			break;
	}
	return s->end > s->start;
}

/* The letters, digits and marks of a word, at most ORDER_TERM_CHARS of them. */
static char *squeeze(void *owner, const char *word, size_t len)
{
	struct str out;
	size_t chars = 0;
	ucs4_t c;

	str_init(&out, owner, ORDER_TERM_CHARS * 4 + 1);
	for (size_t i = 0; i < len && chars < ORDER_TERM_CHARS;) {
		size_t n = next_char(word + i, len - i, &c);
		if (is_word_char(c)) {
			str_add_bytes(&out, word + i, n);
			chars++;
		}
		i += n;
	}
	return out.text;
}

/* What stands behind @ is no part to be found by: half of the buyers have the same. */
static size_t without_domain(const char *word, size_t len)
{
	const char *at = memchr(word, '@', len);

	return at ? (size_t)(at - word) : len;
}

/* Its parts, as the text index takes it apart: a blank before each. */
static void add_parts(struct str *words, const char *word, size_t len)
{
	bool inside = false;
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		size_t n = next_char(word + i, len - i, &c);
		bool part = is_word_char(c) || c == '_';
		if (part && !inside)
			str_add(words, " ");
		if (part)
			str_add_bytes(words, word + i, n);
		inside = part;
		i += n;
	}
}

static void add_word(struct str *words, const char *word, size_t len)
{
	char *bare = squeeze(words->owner, word, len);

	add_parts(words, word, without_domain(word, len));
	if (strlen(bare) != len && bare[0])
		str_addf(words, " %s", bare);
	mem_free(bare);
}

void order_words_add(struct str *words, const char *text)
{
	struct span s = {0};

	if (!text)
		return;
	text = plain(words->owner, text);
	size_t len = strlen(text);
	while (next_span(text, len, &s))
		add_word(words, text + s.start, s.end - s.start);
}

/* Digits of a text that holds nothing but digits and what people put between them. */
static size_t phone_digits(const char *text, char out[PHONE_DIGITS_MAX + 1])
{
	size_t n = 0;

	for (const char *p = text; *p; p++) {
		if (*p >= '0' && *p <= '9') {
			if (n == PHONE_DIGITS_MAX)
				return 0;
			out[n++] = *p;
		} else if (!strchr(" +-()./", *p)) {
			return 0;
		}
	}
	out[n] = '\0';
	return n >= PHONE_DIGITS_MIN ? n : 0;
}

static const char *local_part(const char *digits, size_t n)
{
	return n > ORDER_PHONE_LOCAL ? digits + n - ORDER_PHONE_LOCAL : digits;
}

void order_words_add_phone(struct str *words, const char *phone)
{
	char digits[PHONE_DIGITS_MAX + 1];
	size_t n = phone ? phone_digits(plain(words->owner, phone), digits) : 0;

	order_words_add(words, phone);
	if (!n)
		return;
	str_addf(words, " %s", digits);
	if (n > ORDER_PHONE_LOCAL)
		str_addf(words, " %s", local_part(digits, n));
}

void order_words_add_phone_parts(struct str *words, const char *phone)
{
	char digits[PHONE_DIGITS_MAX + 1];
	size_t n = phone ? phone_digits(plain(words->owner, phone), digits) : 0;
	size_t local = n < ORDER_PHONE_LOCAL ? n : ORDER_PHONE_LOCAL;

	order_words_add_phone(words, phone);
	for (size_t end = PHONE_END_MIN; end < local; end++)
		str_addf(words, " %s", digits + n - end);
}

/* How many letters and digits of a word count. */
static size_t base_chars(const char *term)
{
	size_t len = strlen(term);
	size_t n = 0;
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		i += next_char(term + i, len - i, &c);
		n += is_base_char(c);
	}
	return n;
}

static bool is_long_enough(const char *term)
{
	return base_chars(term) >= ORDER_TERM_CHARS_MIN;
}

/* Cut to what is looked at, on a character boundary, and plain. */
static const char *cut(void *owner, const char *typed)
{
	size_t len = strlen(typed);
	size_t at = 0;
	ucs4_t c;

	for (int i = 0; i < ORDER_QUERY_MAX && at < len; i++)
		at += next_char(typed + at, len - at, &c);
	return plain(owner, mem_strndup(owner, typed, at));
}

static void add_term(void *owner, struct order_terms *out, const char *match, const char *bare)
{
	out->match[out->n] = match;
	out->bare[out->n] = mem_strdup(owner, bare);
	out->like[out->n++] = mem_printf(owner, "%% %s%%", bare);
}

struct order_terms order_search_terms(void *owner, const char *typed)
{
	struct order_terms out = {0};
	char digits[PHONE_DIGITS_MAX + 1];
	struct span s = {0};

	if (!typed)
		return out;
	const char *text = cut(owner, typed);
	size_t n = phone_digits(text, digits);
	if (n) {
		const char *local = local_part(digits, n);
		out.is_phone = true;
		/* A phone with its country, or a number as long. */
		add_term(owner, &out,
			 n > ORDER_PHONE_LOCAL ? mem_printf(owner, "+(%s* %s*)", digits, local)
					       : mem_printf(owner, "+%s*", digits),
			 local);
		return out;
	}
	while (out.n < ORDER_TERMS_MAX && next_span(text, strlen(text), &s)) {
		char *bare = squeeze(owner, text + s.start, s.end - s.start);
		if (is_long_enough(bare))
			add_term(owner, &out, mem_printf(owner, "+%s*", bare), bare);
	}
	return out;
}

/* People and products are called by letters; numbers, logins and SKUs have something else. */
static bool is_like_a_name(const char *text)
{
	return strlen(text) <= ORDER_NAME_BYTES && strpbrk(text, "0123456789_-@") != NULL;
}

/* Ids of orders are of small letters. */
static const char *lower(void *owner, const char *text)
{
	char *out = mem_strdup(owner, text);

	for (char *p = out; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return out;
}

struct order_names order_search_names(void *owner, const char *typed)
{
	struct order_names out = {0};
	const char *text = typed ? str_squeeze(owner, typed) : "";
	bool is_email = strchr(text, '@') != NULL;

	if (!is_like_a_name(text))
		return out;
	out.any = true;
	out.sku = text;
	if (is_email)
		out.email = text;
	else if (!strchr(text, ' '))
		out.login = text;
	/* Columns of Allegro's ids compare with nothing but ids. */
	if (str_is_id(text)) {
		out.form = lower(owner, text);
		out.offer = text;
	}
	return out;
}

struct window_search order_search_window(void *owner, const char *typed)
{
	struct window_search out = {0};

	if (!typed)
		return out;
	const struct order_terms terms = order_search_terms(owner, typed);
	const struct order_names names = order_search_names(owner, typed);
	for (size_t i = 0; i < terms.n && i < WINDOW_TERMS; i++)
		out.like[i] = terms.like[i];
	out.names[0] = names.login;
	out.names[1] = names.form;
	return out;
}

bool order_search_skips(void *owner, const char *typed)
{
	char digits[PHONE_DIGITS_MAX + 1];
	struct span s = {0};

	if (!typed)
		return false;
	const char *text = cut(owner, typed);
	if (phone_digits(text, digits))
		return false;
	while (next_span(text, strlen(text), &s)) {
		char *bare = squeeze(owner, text + s.start, s.end - s.start);
		if (base_chars(bare) && !is_long_enough(bare))
			return true;
	}
	return false;
}
