import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "./browser.mjs";

const effort = {};

/** A person's hand at one task: it counts what it does, so that nobody has to believe that something is quick. */
export class Hand {
  constructor(page) {
    this.page = page;
    this.clicks = 0;
    this.keys = 0;
    this.letters = 0;
  }

  async click(locator) {
    await locator.click();
    this.clicks += 1;
  }

  /** Pressed, carried and let go: one click that is longer than others. */
  async drag(from, to) {
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    await this.page.mouse.move(start.x + 30, start.y + 15);
    await this.page.mouse.down();
    await this.page.mouse.move(start.x + 50, start.y + 25, { steps: 3 });
    await this.page.mouse.move(end.x + 80, end.y + 120, { steps: 8 });
    await this.page.mouse.up();
    this.clicks += 1;
  }

  async press(key) {
    await this.page.keyboard.press(key);
    this.keys += 1;
  }

  /** Words that the task is about are counted apart: every program wants those. */
  async type(text) {
    await this.page.keyboard.type(text);
    this.letters += Array.from(text).length;
  }

  /** What the task cost; more than docs/usability.md promises is a fault. */
  done(ctx, task, most) {
    const cost = this.clicks + this.keys;
    effort[task] = { clicks: this.clicks, keys: this.keys, letters: this.letters };
    writeFileSync(join(ctx.out, "effort.json"), `${JSON.stringify(effort, null, 2)}\n`);
    check(cost <= most, `${task} took ${this.clicks} clicks and ${this.keys} keys; ${most} were promised`);
  }
}
