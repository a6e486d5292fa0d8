/* The table of faults and the faults that are switched on. */
#include "faults/faults.h"

#include <fnmatch.h>
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/effects.h"
#include "faults/fault_kind.h"
#include "faults/poison.h"
#include "offers/offer.h"
#include "server/routes.h"
#include "sandbox.h"
#include "world/withheld.h"
#include "world/world.h"

enum {
	FAULTS_MAX = 64,
	VALUE_MAX = INT32_MAX,
};

#define REPLY(status, function, about)                                                             \
	{                                                                                          \
#status, AT_REPLY, status, NULL, about, function, NULL, NULL                       \
	}
#define ANSWER(name, status, function, about)                                                      \
	{                                                                                          \
		name, AT_REPLY, status, NULL, about, function, NULL, NULL                          \
	}
#define WIRE(name, how, about)                                                                     \
	{                                                                                          \
		name, AT_WIRE, how, NULL, about, NULL, NULL, NULL                                  \
	}
#define PAGING(name, how, about)                                                                   \
	{                                                                                          \
		name, AT_PAGING, how, NULL, about, NULL, NULL, NULL                                \
	}
#define THEN(name, function, about)                                                                \
	{                                                                                          \
		name, AT_THEN, 0, NULL, about, NULL, function, NULL                                \
	}
#define WORLD(name, function, number, about)                                                       \
	{                                                                                          \
		name, AT_WORLD, number, NULL, about, NULL, NULL, function                          \
	}
#define TROUBLE(name, number, needs, about)                                                        \
	{                                                                                          \
		name, AT_WORLD, number, needs, about, NULL, NULL, apply_trouble                    \
	}
#define EVENT(name, how, about) WORLD(name, apply_disturb, how, about)

/* clang-format off */
static const struct fault_kind kinds[] = {
    REPLY(401, reply_unauthorized, "token nieważny"),
    REPLY(403, reply_error, "brak dostępu"),
    REPLY(404, reply_error, "nie znaleziono"),
    REPLY(406, reply_error, "zły nagłówek Accept"),
    REPLY(408, reply_server_error, "serwer nie doczekał się zapytania"),
    REPLY(409, reply_error, "zmieniło się w międzyczasie"),
    REPLY(422, reply_error, "dane odrzucone"),
    REPLY(429, reply_too_many, "za dużo zapytań; wartość: Retry-After w sekundach"),
    REPLY(500, reply_server_error, "błąd serwera; wartość: empty lub Retry-After"),
    REPLY(502, reply_server_error, "błąd bramy; wartość: empty lub Retry-After"),
    REPLY(503, reply_server_error, "niedostępne; wartość: empty lub Retry-After"),
    REPLY(504, reply_server_error, "brak odpowiedzi; wartość: empty lub Retry-After"),
    ANSWER("html-200", 200, reply_html, "strona HTML zamiast danych"),
    ANSWER("empty-200", 200, reply_empty, "pusta odpowiedź 200"),
    ANSWER("json-200", 200, reply_json, "inne dane, domyślnie {}; wartość: JSON"),
    ANSWER("null-lists-200", 200, reply_null_lists, "null zamiast list"),
    ANSWER("deep-200", 200, reply_deep, "zagnieżdżone tablice; wartość: ile poziomów"),
    ANSWER("long-200", 200, reply_long, "bardzo długi tekst; wartość: ile bajtów"),
    ANSWER("endless-200", 200, reply_endless, "odpowiedź bez końca"),
    ANSWER("gzip-bomb", 200, reply_gzip_bomb, "mała paczka, wielkie dane; wartość: ile MiB"),
    ANSWER("html-403", 403, reply_html, "strona HTML 403 sprzed API, jak w czasie awarii"),
    ANSWER("html-404", 404, reply_html, "strona HTML 404 sprzed API"),
    ANSWER("empty-403", 403, reply_empty, "pusta odpowiedź 403"),
    ANSWER("empty-404", 404, reply_empty, "pusta odpowiedź 404"),
    ANSWER("array-502", 502, reply_front_array, "tablica JSON zamiast błędu API"),
    ANSWER("array-401", 401, reply_front_array, "tablica JSON, jakby token był zły"),
    ANSWER("front-593", 593, reply_front_array, "status, którego nie ma w HTTP"),
    ANSWER("xml-200", 200, reply_xml, "XML zamiast danych"),
    ANSWER("wall-json", 403, reply_wall_json, "zapora przeciw robotom: JSON z cid"),
    ANSWER("wall-html", 403, reply_wall_html, "zapora przeciw robotom: HTML z cid"),
    {"latency", AT_LATENCY, 0, "milliseconds", "opóźnienie; wartość: milisekundy", NULL, NULL, NULL},
    {"clock-skew", AT_DATE, 0, "seconds", "zegar Allegro inny; wartość: sekundy, także ujemne", NULL, NULL, NULL},
    WIRE("drop-before", WIRE_DROP_BEFORE, "rozłączenie przed skutkiem"),
    WIRE("drop-after", WIRE_DROP_AFTER, "rozłączenie po skutku"),
    WIRE("reset-before", WIRE_RESET_BEFORE, "zerwanie (RST) przed skutkiem"),
    WIRE("reset-after", WIRE_RESET_AFTER, "zerwanie (RST) po skutku"),
    WIRE("truncate", WIRE_TRUNCATE, "odpowiedź urwana; wartość: po ilu bajtach, domyślnie w połowie"),
    WIRE("slow-drip", WIRE_DRIP, "odpowiedź kapie; wartość: bajtów na sekundę"),
    PAGING("page-empty", PAGING_EMPTY, "pusta strona, choć dane są"),
    PAGING("page-repeat", PAGING_REPEAT, "w kółko ta sama strona"),
    PAGING("page-short", PAGING_SHORT, "strona krótsza, choć jest więcej; wartość: o ile, domyślnie 1"),
    PAGING("count-lies", PAGING_COUNT, "totalCount kłamie; wartość: co mówi, domyślnie 0"),
    THEN("then-pay", then_pay, "kupujący płaci zaraz po odczycie"),
    THEN("then-modify", then_modify, "zmiana zaraz po odczycie: lista się przesuwa"),
    THEN("then-cancel", then_cancel, "anulowanie zaraz po odczycie"),
    THEN("then-merge", then_merge, "połączenie zakupów zaraz po odczycie"),
    THEN("then-buy", then_buy, "nowy zakup zaraz po odczycie: lista się przesuwa"),
    EVENT("event-repeat", DISTURB_REPEAT, "zdarzenia dwa razy, ten sam id"),
    EVENT("event-repeat-new-id", DISTURB_REPEAT_NEW_ID, "zdarzenia dwa razy, inny id"),
    EVENT("event-swap", DISTURB_SWAP, "zdarzenia w odwrotnej kolejności"),
    EVENT("event-shuffle", DISTURB_SHUFFLE, "zdarzenia potasowane; wartość: po ile"),
    EVENT("event-withhold", DISTURB_WITHHOLD, "zdarzenia spóźnione; wartość: milisekundy, /end: jako najnowsze"),
    EVENT("event-lose", DISTURB_LOSE, "zdarzenia, których nigdy nie będzie"),
    WORLD("from-oldest", apply_from, FROM_OLDEST, "nieznany id zdarzenia: dziennik od początku"),
    WORLD("from-refused", apply_from, FROM_REFUSED, "nieznany lub stary id zdarzenia: odmowa"),
    WORLD("journal-forget", apply_forget, 0, "dziennik zapomina; wartość: ile zdarzeń zostaje"),
    WORLD("poison", apply_document, DOCUMENT_BROKEN, "zepsuty dokument; wartość: id/sposób"),
    WORLD("odd", apply_document, DOCUMENT_ODD, "dziwny, lecz poprawny dokument; wartość: id/sposób"),
    WORLD("changes-used", apply_exhaust, 0, "100 zmian statusu zużyte; wartość: id"),
    WORLD("form-404", apply_hide, 0, "zamówienie znika; wartość: id"),
    TROUBLE("command-late", COMMAND_LATE, "milliseconds", "polecenie wykonane później; wartość: milisekundy"),
    TROUBLE("command-partial", COMMAND_PARTIAL, "how many at once", "część zadań od razu, reszta po godzinie; wartość: ile od razu"),
    TROUBLE("command-stuck", COMMAND_STUCK, NULL, "zadania polecenia zostają NEW"),
    TROUBLE("command-lost", COMMAND_LOST, NULL, "polecenie przyjęte, potem nieznane, bez skutku"),
    TROUBLE("command-forgotten", COMMAND_FORGOTTEN, NULL, "polecenie wykonane, potem nieznane"),
    TROUBLE("task-fails", TASK_FAILS, NULL, "zadanie odrzucone; ścieżka: wzorzec numerów ofert, wartość: kod"),
    TROUBLE("task-lies-done", TASK_LIES_DONE, NULL, "zadanie SUCCESS bez skutku"),
    TROUBLE("task-lies-failed", TASK_LIES_FAILED, NULL, "zadanie FAIL, choć wykonane"),
    TROUBLE("task-missing", TASK_MISSING, NULL, "zadania nie ma na liście"),
    TROUBLE("task-extra", TASK_EXTRA, NULL, "zadanie na liście dwa razy"),
    TROUBLE("seller-blocked", SELLER_BLOCKED, NULL, "konto zablokowane: każde zadanie odrzucone"),
    TROUBLE("activation-slow", ACTIVATION_SLOW, "milliseconds", "oferta długo ACTIVATING; wartość: milisekundy"),
    TROUBLE("operation-late", OPERATION_LATE, "milliseconds", "wystawienie trwa (202); ścieżka: wzorzec numerów ofert, wartość: milisekundy"),
    TROUBLE("operation-fails", OPERATION_FAILS, NULL, "202, potem 422, szkic zostaje; wartość: kod"),
    TROUBLE("operation-forgotten", OPERATION_FORGOTTEN, NULL, "202, potem 404, skutek jest"),
    TROUBLE("offer-busy", OFFER_BUSY, NULL, "409: oferta jest przetwarzana"),
    TROUBLE("patch-refused", PATCH_REFUSED, NULL, "zmiana odrzucona za coś, czego nie wysłano; wartość: kod"),
    TROUBLE("listing-lag", LISTING_LAG, "milliseconds", "nowa oferta na listach później; ścieżka: wzorzec sygnatur, wartość: milisekundy"),
    TROUBLE("image-fails", IMAGE_FAILS, NULL, "zdjęcie odrzucone; ścieżka: wzorzec adresów, wartość: kod"),
    TROUBLE("value-fails", VALUE_FAILS, NULL, "wartość parametru odrzucona, choć jest w słowniku; ścieżka: wzorzec wartości"),
    TROUBLE("sell-after-read", SELL_AFTER_READ, NULL, "ktoś kupuje zaraz po odczycie oferty; ścieżka: wzorzec numerów, wartość: ile sztuk"),
    TROUBLE("sell-before-change", SELL_BEFORE_CHANGE, NULL, "ktoś kupuje tuż przed zmianą liczby sztuk poleceniem; jak wyżej"),
    WORLD("offer-odd", apply_offer, DOCUMENT_OFFER, "dziwny dokument oferty; wartość: id/sposób"),
    TROUBLE("quota", QUOTA, "offers an hour", "limit poleceń; wartość: ofert na godzinę"),
    WORLD("ban", apply_ban, 0, "blokada 429 rosnąca z każdym zapytaniem; wartość: sekundy, /header: z Retry-After"),
    WORLD("refresh-fork", apply_fork, 0, "dwa odświeżenia jednego tokenu; przeżywa: both, last, first, none"),
};
/* clang-format on */

struct fault {
	const struct fault_kind *kind;
	char *path;
	char *value;
	int64_t left;
};

struct faults {
	struct fault active[FAULTS_MAX];
	size_t n;
};

struct faults *faults_new(void *owner)
{
	return mem_zero(owner, struct faults);
}

static const struct fault_kind *kind_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* The value as the number it may have to be. */
static bool value_fits(const struct fault_kind *kind, const char *value)
{
	int64_t amount;

	return !kind->needs || (str_to_i64(value, -VALUE_MAX, VALUE_MAX, &amount) && amount);
}

const char *faults_add(struct sandbox *sb, const struct fault_request *r)
{
	const struct fault_kind *kind = kind_find(r->kind);
	struct faults *f = sb->faults;

	if (!kind)
		return "no such kind of fault";
	if (kind->stage == AT_WORLD)
		return kind->apply(sb, kind, r);
	if (!value_fits(kind, r->value))
		return mem_printf(f, "value must be a number of %s", kind->needs);
	if (f->n == FAULTS_MAX)
		return "too many faults at once";
	f->active[f->n++] = (struct fault){.kind = kind,
					   .path = mem_strdup(f, r->path),
					   .value = mem_strdup(f, r->value),
					   .left = r->count};
	return NULL;
}

void faults_clear_but_documents(struct sandbox *sb)
{
	sb->faults->n = 0;
	fault_world_clear(sb);
}

void faults_clear(struct sandbox *sb)
{
	faults_clear_but_documents(sb);
	fault_documents_clear(sb);
}

/* A pattern of paths, with a method and a blank before it for that method only. */
static bool matches(const char *pattern, const struct exchange *x)
{
	size_t method = strcspn(pattern, " ");

	if (!pattern[method])
		return fnmatch(pattern, x->path, 0) == 0;
	return strlen(x->method) == method && !strncmp(pattern, x->method, method) &&
	       fnmatch(pattern + method + 1, x->path, 0) == 0;
}

static bool concerns(const struct fault *f, const struct exchange *x)
{
	if (!f->left || x->plan[f->kind->stage].kind)
		return false;
	if (f->kind->stage == AT_THEN && (!x->route || !(x->route->flags & ROUTE_SHOWS_ORDERS)))
		return false;
	if (str_empty(f->path))
		return !x->route || host_is_api(x->route->host);
	return matches(f->path, x);
}

static struct planned planned(const struct fault *f)
{
	struct planned p = {.kind = f->kind, .number = f->kind->number, .value = f->value};

	if (!str_to_i64(f->value, -VALUE_MAX, VALUE_MAX, &p.amount))
		p.amount = 0;
	return p;
}

void faults_plan(struct exchange *x)
{
	struct faults *all = x->sb->faults;

	for (size_t i = 0; i < all->n; i++) {
		struct fault *f = &all->active[i];
		if (!concerns(f, x))
			continue;
		x->plan[f->kind->stage] = planned(f);
		f->left -= f->left > 0;
		effects_count(x->sb->effects, "faults", f->kind->name, NULL);
	}
	size_t kept = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->active[i].left)
			all->active[kept++] = all->active[i];
	all->n = kept;
}

bool fault_reply(struct exchange *x)
{
	const struct planned *p = &x->plan[AT_REPLY];

	if (p->kind)
		p->kind->reply(x, p);
	return p->kind;
}

void fault_then(struct exchange *x)
{
	const struct planned *p = &x->plan[AT_THEN];

	if (p->kind && x->shown)
		p->kind->then(x->sb->world, x->shown);
}

void faults_json(struct jw *w, const struct faults *f, const struct world *world)
{
	jw_object(w, NULL);
	jw_int(w, "withheld", (int64_t)withheld_count(world));
	jw_array(w, "kinds");
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		jw_object(w, NULL);
		jw_str(w, "kind", kinds[i].name);
		jw_str(w, "about", kinds[i].about);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_array(w, "active");
	for (size_t i = 0; i < f->n; i++) {
		jw_object(w, NULL);
		jw_str(w, "kind", f->active[i].kind->name);
		jw_str(w, "path", f->active[i].path);
		jw_str(w, "value", f->active[i].value);
		jw_int(w, "left", f->active[i].left);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_object_end(w);
}
