/* Folding: Unicode's, and what it takes for letters of their own. */
#include "base/fold.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { GROWS = 11 }; /* U+FDFA: three bytes become 33 */

/* Letters with a stroke have no accent that could be taken off. */
static ucs4_t without_stroke(ucs4_t c)
{
	switch (c) {
	case 0x142: /* ł */
		return 'l';
	case 0xf8: /* ø */
		return 'o';
	case 0x111: /* đ */
		return 'd';
	default:
		return c;
	}
}

static void add_folded(struct str *out, ucs4_t c)
{
	char utf8[6];

	if (uc_combining_class(c) != UC_CCC_NR)
		return;
	if (uc_is_property_white_space(c)) {
		if (out->len && out->text[out->len - 1] != ' ')
			str_add(out, " ");
		return;
	}
	int n = u8_uctomb((uint8_t *)utf8, without_stroke(c), sizeof(utf8));
	if (n > 0)
		str_add_bytes(out, utf8, (size_t)n);
}

static bool is_plain(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

static void add_text(struct str *out, const uint8_t *text, size_t len)
{
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		i += (size_t)u8_mbtouc(&c, text + i, len - i);
		add_folded(out, c);
	}
}

/* In place: what is left is UTF-8. */
static size_t drop_bad_bytes(uint8_t *text, size_t len)
{
	size_t kept = 0;
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		int n = u8_mbtoucr(&c, text + i, len - i);
		if (n > 0)
			memmove(text + kept, text + i, (size_t)n);
		kept += n > 0 ? (size_t)n : 0;
		i += n > 0 ? (size_t)n : 1;
	}
	return kept;
}

/* The folding of Unicode is slow, and most texts of a shop are ASCII. */
static void fold_ascii(struct str *out, const char *text)
{
	for (; *text; text++) {
		bool is_capital = *text >= 'A' && *text <= 'Z';
		add_folded(out, (ucs4_t)(*text + (is_capital ? 'a' - 'A' : 0)));
	}
}

static void fold_unicode(struct str *out, const char *text)
{
	uint8_t *copy = mem_dup(out->owner, text, strlen(text));
	size_t n = drop_bad_bytes(copy, strlen(text));
	uint8_t *folded = u8_casefold(copy, n, NULL, UNINORM_NFKD, NULL, &n);

	if (!folded)
		BUG("no folding of valid UTF-8");
	add_text(out, folded, n);
	free(folded);
	mem_free(copy);
}

char *text_fold(void *owner, const char *text)
{
	struct str out;

	str_init(&out, owner, GROWS * strlen(text) + 1);
	str_add(&out, "");
	(is_plain(text) ? fold_ascii : fold_unicode)(&out, text);
	while (out.len && out.text[out.len - 1] == ' ')
		out.text[--out.len] = '\0';
	return out.text;
}
