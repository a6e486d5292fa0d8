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
    {"VALIDATION_ERROR", "The value is not allowed.", "Wartość jest niedozwolona."},
    {"ConstraintViolationException.MissingRequiredParameters", "Missing required parameters", "Brakuje wymaganych parametrów."},
    {"ConstraintViolationException.StringLength", "The text is too short or too long.", "Tekst jest za krótki albo za długi."},
    {"ConstraintViolationException.MaxWordLength", "A word is too long.", "Jedno ze słów jest za długie."},
    {"ConstraintViolationException.CharacterNotAllowed", "The text has characters that are not allowed.", "Tekst zawiera niedozwolone znaki."},
    {"ConstraintViolationException.MaxInactiveOffers", "You cannot create new drafts - your account has exceeded the maximum number 20000 of drafts.", "Nie możesz utworzyć szkicu: na koncie jest już 20000 szkiców."},
    {"ConstraintViolationException.GallerySize", "The offer needs at least one image.", "Oferta musi mieć co najmniej jedno zdjęcie."},
    {"GallerySizeException", "Unprocessable Entity", "Możesz dodać do 16 zdjęć."},
    {"OfferImagesNotFoundException", "The image was not found.", "Nie znaleziono zdjęcia."},
    {"DownloadError.Forbidden", "The image cannot be downloaded.", "Nie można pobrać zdjęcia."},
    {"MultipleProductsFoundException", "Several products match.", "Pasuje kilka produktów."},
    {"ProductNotFoundException", "The product was not found.", "Nie znaleziono produktu."},
    {"PARAMETER_MISMATCH", "Parameters differ from those of the product.", "Parametry różnią się od parametrów produktu."},
    {"CATEGORY_MISMATCH", "The category differs from that of the product.", "Kategoria różni się od kategorii produktu."},
    {"CATEGORY_NOT_EXISTS", "The category does not exist.", "Kategoria nie istnieje."},
    {"MissedCategoryIdException", "The category is missing.", "Brakuje kategorii."},
    {"ConstraintViolationException.CategorySellingRestrictions", "Offers are listed in the lowest category only.", "Wybierz kategorię najniższego poziomu."},
    {"RequiredProductName", "The product needs a name.", "Podaj nazwę produktu."},
    {"ConstraintViolationException.WrongChecksumInGtinParameter", "The GTIN is not valid.", "Nieprawidłowy kod GTIN."},
    {"ConstraintViolationException.DependencyValidator", "The value does not go with another one.", "Wartość nie pasuje do innej wartości."},
    {"InvalidDictionaryParameterValueId", "The parameter has no such value.", "Parametr nie ma takiej wartości."},
    {"IllegalOfferUpdateException.PriceMustBeSet", "The price is missing.", "Brakuje ceny."},
    {"IllegalOfferUpdateException.IllegalChangeCategoryId", "The category of an active offer cannot be changed.", "Nie można zmienić kategorii aktywnej oferty."},
    {"ReturnPolicyNotFoundException", "Return policy not found.", "Nie znaleziono warunków zwrotów."},
    {"ImpliedWarrantyNotFoundException", "Implied warranty not found.", "Nie znaleziono warunków reklamacji."},
    {"WarrantyNotFoundException", "Warranty not found.", "Nie znaleziono gwarancji."},
    {"ConstraintViolationException.Location", "The location is missing.", "Brakuje lokalizacji."},
    {"SETTING_NOT_SUPPORTED_IN_CATEGORY", "The tax setting is not supported in this category.", "Ta stawka nie jest dostępna w kategorii."},
    {"RESPONSIBLE_PRODUCER_NOT_SPECIFIED", "The responsible producer is missing.", "Podaj producenta odpowiedzialnego za produkt."},
    {"RESPONSIBLE_PERSON_NOT_SPECIFIED", "The responsible person is missing.", "Podaj osobę odpowiedzialną za produkt."},
    {"SAFETY_INFO_NOT_DEFINED", "The safety information is missing.", "Podaj informacje o bezpieczeństwie."},
    {"ShippingRatesNotFoundException", "Shipping rates not found.", "Nie znaleziono cennika dostawy."},
    {"SHIPPING_RATES_ACCESS_DENIED", "The shipping rates belong to another account.", "Cennik dostawy należy do innego konta."},
    {"ResponsibleProducerNotFoundException", "Responsible producer not found.", "Nie znaleziono producenta."},
    {"ResponsiblePersonNotFoundException", "Responsible person not found.", "Nie znaleziono osoby odpowiedzialnej."},
    {"PriceRuleNotFoundException", "Price automation rule not found.", "Nie znaleziono reguły cenowej."},
    {"PriceRangeRequiredException", "This rule needs a price range.", "Ta reguła wymaga zakresu cen."},
    {"PriceRuleNotForBaseException", "This rule is not available on the base marketplace.", "Ta reguła nie działa na serwisie bazowym."},
    {"PriceRangeCurrencyException", "The price range must be in the currency of the marketplace.", "Zakres cen musi być w walucie serwisu."},
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
