/* What LIKE would take for a joker stands for itself. */
#include "db/like.h"

#include <string.h>

void like_add(struct str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		str_add(out, text[i] && strchr("%_\\", text[i]) ? "\\" : "");
		str_add_bytes(out, &text[i], 1);
	}
}
