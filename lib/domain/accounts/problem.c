/* One table of problems, one of the signs they are known by. */
#include "domain/accounts/problem.h"

#include "base/i18n.h"
#include "base/str.h"

enum {
	P_KEYS,
	P_NO_KEYS,
	P_APP_NAME,
	P_APP_VERSION,
	P_CONTACT_URL,
	P_REFUSED,
	P_CODE,
	P_STATE,
	P_DEVICE_CODE,
	P_APP_KIND,
	P_SCOPE,
	P_OTHER_SELLER,
	P_NAME,
	P_NAME_TAKEN,
	P_RECONNECT,
	P_TOKEN,
	P_KEY,
	P_KEYS_IN_USE,
	P_ENVIRONMENT,
	P_RESOLVE,
	P_NETWORK,
	P_CERTIFICATE,
	P_THROTTLED,
	P_WALL,
	P_BLOCKED,
	P_REMOVED,
	P_ALLEGRO,
	P_SHAPE,
	P_BUSY,
	P_GONE,
	P_OTHER
};

static const struct problem problems[] = {
    [P_KEYS] =
	{"keys", N_("Allegro does not accept these application keys."),
	 N_("The client ID or the secret is mistyped, or they belong to another environment: "
	    "keys of the sandbox do not work in production, nor the other way round."),
	 N_("Copy both again from Allegro's page for applications of this environment."), 422},
    [P_NO_KEYS] = {"no-keys", N_("This environment has no application keys yet."),
		   N_("Every request to Allegro is made in the name of a registered application."),
		   N_("Save the client ID and the secret first."), 422},
    [P_APP_NAME] = {"app_name", N_("This application name cannot be used."),
		    N_("Allegro requires the registered name in every request: plain letters and "
		       "digits, no spaces."),
		    N_("Enter the name as registered, with a hyphen instead of a space."), 422},
    [P_APP_VERSION] = {"app_version", N_("This version cannot be used."),
		       N_("It goes into every request after the name of the application."),
		       N_("Enter a version without spaces, for example 1.0."), 422},
    [P_CONTACT_URL] = {"contact_url", N_("This contact address cannot be used."),
		       N_("Allegro requires a public page where it can reach you."),
		       N_("Enter an address that begins with https://."), 422},
    [P_REFUSED] = {"refused", N_("The consent was refused."),
		   N_("Someone denied the application access on Allegro's page."),
		   N_("Start again, and confirm with the account of the seller."), 403},
    [P_CODE] = {"code", N_("Allegro's answer came too late or was used already."),
		N_("The code in it works once and for ten seconds only."),
		N_("Start again; do not reload or go back on the way."), 422},
    [P_STATE] = {"state", N_("This answer does not belong to a connection you have begun."),
		 N_("It was opened twice, in another browser, or too long after the start."),
		 N_("Start again in this browser, and finish within a quarter of an hour."), 422},
    [P_DEVICE_CODE] = {"device-code", N_("The code to confirm has expired."),
		       N_("Nobody confirmed it on Allegro's page within its time."),
		       N_("Start again to get a new code."), 422},
    [P_APP_KIND] = {"app-kind", N_("The application is not registered for this way to connect."),
		    N_("An application works either with a code or through Allegro's page; that "
		       "is chosen when it is registered and cannot be changed."),
		    N_("Use the other way. An account has one application key: to change the kind, "
		       "delete the application at Allegro and register it anew."),
		    422},
    [P_SCOPE] = {"scope", N_("Allegro does not let the application do this."),
		 N_("A permission is missing: it was not ticked when the application was "
		    "registered, or the seller did not grant it."),
		 N_("Tick the permissions in the application, then reconnect the account."), 403},
    [P_OTHER_SELLER] = {"other-seller", N_("This is another seller."),
			N_("The account in Kram belongs to the seller it was first connected to; "
			   "orders of two sellers must not be mixed."),
			N_("Log out of Allegro and confirm with the right account, or connect this "
			   "seller under a new name."),
			409},
    [P_NAME] = {"name", N_("This name of the account cannot be used."),
		N_("It is empty or longer than 60 characters."), N_("Choose another name."), 422},
    [P_NAME_TAKEN] = {"name-taken", N_("Another account has this name."),
		      N_("Names of accounts in Kram are unique."), N_("Choose another name."), 409},
    [P_RECONNECT] =
	{"reconnect", N_("The account must be connected again."),
	 N_("Allegro ended access: the password was changed, the consent was withdrawn, or nobody "
	    "used it for three months."),
	 N_("Reconnect the account. Nothing is lost: orders placed since then will be fetched."),
	 409},
    [P_TOKEN] = {"token", N_("Allegro denies this account access."),
		 N_("Access was ended at Allegro, or the application was removed."),
		 N_("Reconnect the account."), 409},
    [P_KEY] = {"key", N_("The stored secrets cannot be opened."),
	       N_("The key file does not match: it was changed, or the database comes from another "
		  "installation."),
	       N_("Restore the right token.key, or save the keys and connect again."), 500},
    [P_KEYS_IN_USE] = {"keys-in-use", N_("Accounts are connected through another application."),
		       N_("Their consent belongs to the saved client ID; with another one they "
			  "have to be reconnected."),
		       N_("If you want this, tick the box where you save the keys."), 409},
    [P_ENVIRONMENT] = {"environment", N_("This environment cannot be used."),
		       N_("It is unknown, or the simulator is not configured."),
		       N_("Choose another environment."), 422},
    [P_RESOLVE] = {"resolve", N_("Allegro's address cannot be found."),
		   N_("This server has no working name resolution, or no network."),
		   N_("Check the network of the server, then try again."), 503},
    [P_NETWORK] = {"network", N_("Allegro cannot be reached."),
		   N_("The connection was not accepted or broke before the answer."),
		   N_("Check the network and the firewall of the server, then try again."), 503},
    [P_CERTIFICATE] = {"certificate", N_("The certificate of the other side is not trusted."),
		       N_("Something between this server and Allegro intercepts the traffic, or "
			  "the certificate file is out of date."),
		       N_("Check ca-bundle in the configuration and the clock of the server."),
		       503},
    [P_THROTTLED] = {"throttled", N_("Allegro asks to wait."),
		     N_("Too many requests were made with these keys in the last minute."),
		     N_("Try again in a minute."), 503},
    [P_WALL] = {"wall", N_("Bot protection answered instead of Allegro."),
		N_("Allegro's bot protection is blocking this server for a few minutes. The "
		   "connection is unchanged and nothing is lost."),
		N_("Kram will try again in a few minutes. If this goes on for hours, give Allegro "
		   "support the cid from the details."),
		503},
    [P_BLOCKED] = {"blocked-account", N_("Allegro does not allow this for the account."),
		   N_("The permissions are fine; Allegro refuses the account itself: a sales "
		      "block, terms awaiting acceptance, or a blocked application."),
		   N_("Log in to Allegro as the seller and see what it asks for."), 403},
    [P_REMOVED] = {"removed", N_("Allegro has removed this function."),
		   N_("Its API has changed; this version of Kram still asks for what was removed."),
		   N_("Install a newer version of Kram."), 502},
    [P_ALLEGRO] = {"allegro", N_("Allegro is having problems."),
		   N_("It answered that it cannot serve the request now."),
		   N_("Try again in a few minutes."), 503},
    [P_SHAPE] = {"shape", N_("Allegro's answer cannot be understood."),
		 N_("It is not in the documented form; something in between may have changed it."),
		 N_("Try again; if it happens again, report it with the event number."), 502},
    [P_BUSY] = {"busy", N_("Someone else is changing this account right now."),
		N_("An account cannot be changed twice at the same time."),
		N_("Check the account, then try again."), 409},
    [P_GONE] = {"gone", N_("There is no such account or connection."),
		N_("It was removed, or the address is wrong."), N_("Go back to the accounts."),
		404},
    [P_OTHER] = {"other", N_("That did not work."), N_("The reason is in the server log."),
		 N_("Try again; if it happens again, report it with the event number."), 500},
    [P_OTHER + 1] = {NULL, NULL, NULL, NULL, 0},
};

/* First row that fits. What is left out fits everything. */
static const struct {
	const char *code;
	enum meaning meaning;
	enum rc rc;
	int problem;
} signs[] = {
    {"access_denied", .problem = P_REFUSED},
    {"invalid_grant", .problem = P_CODE},
    {"unauthorized_client", .problem = P_APP_KIND},
    {"expired_token", .problem = P_DEVICE_CODE},
    {"pace", .problem = P_THROTTLED},
    {NULL, MEANING_LIMIT, .problem = P_THROTTLED},
    {NULL, MEANING_WALL, .problem = P_WALL},
    {NULL, MEANING_OUTAGE, .problem = P_ALLEGRO},
    {NULL, MEANING_NO_ANSWER, .problem = P_NETWORK},
    {NULL, MEANING_SCOPE, .problem = P_SCOPE},
    {NULL, MEANING_BLOCKED, .problem = P_BLOCKED},
    {NULL, MEANING_REMOVED, .problem = P_REMOVED},
    {NULL, MEANING_SHAPE, .problem = P_SHAPE},
    {NULL, .rc = RC_AUTH, .problem = P_TOKEN},
    {NULL, .rc = RC_SHAPE, .problem = P_SHAPE},
    {NULL, .rc = RC_CONFLICT, .problem = P_BUSY},
    {NULL, .rc = RC_NOT_FOUND, .problem = P_GONE},
};

static const struct problem *by_key(const char *key)
{
	for (size_t i = 0; problems[i].key; i++)
		if (str_eq(problems[i].key, key))
			return &problems[i];
	return NULL;
}

const struct problem *problem_find(const char *key)
{
	const struct problem *p = by_key(key);

	return p ? p : &problems[P_OTHER];
}

const struct problem *problem_of(const struct err *e)
{
	const struct problem *p = by_key(e->code);

	for (size_t i = 0; !p && i < COUNT_OF(signs); i++)
		if ((!signs[i].code || str_eq(signs[i].code, e->code)) &&
		    (!signs[i].meaning || signs[i].meaning == e->meaning) &&
		    (!signs[i].rc || signs[i].rc == e->rc))
			p = &problems[signs[i].problem];
	return p ? p : &problems[P_OTHER];
}

const struct problem *problem_all(void)
{
	return problems;
}
