/* The narrow door to simdjson. */
#include <cstring>
#include <simdjson.h>
#include <type_traits>

extern "C" {
#include "base/json_door.h"
}

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(sizeof(element) == sizeof(struct door_value), "a value is a document and a place");
static_assert(std::is_trivially_copyable<element>::value, "values are copied as bytes");
static_assert(simdjson::SIMDJSON_PADDING <= DOOR_PADDING, "records are padded");

struct door_parser {
	simdjson::dom::parser parser;
	unsigned depth;
};

static struct door_value closed(const element &inner)
{
	struct door_value value;
	std::memcpy(&value, &inner, sizeof value);
	return value;
}

static element opened(struct door_value value)
{
	element inner;
	std::memcpy(static_cast<void *>(&inner), &value, sizeof inner);
	return inner;
}

extern "C" struct door_parser *door_new(unsigned depth)
{
	return new door_parser{simdjson::dom::parser{}, depth};
}

extern "C" void door_free(struct door_parser *parser)
{
	delete parser;
}

extern "C" const char *door_read(
	struct door_parser *parser, const char *bytes, size_t length, struct door_value *root)
{
	if (parser->parser.capacity() < length) {
		simdjson::error_code error =
			parser->parser.allocate(length + length / 2, parser->depth);
		if (error)
			return simdjson::error_message(error);
	}
	element inner;
	simdjson::error_code error =
		parser->parser.parse(reinterpret_cast<const uint8_t *>(bytes), length, false)
			.get(inner);
	if (error)
		return simdjson::error_message(error);
	*root = closed(inner);
	return NULL;
}

extern "C" enum door_type door_type(struct door_value value)
{
	switch (opened(value).type()) {
	case element_type::ARRAY:
		return DOOR_LIST;
	case element_type::OBJECT:
		return DOOR_OBJECT;
	case element_type::STRING:
		return DOOR_TEXT;
	case element_type::BOOL:
		return DOOR_BOOL;
	case element_type::NULL_VALUE:
		return DOOR_NULL;
	default:
		return DOOR_NUMBER;
	}
}

extern "C" bool door_member(struct door_value value, const char *key, struct door_value *out)
{
	simdjson::dom::object object;
	element inner;
	if (opened(value).get(object) || object.at_key(key).get(inner))
		return false;
	*out = closed(inner);
	return true;
}

static struct door_text bytes_of(std::string_view view)
{
	struct door_text text = {view.data(), view.size()};
	return text;
}

extern "C" bool door_text(struct door_value value, struct door_text *out)
{
	std::string_view view;
	if (opened(value).get(view))
		return false;
	*out = bytes_of(view);
	return true;
}

extern "C" bool door_text_is(struct door_text text, const char *word)
{
	return std::string_view(text.bytes, text.length) == word;
}

extern "C" bool door_integer(struct door_value value, int64_t *out)
{
	double number;
	if (!opened(value).get(*out))
		return true;
	if (opened(value).get(number) || !(number > -9e15 && number < 9e15))
		return false;
	*out = static_cast<int64_t>(number);
	return true;
}

extern "C" void door_each(struct door_value value, door_visit *visit, void *context)
{
	simdjson::dom::array list;
	simdjson::dom::object object;
	if (!opened(value).get(list)) {
		for (element item : list)
			visit(context, bytes_of(std::string_view()), closed(item));
	} else if (!opened(value).get(object)) {
		for (auto member : object)
			visit(context, bytes_of(member.key), closed(member.value));
	}
}
