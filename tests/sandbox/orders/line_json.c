/* Lines, with everything rare that may hang on one. */
#include "orders/line_json.h"

#include <stdio.h>

#include "world/build.h"

void external_json(struct jw *w, const struct product *p)
{
	if (!p->sku)
		return;
	jw_object(w, "external");
	jw_str(w, "id", p->sku);
	jw_object_end(w);
}

static void set_member_json(struct jw *w, const char *id, int quantity)
{
	jw_object(w, NULL);
	jw_str(w, "id", id);
	jw_int(w, "quantity", quantity);
	jw_object_end(w);
}

static void offer_json(struct jw *w, const struct line *line)
{
	const struct product *p = line->product;

	jw_object(w, "offer");
	jw_str(w, "id", p->offer_id);
	jw_str(w, "name", p->name);
	external_json(w, p);
	if (p->second_id) {
		jw_object(w, "productSet");
		jw_array(w, "products");
		set_member_json(w, p->product_id, 1);
		set_member_json(w, p->second_id, 2);
		jw_array_end(w);
		jw_object_end(w);
	}
	if (line->extras & LINE_HS_NUMBER)
		jw_str(w, "hsNumber", p->hs_number);
	jw_object_end(w);
}

static void deposit_json(struct jw *w, const struct order *o, const struct line *line)
{
	if (!line->product->deposit)
		return;
	jw_object(w, "deposit");
	jw_money(w, "price", build_deposit(o, line));
	jw_object_end(w);
}

static void reconciliation_json(struct jw *w, const struct order *o, const struct line *line)
{
	if (!(line->extras & LINE_RECONCILED))
		return;
	jw_object(w, "reconciliation");
	jw_money(w, "value", o->payment.reconciliation);
	jw_str(w, "type", "WALLET");
	jw_int(w, "quantity", line->quantity);
	jw_object_end(w);
}

static void services_json(struct jw *w, const struct order *o, const struct line *line)
{
	jw_array(w, "selectedAdditionalServices");
	if (line->extras & LINE_SERVICE) {
		jw_object(w, NULL);
		jw_str(w, "definitionId", "GIFT_WRAP");
		jw_str(w, "name", "Pakowanie na prezent");
		jw_money(w, "price", build_service_price(o));
		jw_int(w, "quantity", 1);
		jw_object_end(w);
	}
	jw_array_end(w);
}

static void vouchers_json(struct jw *w, const struct line *line)
{
	jw_array(w, "vouchers");
	if (line->extras & (LINE_VOUCHER | LINE_VOUCHER_CANCELLED)) {
		jw_object(w, NULL);
		jw_str(w, "code", "NAUCZYCIEL-7F3K9");
		jw_str(w, "type", "NOTEBOOKS_FOR_TEACHERS");
		jw_str(w, "status", line->extras & LINE_VOUCHER ? "ACTIVE" : "CANCELLED");
		jw_str(w, "externalTransactionId", line->id);
		jw_money(w, "value", line->price);
		jw_object_end(w);
	}
	jw_array_end(w);
}

static void tax_json(struct jw *w, const struct line *line)
{
	jw_object(w, "tax");
	if (line->extras & LINE_TAX_EXEMPT) {
		jw_null(w, "rate");
		jw_str(w, "subject", "GOODS");
		jw_str(w, "exemption", "MONEY_EQUIVALENT");
	} else {
		jw_str(w, "rate", line->product->tax_rate);
		jw_str(w, "subject", "GOODS");
		jw_null(w, "exemption");
	}
	jw_object_end(w);
}

static void serial_json(struct jw *w, const struct line *line, int n)
{
	char value[16];

	(void)snprintf(value, sizeof(value), "SN-%.4s-%04d", line->id, n % 10000);
	jw_object(w, NULL);
	jw_str(w, "value", value);
	jw_bool(w, "returned", n > 1);
	jw_object_end(w);
}

static void serials_json(struct jw *w, const struct line *line)
{
	if (!(line->extras & LINE_SERIALS_EXPECTED))
		return;
	jw_object(w, "serialNumbers");
	jw_bool(w, "expected", true);
	jw_array(w, "entries");
	for (int i = 1; line->extras & LINE_SERIALS_GIVEN && i <= line->quantity; i++)
		serial_json(w, line, i);
	jw_array_end(w);
	jw_object_end(w);
}

static void discounts_json(struct jw *w, const struct line *line)
{
	jw_array(w, "discounts");
	if (line->discount) {
		jw_object(w, NULL);
		jw_str(w, "type", line->discount);
		jw_object_end(w);
	}
	jw_array_end(w);
}

static void line_json(struct jw *w, const struct order *o, const struct line *line)
{
	jw_object(w, NULL);
	jw_str(w, "id", line->id);
	offer_json(w, line);
	jw_int(w, "quantity", line->quantity);
	jw_money(w, "originalPrice", line->original);
	jw_money(w, "price", line->price);
	deposit_json(w, o, line);
	reconciliation_json(w, o, line);
	services_json(w, o, line);
	vouchers_json(w, line);
	tax_json(w, line);
	jw_time(w, "boughtAt", line->bought_at);
	discounts_json(w, line);
	serials_json(w, line);
	jw_object_end(w);
}

void lines_json(struct jw *w, const struct order *o)
{
	jw_array(w, "lineItems");
	for (size_t i = 0; i < o->n_lines; i++)
		line_json(w, o, &o->lines[i]);
	jw_array_end(w);
}
