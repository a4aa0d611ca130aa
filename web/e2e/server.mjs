import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 60_000;

/** The real program on an empty folder, started and stopped here. */
export class Server {
  static async start(logFile) {
    const binary = process.env.GUANXI_BINARY;
    if (!binary) throw new Error("GUANXI_BINARY names no program; give it, or --server URL");
    const folder = process.env.GUANXI_FOLDER ?? mkdtempSync(join(tmpdir(), "guanxi-journeys-"));
    const port = await freePort();
    const flags = ["serve", "--data", folder, "--listen", `127.0.0.1:${port}`];
    if (process.env.GUANXI_DATABASE_URL) flags.push("--database-url", process.env.GUANXI_DATABASE_URL);
    const server = new Server([binary, flags], `http://127.0.0.1:${port}`, process.env.GUANXI_FOLDER ? null : folder, logFile);
    await server.begin();
    return server;
  }

  constructor(command, url, folder, logFile) {
    this.command = command;
    this.url = url;
    this.folder = folder;
    this.logFile = logFile;
  }

  /** Starts it, or starts it again with the records that it had. */
  async begin() {
    const log = openSync(this.logFile, "a");
    this.child = spawn(...this.command, { stdio: ["ignore", log, log] });
    closeSync(log);
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    await this.untilReady();
  }

  async untilReady() {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
      if (this.child.exitCode !== null) throw new Error(`the server ended with ${this.child.exitCode}:\n${this.troubles()}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the server was not ready in time");
  }

  /** The lines of its log that speak of trouble; with none of them, its last words. */
  troubles() {
    const lines = readFileSync(this.logFile, "utf8").trimEnd().split("\n");
    const bad = lines.filter((line) => /\b(WARN|ERROR|panicked)\b/.test(line));
    return (bad.length > 0 ? bad : lines).slice(-12).join("\n");
  }

  async end() {
    this.child.kill("SIGTERM");
    await this.ended;
  }

  async stop() {
    await this.end();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
