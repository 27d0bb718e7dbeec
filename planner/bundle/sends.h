/* The renderings of send/: they see what is asked, never the plan. */
#ifndef BUNDLE_SENDS_H
#define BUNDLE_SENDS_H

struct asked;
struct text;

/* prohibit.txt: the names to prohibit, one a line, and nothing else: PyPI's bulk form splits at
 * white space and takes every word for a name. Names to hold or convert are not among them. A
 * draft's cannot be marked: the comment beside it is. */
void prohibit_render(const struct asked *asked, struct text *out);

/* prohibit-comment.txt: the comment for those names, one line of at most 250 bytes before its line
 * feed (bundle/comment.h). */
void prohibit_comment_render(const struct asked *asked, struct text *out);

/* request.json, as policy/request.schema.json describes it. */
void request_json_render(const struct asked *asked, struct text *out);

#endif
