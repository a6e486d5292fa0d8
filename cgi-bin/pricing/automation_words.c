/* Words of Allegro's price rules. */
#include "pricing/automation_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "pricing/price_words.h"

const char *automation_range_text(const struct fmt *f, struct money least, struct money most)
{
	if (money_is_none(least) || money_is_none(most))
		return "";
	return mem_printf(f->mem, _("%s to %s"), fmt_money(f, least), fmt_money(f, most));
}

const char *automation_value_text(const struct fmt *f, const char *value)
{
	struct automation_wish w;

	if (!automation_read(f->mem, value, &w))
		return value;
	const char *market = label_text(price_market_labels, w.market);
	const char *range = automation_range_text(f, w.least, w.most);
	if (!w.rule_id)
		return mem_printf(f->mem, _("%s: no rule"), market);
	return mem_printf(f->mem, "%s: %s%s%s", market, once_rule(f, w.rule_id), *range ? ", " : "",
			  range);
}
