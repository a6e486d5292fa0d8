#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

/*
 * What every program of Kram does first, once: the zone of its pages, libsodium, no core, and no
 * death by writing. Whoever writes to a closed connection (SIGPIPE) or past a limit of the file's
 * size (SIGXFSZ) gets an error instead, to be told in words.
 */

void process_init(void);

#endif
