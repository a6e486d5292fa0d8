#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

/*
 * What every program of Kram does first, once: the zone of its pages, libsodium, no core, and no
 * death by writing. Whoever writes to a closed connection (SIGPIPE) or past a limit of the file's
 * size (SIGXFSZ) gets an error instead, to be told in words.
 */

#include "base/err.h"

void process_init(void);

/*
 * Root becomes the owner of this folder for good, groups included, so that nothing it makes is out
 * of the reach of those who work there; anybody else, and a folder of root's, changes nothing.
 * RC_IO when there is no such folder, RC_DENIED when the kernel refuses.
 */
MUST_CHECK enum rc process_become_owner(const char *folder, struct err *e);

#endif
