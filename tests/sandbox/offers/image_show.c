/* Pictures as Allegro's image host gives them: a tile of a colour that its name gives it, as a GIF
 * whose pixels are written without packing them. */
#include "offers/image.h"

#include <string.h>

#include "base/compiler.h"
#include "base/str.h"
#include "sandbox.h"

enum {
	SIDE = 64,
	COLOURS = 128,
	CODE_BITS = 7,
	CLEAR = COLOURS, /* codes stay eight bits wide as long as the table is begun anew in time */
	END = COLOURS + 1,
	CLEAR_EVERY = 120,
	BLOCK = 240,
};

static unsigned hue_of(const char *name)
{
	unsigned h = 5381;

	for (; *name; name++)
		h = h * 33 + (unsigned char)*name;
	return h;
}

static void add_byte(struct str *out, unsigned byte)
{
	const unsigned char c = (unsigned char)byte;

	str_add_bytes(out, &c, 1);
}

static void add_head(struct str *out, unsigned hue)
{
	static const unsigned char light[] = {244, 242, 238};

	str_add(out, "GIF89a");
	for (int i = 0; i < 2; i++) { /* width and height */
		add_byte(out, SIDE);
		add_byte(out, 0);
	}
	add_byte(out, 0x80 | (CODE_BITS - 1));
	add_byte(out, 0);
	add_byte(out, 0);
	for (unsigned i = 0; i < COLOURS; i++)
		for (unsigned k = 0; k < COUNT_OF(light); k++)
			add_byte(out, i ? 60 + (hue >> (5 * k)) % 150 + i % 8 : light[k]);
	str_add_bytes(out, ",\0\0\0\0", 5);
	for (int i = 0; i < 2; i++) {
		add_byte(out, SIDE);
		add_byte(out, 0);
	}
	add_byte(out, 0);
}

/* A round thing with a foot, on a light ground. */
static unsigned pixel(int x, int y, unsigned hue)
{
	const int across = x - SIDE / 2;
	const int down = y - SIDE / 2;
	const int size = 14 + (int)(hue >> 20) % 10;
	const bool is_thing = across * across + down * down < size * size ||
			      (down > 0 && down < size + 6 && across * across < (size - 6) * 9);

	return is_thing ? 1 + (unsigned)(y / 9) : 0;
}

static void add_pixels(struct str *out, unsigned hue)
{
	unsigned char block[BLOCK];
	size_t n = 0;
	int since = CLEAR_EVERY;

	add_byte(out, CODE_BITS);
	for (int i = 0; i <= SIDE * SIDE; i++) {
		if (since++ == CLEAR_EVERY) {
			block[n++] = CLEAR;
			since = 1;
		}
		block[n++] = i == SIDE * SIDE ? END : (unsigned char)pixel(i % SIDE, i / SIDE, hue);
		if (n + 2 > BLOCK || i == SIDE * SIDE) {
			add_byte(out, (unsigned)n);
			str_add_bytes(out, block, n);
			n = 0;
		}
	}
	str_add_bytes(out, "\0;", 2);
}

void images_show(struct exchange *x)
{
	const unsigned hue = hue_of(x->path_id);

	answer_empty(x, 200);
	x->answer.media = "image/gif";
	add_head(&x->answer.body, hue);
	add_pixels(&x->answer.body, hue);
}
