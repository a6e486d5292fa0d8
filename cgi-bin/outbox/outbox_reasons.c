/* Why changes of each kind are objected to, as people read it. */
#include "outbox/outbox_reasons.h"

#include "common/format.h"

const struct label order_status_reasons[] = {
    {"cancelled", N_("The order is cancelled."), "", ""},
    {"merged", N_("Allegro merged this purchase with another one."), "", ""},
    {"returned", N_("The order was returned; Allegro keeps this status."), "", ""},
    {"allegro-sends", N_("Allegro ships this order and sets its status itself."), "", ""},
    {"gone", N_("Allegro no longer shows this order."), "", ""},
    {"withdrawn", N_("The buyer cancelled the delivery; ask them what to do."), "", ""},
    {"unread", N_("A newer version of this order could not be read."), "", ""},
    {"unknown", N_("The order has a status that Kram does not know."), "", ""},
    {"unpaid", N_("The order is not paid."), "", ""},
    {"not-ready", N_("The buyer has not completed the order."), "", ""},
    {"partial", N_("Less was paid than there is to pay."), "", ""},
    {"surcharge", N_("A surcharge is not paid yet."), "", ""},
    {"exhausted",
     N_("Allegro accepts at most 100 status changes per order, and this one has used them up."), "",
     ""},
    {0},
};

const struct label offer_reasons[] = {
    {"fulfillment", N_("Allegro stores and ships this offer and keeps it itself."), "", ""},
    {"draft", N_("It is a draft."), "", ""},
    {"incomplete",
     N_("Allegro's check found something missing; its page says what. Complete it, then read it "
	"again."),
     "", ""},
    {"ended", N_("The offer has ended."), "", ""},
    {"unsaid", N_("The product no longer says anything about it."), "", ""},
    {"not-draft", N_("Only drafts can be deleted; this is none."), "", ""},
    {"format", N_("It is not sold at a fixed price."), "", ""},
    {"value", N_("Allegro takes no such value."), "", ""},
    {"price-rule", N_("A price rule at Allegro sets the price; it would overwrite this one."), "",
     ""},
    {"rule-gone", N_("The account has no such price rule at Allegro."), "", ""},
    {"rule-market", N_("The offer is not sold on this marketplace."), "", ""},
    {"rule-business", N_("Allegro has no price rules on its marketplaces for business."), "", ""},
    {"rule-rate-home",
     N_("A rule by exchange rate sets prices on other marketplaces only, not on the offer's own."),
     "", ""},
    {"rule-no-range", N_("A rule by exchange rate takes no lowest and highest price."), "", ""},
    {"rule-range", N_("This rule needs a lowest and a highest price."), "", ""},
    {"same", N_("The offer is so already."), "", ""},
    {"not-for-stock", N_("It was not ended because it was out of stock."), "", ""},
    {"edited", N_("The offer has changed since you decided."), "", ""},
    {"not-ready", N_("It is no longer ready to list."), "", ""},
    {"linked", N_("An offer sells it already."), "", ""},
    {"exists", N_("An offer with this signature exists already."), "", ""},
    {"ean-listed", N_("An offer with this EAN exists already."), "", ""},
    {"no-sku", N_("It has no SKU."), "", ""},
    {0},
};

const struct label rating_reasons[] = {
    {"answered", N_("There is an answer already."), "", ""},
    {"asked", N_("Its removal has already been requested."), "", ""},
    {"too-late", N_("The time to request its removal has passed."), "", ""},
    {"no-removal", N_("Allegro accepts no request to remove this rating."), "", ""},
    {"edited", N_("The buyer has edited the rating since."), "", ""},
    {0},
};

const struct label allegro_rule_reasons[] = {
    {"exists", N_("The account has a rule of this name already."), "", ""},
    {"default", N_("Allegro made this rule for everybody; nobody can change it."), "", ""},
    {"in-use", N_("Offers are under this rule; take them out first."), "", ""},
    {"unread", N_("The rules have not been fetched from Allegro yet."), "", ""},
    {0},
};

const struct label register_reasons[] = {
    {"exists", N_("The register has an entry of this name already."), "", ""},
    {"unread", N_("The register has not been fetched from Allegro yet."), "", ""},
    {0},
};

const struct label outbox_reasons[] = {
    {"accepted", N_("Allegro has accepted it but does not show it yet."), "", ""},
    {"throttled", N_("Allegro asked Kram to slow down; Kram waits and tries again."), "", ""},
    {"offline", N_("Allegro could not be reached; Kram tries again."), "", ""},
    {"token", N_("The connection to Allegro has expired; Kram tries again once it is renewed."), "",
     ""},
    {"no-answer", N_("There was no clear answer. Kram is checking with Allegro what happened."), "",
     ""},
    {"clash", N_("Something has changed at Allegro; Kram is checking what."), "", ""},
    {"changed", N_("It has changed on Allegro since you decided."), "", ""},
    {"permission", N_("The required permission is missing. Reconnect the account."), "", ""},
    {"not-found", N_("Allegro no longer has this."), "", ""},
    {"refused", N_("Allegro rejected this change; sending it again would not help."), "", ""},
    {"wall",
     N_("Bot protection answered instead of Allegro; Kram will try again in a few minutes."), "",
     ""},
    {"blocked", N_("Allegro does not allow this for the account. Log in there to see why."), "",
     ""},
    {"foreign", N_("According to Allegro this belongs to another seller."), "", ""},
    {"removed", N_("Allegro has removed this function. Install a newer version of Kram."), "", ""},
    {"exhausted", N_("Allegro accepts no further changes."), "", ""},
    {"not-sent", N_("It could not be sent for a day. Is it still wanted?"), "", ""},
    {"unconfirmed",
     N_("For a day it was not possible to find out what happened. Check on Allegro."), "", ""},
    {"undone", N_("Undone before it was sent."), "", ""},
    {"dropped", N_("Discarded by a user."), "", ""},
    {"replaced", N_("Replaced by a newer decision."), "", ""},
    {0},
};
