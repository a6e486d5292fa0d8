// Statements of a rig's administrator. A client stays connected from one question to the next, which
// takes a tenth of a new one each time; as many as are asked at once. What would stay behind in a session
// gets one of its own.
import { spawn } from "node:child_process";

const END = "the end of this answer";
const LEAVES_SOMETHING = /(^|;)\s*(SET|LOCK|FLUSH|START|BEGIN|XA|USE|PREPARE|HANDLER|KILL|SHUTDOWN|CREATE\s+TEMPORARY)\b/i;

class Client {
  #child;
  #out = "";
  #errors = "";
  #settle = null;
  ended = false;

  constructor(args, database) {
    this.#child = spawn("mariadb", [...args, "--unbuffered", "--skip-reconnect", database], { stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => this.#read(text));
    this.#child.stderr.setEncoding("utf8").on("data", (text) => (this.#errors += text));
    this.#child.stdin.on("error", () => {}); // its end says why
    this.#child.on("close", () => this.#close());
    this.#hold(false);
  }

  /** Between two questions it keeps nobody alive. */
  #hold(held) {
    for (const one of [this.#child, ...this.#child.stdio]) one[held ? "ref" : "unref"]();
  }

  #read(text) {
    this.#out += text;
    if (!this.#out.endsWith(`${END}\n`)) return;
    const answer = this.#out.slice(0, -END.length - 1);
    this.#done((asked) => asked.resolve(answer));
  }

  #close() {
    this.ended = true;
    this.#done((asked) => asked.reject(new Error(this.#errors || "the client ended")));
  }

  #done(how) {
    const asked = this.#settle;
    this.#settle = null;
    this.#out = "";
    this.#hold(false);
    if (asked) how(asked);
  }

  /** What it prints for these statements. */
  ask(statements) {
    this.#hold(true);
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#child.stdin.write(`${statements.replace(/[\s;]+$/, "")}\n;\nSELECT '${END}';\n`);
    });
  }

  end() {
    this.#child.stdin.end();
  }
}

export class Statements {
  #idle = [];
  #args;
  #database;

  constructor(socket, user, database) {
    this.#args = ["--no-defaults", "--batch", "--raw", "--skip-column-names", `--socket=${socket}`, `--user=${user}`, "--default-character-set=utf8mb4"];
    this.#database = database;
  }

  /** What the client prints for these statements; an error is what it says about them. */
  async run(statements) {
    const alone = LEAVES_SOMETHING.test(statements);
    const kept = alone ? undefined : this.#idle.pop();
    const client = kept ?? new Client(this.#args, this.#database);
    try {
      return await client.ask(statements);
    } catch (error) {
      // The server or the database has been another one since: this question has not reached it.
      if (kept && /ERROR (2006|1046)/.test(error.message)) return this.run(statements);
      throw error;
    } finally {
      if (alone) client.end();
      else if (!client.ended) this.#idle.push(client);
    }
  }

  end() {
    for (const client of this.#idle.splice(0)) client.end();
  }
}
