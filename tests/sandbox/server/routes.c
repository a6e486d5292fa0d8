/* The route table. */
#include "server/routes.h"

#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "catalogue/card.h"
#include "categories/category.h"
#include "oauth/account.h"
#include "control/control.h"
#include "oauth/oauth.h"
#include "offers/campaigns.h"
#include "offers/command.h"
#include "offers/fees.h"
#include "offers/image.h"
#include "offers/offer_api.h"
#include "offers/operation.h"
#include "offers/price_rule.h"
#include "orders/orders.h"
#include "ratings/rating.h"
#include "terms/terms.h"

static const char *const events_query[] = {"from", "type", "limit", NULL};
static const char *const seller_query[] = {"seller", NULL};
static const char *const shop_query[] = {"n", NULL};
static const char *const fulfilment_query[] = {"checkoutForm.revision", NULL};

/* clang-format off */
static const struct route routes[] = {
    {"GET", "/me", "meGET", HOST_API, BEARER_USER, "profile:read", ROUTE_FORBIDS_APP, account_me, NULL},
    {"GET", "/marketplaces", "marketplacesGET", HOST_API, BEARER_USER, NULL, 0, account_marketplaces, NULL},
    {"GET", "/order/carriers", "getOrdersCarriersUsingGET", HOST_API, BEARER_ANY, NULL, 0, account_carriers, NULL},
    {"GET", "/order/events", "getOrderEventsUsingGET", HOST_API, BEARER_USER, "orders:read", 0, orders_events, events_query},
    {"GET", "/order/event-stats", "getOrderEventsStatisticsUsingGET", HOST_API, BEARER_USER, "orders:read", 0, orders_event_stats, NULL},
    {"GET", "/order/checkout-forms", "getListOfOrdersUsingGET", HOST_API, BEARER_USER, "orders:read", ROUTE_SHOWS_ORDERS, orders_list, orders_list_query},
    {"GET", "/order/checkout-forms/{id}", "getOrdersDetailsUsingGET", HOST_API, BEARER_USER, "orders:read", ROUTE_SHOWS_ORDERS, orders_show, NULL},
    {"PUT", "/order/checkout-forms/{id}/fulfillment", "setOrderFulfillmentUsingPUT", HOST_API, BEARER_USER, "orders:write", ROUTE_JSON_BODY, orders_set_fulfilment, fulfilment_query},
    {"GET", "/sale/user-ratings", "getUserRatingsUsingGET", HOST_API, BEARER_USER, "ratings", 0, ratings_list, ratings_list_query},
    {"GET", "/sale/user-ratings/{id}", "getUserRatingUsingGET", HOST_API, BEARER_USER, "ratings", 0, ratings_show, NULL},
    {"PUT", "/sale/user-ratings/{id}/answer", "answerUserRatingUsingPUT", HOST_API, BEARER_USER, "ratings", ROUTE_JSON_BODY, ratings_answer, NULL},
    {"PUT", "/sale/user-ratings/{id}/removal", "userRatingRemovalUsingPUT", HOST_API, BEARER_USER, "ratings", ROUTE_JSON_BODY, ratings_remove, NULL},
    {"GET", "/sale/categories", "getCategoriesUsingGET", HOST_API, BEARER_ANY, NULL, 0, categories_list, categories_query},
    {"GET", "/sale/categories/{id}", "getCategoryUsingGET_1", HOST_API, BEARER_ANY, NULL, 0, categories_show, NULL},
    {"GET", "/sale/categories/{id}/parameters", "getFlatParametersUsingGET_2", HOST_API, BEARER_ANY, NULL, 0, categories_params, NULL},
    {"GET", "/sale/category-events", "getCategoryEventsUsingGET_1", HOST_API, BEARER_ANY, NULL, 0, categories_events, category_events_query},
    {"GET", "/sale/category-parameters-scheduled-changes", "getCategoryParametersScheduledChangesUsingGET_1", HOST_API, BEARER_ANY, NULL, 0, categories_changes, category_changes_query},
    {"GET", "/sale/shipping-rates", "getListOfShippingRatestUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_shipping_query},
    {"POST", "/sale/shipping-rates", "createShippingRatesSetUsingPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"GET", "/sale/shipping-rates/{id}", "getShippingRatesSetUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_show, NULL},
    {"PUT", "/sale/shipping-rates/{id}", "modifyShippingRatesSetUsingPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"GET", "/after-sales-service-conditions/return-policies", "getPublicSellerListingUsingGET_1", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_page_query},
    {"POST", "/after-sales-service-conditions/return-policies", "createAfterSalesServiceReturnPolicyUsingPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"GET", "/after-sales-service-conditions/return-policies/{id}", "getAfterSalesServiceReturnPolicyUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_show, NULL},
    {"PUT", "/after-sales-service-conditions/return-policies/{id}", "updateAfterSalesServiceReturnPolicyUsingPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"DELETE", "/after-sales-service-conditions/return-policies/{id}", "deleteAfterSalesServiceReturnPolicyUsingDELETE", HOST_API, BEARER_USER, "sale:settings:write", 0, terms_delete, NULL},
    {"GET", "/after-sales-service-conditions/implied-warranties", "getPublicSellerListingUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_page_query},
    {"POST", "/after-sales-service-conditions/implied-warranties", "createAfterSalesServiceImpliedWarrantyUsingPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"GET", "/after-sales-service-conditions/implied-warranties/{id}", "getAfterSalesServiceImpliedWarrantyUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_show, NULL},
    {"PUT", "/after-sales-service-conditions/implied-warranties/{id}", "updateAfterSalesServiceImpliedWarrantyUsingPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"GET", "/after-sales-service-conditions/warranties", "getPublicSellerListingUsingGET_2", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_page_query},
    {"POST", "/after-sales-service-conditions/warranties", "createAfterSalesServiceWarrantyUsingPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"GET", "/after-sales-service-conditions/warranties/{id}", "getAfterSalesServiceWarrantyUsingGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_show, NULL},
    {"PUT", "/after-sales-service-conditions/warranties/{id}", "updateAfterSalesServiceWarrantyUsingPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"GET", "/sale/responsible-producers", "responsibleProducersGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_page_query},
    {"POST", "/sale/responsible-producers", "responsibleProducersPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"GET", "/sale/responsible-producers/{id}", "responsibleProducerGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_show, NULL},
    {"PUT", "/sale/responsible-producers/{id}", "responsibleProducersPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"GET", "/sale/responsible-persons", "responsiblePersonsGET", HOST_API, BEARER_USER, "sale:settings:read", 0, terms_list, terms_page_query},
    {"POST", "/sale/responsible-persons", "responsiblePersonsPOST", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_create, NULL},
    {"PUT", "/sale/responsible-persons/{id}", "responsiblePersonsPUT", HOST_API, BEARER_USER, "sale:settings:write", ROUTE_JSON_BODY, terms_change, NULL},
    {"GET", "/sale/tax-settings", "getTaxSettingsForCategory", HOST_API, BEARER_ANY, NULL, 0, terms_tax, terms_tax_query},
    {"GET", "/sale/matching-categories", "categorySuggestionUsingGET", HOST_API, BEARER_USER, NULL, 0, categories_matching, matching_query},
    {"GET", "/sale/products", "getSaleProducts", HOST_API, BEARER_USER, "sale:offers:read", 0, products_list, products_query},
    {"GET", "/sale/products/{id}", "getSaleProduct", HOST_API, BEARER_USER, "sale:offers:read", 0, products_show, product_query},
    {"GET", "/sale/offers", "searchOffersUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_list, offers_list_query},
    {"GET", "/sale/product-offers/{id}", "getProductOffer", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_show, NULL},
    {"POST", "/sale/product-offers", "createProductOffers", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, offers_create, NULL},
    {"PATCH", "/sale/product-offers/{id}", "editProductOffers", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, offers_change, NULL},
    {"GET", "/sale/product-offers/{id}/operations/{operation}", "getProductOfferProcessingStatus", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_operation, NULL},
    {"DELETE", "/sale/offers/{id}", "deleteOfferUsingDELETE", HOST_API, BEARER_USER, "sale:offers:write", 0, offers_delete, NULL},
    {"POST", "/sale/images", "uploadOfferImageUsingPOST", HOST_UPLOAD, BEARER_USER, "sale:offers:write", 0, images_upload, NULL},
    {"GET", "/s128/11/{id}", "picture", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, images_show, NULL},
    {"GET", "/sale/product-offers/{id}/parts", "getPartialProductOffer", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_parts, offer_parts_query},
    {"GET", "/sale/offers/unfilled-parameters", "getOffersUnfilledParametersUsingGET_1", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_unfilled, unfilled_query},
    {"POST", "/pricing/offer-fee-preview", "calculateFeePreviewUsingPOST", HOST_API, BEARER_USER, "sale:offers:read", ROUTE_JSON_BODY, fees_preview, NULL},
    {"GET", "/sale/price-automation/rules", "getAutomaticPricingRulesUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, price_rules_list, NULL},
    {"POST", "/sale/price-automation/rules", "createAutomaticPricingRulesUsingPost", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, price_rules_create, NULL},
    {"GET", "/sale/price-automation/rules/{id}", "getAutomaticPricingRuleByIdUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, price_rules_show, NULL},
    {"PUT", "/sale/price-automation/rules/{id}", "updateAutomaticPricingRuleUsingPut", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, price_rules_change, NULL},
    {"DELETE", "/sale/price-automation/rules/{id}", "deleteAutomaticPricingRuleUsingDelete", HOST_API, BEARER_USER, "sale:offers:write", 0, price_rules_delete, NULL},
    {"GET", "/sale/price-automation/offers/{id}/rules", "getAutomaticPricingRulesForOfferUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, price_rules_of_offer, NULL},
    {"GET", "/sale/badge-campaigns", "badgeCampaigns_get_all", HOST_API, BEARER_USER, "campaigns", 0, campaigns_badges, badge_campaigns_query},
    {"GET", "/sale/badges", "getBadges", HOST_API, BEARER_USER, "campaigns", 0, campaigns_badge_offers, badges_query},
    {"GET", "/sale/alle-discount/campaigns", "getAlleDiscountCampaigns", HOST_API, BEARER_USER, "campaigns", 0, campaigns_discounts, discount_campaigns_query},
    {"GET", "/sale/alle-discount/{id}/submitted-offers", "getOffersSubmittedToAlleDiscount", HOST_API, BEARER_USER, "campaigns", 0, campaigns_discount_offers, discount_offers_query},
    {"GET", "/sale/allegro-prices/accounts/participations", "getAccountParticipation", HOST_API, BEARER_USER, "campaigns", 0, campaigns_prices_accounts, NULL},
    {"POST", "/sale/allegro-prices/offers-queries", "getAllegroPricesOffers", HOST_API, BEARER_USER, "campaigns", ROUTE_JSON_BODY, campaigns_prices_offers, NULL},
    {"GET", "/sale/offer-events", "getOfferEvents", HOST_API, BEARER_USER, "sale:offers:read", 0, offers_events, offer_events_query},
    {"PUT", "/sale/offer-publication-commands/{id}", "changePublicationStatusUsingPUT", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, commands_put, NULL},
    {"GET", "/sale/offer-publication-commands/{id}", "getPublicationReportUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_report, NULL},
    {"GET", "/sale/offer-publication-commands/{id}/tasks", "getPublicationTasksUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_tasks, command_tasks_query},
    {"PUT", "/sale/offer-price-change-commands/{id}", "priceModificationCommandUsingPUT", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, commands_put, NULL},
    {"GET", "/sale/offer-price-change-commands/{id}", "getPriceModificationCommandStatusUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_report, NULL},
    {"GET", "/sale/offer-price-change-commands/{id}/tasks", "getPriceModificationCommandTasksStatusesUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_tasks, command_tasks_query},
    {"PUT", "/sale/offer-quantity-change-commands/{id}", "quantityModificationCommandUsingPUT", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, commands_put, NULL},
    {"GET", "/sale/offer-quantity-change-commands/{id}", "getQuantityModificationCommandStatusUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_report, NULL},
    {"GET", "/sale/offer-quantity-change-commands/{id}/tasks", "getQuantityModificationCommandTasksStatusesUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_tasks, command_tasks_query},
    {"PUT", "/sale/offer-modification-commands/{id}", "modificationCommandUsingPUT", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, commands_put, NULL},
    {"GET", "/sale/offer-modification-commands/{id}", "getGeneralReportUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_report, NULL},
    {"GET", "/sale/offer-modification-commands/{id}/tasks", "getTasksUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_tasks, command_tasks_query},
    {"POST", "/sale/offer-bulk-modification-commands", "batchOfferModificationUsingPOST", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY | ROUTE_BETA, commands_post, NULL},
    {"GET", "/sale/offer-bulk-modification-commands/{id}", "batchOfferModificationCommandStatusUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_report, NULL},
    {"GET", "/sale/offer-bulk-modification-commands/{id}/tasks", "batchOfferModificationCommandTaskStatusesUsingGET", HOST_API, BEARER_USER, "sale:offers:write", 0, commands_tasks, command_tasks_query},
    {"POST", "/sale/offer-price-automation-commands", "offerAutomaticPricingModificationCommandUsingPOST", HOST_API, BEARER_USER, "sale:offers:write", ROUTE_JSON_BODY, commands_post, NULL},
    {"GET", "/sale/offer-price-automation-commands/{id}", "getofferAutomaticPricingModificationCommandStatusUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, commands_report, NULL},
    {"GET", "/sale/offer-price-automation-commands/{id}/tasks", "getofferAutomaticPricingModificationCommandTasksStatusesUsingGET", HOST_API, BEARER_USER, "sale:offers:read", 0, commands_tasks, command_tasks_query},

    {"GET", "/auth/oauth/authorize", "authorizePage", HOST_AUTH, BEARER_NONE, NULL, ROUTE_BROWSER, oauth_authorize, NULL},
    {"POST", "/auth/oauth/authorize", "authorizeDecision", HOST_AUTH, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, oauth_decide, NULL},
    {"POST", "/auth/oauth/token", "token", HOST_AUTH, BEARER_NONE, NULL, ROUTE_FORM_BODY, oauth_token, NULL},
    {"POST", "/auth/oauth/device", "device", HOST_AUTH, BEARER_NONE, NULL, ROUTE_FORM_BODY, oauth_device, NULL},
    {"POST", "/auth/oauth/revoke", "revoke", HOST_AUTH, BEARER_NONE, NULL, ROUTE_FORM_BODY, oauth_revoke, NULL},
    {"GET", "/skojarz-aplikacje", "devicePage", HOST_AUTH, BEARER_NONE, NULL, ROUTE_BROWSER, oauth_device_page, NULL},
    {"POST", "/skojarz-aplikacje", "deviceDecision", HOST_AUTH, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, oauth_device_decide, NULL},

    {"GET", "/", "controlHome", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_home, NULL},
    {"GET", "/sandbox", "controlPage", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_page, NULL},
    {"GET", "/sandbox/style.css", "controlStyle", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_style, NULL},
    {"GET", "/sandbox/truth", "controlTruth", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_truth, NULL},
    {"GET", "/sandbox/effects", "controlEffects", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_effects, NULL},
    {"POST", "/sandbox/effects/clear", "controlEffectsClear", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_effects_clear, NULL},
    {"GET", "/sandbox/faults", "controlFaults", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_faults, NULL},
    {"POST", "/sandbox/faults", "controlFaultAdd", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_fault_add, NULL},
    {"POST", "/sandbox/faults/clear", "controlFaultsClear", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_faults_clear, NULL},
    {"POST", "/sandbox/buy", "controlBuy", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_buy, NULL},
    {"POST", "/sandbox/pay", "controlPay", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_pay, NULL},
    {"POST", "/sandbox/cancel", "controlCancel", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_cancel, NULL},
    {"POST", "/sandbox/withdraw", "controlWithdraw", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_withdraw, NULL},
    {"POST", "/sandbox/modify", "controlModify", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_modify, NULL},
    {"POST", "/sandbox/merge", "controlMerge", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_merge, NULL},
    {"POST", "/sandbox/fulfil", "controlFulfil", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_fulfil, NULL},
    {"POST", "/sandbox/announce", "controlAnnounce", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_announce, NULL},
    {"GET", "/sandbox/ratings", "controlRatings", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_ratings, NULL},
    {"POST", "/sandbox/rate", "controlRate", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_rate, NULL},
    {"POST", "/sandbox/ratings/edit", "controlRatingEdit", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_rating_edit, NULL},
    {"POST", "/sandbox/ratings/withdraw", "controlRatingWithdraw", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_rating_withdraw, NULL},
    {"POST", "/sandbox/ratings/settle", "controlRatingSettle", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_rating_settle, NULL},
    {"GET", "/sandbox/shop.csv", "controlShopCsv", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_shop_csv, shop_query},
    {"GET", "/sandbox/products", "controlProducts", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_products, NULL},
    {"POST", "/sandbox/products/forget", "controlProductForget", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_product_forget, NULL},
    {"POST", "/sandbox/products/copy", "controlProductCopy", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_product_copy, NULL},
    {"POST", "/sandbox/products/move", "controlProductMove", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_product_move, NULL},
    {"GET", "/sandbox/offers", "controlOffers", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_offers, seller_query},
    {"POST", "/sandbox/offers/change", "controlOfferChange", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_change, NULL},
    {"POST", "/sandbox/offers/end", "controlOfferEnd", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_end, NULL},
    {"POST", "/sandbox/offers/activate", "controlOfferActivate", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_activate, NULL},
    {"POST", "/sandbox/offers/delete", "controlOfferDelete", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_delete, NULL},
    {"POST", "/sandbox/offers/copy", "controlOfferCopy", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_copy, NULL},
    {"POST", "/sandbox/offers/buy", "controlOfferBuy", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_offer_buy, NULL},
    {"GET", "/sandbox/categories", "controlCategories", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_categories, NULL},
    {"POST", "/sandbox/categories/create", "controlCategoryCreate", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_create, NULL},
    {"POST", "/sandbox/categories/rename", "controlCategoryRename", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_rename, NULL},
    {"POST", "/sandbox/categories/move", "controlCategoryMove", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_move, NULL},
    {"POST", "/sandbox/categories/delete", "controlCategoryDelete", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_delete, NULL},
    {"POST", "/sandbox/categories/schedule", "controlCategorySchedule", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_schedule, NULL},
    {"POST", "/sandbox/categories/renumber", "controlCategoryRenumber", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_category_renumber, NULL},
    {"GET", "/sandbox/terms", "controlTerms", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_terms, NULL},
    {"POST", "/sandbox/terms/create", "controlTermCreate", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_term_create, NULL},
    {"POST", "/sandbox/terms/rename", "controlTermRename", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_term_rename, NULL},
    {"POST", "/sandbox/terms/remove", "controlTermRemove", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_term_remove, NULL},
    {"POST", "/sandbox/world", "controlBegin", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_begin, NULL},
    {"POST", "/sandbox/clock", "controlClock", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_clock, NULL},
    {"POST", "/sandbox/events/release", "controlEventsRelease", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_events_release, NULL},
    {"POST", "/sandbox/hostile", "controlHostile", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_hostile, NULL},
    {"POST", "/sandbox/clients", "controlClients", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_clients, NULL},
    {"GET", "/sandbox/secrets", "controlSecrets", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER, control_secrets, NULL},
    {"POST", "/sandbox/tokens/expire", "controlTokensExpire", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_tokens_expire, NULL},
    {"POST", "/sandbox/tokens/grace", "controlTokensGrace", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_tokens_grace, NULL},
    {"POST", "/sandbox/tokens/revoke", "controlTokensRevoke", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_tokens_revoke, NULL},
    {"POST", "/sandbox/device/approve", "controlDeviceApprove", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_device_approve, NULL},
    {"POST", "/sandbox/device/refuse", "controlDeviceRefuse", HOST_CONTROL, BEARER_NONE, NULL, ROUTE_BROWSER | ROUTE_FORM_BODY, control_device_refuse, NULL},
};
/* clang-format on */

static bool matches(const char *pattern, const char *path, const char **start, size_t *len)
{
	for (; *pattern; pattern++) {
		if (*pattern != '{') {
			if (*pattern != *path++)
				return false;
			continue;
		}
		const size_t n = strcspn(path, "/");
		if (!n)
			return false;
		if (!*start) {
			*start = path;
			*len = n;
		}
		path += n;
		pattern = strchr(pattern, '}');
	}
	return !*path;
}

const struct route *route_find(struct exchange *x, const char **id)
{
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		const char *start = NULL;
		size_t len = 0;
		if (!str_eq(routes[i].method, x->method) ||
		    !matches(routes[i].pattern, x->path, &start, &len))
			continue;
		*id = start ? mem_strndup(x, start, len) : NULL;
		return &routes[i];
	}
	return NULL;
}
