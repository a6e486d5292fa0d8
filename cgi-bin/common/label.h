#ifndef COMMON_LABEL_H
#define COMMON_LABEL_H

/*
 * Words of programs as people read them: a text, an icon and a tone for each. A word we do not know
 * is shown as it came, so a new status of Allegro is never hidden.
 */

#include "base/compiler.h"
#include "web/template.h"

/* Tone: "", ok, warn, bad, info, vio, mute (classes of kram.css); icon: a symbol of icons.svg. */
struct label {
	const char *word; /* NULL ends a table */
	const char *text; /* English, a message id */
	const char *tone;
	const char *icon;
};

/* The label of a word in the language of the request; the word itself when it is not known. */
struct label label_of(const struct label *table, const char *word);

/* Only its text; "" for NULL. */
const char *label_text(const struct label *table, const char *word) RETURNS_NONNULL;

/* The three values of [[@badge NAME]]. */
#define BADGE(t, NAME, label)                                                                      \
	badge_set(t, (const char *const[]){T_##NAME, T_##NAME##_TONE, T_##NAME##_ICON}, label)
void badge_set(struct tpl *t, const char *const *names, struct label label);

#endif
