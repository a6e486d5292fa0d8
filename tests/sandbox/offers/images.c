/* Pictures of offers. */
#include "offers/image.h"

#include <fnmatch.h>
#include <json-c/json.h>
#include <string.h>

#include "base/compiler.h"
#include "base/str.h"

#include "offers/offer.h"
#include "sandbox.h"
#include "server/body.h"
#include "server/errors.h"
#include "world/table.h"

#define OWN_PLACE "https://a.allegroimg.allegrosandbox.pl/original/"

/* What an upload became: good until then, unless an offer uses it. */
struct image {
	const char *url;
	int64_t expires_at;
};

static const struct {
	const char *media;
	const char *magic;
	size_t n;
} kinds[] = {
    {"image/jpeg", "\xff\xd8\xff", 3}, {"image/png", "\x89PNG", 4}, {"image/webp", "RIFF", 4}};

const char *image_refused(struct sandbox *sb, const char *url)
{
	struct world *w = sb->world;
	const struct trouble *t = &w->offers->trouble[IMAGE_FAILS];
	const char *code = str_or(t->text, "DownloadError.Forbidden");
	struct image *i;

	if (trouble_take(w, IMAGE_FAILS, url))
		return code;
	if (!str_starts(url, OWN_PLACE))
		return NULL;
	i = table_get(w->offers->images, url);
	if (!i || i->expires_at < world_now(w))
		return "OfferImagesNotFoundException";
	i->expires_at = INT64_MAX; /* used from now on */
	return NULL;
}

static void answer_location(struct exchange *x)
{
	enum { NAME_DIGITS = 24 };
	struct world *w = x->sb->world;
	struct image *i = world_take(w, sizeof(*i));
	char name[NAME_DIGITS + 1];

	rng_hex(&w->offers->rng, name, NAME_DIGITS);
	i->url = world_textf(w, OWN_PLACE "%.2s/%s", name, name);
	i->expires_at = world_now(w) + IMAGE_HOURS * TIME_HOUR_MS;
	table_put(w->offers->images, i->url, i);
	struct jw out = answer_json(x, 201, MEDIA_PUBLIC);
	jw_object(&out, NULL);
	jw_time(&out, "expiresAt", i->expires_at);
	jw_str(&out, "location", i->url);
	jw_object_end(&out);
}

/* An address by its host's name; Allegro takes no numbers there. */
static void fetch(struct exchange *x)
{
	struct json_object *body = json_tokener_parse(x->body.text);
	const char *url =
	    json_object_is_type(body, json_type_object) ? body_text(body, "/url") : NULL;

	if (!url)
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
	else if (!str_starts(url, "https://") || strspn(url + 8, "0123456789.") > 6 ||
		 image_refused(x->sb, url))
		answer_error(x, ERROR_IMAGE, "url", url);
	else
		answer_location(x);
	json_object_put(body);
}

void images_upload(struct exchange *x)
{
	const char *type = str_or(header_get(x, "Content-Type"), "");

	if (str_starts(type, MEDIA_PUBLIC)) {
		fetch(x);
		return;
	}
	if (x->body.len > IMAGE_BYTES_MAX) {
		answer_error(x, ERROR_TOO_LARGE, NULL, NULL);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (!str_eq(kinds[i].media, type))
			continue;
		if (x->body.len <= kinds[i].n || memcmp(x->body.text, kinds[i].magic, kinds[i].n))
			answer_error(x, ERROR_IMAGE, NULL, type);
		else
			answer_location(x);
		return;
	}
	answer_error(x, ERROR_MEDIA_TYPE, NULL, type);
}
