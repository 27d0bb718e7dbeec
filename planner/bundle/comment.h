/* The comment that PyPI keeps beside a prohibited name.
 *
 * It is all that is left years later, when somebody asks for the name: the list stores name, who,
 * when and comment, with no expiry (Warehouse, packaging/models.py, ProhibitedProjectName). So it
 * says who asked, why, whom to ask, when the name may be given away, until when, and where the
 * whole story is, in at most LIMIT_COMMENT_BYTES bytes and one line. */
#ifndef BUNDLE_COMMENT_H
#define BUNDLE_COMMENT_H

#include "bundle/asked.h"

/* Adds the comment of REQUEST. What does not fit is left out in this order: the second
 * contact, the reference, the end of the organisation's name. "" for a namespace. */
void comment_add(struct text *out, const struct asked *asked, const struct asked_request *request);

#endif
