/* Pictures: which addresses lead to a small one, and what is one by its own first bytes. */
#include "domain/pictures/picture.h"

#include "base/mem.h"
#include "domain/mapping/picture.h"
#include "domain/pictures/picture_head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOME "https://a.allegroimg.com"

static const struct {
	const char *address;
	const char *small; /* NULL: it is none */
	bool is_allegros;
} places[] = {
    {HOME "/original/11b53a/f798", HOME "/s128/11b53a/f798", true},
    {HOME "/original/11b53a/f798/Rozdzielacz-do-zurawia",
     HOME "/s128/11b53a/f798/Rozdzielacz-do-zurawia", true},
    {HOME "/s1024/0c/9", HOME "/s128/0c/9", true},
    {"https://8.allegroimg.com/s128/0c/9", "https://8.allegroimg.com/s128/0c/9", true},
    {"https://a.allegroimg.allegrosandbox.pl/original/0c/9",
     "https://a.allegroimg.allegrosandbox.pl/s128/0c/9", true},
    {"https://a.allegroimg.com.evil.test/original/0c/9",
     "https://a.allegroimg.com.evil.test/s128/0c/9", false},
    {"https://evilallegroimg.com/original/0c/9", "https://evilallegroimg.com/s128/0c/9", false},
    {"https://a.b.allegroimg.com/original/0c/9", "https://a.b.allegroimg.com/s128/0c/9", false},
    {"https://.allegroimg.com/original/0c/9", "https://.allegroimg.com/s128/0c/9", false},
    {"http://a.allegroimg.com/original/0c/9", NULL, false},
    {HOME ":8080/original/0c/9", NULL, false},
    {"https://a.allegroimg.com@evil.test/original/0c/9", NULL, false},
    {HOME "/original/", NULL, false},
    {HOME "/original/../0c/9", NULL, false},
    {HOME "/original/0c/9?x", NULL, false},
    {HOME "/original/0c/9#x", NULL, false},
    {HOME "/original/0c/\xc5\x82", NULL, false},
    {HOME "/s/0c/9", NULL, false},
    {HOME "/s99999/0c/9", NULL, false},
    {HOME "/0c/9", NULL, false},
    {"", NULL, false},
    {NULL, NULL, false},
};

static void an_address_leads_to_its_small_picture(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "test");

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct picture_place place;
		const bool is = picture_place_read(mem, places[i].address, &place);
		if (is != (places[i].small != NULL))
			fail_msg("%s", places[i].address);
		if (!is)
			continue;
		assert_string_equal(place.address, places[i].small);
		assert_true(picture_host_is_allegros(place.host) == places[i].is_allegros);
	}
	mem_free(mem);
}

#define BYTES(text)                                                                                \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}
#define PNG	   "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define WEBP(kind) "RIFF\0\0\0\0WEBP" kind

static const struct {
	struct bytes bytes;
	const char *media; /* NULL: none */
	int64_t width;
	int64_t height;
} heads[] = {
    {BYTES("\xff\xd8\xff\xe0\0\4zz\xff\xc0\0\x11\x08\0\x60\0\x80\3"), "image/jpeg", 128, 96},
    {BYTES("\xff\xd8\xff\xff\xc2\0\x11\x08\1\0\2\0\3"), "image/jpeg", 512, 256},
    {BYTES("\xff\xd8\xff\xc4\0\4zz\xff\xc0\0\x11\x08\0\x60\0\x80\3"), "image/jpeg", 128, 96},
    {BYTES("\xff\xd8\xff\xda\0\4zz\xff\xc0\0\x11\x08\0\x60\0\x80\3"), NULL, 0, 0},
    {BYTES("\xff\xd8\xff\xe0\xff\xff"), NULL, 0, 0},
    {BYTES("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0"), NULL, 0, 0},
    {BYTES("\xff\xd8\xff"), NULL, 0, 0},
    {BYTES(PNG "\0\0\0\x80\0\0\0\x60"), "image/png", 128, 96},
    {BYTES(PNG "\0\1\0\x80\0\0\0\x60"), NULL, 0, 0},
    {BYTES(PNG "\0\0\0\0\0\0\0\x60"), NULL, 0, 0},
    {BYTES(PNG "\0\0\0\x80\0\0\0"), NULL, 0, 0},
    {BYTES("GIF89a\x80\0\x60\0"), "image/gif", 128, 96},
    {BYTES("GIF87a\x80\0\x60\0"), "image/gif", 128, 96},
    {BYTES("GIF88a\x80\0\x60\0"), NULL, 0, 0},
    {BYTES("GIF89a\x80\0\x60"), NULL, 0, 0},
    {BYTES(WEBP("VP8 ") "\0\0\0\0zzz\x9d\x01\x2a\x80\0\x60\0"), "image/webp", 128, 96},
    {BYTES(WEBP("VP8 ") "\0\0\0\0zzz\x9d\x01\x2b\x80\0\x60\0"), NULL, 0, 0},
    {BYTES(WEBP("VP8L") "\0\0\0\0\x2f\x7f\xc0\x17\0zzzzz"), "image/webp", 128, 96},
    {BYTES(WEBP("VP8X") "\0\0\0\0zzzz\x7f\0\0\x5f\0\0"), "image/webp", 128, 96},
    {BYTES(WEBP("VP9 ") "\0\0\0\0zzzz\x7f\0\0\x5f\0\0"), NULL, 0, 0},
    {BYTES("<svg xmlns=\"http://www.w3.org/2000/svg\">"), NULL, 0, 0},
    {BYTES("<html>"), NULL, 0, 0},
    {BYTES(""), NULL, 0, 0},
};

static void a_picture_is_what_its_bytes_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct picture_head head;
		if (picture_head_read(heads[i].bytes, &head) != (heads[i].media != NULL))
			fail_msg("head %zu", i);
		if (!heads[i].media)
			continue;
		assert_string_equal(head.media, heads[i].media);
		assert_int_equal(head.width, heads[i].width);
		assert_int_equal(head.height, heads[i].height);
	}
}

static void only_small_ones_are_kept_and_known_by_their_bytes(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "test");
	struct picture_content a;
	struct picture_content b;
	char *large = mem_array(mem, char, PICTURE_BYTES_MAX + 1);

	assert_true(picture_content_of(mem, heads[0].bytes, &a));
	assert_true(picture_content_of(mem, heads[2].bytes, &b));
	assert_int_equal(a.digest.len, PICTURE_DIGEST_BYTES);
	assert_memory_not_equal(a.digest.data, b.digest.data, PICTURE_DIGEST_BYTES);
	assert_true(picture_content_of(mem, heads[0].bytes, &b));
	assert_memory_equal(a.digest.data, b.digest.data, PICTURE_DIGEST_BYTES);
	assert_true(picture_content_of(mem, (struct bytes)BYTES(PNG "\0\0\2\0\0\0\2\0"), &b));
	assert_false(picture_content_of(mem, (struct bytes)BYTES(PNG "\0\0\2\1\0\0\2\0"), &b));
	memcpy(large, heads[0].bytes.data, heads[0].bytes.len);
	assert_true(picture_content_of(mem, (struct bytes){large, PICTURE_BYTES_MAX}, &b));
	assert_false(picture_content_of(mem, (struct bytes){large, PICTURE_BYTES_MAX + 1}, &b));
	mem_free(mem);
}

/* A letter a line: what becomes of it. */
static void each_line_of_a_gallery_is_taken_or_says_why_not(void **state)
{
	(void)state;
	void *mem = mem_context(NULL, "test");
	struct picture_line lines[PICTURE_LINES_MAX];
	struct pictures gallery;
	struct str all;

	str_init(&all, mem, 1 << 16);
	str_add(&all, "https://a.pl/1\nimages/2.jpg\n//a.pl/1\nhttp://nas.local/3\n\n"
		      "https://a.pl/\xc5\x82\n");
	size_t n = picture_lines(mem, all.text, lines);
	assert_int_equal(n, 6);
	static const enum picture_fault faults[] = {PICTURE_TAKEN,   PICTURE_ADDRESS,
						    PICTURE_AGAIN,   PICTURE_ADDRESS,
						    PICTURE_ADDRESS, PICTURE_TAKEN};
	for (size_t i = 0; i < n; i++)
		assert_int_equal(lines[i].fault, faults[i]);
	assert_string_equal(lines[1].text, "images/2.jpg");
	assert_string_equal(lines[5].url, "https://a.pl/%C5%82");
	for (int i = 0; i < 120; i++)
		str_addf(&all, "https://a.pl/x%d\n", i);
	n = picture_lines(mem, all.text, lines);
	assert_int_equal(n, PICTURE_LINES_MAX);
	assert_int_equal(lines[19].fault, PICTURE_TAKEN);
	assert_int_equal(lines[20].fault, PICTURE_BEYOND);
	pictures_read(mem, all.text, &gallery);
	assert_int_equal(gallery.n, PICTURES_MAX);
	assert_string_equal(gallery.urls[1], lines[5].url);
	assert_int_equal(picture_lines(mem, NULL, lines), 0);
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_line_of_a_gallery_is_taken_or_says_why_not),
	    cmocka_unit_test(an_address_leads_to_its_small_picture),
	    cmocka_unit_test(a_picture_is_what_its_bytes_say),
	    cmocka_unit_test(only_small_ones_are_kept_and_known_by_their_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
