/* Folding and the words of the search. */
#include "domain/catalog/product.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { WORDS_MAX = 4000 };

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

static void add_text(struct str *out, const char *text, size_t len)
{
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		int n = u8_mbtoucr(&c, (const uint8_t *)text + i, len - i);
		if (n > 0)
			add_folded(out, c);
		i += n > 0 ? (size_t)n : 1;
	}
}

char *product_fold(void *owner, const char *text)
{
	size_t len = strlen(text);
	struct str out;

	str_init(&out, owner, 4 * len + 1);
	str_add(&out, "");
	if (is_plain(text)) {
		for (size_t i = 0; i < len; i++)
			add_folded(&out, text[i] >= 'A' && text[i] <= 'Z' ? (ucs4_t)(text[i] + 32)
									  : (ucs4_t)text[i]);
	} else {
		size_t n;
		uint8_t *folded =
		    u8_casefold((const uint8_t *)text, len, NULL, UNINORM_NFKD, NULL, &n);
		if (folded)
			add_text(&out, (const char *)folded, n);
		free(folded);
	}
	while (out.len && out.text[out.len - 1] == ' ')
		out.text[--out.len] = '\0';
	return out.text;
}

/* Each word with a blank before it, as it stands and once more in its parts: "LED-12/3" is found
 * by "led-12/3", "12" and "3". */
static void add_words(struct str *out, void *mem, const char *text)
{
	if (!text)
		return;
	const char *p = product_fold(mem, text);
	while (*p) {
		size_t len = strcspn(p, " ");
		str_add(out, " ");
		str_add_bytes(out, p, len);
		for (size_t i = 1; i < len; i++)
			if (strchr("-/._,()+:", p[i - 1]) && !strchr("-/._,()+:", p[i])) {
				str_add(out, " ");
				str_add_bytes(out, p + i, len - i);
			}
		p += len + strspn(p + len, " ");
	}
}

const char *product_words(void *owner, const struct product *p)
{
	void *mem = mem_context(owner, "words");
	struct str out;

	str_init(&out, owner, WORDS_MAX);
	str_add(&out, "");
	add_words(&out, mem, p->sku);
	add_words(&out, mem, p->ean);
	add_words(&out, mem, p->mpn);
	add_words(&out, mem, p->name);
	add_words(&out, mem, p->brand);
	add_words(&out, mem, p->variant_of);
	mem_free(mem);
	return out.text;
}
