/* Words of programs as people read them. */
#include "common/label.h"

#include "base/str.h"
#include "web/i18n.h"

struct label label_of(const struct label *table, const char *word)
{
	for (; table->word; table++)
		if (str_eq(table->word, word))
			return (struct label){word, _(table->text), table->tone, table->icon};
	return (struct label){word, str_or(word, ""), "mute", "dot"};
}

const char *label_text(const struct label *table, const char *word)
{
	return label_of(table, word).text;
}

void badge_set(struct tpl *t, const char *const *names, struct label label)
{
	tpl_set(t, names[0], label.text);
	tpl_set(t, names[1], label.tone);
	tpl_set(t, names[2], label.icon);
}
