#ifndef BASE_HOST_H
#define BASE_HOST_H

/* This machine, as leases, runs, actors and letters name it. */

#include <stdint.h>

#include "base/compiler.h"

enum {
	HOST_NAME_SIZE = 65, /* HOST_NAME_MAX of Linux and its end */
	HOST_PLACE_SIZE = 9,
};

/* Never empty. */
void host_name(char out[HOST_NAME_SIZE]) NONNULL(1);

/*
 * Where a process id means something: this boot, and this namespace of processes, as eight
 * hexadecimal digits. Machines copied from one image, and containers, may share a name.
 */
void host_place(char out[HOST_PLACE_SIZE]) NONNULL(1);

/* Room left to us on the disk of this folder, in percent; -1: not known. */
int64_t host_disk_free_percent(const char *folder) NONNULL(1);

#endif
