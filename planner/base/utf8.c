/* UTF-8, read strictly. */
#include "base/utf8.h"

#include <string.h>

size_t utf8_read(const char *bytes, size_t length, uint32_t *code_point)
{
	const unsigned char *b = (const unsigned char *)bytes;
	if (b[0] < 0x80) {
		*code_point = b[0];
		return 1;
	}
	size_t size = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
	if (b[0] < 0xc2 || b[0] > 0xf4 || length < size)
		return 0;
	uint32_t value = b[0] & (0xffu >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if ((b[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (b[i] & 0x3fu);
	}
	static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
	if (value < smallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code_point = value;
	return size;
}

size_t utf8_valid_length(const char *bytes, size_t length)
{
	size_t at = 0;
	while (at < length) {
		/* Eight bytes of ASCII at once: nearly all of nearly every file. */
		uint64_t eight;
		if (length - at >= sizeof eight) {
			memcpy(&eight, bytes + at, sizeof eight);
			if ((eight & 0x8080808080808080u) == 0) {
				at += sizeof eight;
				continue;
			}
		}
		uint32_t code_point;
		size_t size = utf8_read(bytes + at, length - at, &code_point);
		if (size == 0)
			return at;
		at += size;
	}
	return length;
}

bool utf8_is_showable_beyond_ascii(uint32_t c)
{
	if (c < 0xa0 || c == 0xad || c == 0x34f || c == 0x61c)
		return false;
	if ((c >= 0x115f && c <= 0x1160) || (c >= 0x17b4 && c <= 0x17b5) || c == 0x180e)
		return false;
	if ((c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e))
		return false;
	if ((c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff)
		return false;
	return !(c >= 0xfff0 && c <= 0xfffb) && !(c >= 0xe0000 && c <= 0xe0fff);
}
