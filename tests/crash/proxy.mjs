// Stands between a job and MariaDB and breaks the n-th statement: the server's word that a lock was
// lost, or the end of the connection before the statement, or after it and before its answer; for a
// COMMIT that is the commit of unknown outcome. What the server would have done it is made to do.
import { createConnection, createServer } from "node:net";

const COMMANDS = new Set([0x03, 0x17, 0xfa]); // query, execute, execute in bulk
const HEADER = 4; // three bytes of length, one of sequence

/** How a statement ends badly; state as the server sends it. */
export const WAYS = {
  1213: { error: "Deadlock found when trying to get lock; try restarting transaction", state: "40001", rollback: true },
  1020: { error: "Record has changed since last read in table", state: "HY000", rollback: true },
  1114: { error: "The table is full", state: "HY000" },
  1205: { error: "Lock wait timeout exceeded; try restarting transaction", state: "HY000" },
  2006: { cut: "before" },
  2013: { cut: "after" },
};

function packet(sequence, payload) {
  const head = Buffer.alloc(HEADER);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence;
  return Buffer.concat([head, payload]);
}

function errorPacket(code, { error, state }) {
  const head = Buffer.from([0xff, 0, 0]);
  head.writeUInt16LE(code, 1);
  return packet(1, Buffer.concat([head, Buffer.from(`#${state}${error}`)]));
}

const rollback = packet(0, Buffer.from("\x03ROLLBACK", "latin1"));

export class Proxy {
  statements = 0;
  #at = Infinity;
  #code = 0;

  static async start(path, target) {
    const proxy = new Proxy();
    proxy.path = path;
    proxy.server = createServer((client) => proxy.#serve(client, createConnection(target)));
    await new Promise((resolve) => proxy.server.listen(path, resolve));
    return proxy;
  }

  /** Count from 0 again; break the n-th statement from now on, once. */
  arm(n = Infinity, code = 0) {
    Object.assign(this, { statements: 0 });
    this.#at = n;
    this.#code = code;
  }

  stop() {
    this.server.close();
  }

  #serve(client, server) {
    let pending = Buffer.alloc(0);
    let swallow = null; // what to do with the server's next bytes instead of passing them on

    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on("error", end).on("close", end);
    server.on("data", (bytes) => (swallow ? swallow(bytes) : client.write(bytes)));

    const breakIt = (whole) => {
      const way = WAYS[this.#code];
      if (way.cut === "before") return end();
      if (way.cut === "after") {
        swallow = end;
        return server.write(whole);
      }
      if (!way.rollback) return client.write(errorPacket(this.#code, way));
      swallow = () => {
        swallow = null;
        client.write(errorPacket(this.#code, way));
      };
      return server.write(rollback);
    };

    client.on("data", (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length > HEADER && pending.length >= HEADER + pending.readUIntLE(0, 3)) {
        const length = HEADER + pending.readUIntLE(0, 3);
        const whole = pending.subarray(0, length);
        pending = pending.subarray(length);
        const counts = whole[3] === 0 && COMMANDS.has(whole[HEADER]);
        if (counts && ++this.statements === this.#at) breakIt(whole);
        else server.write(whole);
      }
    });
  }
}
