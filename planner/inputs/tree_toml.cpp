// TOML through toml++ (header-only, without exceptions): the only file that is no C, because Debian
// has no C library for TOML 1.0.
#define TOML_EXCEPTIONS                 0
#define TOML_HEADER_ONLY                1
#define TOML_ENABLE_FORMATTERS          0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>

extern "C" {
#include "inputs/tree_toml.h"
}

#include <string_view>

namespace
{

struct walk {
	const struct toml_sink *sink;
	void *user;
	unsigned depth;
};

enum toml_answer visit(const walk &at, void *parent, const toml::node &node, std::string_view key);

toml_answer visit_members(const walk &at, void *place, const toml::node &node)
{
	if (at.depth == 0)
		return TOML_TOO_DEEP;
	walk inner = {at.sink, at.user, at.depth - 1};
	toml_answer answer = TOML_READ;
	if (const toml::table *table = node.as_table()) {
		for (auto &&[key, member] : *table) {
			if (answer == TOML_READ)
				answer = visit(inner, place, member, key.str());
		}
	} else if (const toml::array *array = node.as_array()) {
		for (auto &&member : *array) {
			if (answer == TOML_READ)
				answer = visit(inner, place, member, {});
		}
	}
	return answer;
}

toml_kind kind_of(const toml::node &node)
{
	switch (node.type()) {
	case toml::node_type::table:
		return TOML_TABLE;
	case toml::node_type::array:
		return TOML_LIST;
	case toml::node_type::string:
		return TOML_TEXT;
	case toml::node_type::boolean:
		return TOML_BOOL;
	case toml::node_type::integer:
	case toml::node_type::floating_point:
		return TOML_NUMBER;
	default:
		return TOML_DATE;
	}
}

enum toml_answer visit(const walk &at, void *parent, const toml::node &node, std::string_view key)
{
	struct toml_value value = {};
	value.kind = kind_of(node);
	value.line = node.source().begin.line;
	value.key = key.data();
	value.key_length = key.size();
	if (const auto *text = node.as_string()) {
		value.text = text->get().data();
		value.text_length = text->get().size();
	}
	if (const auto *flag = node.as_boolean())
		value.number = flag->get();
	else if (node.is_integer())
		value.number = node.value<int>().value_or(0);
	bool nul =
		key.find('\0') != key.npos ||
		(value.text != nullptr && node.as_string()->get().find('\0') != std::string::npos);
	void *place = at.sink->add(at.user, parent, &value);
	if (nul)
		return TOML_HOLDS_NUL;
	bool nests = value.kind == TOML_TABLE || value.kind == TOML_LIST;
	return nests ? visit_members(at, place, node) : TOML_READ;
}

} // namespace

extern "C" enum toml_answer toml_read(const char *bytes, size_t length, unsigned depth,
	const struct toml_sink *sink, void *user, struct toml_fault *fault)
{
	toml::parse_result result = toml::parse(std::string_view(bytes, length));
	if (!result) {
		const toml::parse_error &error = result.error();
		fault->line = error.source().begin.line;
		std::string_view what = error.description();
		// What is quoted came from the file and may be a secret.
		what = what.substr(0, what.find('\''));
		size_t kept = what.copy(fault->what, sizeof fault->what - 1);
		fault->what[kept] = '\0';
		return TOML_WRONG;
	}
	return visit({sink, user, depth}, nullptr, result.table(), {});
}
