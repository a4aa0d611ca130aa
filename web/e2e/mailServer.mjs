import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./server.mjs";

const PATIENCE_MS = 30_000;

/** A real mail server (OpenSMTPD) on loopback, with a queue and a box of its own; null where there is none, with the reason. */
export class MailServer {
  static async start() {
    const missing = whatIsMissing();
    if (missing) return { server: null, missing };
    const folder = mkdtempSync(join(tmpdir(), "guanxi-mail-"));
    for (const name of ["spool", "run", "box"]) mkdirSync(join(folder, name));
    spawnSync("chmod", ["755", folder]);
    spawnSync("chown", ["nobody", join(folder, "box")]);
    const port = await freePort();
    writeFileSync(
      join(folder, "smtpd.conf"),
      `listen on 127.0.0.1 port ${port} hostname localhost\n` +
        `action "keep" maildir "${folder}/box" virtual { "@example.com" = nobody }\n` +
        `match from any for domain "example.com" action "keep"\n`,
    );
    // Its queue and its socket have fixed places; a mount namespace gives it others.
    const script = `mount --make-rprivate / && mount --bind ${folder}/spool /var/spool && mount --bind ${folder}/run /run && exec smtpd -d -f ${folder}/smtpd.conf`;
    const log = openSync(join(folder, "log"), "w");
    const child = spawn("unshare", ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script], { stdio: ["ignore", log, log] });
    const server = new MailServer(child, folder, port);
    await server.until(() => answers(port), "the mail server does not answer");
    return { server, missing: null };
  }

  constructor(child, folder, port) {
    this.child = child;
    this.folder = folder;
    this.port = port;
  }

  /** The link that the newest mail to somebody leads to, once it is there. */
  async linkTo(email, path) {
    let link;
    await this.until(() => {
      link = this.mails()
        .filter((text) => text.includes(email))
        .map((text) => new RegExp(`https?://[^\\s"<]+${path}#[0-9a-f]{64}`).exec(text)?.[0])
        .findLast((found) => found !== undefined);
      return link !== undefined;
    }, `no mail with ${path} came for ${email}`);
    return link;
  }

  mails() {
    const box = join(this.folder, "box", "new");
    if (!existsSync(box)) return [];
    return readdirSync(box)
      .sort()
      .map((name) => readFileSync(join(box, name), "utf8").replace(/=\r?\n/g, "").replaceAll("=3D", "="));
  }

  async until(holds, complaint) {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`${complaint}:\n${readFileSync(join(this.folder, "log"), "utf8").slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function whatIsMissing() {
  if (!existsSync("/usr/sbin/smtpd")) return "OpenSMTPD is not installed (Debian: opensmtpd)";
  if (spawnSync("unshare", ["--mount", "true"]).status !== 0) return "only root may give OpenSMTPD a queue of its own";
  return null;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", (line) => {
      socket.destroy();
      resolve(String(line).startsWith("220"));
    });
    socket.once("error", () => resolve(false));
  });
}
