/* One sentence a fault. */
#include "mapping/param_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

const char *param_label(const struct category_param *def, const char *id)
{
	const struct param_value *value = param_value_find(def, id);

	return value ? str_or(value->value, id) : id;
}

const char *param_number(const struct fmt *f, int64_t millionths, const char *unit)
{
	char plain[DECIMAL_SIZE];

	decimal_print(millionths, plain);
	return fmt_join(f, fmt_rate(f, plain), unit);
}

const char *quantity_text(enum quantity_why why)
{
	static const char *const texts[QUANTITY_WHYS] = {
	    [QUANTITY_FINE] = "",
	    [QUANTITY_EMPTY] = N_("There is nothing there."),
	    [QUANTITY_UNREADABLE] = N_("This is not a number Kram can read."),
	    [QUANTITY_TOO_LARGE] = N_("The number is too large."),
	    [QUANTITY_DECIMAL_MARK] =
		N_("The separator may mean thousands or decimals: write the number in full."),
	    [QUANTITY_AT_MOST] = N_("Only the upper limit is given."),
	    [QUANTITY_AT_LEAST] = N_("Only the lower limit is given."),
	    [QUANTITY_ABOUT] = N_("The number is approximate."),
	    [QUANTITY_SEVERAL] = N_("There are several numbers."),
	    [QUANTITY_BACKWARDS] = N_("The first number is larger than the second."),
	    [QUANTITY_OTHER_UNIT] = N_("The unit cannot be converted to the one Allegro uses."),
	    [QUANTITY_INEXACT] =
		N_("The number cannot be written exactly in the unit Allegro uses."),
	    [QUANTITY_TOO_PRECISE] = N_("The number has more decimals than Allegro takes."),
	    [QUANTITY_ONE_WANTED] = N_("Enter one number, not a range."),
	    [QUANTITY_RANGE_WANTED] = N_("Enter a range: from and to."),
	};

	return *texts[why] ? _(texts[why]) : "";
}

/* Faults that are told by themselves. */
static const char *const plain[PARAM_FAULTS] = {
    [PARAM_MISSING] = N_("This is required."),
    [PARAM_UNKNOWN_KIND] =
	N_("This kind of parameter is not known to Kram; a newer version is needed."),
    [PARAM_NOT_DISPLAYED] = N_("Allegro does not ask for this here. Remove the value."),
    [PARAM_TEXT_MISSING] = N_("Write in the text field which one it is."),
    [PARAM_LIST_UNWANTED] = N_("This parameter has no list of values."),
    [PARAM_RANGE_UNWANTED] = N_("Enter one value here, not a range."),
    [PARAM_RANGE_WANTED] = N_("Enter a range here: from and to."),
    [PARAM_RANGE_HALF] = N_("Both ends of the range are needed."),
    [PARAM_RANGE_BACKWARDS] = N_("The first number is larger than the second."),
    [PARAM_BAD_TEXT] = N_("The text has characters that cannot be shown."),
};

static const char *gtin_text(enum gtin gtin)
{
	switch (gtin) {
	case GTIN_CHECK_DIGIT:
		return _("The check digit of this number is wrong: it was mistyped.");
	case GTIN_LENGTH:
		return _("A GTIN has 8, 12, 13 or 14 digits.");
	case GTIN_INTERNAL:
		return _("This number is the shop's own; Allegro takes only registered ones.");
	case GTIN_SCIENTIFIC:
		return _("A spreadsheet has shortened this number.");
	default:
		return _("A GTIN has digits only.");
	}
}

static const char *dependency_text(const struct fmt *f, const struct category_param *def,
				   const struct param_finding *finding)
{
	const char *label = param_label(def, finding->at);

	if (!finding->other)
		return mem_printf(f->mem, _("\"%s\" does not go with the other values."), label);
	return mem_printf(f->mem, _("\"%s\" does not go with the value of \"%s\"."), label,
			  finding->other->name);
}

static const char *unwanted_text(const struct fmt *f, const struct category_param *def)
{
	if (!param_takes_text(def))
		return _("Only values from Allegro's list are accepted.");
	return mem_printf(f->mem, _("A text of your own goes only with \"%s\"."),
			  param_label(def, def->ambiguous_id));
}

static const char *count_text(const struct fmt *f, const struct param_finding *finding)
{
	const unsigned long n = (unsigned long)finding->limit;
	const char *number = fmt_int(f, finding->limit);

	switch (finding->fault) {
	case PARAM_TOO_MANY:
		return mem_printf(f->mem, ngettext("At most %s value.", "At most %s values.", n),
				  number);
	case PARAM_TOO_SHORT:
		return mem_printf(f->mem,
				  ngettext("At least %s character.", "At least %s characters.", n),
				  number);
	case PARAM_TOO_LONG:
		return mem_printf(
		    f->mem, ngettext("At most %s character.", "At most %s characters.", n), number);
	default:
		if (!n)
			return _("Enter a whole number.");
		return mem_printf(
		    f->mem, ngettext("At most %s decimal.", "At most %s decimals.", n), number);
	}
}

const char *param_fault_text(const struct fmt *f, const struct category_param *def,
			     const struct param_finding *finding)
{
	switch (finding->fault) {
	case PARAM_FINE:
		return "";
	case PARAM_NOT_IN_LIST:
		return mem_printf(f->mem, _("\"%s\" is not on Allegro's list."), finding->at);
	case PARAM_TWICE:
		return mem_printf(f->mem, _("\"%s\" is there twice."),
				  param_label(def, finding->at));
	case PARAM_NOT_NUMBER:
		return mem_printf(f->mem, _("\"%s\" is not a number."), finding->at);
	case PARAM_BELOW_MIN:
		return mem_printf(f->mem, _("At least %s."),
				  param_number(f, finding->limit, def->unit));
	case PARAM_ABOVE_MAX:
		return mem_printf(f->mem, _("At most %s."),
				  param_number(f, finding->limit, def->unit));
	case PARAM_DEPENDENCY:
		return dependency_text(f, def, finding);
	case PARAM_TEXT_UNWANTED:
		return unwanted_text(f, def);
	case PARAM_AGAINST_CARD:
		return mem_printf(f->mem, _("Allegro's product asks for \"%s\" here."),
				  param_label(def, finding->at));
	case PARAM_BAD_GTIN:
		return gtin_text(finding->gtin);
	default:
		return plain[finding->fault] ? _(plain[finding->fault]) : count_text(f, finding);
	}
}
