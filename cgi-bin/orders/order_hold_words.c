/* The words of each hold. */
#include "orders/order_hold_words.h"

#include "web/i18n.h"

const struct hold_words hold_words[ORDER_HOLD_COUNT] = {
    [ORDER_HOLD_NONE] = {"ok", NULL, NULL, NULL},
    [ORDER_HOLD_MERGED] = {"bad", N_("merged"),
			   N_("Do not pack: these items are in another order now"),
			   N_("Allegro merged two purchases; pack the order that replaced it.")},
    [ORDER_HOLD_CANCELLED] = {"bad", NULL, N_("Do not pack: the order was cancelled"), NULL},
    [ORDER_HOLD_RETURNED] = {"bad", NULL, N_("Do not pack: the parcel was returned"), NULL},
    [ORDER_HOLD_ALLEGRO_SENDS] =
	{"info", N_("sent by Allegro"), N_("Do not pack: Allegro packs and sends this order"),
	 N_("It is part of One Fulfillment; there is nothing to do here.")},
    [ORDER_HOLD_GONE] = {"bad", N_("gone from Allegro"),
			 N_("Do not pack: Allegro no longer shows this order"),
			 N_("Check it in Allegro before you do anything.")},
    [ORDER_HOLD_GIVEN_UP] = {"bad", NULL, N_("Do not pack: you marked it as cancelled"),
			     N_("The buyer does not see this mark. Set another status if it is to "
				"be sent after all.")},
    [ORDER_HOLD_SENT] = {"info", NULL, N_("Already sent"),
			 N_("Pack it again only if you know why.")},
    [ORDER_HOLD_WITHDRAWN] = {"bad", N_("delivery withdrawn"),
			      N_("Do not pack: the buyer cancelled the delivery"),
			      N_("The purchase still stands. Ask the buyer what to do.")},
    [ORDER_HOLD_UNREAD] = {"bad", N_("newer version unread"),
			   N_("Do not pack: a newer version of this order could not be read"),
			   N_("The address or the items may have changed. Check in Allegro.")},
    [ORDER_HOLD_UNKNOWN] = {"bad", N_("unknown status"),
			    N_("Do not pack: the order has a status that Kram does not know"),
			    N_("Check in Allegro what it means.")},
    [ORDER_HOLD_UNPAID] = {"bad", NULL, N_("Do not pack: not paid"),
			   N_("Allegro has not confirmed a payment.")},
    [ORDER_HOLD_NOT_READY] = {"bad", N_("not complete"),
			      N_("Do not pack: the buyer has not completed the order"),
			      N_("Address and delivery may still change.")},
    [ORDER_HOLD_PARTIAL] = {"bad", NULL, N_("Do not pack: less was paid than there is to pay"),
			    N_("Compare the payment in Allegro.")},
    [ORDER_HOLD_SURCHARGE] = {"bad", NULL, N_("Do not pack: a surcharge is not paid yet"), NULL},
    [ORDER_HOLD_SUSPENDED] = {"warn", NULL, N_("Do not pack: the order is on hold"),
			      N_("Set another status when it can continue.")},
};
