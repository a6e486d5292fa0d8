/* Patterns that have been checked, as the library runs them. */
#include "domain/mapping/pattern.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/pattern_check.h"

#include <locale.h>
#include <regex.h>
#include <string.h>

enum { GROUPS = 10 };

const char *pattern_fault_text(enum pattern_fault fault)
{
	static const char *const texts[PATTERN_FAULTS] = {
	    [PATTERN_EMPTY] = N_("The pattern is empty."),
	    [PATTERN_TOO_LONG] = N_("The pattern is too long."),
	    [PATTERN_BAD_TEXT] = N_("The pattern contains characters that are not text."),
	    [PATTERN_PARENTHESIS] = N_("A parenthesis in the pattern has no match."),
	    [PATTERN_BRACKET] = N_("A set in brackets is not closed."),
	    [PATTERN_BRACE] = N_("Braces take one or two numbers, as in {2} or {1,3}."),
	    [PATTERN_ESCAPE] = N_("A backslash stands before a character it has no meaning for."),
	    [PATTERN_BACK_REFERENCE] = N_("A pattern cannot refer back to what it found."),
	    [PATTERN_REPETITION] =
		N_("A repetition needs something before it that is not a repetition itself."),
	    [PATTERN_NESTED] = N_("A repetition without an end stands inside another one."),
	    [PATTERN_TOO_MANY] = N_("The pattern has too many repetitions."),
	    [PATTERN_TOO_OFTEN] = N_("The pattern repeats something too often."),
	    [PATTERN_RANGE] = N_("A set in brackets has a range or a class that there is not."),
	    [PATTERN_OTHER] = N_("The pattern cannot be read."),
	};

	return texts[fault];
}

struct pattern {
	regex_t compiled;
};

static int forget(struct pattern *p)
{
	regfree(&p->compiled);
	return 0;
}

/* Characters are those of UTF-8, whatever the program runs under. */
static locale_t enter_utf8(void)
{
	static locale_t utf8;

	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return uselocale(utf8);
}

static enum pattern_fault why_not(int problem)
{
	switch (problem) {
	case 0:
		return PATTERN_FINE;
	case REG_ERANGE:
	case REG_ECTYPE:
	case REG_ECOLLATE:
		return PATTERN_RANGE;
	case REG_ESPACE:
	case REG_ESIZE:
		return PATTERN_TOO_OFTEN;
	default:
		return PATTERN_OTHER;
	}
}

enum pattern_fault pattern_compile(void *owner, const char *text, struct pattern **out)
{
	void *mem = mem_context(owner, "pattern");
	char *plain = NULL;
	enum pattern_fault fault = pattern_check(mem, text, &plain);

	*out = NULL;
	if (!fault) {
		struct pattern *p = mem_zero(owner, struct pattern);
		const locale_t before = enter_utf8();

		fault = why_not(regcomp(&p->compiled, plain, REG_EXTENDED | REG_ICASE));
		uselocale(before);
		if (!fault) {
			talloc_set_destructor(p, forget);
			*out = p;
		}
	}
	mem_free(mem);
	return fault;
}

/* In one line; "" and NULL: nothing. */
static char *find_in(void *mem, const struct pattern *p, const char *line)
{
	regmatch_t found[GROUPS];
	size_t at = 0;

	if (regexec(&p->compiled, line, GROUPS, found, 0))
		return NULL;
	for (size_t i = GROUPS - 1; i > 0; i--)
		if (found[i].rm_so >= 0)
			at = i;
	return str_squeeze(mem, mem_strndup(mem, line + found[at].rm_so,
					    (size_t)(found[at].rm_eo - found[at].rm_so)));
}

/* Bytes of the line that begins here, or of as much of it as is looked at together. */
static size_t line_len(const char *text, const char *end)
{
	size_t len = strcspn(text, "\n");

	if (len > (size_t)(end - text))
		len = (size_t)(end - text);
	return len > PATTERN_LINE_MAX ? str_fit(text, PATTERN_LINE_MAX) : len;
}

char *pattern_find(void *owner, const struct pattern *p, const char *text)
{
	void *mem = mem_context(owner, "pattern");
	const char *end = text ? text + str_fit(text, PATTERN_TEXT_MAX) : NULL;
	const locale_t before = enter_utf8();
	char *found = NULL;

	while (text < end && str_empty(found)) {
		const size_t len = line_len(text, end);

		found = len ? find_in(mem, p, mem_strndup(mem, text, len)) : NULL;
		text += len ? len : 1;
	}
	uselocale(before);
	found = str_empty(found) ? NULL : mem_move(owner, found);
	mem_free(mem);
	return found;
}
