/* PEP 503 HTML, through libxml2's SAX parser: the text of each anchor is a project's name. */
#include "base/text.h"
#include "registry/import.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

struct page {
	struct import *import;
	const struct file *file;
	struct failure *failure;
	enum error error;
	struct text anchor, target;
	bool inside;
	size_t anchors;
};

/* Listings of folders, as static trees have them, also link to the folder above, to other orders
 * and to files. */
static bool leads_away(const char *target, const char *text, size_t length)
{
	static const char *const files[] = {
		".html", ".json", ".txt", ".xml", ".whl", ".gz", ".zip"};
	bool above = *target != '\0' && target[strspn(target, "./")] == '\0';
	if (above || *target == '?' || *target == '#' || strcmp(text, "Parent Directory") == 0)
		return true;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		size_t size = strlen(files[i]);
		if (length > size && strcmp(target, text) == 0 &&
			strcasecmp(text + length - size, files[i]) == 0)
			return true;
	}
	return false;
}

static void begin_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct page *page = context;
	if (strcmp((const char *)name, "a") != 0)
		return;
	text_clear(&page->anchor);
	text_clear(&page->target);
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		if (strcmp((const char *)attributes[i], "href") == 0 && attributes[i + 1] != NULL)
			text_add(&page->target, (const char *)attributes[i + 1]);
	}
	page->inside = true;
}

static void characters(void *context, const xmlChar *text, int length)
{
	struct page *page = context;
	if (page->inside && length > 0)
		text_add_bytes(&page->anchor, (const char *)text, (size_t)length);
}

struct span {
	const char *text;
	size_t length;
};

/* Without white space around it and the slash that listings put behind a folder. */
static struct span trimmed(const char *text)
{
	text += strspn(text, " \t\r\n");
	size_t length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	length -= length > 1 && text[length - 1] == '/';
	return (struct span){text, length};
}

/* Of a link, without query: `/simple/acme-auth/?x` is `acme-auth`. */
static struct span last_part(const char *target)
{
	size_t end = strcspn(target, "?#");
	end -= end > 0 && target[end - 1] == '/';
	size_t begin = end;
	while (begin > 0 && target[begin - 1] != '/')
		begin--;
	return (struct span){target + begin, end - begin};
}

static void end_element(void *context, const xmlChar *name)
{
	struct page *page = context;
	if (strcmp((const char *)name, "a") != 0 || !page->inside)
		return;
	page->inside = false;
	page->anchors++;
	struct span shown = trimmed(page->anchor.bytes);
	if (leads_away(page->target.bytes, page->anchor.bytes, page->anchor.length))
		return;
	/* nginx and Apache cut long names of folders, `quillhaven-auth-cl..>`: the link has all. */
	bool cut = shown.length > 3 && memcmp(shown.text + shown.length - 3, "..>", 3) == 0;
	if (cut)
		shown = last_part(page->target.bytes);
	if (page->error == OK)
		page->error = import_name(
			page->import, page->file, shown.text, shown.length, page->failure);
}

/* PyPI ends its page with <!--SERIAL 31-->, behind </html>. */
static void comment(void *context, const xmlChar *text)
{
	struct page *page = context;
	const char *digits = (const char *)text + strspn((const char *)text, " \t\r\n");
	if (strncmp(digits, "SERIAL ", 7) != 0)
		return;
	digits += 7;
	size_t length = strspn(digits, "0123456789");
	if (length > 0 && length <= 15 &&
		digits[length + strspn(digits + length, " \t\r\n")] == '\0')
		page->import->serial = strtoull(digits, NULL, 10);
}

/* Where the text ends, without white space and whole comments at its end. */
static size_t end_of_markup(const char *bytes, size_t length)
{
	for (;;) {
		while (length > 0 && strchr(" \t\r\n", bytes[length - 1]) != NULL)
			length--;
		if (length < 7 || memcmp(bytes + length - 3, "-->", 3) != 0)
			return length;
		size_t begin = length - 3;
		while (begin >= 4 && memcmp(bytes + begin - 4, "<!--", 4) != 0)
			begin--;
		if (begin < 4)
			return length;
		length = begin - 4;
	}
}

static bool ends_whole(const struct file *file)
{
	size_t length = end_of_markup(file->bytes, file->length);
	return length >= 7 && strncasecmp(file->bytes + length - 7, "</html>", 7) == 0;
}

enum error import_html(struct import *import, const struct file *file, struct failure *failure)
{
	enum error error = file_must_be_text(file, failure);
	if (error != OK)
		return error;
	if (!ends_whole(file))
		return fail(failure, ERR_INPUT,
			"%s: the document ends early (no </html>); download it again", file->name);
	htmlSAXHandler handler = {.startElement = begin_element,
		.characters = characters,
		.endElement = end_element,
		.comment = comment};
	struct page page = {.import = import,
		.file = file,
		.failure = failure,
		.anchor = text_new(LIMIT_NAME_BYTES + 64),
		.target = text_new(LIMIT_URL_BYTES)};
	enum { CHUNK = 1 << 20 };
	htmlParserCtxtPtr parser =
		htmlCreatePushParserCtxt(&handler, &page, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (parser == NULL)
		return fail(failure, ERR_IO, "%s: libxml2 could not begin", file->name);
	htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_RECOVER);
	for (size_t at = 0; at < file->length && page.error == OK; at += CHUNK) {
		size_t left = file->length - at;
		htmlParseChunk(parser, file->bytes + at, (int)(left < CHUNK ? left : CHUNK), 0);
	}
	htmlParseChunk(parser, "", 0, 1);
	htmlFreeParserCtxt(parser);
	text_release(&page.anchor);
	text_release(&page.target);
	if (page.error == OK && page.anchors == 0)
		return fail(failure, ERR_INPUT,
			"%s: holds no anchors; it should be the answer of GET /simple/ as "
			"PEP 503 HTML",
			file->name);
	return page.error;
}
