/* A card as answers to parameters, and what it has besides. */
#include "domain/mapping/subject_card.h"

#include "allegro/product_api.h"
#include "base/mem.h"
#include "domain/mapping/param_answer.h"

#include <string.h>

/* Where there are ids, the texts are their names. */
static struct param_answer answer_of(void *mem, const struct card_value *v)
{
	struct param_answer a = {.param_id = v->id, .from = v->from, .to = v->to};

	for (size_t i = 0; i < v->n_ids; i++)
		param_answer_add_id(mem, &a, v->ids[i].text);
	for (size_t i = 0; !v->n_ids && i < v->n_texts; i++)
		param_answer_add_text(mem, &a, v->texts[i].text);
	return a;
}

static const char *const *words_of(void *mem, const char *text, size_t *n)
{
	const char **words = mem_array(mem, const char *, strlen(text) / 2 + 1);
	char *rest = mem_strdup(mem, text);

	*n = 0;
	for (char *word; (word = strsep(&rest, " "));)
		if (*word)
			words[(*n)++] = word;
	return words;
}

static void take_required(void *mem, const char *raw, struct ready_card *out)
{
	struct card_value *values;
	size_t n;

	card_requirements_read(mem, raw, &values, &n);
	struct param_answer *answers = mem_array(mem, struct param_answer, n + 1);
	for (size_t i = 0; i < n; i++)
		answers[i] = answer_of(mem, &values[i]);
	out->required = answers;
	out->n_required = n;
}

void subject_card(void *mem, const struct card_row *card, struct ready_card *out)
{
	struct card_facts facts;

	card_facts_read(mem, card->params, card->images, &facts);
	struct param_answer *answers = mem_array(mem, struct param_answer, facts.n_values + 1);
	for (size_t i = 0; i < facts.n_values; i++)
		answers[i] = answer_of(mem, &facts.values[i]);
	*out = (struct ready_card){
	    .id = card->id,
	    .category_id = card->category_id,
	    .answers = answers,
	    .n_answers = facts.n_values,
	    .n_images = facts.n_images,
	    .has_description = card->has_description,
	};
	take_required(mem, card->requirements, out);
	out->similar = words_of(mem, str_or(card->similar_ids, ""), &out->n_similar);
}
