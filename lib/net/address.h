#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

/* Addresses one may connect to when somebody else named the server. Pure. */

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Is it an address of the public Internet: not of this machine, of a private network, of the
 * network a machine is plugged into (where clouds keep their keys), of a carrier's own, of a
 * group, reserved, or another kind of address in disguise (IPv4 inside IPv6)?
 */
bool address_is_public(const struct sockaddr *address);

#endif
