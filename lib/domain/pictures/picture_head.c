/* The first bytes of pictures. */
#include "domain/pictures/picture_head.h"

#include <string.h>

static uint8_t at(struct bytes b, size_t i)
{
	return ((const uint8_t *)b.data)[i];
}

static int64_t big16(struct bytes b, size_t i)
{
	return at(b, i) << 8 | at(b, i + 1);
}

static int64_t little16(struct bytes b, size_t i)
{
	return at(b, i + 1) << 8 | at(b, i);
}

static int64_t little24(struct bytes b, size_t i)
{
	return (int64_t)at(b, i + 2) << 16 | little16(b, i);
}

static bool has(struct bytes b, size_t i, const char *text, size_t len)
{
	return b.len >= i + len && !memcmp((const char *)b.data + i, text, len);
}
#define HAS(b, i, text) has(b, i, text, sizeof(text) - 1)

static bool take(struct picture_head *out, int64_t width, int64_t height)
{
	out->width = width;
	out->height = height;
	return width > 0 && height > 0;
}

static bool png_size(struct bytes b, struct picture_head *out)
{
	enum { IHDR = 12, WIDTH = 16, HEIGHT = 20, END = 24 };

	return b.len >= END && HAS(b, IHDR, "IHDR") && big16(b, WIDTH) == 0 &&
	       big16(b, HEIGHT) == 0 && take(out, big16(b, WIDTH + 2), big16(b, HEIGHT + 2));
}

static bool gif_size(struct bytes b, struct picture_head *out)
{
	enum { WIDTH = 6, HEIGHT = 8, END = 10 };

	return b.len >= END && (HAS(b, 0, "GIF87a") || HAS(b, 0, "GIF89a")) &&
	       take(out, little16(b, WIDTH), little16(b, HEIGHT));
}

/* Three kinds in one cover: lossy, lossless, extended. */
static bool webp_size(struct bytes b, struct picture_head *out)
{
	enum { BODY = 20, LOSSY = 26, EXTENDED = 24, END = 30, SIDE = 0x3fff };

	if (b.len < END || !HAS(b, 8, "WEBP"))
		return false;
	if (HAS(b, 12, "VP8 "))
		return HAS(b, LOSSY - 3, "\x9d\x01\x2a") &&
		       take(out, little16(b, LOSSY) & SIDE, little16(b, LOSSY + 2) & SIDE);
	if (HAS(b, 12, "VP8X"))
		return take(out, little24(b, EXTENDED) + 1, little24(b, EXTENDED + 3) + 1);
	if (!HAS(b, 12, "VP8L") || at(b, BODY) != 0x2f)
		return false;
	const int64_t bits = little24(b, BODY + 1) | (int64_t)at(b, BODY + 4) << 24;
	return take(out, (bits & SIDE) + 1, (bits >> 14 & SIDE) + 1);
}

/* Does this marker begin a frame, and with it the size? C4, C8 and CC mean something else. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* Has this marker no length behind it? */
static bool is_bare(uint8_t marker)
{
	return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

static bool jpeg_size(struct bytes b, struct picture_head *out)
{
	enum { LENGTH = 2, HEIGHT = 5, WIDTH = 7, FRAME = 9, SCAN = 0xda, ENDS = 0xd9 };
	size_t i = 2;

	while (i + FRAME <= b.len && at(b, i) == 0xff) {
		const uint8_t marker = at(b, i + 1);
		if (marker == 0xff)
			i++; /* filling */
		else if (is_bare(marker))
			i += 2;
		else if (is_frame(marker))
			return take(out, big16(b, i + WIDTH), big16(b, i + HEIGHT));
		else if (marker == SCAN || marker == ENDS || marker < 0xc0)
			return false;
		else
			i += 2 + (size_t)big16(b, i + LENGTH);
	}
	return false;
}

bool picture_head_read(struct bytes picture, struct picture_head *out)
{
	static const struct {
		const char *media;
		const char *magic;
		size_t n;
		bool (*size)(struct bytes b, struct picture_head *out);
	} kinds[] = {
	    {"image/jpeg", "\xff\xd8\xff", 3, jpeg_size},
	    {"image/png", "\x89PNG\r\n\x1a\n", 8, png_size},
	    {"image/webp", "RIFF", 4, webp_size},
	    {"image/gif", "GIF8", 4, gif_size},
	};

	*out = (struct picture_head){0};
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (has(picture, 0, kinds[i].magic, kinds[i].n)) {
			out->media = kinds[i].media;
			return kinds[i].size(picture, out);
		}
	return false;
}
