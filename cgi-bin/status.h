#ifndef CGI_STATUS_H
#define CGI_STATUS_H

/* Handler of the page that says whether everything works. */

#include "web/request.h"

enum rc pg_status(struct request *rq, struct err *e);

#endif
