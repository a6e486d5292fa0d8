/* Signals, zone, secrets. */
#include "base/process.h"

#include <signal.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/secret.h"
#include "base/time.h"

static const int of_writing[] = {SIGPIPE, SIGXFSZ};

void process_init(void)
{
	for (size_t i = 0; i < COUNT_OF(of_writing); i++)
		(void)signal(of_writing[i], SIG_IGN);
	time_init();
	secret_init();
}
