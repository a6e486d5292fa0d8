/* First bytes of pictures: whatever they are, what is said of them can be shown; nothing is read
 * beyond their end. */
#include "fuzz.h"

#include "domain/pictures/picture.h"
#include "domain/pictures/picture_head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	const struct bytes bytes = {data, size};
	struct picture_content content;
	struct picture_head head;

	if (picture_head_read(bytes, &head))
		MUST(head.media && head.width > 0 && head.height > 0 && head.width <= 1 << 24 &&
		     head.height <= 1 << 24);
	if (picture_content_of(mem, bytes, &content))
		MUST(content.digest.len == PICTURE_DIGEST_BYTES &&
		     content.width <= PICTURE_SIDE_MAX && content.height <= PICTURE_SIDE_MAX &&
		     content.bytes.len <= PICTURE_BYTES_MAX);
	mem_free(mem);
	return 0;
}
