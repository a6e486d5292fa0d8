// A mail server for tests: SMTP on loopback, plain, that keeps what it is given and can be told to
// misbehave: refuse an address, close after the message without an answer, not be there at all.
import { once } from "node:events";
import { createServer } from "node:net";

export class Mailbox {
  mails = [];
  words = []; // first words of what was said to it
  behave = "well"; // well | swallow: takes the mail and hangs up | busy: 450 | refuse: 550
  #server;
  #sockets = new Set();

  async start(port = 0, host = "127.0.0.1") {
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    this.port = this.#server.address().port;
    this.host = host;
    return this;
  }

  get url() {
    return `smtp://${this.host}:${this.port}`;
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) {
      this.#server.close();
      await once(this.#server, "close");
    }
  }

  #serve(socket) {
    this.#sockets.add(socket);
    const session = { from: "", to: [], data: null, rest: "" };
    socket.setEncoding("utf8").on("error", () => {}).on("close", () => this.#sockets.delete(socket));
    socket.write("220 mailbox\r\n");
    socket.on("data", (text) => {
      session.rest += text;
      for (let at; (at = session.rest.indexOf("\r\n")) >= 0; ) {
        const line = session.rest.slice(0, at);
        session.rest = session.rest.slice(at + 2);
        this.#line(socket, session, line);
      }
    });
  }

  #line(socket, session, line) {
    if (session.data !== null) return this.#dataLine(socket, session, line);
    const say = (text) => socket.write(`${text}\r\n`);
    const word = line.slice(0, 4).toUpperCase();
    this.words.push(word);
    if (word === "MAIL") session.from = line;
    if (word === "RCPT") {
      if (this.behave === "refuse") return say("550 no such mailbox");
      session.to.push(/<(.*)>/.exec(line)[1]);
    }
    if (word === "DATA") {
      if (this.behave === "busy") return say("450 come back later");
      session.data = [];
      return say("354 go ahead");
    }
    if (word === "QUIT") return socket.end("221 bye\r\n");
    return say("250 fine");
  }

  #dataLine(socket, session, line) {
    if (line !== ".") return session.data.push(line.startsWith("..") ? line.slice(1) : line);
    this.mails.push(parse(session));
    session.data = null;
    if (this.behave === "swallow") return socket.destroy();
    return socket.write("250 taken\r\n");
  }
}

/** A mail as a reader sees it: headers unfolded, words and body decoded. */
export function parse({ from, to, data }) {
  const gap = data.indexOf("");
  const headers = {};
  for (const line of data.slice(0, gap).join("\r\n").replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const bytes = (text) => Buffer.from(text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1");
  const subject = headers.subject
    .replace(/\?= =\?UTF-8\?Q\?/g, "")
    .replace(/=\?UTF-8\?Q\?(.*)\?=/, (_, words) => bytes(words.replaceAll("_", " ")).toString("utf8"));
  const body = bytes(data.slice(gap + 1).join("\n").replace(/=\n/g, "")).toString("utf8");
  return { from, to, headers, subject, body, raw: data };
}
