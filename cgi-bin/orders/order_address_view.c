/* Addresses of an order as lines. */
#include "orders/order_address_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_labels.h"
#include "tpl/orders/show.h"

enum {
	ADDRESS_LINES = 5,
	ADDRESS_MAX = 2048, /* bytes of the text to copy: five columns of 255 characters */
};

static const char *country(const char *code)
{
	return str_empty(code) ? "" : label_text(order_country_labels, code);
}

static const char *add_lines(struct tpl *t, const struct fmt *f,
			     const char *const lines[ADDRESS_LINES])
{
	struct str copy;

	str_init(&copy, f->mem, ADDRESS_MAX);
	for (int i = 0; i < ADDRESS_LINES; i++) {
		if (str_empty(lines[i]))
			continue;
		tpl_set(tpl_add(t, T_PART), T_PART_TEXT, lines[i]);
		if (copy.len)
			str_add(&copy, "\n");
		str_add(&copy, lines[i]);
	}
	return str_or(copy.text, "");
}

const char *order_address_recipient(struct tpl *t, const struct fmt *f,
				    const struct order_person *p)
{
	const char *const lines[ADDRESS_LINES] = {
	    fmt_join(f, p->ship_first_name, p->ship_last_name), p->ship_company, p->ship_street,
	    fmt_join(f, p->ship_zip, p->ship_city), country(p->ship_country)};

	return add_lines(t, f, lines);
}

const char *order_address_buyer(struct tpl *t, const struct fmt *f, const struct order_person *p)
{
	const char *const lines[ADDRESS_LINES] = {
	    fmt_join(f, p->first_name, p->last_name), p->company, p->street,
	    fmt_join(f, p->post_code, p->city), country(p->country)};

	return add_lines(t, f, lines);
}

const char *order_address_invoice(struct tpl *t, const struct fmt *f, const struct order_person *p)
{
	const char *const lines[ADDRESS_LINES] = {
	    p->inv_company, fmt_join(f, p->inv_first_name, p->inv_last_name), p->inv_street,
	    fmt_join(f, p->inv_zip, p->inv_city), country(p->inv_country)};

	return add_lines(t, f, lines);
}
