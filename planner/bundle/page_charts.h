/* report.html in pictures: what each ask would close, where the candidates went, what they come
 * from. Drawn by base/chart.h, each with its numbers in a table beside it. */
#ifndef BUNDLE_PAGE_CHARTS_H
#define BUNDLE_PAGE_CHARTS_H

struct plan;
struct text;

/* All three, side by side where there is room. */
void page_charts(struct text *out, const struct plan *plan);

#endif
