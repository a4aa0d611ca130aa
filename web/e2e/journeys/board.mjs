import { check } from "../browser.mjs";
import { Hand } from "../hand.mjs";

const lane = (page, name) => page.locator(`[data-lane=${name}]`);

const counts = (page, name, wanted) =>
  page.waitForFunction(([key, count]) => document.querySelector(`[data-lane=${key}] [data-count]`)?.textContent === count, [name, String(wanted)]);

/** Cards go from lane to lane with the mouse and with the keyboard, and back. */
export const board = {
  title: "a board",
  async walk(browser, page) {
    await browser.signIn(page);
    const subjects = ["看板任务一", "看板任务二"];
    await browser.call(page, "POST", "/tasks/bulk", { create: subjects.map((subject) => ({ subject, status: "not_started" })) });
    await browser.open(page, "/objects/tasks?as=board&filter[subject][starts_with]=看板任务");
    await counts(page, "not_started", 2);
    await browser.accessible(page, "the board");
    const card = lane(page, "not_started").locator("[data-card]").first();
    const id = await card.getAttribute("data-card");
    await card.hover();
    const hand = new Hand(page);
    await hand.drag(card, lane(page, "started"));
    await counts(page, "started", 1);
    await counts(page, "not_started", 1);
    await this.saved(browser, page, id, "started");
    await browser.shot(page, "board-moved");
    hand.done(browser.ctx, "move a deal", 1);
    const moved = page.locator(`[data-card=${id}]`);
    await moved.focus();
    const carrying = new Hand(page);
    await carrying.press("Space");
    await page.locator("[data-lane=started].bg-selected").waitFor();
    // The arrows are listened to a moment after the card is shown as lifted; before that they scroll the board.
    await page.waitForTimeout(300);
    await carrying.press("ArrowRight");
    await page.locator("[data-lane=deferred].bg-selected").waitFor();
    await carrying.press("Space");
    await counts(page, "deferred", 1);
    carrying.done(browser.ctx, "move a deal by keyboard", 3);
    await this.saved(browser, page, id, "deferred");
    await browser.accessible(page, "the board after a move");
    await moved.focus();
    await page.keyboard.press("Control+z");
    await counts(page, "started", 1);
    await this.saved(browser, page, id, "started");
    await page.getByRole("button", { name: "显示为 看板" }).click();
    await page.getByRole("menuitemradio", { name: "表格" }).click();
    await page.locator("[data-row='1'] [data-column='0']").waitFor();
    check(decodeURIComponent(page.url()).includes("filter[subject][starts_with]=看板任务"), "the filter was lost on the way from the board to the table");
  },

  async saved(browser, page, id, status) {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const { body } = await browser.call(page, "GET", `/tasks/${id}?fields=status`);
      if (body.status === status) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`the server does not have ${status}`);
  },
};
