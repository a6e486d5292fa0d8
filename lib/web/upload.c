/* The parts of a body: one file to disk, small fields into the form. */
#include "web/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "web/multipart.h"
#include "web/request.h"
#include "web/server.h"

enum { PIECE = 32 * 1024 }; /* read at once */

struct receiving {
	struct request *rq;
	struct upload *up;
	const char *name; /* of the part that is read */
	struct str value; /* of a field */
	bool is_file;
	size_t fields; /* bytes of all of them */
};

static enum rc trouble(struct err *e, const char *path)
{
	return err_set(e, RC_IO, "keeping what is uploaded in %s: %s", path, strerror(errno));
}

/* That there is no room is not our fault, and somebody can help it. */
static enum rc no_room(struct receiving *r, struct err *e)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		r->rq->res->status = 507;
	return trouble(e, r->up->folder);
}

/* ---- The file ---------------------------------------------------------------------------------
 */

static int upload_close(struct upload *up)
{
	return up->fd < 0 ? 0 : close(up->fd);
}

static enum rc open_file(struct receiving *r, const char *file_name, struct err *e)
{
	struct upload *up = r->up;

	if (up->name)
		return request_refuse(r->rq, 400, RC_INVALID, e, "the form has two files");
	up->name = multipart_shown_name(up, file_name);
	if (mkdir(up->folder, 0700) && errno != EEXIST)
		return trouble(e, up->folder);
	up->fd = open(up->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	return up->fd < 0 ? trouble(e, up->folder) : RC_OK;
}

static enum rc write_all(struct receiving *r, const char *bytes, size_t n, struct err *e)
{
	r->up->bytes += (int64_t)n;
	while (n) {
		ssize_t done = write(r->up->fd, bytes, n);
		if (done < 0 && errno != EINTR)
			return no_room(r, e);
		bytes += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
	return RC_OK;
}

/* ---- Parts ------------------------------------------------------------------------------------
 */

static enum rc begin(void *arg, const struct multipart_part *part, struct err *e)
{
	struct receiving *r = arg;

	r->is_file = part->file_name != NULL;
	if (r->is_file)
		return open_file(r, part->file_name, e);
	r->name = mem_strdup(r->rq, part->name);
	str_init(&r->value, r->rq, UPLOAD_FIELDS_MAX);
	str_add(&r->value, "");
	return RC_OK;
}

static enum rc take(void *arg, const char *bytes, size_t n, struct err *e)
{
	struct receiving *r = arg;

	if (r->is_file && r->up->bytes + (int64_t)n > UPLOAD_MAX)
		return request_refuse(r->rq, 413, RC_INVALID, e, "a file of more than %d bytes",
				      UPLOAD_MAX);
	if (r->is_file)
		return write_all(r, bytes, n, e);
	r->fields += n;
	if (r->fields > UPLOAD_FIELDS_MAX)
		return request_refuse(r->rq, 413, RC_INVALID, e, "fields of more than %d bytes",
				      UPLOAD_FIELDS_MAX);
	if (memchr(bytes, '\0', n))
		return err_set(e, RC_INVALID, "a NUL byte in a field");
	str_add_bytes(&r->value, bytes, n);
	return RC_OK;
}

static enum rc end(void *arg, struct err *e)
{
	struct receiving *r = arg;

	return r->is_file ? RC_OK : form_add(r->rq->raw_form, r->name, r->value.text, e);
}

/* ---- The body ---------------------------------------------------------------------------------
 */

static enum rc read_parts(struct receiving *r, int64_t len, struct multipart *m, struct err *e)
{
	char *piece = mem_array(r->rq, char, PIECE);

	while (len) {
		size_t n = request_body(r->rq, piece, len < PIECE ? (size_t)len : PIECE);
		if (!n)
			return err_set(e, RC_INVALID, "the body ends early");
		if (multipart_feed(m, piece, n, e))
			return e->rc;
		len -= (int64_t)n;
	}
	return multipart_end(m, e);
}

static enum rc read_body(struct request *rq, struct upload *up, struct err *e)
{
	struct receiving r = {.rq = rq, .up = up};
	const struct multipart_sink sink = {begin, take, end, &r};
	const char *boundary = multipart_boundary(rq, req_env(rq, "CONTENT_TYPE"));
	struct multipart *m;
	int64_t len;

	if (!str_to_i64(str_or(req_env(rq, "CONTENT_LENGTH"), ""), 0, INT64_MAX, &len))
		return err_set(e, RC_INVALID, "the length of the body is unknown");
	if (len > UPLOAD_BODY_MAX)
		return request_refuse(rq, 413, RC_INVALID, e, "a body of %lld bytes",
				      (long long)len);
	if (!boundary)
		return err_set(e, RC_INVALID, "the body has no boundary");
	multipart_open(rq, boundary, &sink, &m);
	if (read_parts(&r, len, m, e))
		return e->rc;
	return up->fd >= 0 && fsync(up->fd) ? no_room(&r, e) : RC_OK;
}

enum rc upload_read(struct request *rq, struct err *e)
{
	struct upload *up = mem_zero(rq, struct upload);

	up->fd = -1;
	up->folder = conf_state_path(up, rq->conf, rq->web->def->uploads);
	talloc_set_destructor(up, upload_close);
	rq->raw_form = form_empty(rq);
	rq->upload = up;
	return read_body(rq, up, e);
}

/* The kernel's name of an open file: the only one it has. */
enum rc upload_keep(const struct upload *up, const char *name, struct err *e)
{
	void *mem = mem_context(NULL, "upload");
	const char *from = mem_printf(mem, "/proc/self/fd/%d", up->fd);
	int dir = open(up->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0 || linkat(AT_FDCWD, from, dir, name, AT_SYMLINK_FOLLOW) || fsync(dir))
		trouble(e, up->folder);
	if (dir >= 0)
		close(dir);
	mem_free(mem);
	return e->rc;
}
