/* Words of orders as people read them. */
#include "orders/order_labels.h"

#include "web/i18n.h"

const struct label order_status_labels[] = {
    {"BOUGHT", N_("bought"), "mute", "hourglass"},
    {"FILLED_IN", N_("awaiting payment"), "mute", "hourglass"},
    {"READY_FOR_PROCESSING", N_("ready for processing"), "info", "dot"},
    {"CANCELLED", N_("cancelled"), "mute", "cancelled"},
    {0},
};

const struct label order_fulfillment_labels[] = {
    {"NEW", N_("new"), "info", "dot"},
    {"PROCESSING", N_("in progress"), "vio", "clock"},
    {"READY_FOR_SHIPMENT", N_("ready for shipment"), "vio", "orders"},
    {"READY_FOR_PICKUP", N_("ready for pickup"), "vio", "pin"},
    {"SENT", N_("sent"), "ok", "truck"},
    {"PICKED_UP", N_("picked up"), "ok", "check"},
    {"CANCELLED", N_("cancelled"), "mute", "cancelled"},
    {"SUSPENDED", N_("on hold"), "warn", "pause"},
    {"RETURNED", N_("returned"), "warn", "return"},
    {0},
};

const struct label order_payment_labels[] = {
    {"paid", N_("paid"), "ok", "check"},
    {"unpaid", N_("unpaid"), "warn", "hourglass"},
    {"cod", N_("cash on delivery"), "vio", "cash"},
    {"term", N_("deferred payment"), "info", "invoice"},
    {"partial", N_("underpaid"), "bad", "warn"},
    {"over", N_("overpaid"), "warn", "warn"},
    {"surcharge", N_("surcharge not paid"), "bad", "warn"},
    {0},
};

const struct label order_payment_types[] = {
    {"CASH_ON_DELIVERY", N_("cash on delivery"), "", ""},
    {"WIRE_TRANSFER", N_("bank transfer"), "", ""},
    {"ONLINE", N_("online payment"), "", ""},
    {"SPLIT_PAYMENT", N_("split payment"), "", ""},
    {"EXTENDED_TERM", N_("deferred payment"), "", ""},
    {0},
};

const struct label order_providers[] = {
    {"PAYU", "PayU", "", ""},
    {"P24", "Przelewy24", "", ""},
    {"AF", "Allegro Finance", "", ""},
    {"EPT", "Allegro Pay", "", ""},
    {"OFFLINE", N_("outside Allegro"), "", ""},
    {0},
};

const struct label order_event_labels[] = {
    {"BOUGHT", N_("Bought"), "", "orders"},
    {"FILLED_IN", N_("Buyer filled in the delivery form"), "", "message"},
    {"READY_FOR_PROCESSING", N_("Ready for processing"), "", "check"},
    {"BUYER_CANCELLED", N_("Cancelled by the buyer"), "bad", "cancelled"},
    {"FULFILLMENT_STATUS_CHANGED", N_("Fulfilment changed"), "", "flag"},
    {"AUTO_CANCELLED", N_("Cancelled automatically by Allegro"), "bad", "cancelled"},
    {"BUYER_MODIFIED", N_("Changed by the buyer"), "", "user"},
    {0},
};

const struct label order_discount_labels[] = {
    {"BUNDLE", N_("bundle"), "", ""},
    {"UNIT_PERCENTAGE_DISCOUNT", N_("cheaper next item"), "", ""},
    {"WHOLESALE_PRICE_LIST", N_("wholesale prices"), "", ""},
    {"LARGE_ORDER_DISCOUNT", N_("large order discount"), "", ""},
    {"TURNOVER_DISCOUNT", N_("turnover discount"), "", ""},
    {"COUPON", N_("coupon"), "", ""},
    {"CAMPAIGN", N_("campaign"), "", ""},
    {0},
};

const struct label order_tax_id_labels[] = {
    {"PL_NIP", "NIP", "", ""},
    {"CZ_ICO", "IČO", "", ""},
    {"CZ_DIC", "DIČ", "", ""},
    {"SK_ICO", "IČO", "", ""},
    {"SK_IC_DPH", "IČ DPH", "", ""},
    {"HU_ADOSZAM", "Adószám", "", ""},
    {"VAT_EU", N_("EU VAT"), "", ""},
    {"OTHER", N_("Tax number"), "", ""},
    {0},
};

const struct label order_conflict_labels[] = {
    {"ready-unpaid", N_("Ready for processing, but payment not confirmed"), "bad", "card"},
    {"amount", N_("The amount paid is not the amount to pay"), "bad", "card"},
    {"to-stop", N_("Stop the parcel"), "bad", "cancelled"},
    {"unknown-status", N_("Paid, but Allegro gave it a status that Kram does not know"), "bad",
     "help"},
    {"currency", N_("Amounts in more than one currency"), "bad", "card"},
    {"total", N_("Allegro did not give the amount to pay"), "bad", "card"},
    {0},
};

const struct label order_conflict_chips[] = {
    {"ready-unpaid", N_("payment not confirmed"), "", ""},
    {"amount", N_("amount differs"), "", ""},
    {"to-stop", N_("stop the parcel"), "", ""},
    {"unknown-status", N_("unknown status"), "", ""},
    {"currency", N_("several currencies"), "", ""},
    {"total", N_("no amount given"), "", ""},
    {0},
};

const struct label order_form_state_labels[] = {
    {"PENDING", N_("still being fetched"), "warn", "hourglass"},
    {"WAITING", N_("awaited"), "warn", "hourglass"},
    {"UNREADABLE", N_("cannot be read"), "bad", "bad"},
    {"FAILING", N_("could not be fetched"), "bad", "bad"},
    {"GONE", N_("Allegro no longer has it"), "warn", "cancelled"},
    {"LOST", N_("paid, but Allegro no longer shows it"), "bad", "cancelled"},
    {0},
};

const struct label order_marketplace_labels[] = {
    {"allegro-pl", "allegro.pl", "", ""},
    {"allegro-cz", "allegro.cz", "", ""},
    {"allegro-sk", "allegro.sk", "", ""},
    {"allegro-hu", "allegro.hu", "", ""},
    {"allegro-business-pl", "Allegro Business PL", "", ""},
    {"allegro-business-cz", "Allegro Business CZ", "", ""},
    {"allegro-business-sk", "Allegro Business SK", "", ""},
    {"allegro-business-hu", "Allegro Business HU", "", ""},
    {0},
};

/* order_flag_names, but for those a person has no use for. */
const struct label order_flag_labels[] = {
    {"message", N_("message"), "", ""},
    {"note", N_("note"), "", ""},
    {"company", N_("invoice for a company"), "", ""},
    {"invoice-lacks", N_("invoice incomplete"), "", ""},
    {"deposit", N_("deposit"), "", ""},
    {"serials", N_("serial no."), "", ""},
    {"services", N_("services"), "", ""},
    {"bundle", N_("bundle"), "", ""},
    {"discount", N_("discount"), "", ""},
    {"surcharge", N_("surcharge"), "", ""},
    {"address-changed", N_("new address"), "", ""},
    {"part-sent", N_("partly sent"), "", ""},
    {"allegro-sends", N_("sent by Allegro"), "", ""},
    {"guest", N_("bought as a guest"), "", ""},
    {0},
};

const struct label order_lines_labels[] = {
    {"1", N_("a single item"), "", ""},
    {0},
};

const struct label order_sort_labels[] = {
    {"bought", N_("oldest first"), "", ""},
    {"-bought", N_("newest first"), "", ""},
    {"due", N_("ship by, earliest"), "", ""},
    {"-due", N_("ship by, latest"), "", ""},
    {0},
};

const struct label order_country_labels[] = {
    {"PL", N_("Poland"), "", ""},
    {"CZ", N_("Czechia"), "", ""},
    {"SK", N_("Slovakia"), "", ""},
    {"HU", N_("Hungary"), "", ""},
    {"DE", N_("Germany"), "", ""},
    {"UA", N_("Ukraine"), "", ""},
    {0},
};

const struct label order_vat_labels[] = {
    {"ACTIVE", N_("active VAT payer"), "", ""},
    {"NON_ACTIVE", N_("not a VAT payer"), "", ""},
    {"NOT_APPLICABLE", N_("does not apply"), "", ""},
    {"VAT_EU_VERIFIED", N_("EU VAT number verified by Allegro"), "", ""},
    {"VAT_EU_UNVERIFIED", N_("EU VAT number not verified"), "", ""},
    {0},
};
