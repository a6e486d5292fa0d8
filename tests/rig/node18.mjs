// Debian's node 18 has an older fetch: what the tests use of the newer one.
if (!Headers.prototype.getSetCookie) {
  // A comma inside of a date is not followed by NAME=.
  Headers.prototype.getSetCookie = function getSetCookie() {
    return (this.get("set-cookie") ?? "").split(/,\s*(?=[\w-]+=)/).filter(Boolean);
  };
}
