/* The search box: no byte a person types has a meaning to the full-text parser of the server. */
#include "fuzz.h"

#include "domain/orders/order_find.h"

/* "+word*" or "+(word* word*)": everything else must be letters, digits or not ASCII. */
static void check_term(const char *query)
{
	size_t words = 0;

	for (const char *p = query; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == '+')
			MUST(p == query && p[1] && !strchr("+* ", p[1]));
		else if (c == '*')
			MUST(p > query && !strchr("+* (", p[-1]) && (!p[1] || strchr(" )", p[1])));
		else if (c == '(' || c == ')')
			MUST(c == '(' ? p == query + 1 : !p[1]);
		else
			MUST(c >= 0x80 || c == ' ' || (c >= '0' && c <= '9') ||
			     ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
		words += c == '*';
	}
	MUST(words >= 1 && words <= 2 && strlen(query) < ORDER_MATCH_BYTES);
	MUST(str_is_utf8(query, strlen(query)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	char *typed = fuzz_text(mem, data, size);
	struct str words;

	str_init(&words, mem, ORDER_WORDS_MAX);
	order_words_add(&words, typed);
	order_words_add_phone(&words, typed);
	MUST(words.len <= ORDER_WORDS_MAX && strlen(words.text) == words.len);
	struct order_terms terms = order_search_terms(mem, typed);
	for (size_t i = 0; i < terms.n; i++)
		check_term(terms.match[i]);
	const char *amount = order_find_amount(mem, typed);
	MUST(!amount || (amount[0] && strspn(amount, "0123456789") == strlen(amount)));
	MUST(order_find_terms(mem, typed, ORDER_SIGHT_PARCEL).n <= ORDER_TERMS_MAX);
	mem_free(mem);
	return 0;
}
