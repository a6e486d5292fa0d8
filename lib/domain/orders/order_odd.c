/* Names of oddities: elements of a list are all the same, and each counts once a document. */
#include "domain/orders/order_odd.h"

#include <string.h>

#include "allegro/checkout_form.h"
#include "base/mem.h"

/* What stands where a word belongs may be anything, also what a buyer is called: then it is not
 * repeated, least of all where no retention looks for it. */
static void hide_what_is_no_word(char *name)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
	char *word = strchr(name, '=');

	if (word && word[1 + strspn(word + 1, letters)])
		memcpy(word, "=?", sizeof("=?"));
}

/* "/lineItems/12/x" becomes the name of that field in any line. */
static const char *general(void *owner, const char *name)
{
	char *out = mem_array(owner, char, strlen(name) + 1);
	size_t n = 0;

	for (size_t i = 0; name[i]; i++) {
		size_t digits = strspn(name + i + 1, "0123456789");
		char after = name[i + 1 + digits];
		out[n++] = name[i];
		if (name[i] != '/' || !digits || (after && after != '/'))
			continue;
		out[n++] = '*';
		i += digits;
	}
	hide_what_is_no_word(out);
	return str_head(owner, out, ODD_NAME_CHARS);
}

/* Where the name stands or would stand. */
static size_t place_of(const struct odds *odds, const char *name)
{
	size_t i = 0;

	while (i < odds->n && strcmp(odds->names[i].name, name) < 0)
		i++;
	return i;
}

static void add_name(struct odds *odds, const char *name)
{
	size_t at = place_of(odds, name);

	if (at < odds->n && str_eq(odds->names[at].name, name)) {
		odds->names[at].n++;
		return;
	}
	if (odds->n == ODD_NAMES_MAX)
		return;
	memmove(&odds->names[at + 1], &odds->names[at], (odds->n - at) * sizeof(*odds->names));
	odds->names[at] = (struct odd_name){name, 1};
	odds->n++;
}

static bool came_before(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

void odds_add(void *owner, struct odds *odds, const struct json_notes *notes)
{
	const char *names[JSON_NOTES_MAX];

	for (size_t i = 0; i < notes->n; i++) {
		names[i] = general(owner, notes->names[i]);
		if (!came_before(names, i, names[i]))
			add_name(odds, names[i]);
	}
}
