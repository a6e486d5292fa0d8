/* Allegro's words about offers. */
#include "base/compiler.h"

#include "offers/offer_rules.h"
#include "server/http.h"

/* clang-format off */
static const struct {
	const char *code;
	const char *message;
	const char *polish;
} words[] = {
    {"OfferNotFoundException", "The offer does not exist.", "Oferta nie istnieje."},
    {"OfferAccessDeniedException", "Access to the offer is denied.", "Oferta należy do innego konta."},
    {"OfferConflictException", "The offer is being processed. Try again later.", "Oferta jest przetwarzana. Spróbuj ponownie później."},
    {"COMMAND_OUTDATED", "A newer command for this offer was accepted.", "Przyjęto nowsze polecenie dla tej oferty."},
    {"ConstraintViolationException.ValidSeller", "The seller's account is blocked.", "Konto sprzedającego jest zablokowane."},
    {"ConstraintViolationException.Price", "The price is outside of the accepted range.", "Cena jest poza dozwolonym zakresem."},
    {"ConstraintViolationException.OfferInCampaign", "The price of an offer in a campaign cannot be changed.", "Nie można zmienić ceny oferty, która bierze udział w kampanii."},
    {"MarketplaceNotFoundException", "The offer is not on this marketplace.", "Oferty nie ma w tym serwisie."},
    {"AvailableStockMustEqualToOneOrBeGreaterThanOne", "Available stock must be at least 1.", "Liczba sztuk musi wynosić co najmniej 1."},
    {"AvailableStockMustEqualToZeroOrBeGreaterThanZero", "Available stock must not be negative.", "Liczba sztuk nie może być ujemna."},
    {"OfferStockManagedByFulfillmentException", "The stock of this offer is managed by One Fulfillment.", "Liczbą sztuk tej oferty zarządza One Fulfillment."},
    {"ScheduleInPastException", "You cannot schedule activating an offer in the past", "Nie możesz zaplanować aktywacji oferty w przeszłości."},
    {"OfferCannotBeEndedException", "Only an active offer can be ended.", "Zakończyć można tylko aktywną ofertę."},
    {"ConstraintViolationException.OfferValidation", "The offer is not valid.", "Oferta zawiera błędy."},
    {"OFFER_SERVICE_ERROR", "The offer could not be processed.", "Nie udało się przetworzyć oferty."},
    {"ShippingRatesNotFoundException", "Shipping rates not found.", "Nie znaleziono cennika dostawy."},
    {"SHIPPING_RATES_ACCESS_DENIED", "The shipping rates belong to another account.", "Cennik dostawy należy do innego konta."},
    {"ResponsibleProducerNotFoundException", "Responsible producer not found.", "Nie znaleziono producenta."},
    {"ResponsiblePersonNotFoundException", "Responsible person not found.", "Nie znaleziono osoby odpowiedzialnej."},
    {"PriceRuleNotFoundException", "Price automation rule not found.", "Nie znaleziono reguły cenowej."},
    {"PriceRangeRequiredException", "This rule needs a price range.", "Ta reguła wymaga zakresu cen."},
    {"PriceRangeForbiddenException", "This rule does not take a price range.", "Ta reguła nie przyjmuje zakresu cen."},
};
/* clang-format on */

struct refusal offer_refusal(const struct exchange *x, const char *code, const char *path)
{
	const bool polish = speaks_polish(x);

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(words[i].code, code))
			return (struct refusal){.code = code,
						.message = words[i].message,
						.user = polish ? words[i].polish : words[i].message,
						.path = path};
	return (struct refusal){.code = code, .message = code, .user = code, .path = path};
}
