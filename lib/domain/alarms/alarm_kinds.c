/* The kinds of alarms: how grave, what to say, what to do. */
#include "domain/alarms/alarm.h"

#include "base/i18n.h"
#include "base/str.h"

static const struct alarm_kind_def kinds[ALARM_KIND_COUNT] = {
    [ALARM_JOB_SILENT] = {"job-silent", ALARM_RED, ALARM_CURE_STATUS,
			  N_("A background job is not being started"),
			  N_("Check on the server that cron is running and has Kram's entries.")},
    [ALARM_JOB_FAILING] =
	{"job-failing", ALARM_AMBER, ALARM_CURE_STATUS, N_("A background job keeps failing"),
	 N_("It retries automatically. If that does not help, see the server log.")},
    [ALARM_WATCH_SILENT] = {"watch-silent", ALARM_AMBER, ALARM_CURE_STATUS,
			    N_("The independent watchdog is not running"),
			    N_("Check the kram-watch entry in cron: without it nobody is warned "
			       "when the database or the server fails.")},
    [ALARM_POLL_GAP] = {"poll-gap", ALARM_RED, ALARM_CURE_ACCOUNT,
			N_("New orders are not coming in"),
			N_("Nothing is lost: Kram will catch up from where it stopped. See the "
			   "cause and check the connection.")},
    [ALARM_CURSOR_OLD] =
	{"cursor-old", ALARM_AMBER, ALARM_CURE_ACCOUNT,
	 N_("More than a day of orders to catch up on"),
	 N_("Kram is catching up. As long as the number goes down, there is nothing to do.")},
    [ALARM_ORDER_GAP] =
	{"order-gap", ALARM_RED, ALARM_CURE_CERTIFICATE,
	 N_("Orders from one period are being read again"),
	 N_("Allegro no longer has the events of that period; Kram takes the orders from its list "
	    "instead. The daily check shows when all of them are here.")},
    [ALARM_ORDER_PROBLEM] = {"order-problem", ALARM_AMBER, ALARM_CURE_PROBLEMS,
			     N_("Some orders cannot be read"),
			     N_("Review them, and handle urgent ones on Allegro's site. All other "
				"orders arrive as usual.")},
    [ALARM_ORDER_WAITING] = {"order-waiting", ALARM_AMBER, ALARM_CURE_PROBLEMS,
			     N_("Orders are waiting to be read"),
			     N_("Kram keeps asking Allegro for them. Until they arrive, check them "
				"on Allegro's site so that no parcel is late.")},
    [ALARM_DAY_DIFFERENCE] = {"day-difference", ALARM_RED, ALARM_CURE_CERTIFICATE,
			      N_("A day does not match Allegro"),
			      N_("The daily check names the orders. Kram fetches them "
				 "automatically; those it cannot read wait for you.")},
    [ALARM_TOKEN_DYING] = {"token-dying", ALARM_AMBER, ALARM_CURE_CONNECT,
			   N_("The connection to Allegro expires soon"),
			   N_("Reconnect the account; it takes a minute and nothing stops.")},
    [ALARM_TOKEN_DEAD] =
	{"token-dead", ALARM_RED, ALARM_CURE_CONNECT, N_("The connection to Allegro has expired"),
	 N_("Reconnect the account. Orders placed since then will be fetched; none is lost.")},
    [ALARM_ACCOUNT_QUIET] = {"account-quiet", ALARM_AMBER, ALARM_CURE_ACCOUNT,
			     N_("No requests are made for this account"),
			     N_("Check the connection: one request is enough. Kram makes one a day "
				"as long as its background jobs run and Allegro answers.")},
    [ALARM_KEY_UNUSED] = {"key-unused", ALARM_AMBER, ALARM_CURE_STATUS,
			  N_("The application key is not used"),
			  N_("Connect an account with it; otherwise Allegro deletes it and you "
			     "have to register a new one.")},
    [ALARM_BANNED] = {"banned", ALARM_AMBER, ALARM_CURE_STATUS, N_("Allegro asked Kram to wait"),
		      N_("Kram waits and resumes automatically. If this keeps happening, another "
			 "program is using the same application keys.")},
    [ALARM_OUTBOX_HELD] = {"outbox-held", ALARM_AMBER, ALARM_CURE_OUTBOX,
			   N_("Changes are waiting for your decision"),
			   N_("Allegro did not accept them, or Kram does not know whether it did. "
			      "Review each one and decide.")},
    [ALARM_PARCEL_STOP] = {"parcel-stop", ALARM_RED, ALARM_CURE_PROBLEMS,
			   N_("A parcel has to be stopped"),
			   N_("Set it aside, or ask the carrier to stop it. Then confirm on the "
			      "order page that it was stopped or is with the buyer.")},
    [ALARM_SOURCE_FAILING] =
	{"source-failing", ALARM_AMBER, ALARM_CURE_FILES, N_("A product file cannot be fetched"),
	 N_("The page of product files shows why. Until it arrives, prices and "
	    "stock stay as they are.")},
    [ALARM_DISK_LOW] = {"disk-low", ALARM_RED, ALARM_CURE_STATUS, N_("The disk is nearly full"),
			N_("Free up space on the server. Until then changes wait and are not sent "
			   "to Allegro; on a full disk nothing can be saved.")},
    [ALARM_CLOCK_SKEW] = {"clock-skew", ALARM_AMBER, ALARM_CURE_ACCOUNT,
			  N_("The clock of the server is wrong"),
			  N_("Turn on time synchronisation (NTP) on the server. Access to Allegro "
			     "depends on the clock.")},
    [ALARM_DATABASE_PROFILE] = {"database-profile", ALARM_RED, ALARM_CURE_STATUS,
				N_("The database could lose data"),
				N_("Set MariaDB as in mariadb.cnf.example and restart it.")},
    [ALARM_TIME_TRAVEL] =
	{"time-travel", ALARM_RED, ALARM_CURE_STATUS, N_("The database is older than before"),
	 N_(
	     "A backup was restored, or the latest changes were lost. Writing to Allegro is paused "
	     "until someone runs \"kramctl alarms accept-restore\".")},
    [ALARM_AUDIT_CHAIN] =
	{"audit-chain", ALARM_RED, ALARM_CURE_AUDIT, N_("The audit trail was tampered with"),
	 N_("Entries in the database were changed or removed. Find out who has access to it.")},
    [ALARM_STOCK_LEDGER] =
	{"stock-ledger", ALARM_RED, ALARM_CURE_STATUS, N_("Stock does not add up"),
	 N_(
	     "Run \"kramctl stock check\" on the server and ask for support with what it prints. "
	     "Count the products it names.")},
    [ALARM_STOCK_PROOF] =
	{"stock-proof", ALARM_RED, ALARM_CURE_STOCK, N_("Stock on Allegro is not what it is here"),
	 N_(
	     "The stock check names the offers. See who changed them, and whether Kram may write "
	     "stock; until then more may be sold than there is.")},
    [ALARM_MAIL] = {"mail", ALARM_AMBER, ALARM_CURE_MAIL, N_("E-mails cannot be sent"),
		    N_("Check the e-mail settings in the configuration, then send a test e-mail.")},
};

const struct alarm_kind_def *alarm_kind(enum alarm_kind kind)
{
	if (kind >= ALARM_KIND_COUNT)
		BUG("no alarm of kind %d", (int)kind);
	return &kinds[kind];
}

const struct alarm_kind_def *alarm_kind_find(const char *key)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].key, key))
			return &kinds[i];
	return NULL;
}

bool alarm_is_about_job(const struct alarm_row *a)
{
	return str_eq(a->kind, kinds[ALARM_JOB_SILENT].key) ||
	       str_eq(a->kind, kinds[ALARM_JOB_FAILING].key);
}
