/* Reading the tasks of a command. */
#include "domain/offers/offer_task_rule.h"

#include <string.h>

#include "base/mem.h"

/* Allegro names the field by a path that has changed over time: what it must have in it. */
static const char *const field_signs[OFFER_COMMAND_KINDS][2] = {
    [OFFER_COMMAND_PRICE] = {"rice", "rice"},
    [OFFER_COMMAND_STOCK] = {"stock", "quantity"},
    [OFFER_COMMAND_STATUS] = {"publication", "status"},
    [OFFER_COMMAND_RULE] = {"rice", "ule"},
    [OFFER_COMMAND_FIELDS] = {"delivery", "hipping"},
};

/* Without a name it is what the command was about. */
static bool is_its_field(enum offer_command_kind kind, const char *field)
{
	return str_empty(field) || strstr(field, field_signs[kind][0]) ||
	       strstr(field, field_signs[kind][1]);
}

static const char *const blocked_signs[] = {"ValidSeller", "SellBlockade"};
static const char outdated_sign[] = "COMMAND_OUTDATED";

static bool says(const struct offer_task *t, const char *sign)
{
	for (size_t i = 0; i < t->n_errors; i++)
		if (strstr(str_or(t->errors[i].code, ""), sign))
			return true;
	return strstr(str_or(t->message, ""), sign) != NULL;
}

static enum offer_task_says failure_of(const struct offer_task *t)
{
	for (size_t i = 0; i < COUNT_OF(blocked_signs); i++)
		if (says(t, blocked_signs[i]))
			return OFFER_TASK_BLOCKED;
	return says(t, outdated_sign) ? OFFER_TASK_OUTDATED : OFFER_TASK_REFUSED;
}

/* "Price too low (ConstraintViolationException.Price)" */
static const char *problem_of(void *mem, const struct offer_task *t)
{
	const struct offer_task_error none = {0};
	const struct offer_task_error *e = t->n_errors ? t->errors : &none;
	const char *text = str_or(str_or(e->message, e->user_message), t->message);

	if (str_empty(e->code))
		return text;
	return str_empty(text) ? e->code : mem_printf(mem, "%s (%s)", text, e->code);
}

struct offer_task_verdict offer_task_verdict(void *mem, enum offer_command_kind kind,
					     const char *offer_id, const struct offer_task *tasks,
					     size_t n)
{
	struct offer_task_verdict out = {.says = OFFER_TASK_MISSING};

	for (size_t i = 0; i < n; i++) {
		const struct offer_task *t = &tasks[i];

		if (!str_eq(t->offer_id, offer_id))
			continue;
		if (str_eq(t->status, "FAIL"))
			return (struct offer_task_verdict){failure_of(t), problem_of(mem, t)};
		if (!str_eq(t->status, "SUCCESS"))
			out.says = OFFER_TASK_OPEN;
		else if (is_its_field(kind, t->field) && out.says == OFFER_TASK_MISSING)
			out.says = OFFER_TASK_DONE;
	}
	return out;
}
