/* The renderings of send/: they see what is asked, never the plan. */
#ifndef BUNDLE_SENDS_H
#define BUNDLE_SENDS_H

#include <stdbool.h>
#include <stddef.h>

struct asked;
struct text;

/* prohibit.txt: the names to prohibit, one a line, and nothing else: PyPI's bulk form splits at
 * white space and takes every word for a name. Names to hold or convert are not among them. A
 * draft's cannot be marked: the comment beside it is. */
void prohibit_render(const struct asked *asked, struct text *out);

/* prohibit-comment.txt: the comment for those names, one line of at most 250 bytes before its line
 * feed (bundle/comment.h). */
void prohibit_comment_render(const struct asked *asked, struct text *out);

/* prohibit-links.txt: for ten names or fewer to prohibit, and as few to hold, the path of PyPI's form for a
 * single name, one a line, name and comment filled in. That form shows first what would be deleted
 * and asks (Warehouse, admin/views/prohibited_project_names.py, confirm_prohibited_project_names).
 * A path has no host: it is put behind the one that the administrator trusts. */
enum { LINKED_NAMES = 10 };
bool prohibit_links_apply(const struct asked *asked);
void prohibit_links_render(const struct asked *asked, struct text *out);

/* "/admin/prohibited_project_names/add/?project=NAME&comment=TEXT" (RFC 3986). */
void prohibit_link_add(struct text *out, const char *name, const char *comment);

/* release.txt: the names given back, with where the administrator takes one off the list and the
 * message to expect (Warehouse, remove_prohibited_project_names). No list to paste either. */
void release_render(const struct asked *asked, struct text *out);

/* convert.txt: our own empty projects, to be deleted and prohibited one by one, each with its
 * proof. It is no list to paste: it begins with words that are no names, so that the bulk form
 * refuses it whole. */
void convert_render(const struct asked *asked, struct text *out);

/* namespace-01.md, ...: an application for the namespace NUMBER (from 1) of those asked for, by
 * PEP 755's five criteria, as Markdown that GitHub shows. False, and nothing added, past the last.
 */
bool namespace_render(const struct asked *asked, size_t number, struct text *out);

/* request.json, as policy/request.schema.json describes it. */
void request_json_render(const struct asked *asked, struct text *out);

#endif
