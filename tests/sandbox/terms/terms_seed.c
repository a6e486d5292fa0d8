/* What the first seller has at the beginning, and what a new one of each kind looks like. */
#include "base/compiler.h"
#include "base/mem.h"

#include "sandbox.h"
#include "terms/terms.h"

#define RATES                                                                                      \
	"\"rates\":[{\"deliveryMethod\":{\"id\":\"2488f7b7-5d1c-4d65-b85c-4cbcf253fd93\"},"        \
	"\"maxQuantityPerPackage\":1,\"firstItemRate\":{\"amount\":"                               \
	"\"13.95\",\"currency\":\"PLN\"},\"nextItemRate\":{\"amount\":\"0.00\",\"currency\":"      \
	"\"PLN\"}}],\"type\":\"PHYSICAL\",\"dispatchCountry\":\"PL\""
#define SHIPPING(name) "{\"name\":\"" name "\"," RATES "}"

#define ADDRESS                                                                                    \
	"\"address\":{\"name\":\"Sklep Demo\",\"street\":\"Garbary 12\",\"postCode\":\"61-867\","  \
	"\"city\":\"Poznań\",\"countryCode\":\"PL\"}"
#define OPTIONS                                                                                    \
	"\"options\":{\"cashOnDeliveryNotAllowed\":true,\"freeAccessoriesReturnRequired\":true,"   \
	"\"refundLoweredByReceivedDiscount\":false,\"businessReturnAllowed\":false,"               \
	"\"collectBySellerOnly\":false}"
#define RETURNS(name, days)                                                                        \
	"{\"name\":\"" name "\",\"isFulfillment\":false,\"availability\":{\"range\":\"FULL\","     \
	"\"restrictionCause\":null},"                                                              \
	"\"withdrawalPeriod\":\"" days "\",\"returnCost\":{\"coveredBy\":\"BUYER\"}," ADDRESS      \
	",\"contact\":{\"phoneNumber\":null,\"email\":\"zwroty@demo.example\"}," OPTIONS "}"
#define NO_RETURNS(name)                                                                           \
	"{\"name\":\"" name "\",\"isFulfillment\":false,\"availability\":{\"range\":\"DISABLED\"," \
	"\"restrictionCause\":"                                                                    \
	"{\"name\":\"SEALED_ITEM_NO_RETURN_DUE_HEALTH_OR_HYGIENE\"}},\"withdrawalPeriod\":null,"   \
	"\"returnCost\":null,\"address\":null,\"contact\":null,\"options\":null}"
#define IMPLIED(name)                                                                              \
	"{\"name\":\"" name "\",\"individual\":{\"period\":\"P2Y\"},\"corporate\":{\"period\":"    \
	"\"P1Y\"}," ADDRESS "}"
#define WARRANTY(name, type, period)                                                               \
	"{\"name\":\"" name "\",\"type\":\"" type "\",\"individual\":{\"period\":\"" period "\"}," \
	"\"corporate\":{\"period\":\"" period "\"}}"

#define PLACE(country, street, code, city, mail)                                                   \
	"\"address\":{\"countryCode\":\"" country "\",\"street\":\"" street                        \
	"\",\"postalCode\":\"" code "\",\"city\":\"" city "\"},\"contact\":{\"email\":\"" mail     \
	"\",\"phoneNumber\":\"48226000000\"}"
#define PRODUCER(name, trade, ...)                                                                 \
	"{\"name\":\"" name "\",\"producerData\":{\"tradeName\":\"" trade                          \
	"\"," PLACE(__VA_ARGS__) "}}"
#define PERSON(name, who, ...)                                                                     \
	"{\"name\":\"" name "\",\"personalData\":{\"name\":\"" who "\"," PLACE(__VA_ARGS__) "}}"

static const struct {
	enum term_kind kind;
	const char *body;
} seeds[] = {
    {TERM_SHIPPING, SHIPPING("Paczkomaty i kurier")},
    {TERM_SHIPPING, SHIPPING("Gabaryty, kurier")},
    {TERM_SHIPPING, SHIPPING("Listy")},
    {TERM_SHIPPING, SHIPPING("Allegro Delivery")},
    {TERM_RETURNS, RETURNS("Zwrot w 14 dni", "P14D")},
    {TERM_RETURNS, RETURNS("Zwrot w 30 dni", "P30D")},
    {TERM_RETURNS, NO_RETURNS("Bez zwrotów: higiena")},
    {TERM_IMPLIED, IMPLIED("Reklamacje")},
    {TERM_IMPLIED, IMPLIED("Reklamacje, towar używany")},
    {TERM_WARRANTY, WARRANTY("Gwarancja producenta", "MANUFACTURER", "P2Y")},
    {TERM_WARRANTY, WARRANTY("Gwarancja sprzedawcy", "SELLER", "P1Y")},
    {TERM_PRODUCER, PRODUCER("Polar", "Polar Oświetlenie sp. z o.o.", "PL", "Fabryczna 3", "90-001",
			     "Łódź", "gpsr@polar.example")},
    {TERM_PRODUCER, PRODUCER("Ceramika Bolesławska", "Ceramika Bolesławska S.A.", "PL", "Górna 7",
			     "59-700", "Bolesławiec", "kontakt@ceramika.example")},
    {TERM_PRODUCER, PRODUCER("Len & Bawełna", "Len i Bawełna Jan Nowak", "PL", "Lniana 1", "96-300",
			     "Żyrardów", "len@bawelna.example")},
    {TERM_PRODUCER, PRODUCER("Shenzhen Bright", "Shenzhen Bright Co. Ltd.", "CN", "88 Nanshan Road",
			     "518000", "Shenzhen", "gpsr@bright.example")},
    {TERM_PERSON, PERSON("Import Azja", "Import Azja sp. z o.o.", "PL", "Portowa 20", "81-350",
			 "Gdynia", "gpsr@importazja.example")},
    {TERM_PERSON, PERSON("EU Rep Berlin", "EU Rep GmbH", "DE", "Hafenstr. 5", "10115", "Berlin",
			 "mail@eurep.example")},
};

void terms_seed(struct sandbox *sb, struct terms *all)
{
	struct world *w = sb->world;
	struct term *last = NULL;

	for (size_t i = 0; i < COUNT_OF(seeds); i++) {
		struct term *t = term_add(sb, all, seeds[i].kind, &w->sellers[0], seeds[i].body);

		if (t->kind == TERM_SHIPPING)
			last = t;
	}
	if (last)
		last->managed = true;
	(void)term_add(sb, all, TERM_SHIPPING, &w->sellers[1], SHIPPING("Cennik"));
}
