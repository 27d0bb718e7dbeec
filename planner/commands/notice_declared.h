/* Names that stand in what an organisation says of itself. */
#ifndef COMMANDS_NOTICE_DECLARED_H
#define COMMANDS_NOTICE_DECLARED_H

struct plan;

/* Warns of each text that the notice repeats (role, contacts, ...) which holds a name of the plan:
 * a mailbox called after an internal package tells that package. Words of the organisation's own
 * name, domains and account are told anyway. */
void notice_warn_declared(const struct plan *plan);

#endif
