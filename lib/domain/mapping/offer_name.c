/* A name is judged as it is; mended in four steps: read, replaced, taken apart, cut. */
#include "domain/mapping/offer_name.h"

#include "base/mem.h"
#include "base/str.h"
#include "table/html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum {
	LATIN_LAST = 0x17f,  /* of Latin Extended-A */
	NAME_ROOM = 4 * 500, /* bytes that are mended: of 500 characters */
};

/* Latin letters of the first two blocks, and what a keyboard has. */
static bool is_taken(ucs4_t c)
{
	if (c < 0x80)
		return c >= ' ' && c < 0x7f;
	return c >= 0xc0 && c <= LATIN_LAST && c != 0xd7 && c != 0xf7 && c != 0x149;
}

static size_t escaped_len(ucs4_t c)
{
	switch (c) {
	case '&':
	case '\'':
		return 5; /* &amp; &#39; */
	case '<':
	case '>':
		return 4;
	case '"':
		return 6;
	default:
		return 1;
	}
}

/* ---- As it is ----------------------------------------------------------------------------------
 */

struct counting {
	struct offer_name_check out;
	size_t chars;
	size_t word; /* characters of it so far */
	bool has_letter;
};

static void fault(struct counting *n, enum offer_name_fault what)
{
	n->out.faults |= 1U << what;
}

static void end_word(struct counting *n)
{
	if (n->word > OFFER_NAME_WORD_MAX)
		fault(n, OFFER_NAME_LONG_WORD);
	n->out.words += n->has_letter;
	n->word = 0;
	n->has_letter = false;
}

static void bad_character(struct counting *n, const uint8_t *c, size_t len)
{
	fault(n, OFFER_NAME_CHARACTER);
	if (!n->out.bad[0] && len < sizeof(n->out.bad))
		memcpy(n->out.bad, c, len);
}

static void count_blank(struct counting *n, ucs4_t c, bool is_last)
{
	if (c != ' ' || !n->chars || !n->word || is_last)
		fault(n, OFFER_NAME_BLANKS);
	end_word(n);
}

/* A character, or a byte that is none (got <= 0). */
static void count_one(struct counting *n, ucs4_t c, int got, const uint8_t *bytes)
{
	n->word++;
	if (got <= 0)
		bad_character(n, (const uint8_t *)"?", 1);
	else if (!is_taken(c))
		bad_character(n, bytes, (size_t)got);
	else if (uc_is_alnum(c))
		n->has_letter = true;
}

struct offer_name_check offer_name_check(const char *name)
{
	const uint8_t *text = (const uint8_t *)name;
	struct counting n = {0};
	size_t len = strlen(name);
	ucs4_t c;

	for (size_t i = 0, size = 0; i < len; i += size) {
		int got = u8_mbtoucr(&c, text + i, len - i);
		size = got > 0 ? (size_t)got : 1;
		if (got > 0 && uc_is_property_white_space(c))
			count_blank(&n, c, i + size == len);
		else
			count_one(&n, c, got, text + i);
		n.chars++;
		n.out.length += got > 0 ? escaped_len(c) : 1;
	}
	end_word(&n);
	if (n.chars < OFFER_NAME_MIN)
		fault(&n, OFFER_NAME_SHORT);
	if (n.out.length > OFFER_NAME_MAX)
		fault(&n, OFFER_NAME_LONG);
	if (n.out.words < OFFER_NAME_WORDS)
		fault(&n, OFFER_NAME_FEW_WORDS);
	return n.out;
}

/* ---- Characters --------------------------------------------------------------------------------
 */

static const char *meant(ucs4_t c)
{
	static const struct {
		ucs4_t c;
		const char *as;
	} table[] = {
	    {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},	 {0x2013, "-"},	  {0x2014, "-"},
	    {0x2015, "-"},   {0x2212, "-"},   {0x201c, "\""},	 {0x201d, "\""},  {0x201e, "\""},
	    {0x201f, "\""},  {0xab, "\""},    {0xbb, "\""},	 {0x2033, "\""},  {0x2018, "'"},
	    {0x2019, "'"},   {0x201a, "'"},   {0x2032, "'"},	 {0xb4, "'"},	  {0x2026, "..."},
	    {0xd7, "x"},     {0x2715, "x"},   {0x2716, "x"},	 {0xf7, "/"},	  {0x2044, "/"},
	    {0xb0, " st. "}, {0xb2, "2"},     {0xb3, "3"},	 {0xb9, "1"},	  {0xbd, " 1/2 "},
	    {0xbc, " 1/4 "}, {0xbe, " 3/4 "}, {0xb5, "u"},	 {0x3bc, "u"},	  {0x3a9, "ohm"},
	    {0x2126, "ohm"}, {0x2300, "fi "}, {0x20ac, " EUR "}, {0xa3, " GBP "}, {0x2264, "<="},
	    {0x2265, ">="},  {0xb1, "+/-"},   {0x2116, " nr "},	 {0x149, "'n"},	  {0x2122, " "},
	    {0xae, " "},     {0xa9, " "},
	};

	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (table[i].c == c)
			return table[i].as;
	return NULL;
}

static void add_char(struct str *out, ucs4_t c)
{
	uint8_t utf8[6];
	int n = u8_uctomb(utf8, c, sizeof(utf8));

	str_add_bytes(out, utf8, n > 0 ? (size_t)n : 0);
}

/* The letters inside a character: of a ligature, a wide letter, one with a foreign accent. */
static void add_parts(struct str *out, ucs4_t c)
{
	ucs4_t parts[32];
	size_t n = COUNT_OF(parts);
	bool is_any = false;

	if (!u32_normalize(UNINORM_NFKD, &c, 1, parts, &n))
		n = 0;
	for (size_t i = 0; i < n; i++)
		if (is_taken(parts[i])) {
			add_char(out, parts[i]);
			is_any = true;
		}
	if (!is_any && !uc_is_general_category(c, UC_FORMAT) && !uc_combining_class(c))
		str_add(out, " ");
}

static char *replaced(void *mem, const char *name)
{
	struct str out;
	const uint8_t *text = (const uint8_t *)name;
	size_t len = 0;
	ucs4_t c;

	str_init(&out, mem, NAME_ROOM);
	str_add(&out, "");
	uint8_t *whole = u8_normalize(UNINORM_NFC, text, strlen(name), NULL, &len);
	if (!whole)
		return mem_strdup(mem, "");
	for (size_t i = 0; i < len;) {
		i += (size_t)u8_mbtouc(&c, whole + i, len - i);
		const char *as = meant(c);
		if (as)
			str_add(&out, as);
		else if (is_taken(c))
			add_char(&out, c);
		else
			add_parts(&out, c);
	}
	free(whole);
	return out.text;
}

/* ---- Words -------------------------------------------------------------------------------------
 */

static size_t chars_len(const char *text, size_t chars)
{
	const char *p = text;

	while (chars-- && *p)
		p += u8_mblen((const uint8_t *)p, strlen(p));
	return (size_t)(p - text);
}

/* Bytes of the beginning of a long word that can stand alone: to its last mark of a list. */
static size_t part_len(const char *word, size_t len)
{
	size_t most = chars_len(word, OFFER_NAME_WORD_MAX);

	if (len <= most)
		return len;
	for (size_t i = most; i > 1; i--)
		if (strchr("/,;|+_-\\", word[i - 1]))
			return i;
	return len;
}

/* Bytes of the beginning that are whole characters of at most so many in Allegro's count; *used is
 * how many those are. */
static size_t fit_len(const char *text, size_t len, size_t most, size_t *used)
{
	size_t n = 0;
	size_t i = 0;

	while (i < len) {
		size_t more = escaped_len((unsigned char)text[i]);
		if (n + more > most)
			break;
		n += more;
		i += chars_len(text + i, 1);
	}
	*used = n;
	return i;
}

/* Whole words while they fit; the first one in part when it alone is too long. */
static char *joined(void *mem, const char *text, bool *is_cut)
{
	struct str out;
	size_t room = OFFER_NAME_MAX;

	str_init(&out, mem, NAME_ROOM);
	str_add(&out, "");
	for (const char *p = text + strspn(text, " "); *p; p += strspn(p, " ")) {
		size_t blank = out.len > 0;
		size_t len = part_len(p, strcspn(p, " "));
		size_t used = 0;
		size_t fits = room > blank ? fit_len(p, len, room - blank, &used) : 0;
		*is_cut = fits < len;
		if (*is_cut && out.len)
			break;
		str_add(&out, blank ? " " : "");
		str_add_bytes(&out, p, fits);
		if (*is_cut)
			break;
		room -= used + blank;
		p += len;
	}
	return out.text;
}

/* What a cut leaves hanging: marks at the end, a bracket that is never closed. */
static void trim(char *text)
{
	char *bracket = strrchr(text, '(');

	if (bracket && !strchr(bracket, ')') && bracket - text > OFFER_NAME_MIN)
		*bracket = '\0';
	size_t len = strlen(text);
	while (len && strchr(" -,;:/|+&(_", text[len - 1]))
		len--;
	text[len] = '\0';
}

/* Is there HTML in it, or an entity? */
static bool is_html(const char *name)
{
	const char *amp = strchr(name, '&');
	const char *tag = strchr(name, '<');

	return (amp && strchr(amp, ';')) ||
	       (tag && (tag[1] == '/' || isalpha((unsigned char)tag[1])) && strchr(tag, '>'));
}

const char *offer_name_propose(void *owner, const char *name)
{
	bool is_cut = false;

	if (!offer_name_check(name).faults && !is_html(name))
		return name;
	void *mem = mem_context(owner, "name");
	char *text = mem_strndup(mem, name, NAME_ROOM / 2);
	str_mend(text);
	if (is_html(text))
		text = html_text(mem, (struct bytes){text, strlen(text)});
	text = joined(mem, replaced(mem, text), &is_cut);
	if (is_cut)
		trim(text);
	const char *out = mem_strdup(owner, text);
	mem_free(mem);
	return out;
}
