/* The words of the search. */
#include "domain/catalog/product.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

enum { WORDS_MAX = 4000 };

/* Each word with a blank before it, as it stands and once more in its parts: "LED-12/3" is found
 * by "led-12/3", "12" and "3". */
static void add_words(struct str *out, void *mem, const char *text)
{
	if (!text)
		return;
	const char *p = text_fold(mem, text);
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
