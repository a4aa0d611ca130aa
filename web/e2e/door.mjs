import { createServer, request } from "node:http";

/** A door before the server: it lets everything through, and can hand out a newer service worker, as after an update. */
export class Door {
  static async open(behind) {
    const door = new Door(behind);
    await new Promise((resolve) => door.server.listen(0, "127.0.0.1", resolve));
    door.url = `http://127.0.0.1:${door.server.address().port}`;
    return door;
  }

  constructor(behind) {
    this.behind = new URL(behind);
    this.added = "";
    this.server = createServer((asked, answer) => this.pass(asked, answer));
  }

  /** From now on there is a newer client. */
  update() {
    this.added = "\n/* newer */\n";
  }

  pass(asked, answer) {
    const isWorker = asked.url === "/sw.js";
    const headers = { ...asked.headers };
    if (isWorker) for (const name of ["accept-encoding", "if-none-match", "if-modified-since"]) delete headers[name];
    const onward = request({ host: this.behind.hostname, port: this.behind.port, path: asked.url, method: asked.method, headers }, (reply) => {
      const replied = { ...reply.headers };
      if (isWorker) delete replied["content-length"];
      answer.writeHead(reply.statusCode, replied);
      reply.on("data", (piece) => answer.write(piece));
      reply.on("end", () => answer.end(isWorker ? this.added : undefined));
      reply.on("error", () => answer.destroy());
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
