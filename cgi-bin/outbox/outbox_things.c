/* What is written to, as people call it. */
#include "outbox/outbox_things.h"

#include "base/mem.h"
#include "domain/offers/offer_value.h"
#include "orders/order_view.h"
#include "urls.h"

static const char *order_text(const struct fmt *f, const char *id)
{
	return mem_printf(f->mem, _("order %s"), order_view_number(f, id));
}

const struct outbox_thing about_order = {N_("Order"), order_text, url_orders_id};

static const char *offer_text(const struct fmt *f, const char *id)
{
	return mem_printf(f->mem, _("offer %s"), id);
}

const struct outbox_thing about_offer = {N_("Offer"), offer_text, url_offers_id};

const struct label offer_status_texts[] = {
    {OFFER_ACTIVE, N_("active"), "ok", ""},
    {OFFER_ENDED, N_("ended"), "mute", ""},
    {OFFER_EMPTIED, N_("ended, out of stock"), "mute", ""},
    {OFFER_REVIVED, N_("active again, back in stock"), "ok", ""},
    {OFFER_DELETED, N_("deleted"), "mute", ""},
    {"INACTIVE", N_("draft"), "mute", ""}, /* what it was before */
    {0},
};

static const char *product_text(const struct fmt *f UNUSED, const char *id UNUSED)
{
	return _("a product");
}

const struct outbox_thing about_product = {N_("Product"), product_text, url_products_id};

static const char *rating_text(const struct fmt *f UNUSED, const char *id UNUSED)
{
	return _("a rating");
}

const struct outbox_thing about_rating = {N_("Rating"), rating_text, url_ratings_id};

static const char *producer_text(const struct fmt *f UNUSED, const char *id UNUSED)
{
	return _("a responsible producer");
}

static const char *person_text(const struct fmt *f UNUSED, const char *id UNUSED)
{
	return _("a responsible person");
}

const struct outbox_thing about_producer = {N_("Producer"), producer_text, NULL};
const struct outbox_thing about_person = {N_("Responsible person"), person_text, NULL};

static const char *allegro_rule_text(const struct fmt *f UNUSED, const char *id UNUSED)
{
	return _("a price rule at Allegro");
}

const struct outbox_thing about_allegro_rule = {N_("Price rule at Allegro"), allegro_rule_text,
						NULL};
