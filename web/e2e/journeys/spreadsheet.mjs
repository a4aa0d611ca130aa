import { check } from "../browser.mjs";

const cell = (page, row, column) => page.locator(`[data-row='${row}'] [data-column='${column}']`);

const holds = (page, row, column, text) =>
  page.waitForFunction(([at, place, wanted]) => document.querySelector(`[data-row='${at}'] [data-column='${place}']`)?.textContent === wanted, [row, column, text]);

/** A block from Excel: pasted in one go, its bad cells marked, taken back in one step; then copied, filled and emptied. */
export const spreadsheet = {
  title: "a list as a spreadsheet",
  async walk(browser, page) {
    await browser.signIn(page);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const names = ["表格甲公司", "表格乙公司", "表格丙公司", "表格丁公司"];
    const { status } = await browser.call(page, "POST", "/customers/bulk", { create: names.map((name, place) => ({ name, kind: "company", employees: place + 1 })) });
    check(status === 200, `the customers were answered ${status}`);
    await browser.open(page, "/objects/customers?filter[name][starts_with]=表格&sort=employees&columns=name,employees,grade,short_name");
    await cell(page, 3, 0).waitFor();
    await this.paste(browser, page);
    await this.fill(page);
    await this.series(browser, page);
    await this.day(browser, page);
  },

  /** A date is typed over a cell as any other value, or picked from the month behind F2. */
  async day(browser, page) {
    await browser.call(page, "POST", "/tasks", { subject: "表格里的日期", due_on: "2026-11-20" });
    await browser.open(page, "/objects/tasks?filter[subject][eq]=表格里的日期&columns=subject,due_on");
    await cell(page, 0, 1).click();
    await page.keyboard.type("2027年3月5日");
    await page.keyboard.press("Enter");
    await holds(page, 0, 1, "2027/03/05");
    await cell(page, 0, 1).click();
    await page.keyboard.press("F2");
    await page.getByRole("button", { name: "选择日期" }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-day") === "2027-03-05");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-day") === "2027-03-12");
    await page.keyboard.press("Enter");
    await holds(page, 0, 1, "2027/03/12");
    await page.keyboard.press("Control+z");
    await holds(page, 0, 1, "2027/03/05");
  },

  /** What two cells begin, the handle and Ctrl+D go on with; with Ctrl the handle repeats; each is one step back. */
  async series(browser, page) {
    await page.evaluate(() => navigator.clipboard.writeText("2\t门店 1\r\n4\t门店 2\r\n\t\r\n\t\r\n"));
    await browser.open(page, "/objects/customers?filter[name][starts_with]=表格&sort=name&columns=name,employees,short_name");
    await cell(page, 3, 0).waitFor();
    await cell(page, 0, 1).click();
    await page.keyboard.press("Control+v");
    await holds(page, 1, 2, "门店 2");
    await holds(page, 3, 1, "");
    await cell(page, 0, 1).click();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(`Shift+${key}`);
    await page.keyboard.press("Control+d");
    await holds(page, 3, 1, "8");
    await holds(page, 3, 2, "门店 4");
    await browser.shot(page, "list-series");
    await page.keyboard.press("Control+z");
    await holds(page, 3, 1, "");
    await pulled(page, "plain");
    await holds(page, 2, 2, "门店 3");
    await holds(page, 3, 2, "门店 4");
    await page.keyboard.press("Control+z");
    await holds(page, 2, 2, "");
    await pulled(page, "with Ctrl");
    await holds(page, 2, 2, "门店 1");
    await holds(page, 3, 2, "门店 2");
  },

  async paste(browser, page) {
    await cell(page, 0, 1).click();
    await page.evaluate(() => navigator.clipboard.writeText("10\tA\t第一\r\n二十\tB\t\"第\n二\"\r\n３０\t特级\t第三\r\n"));
    await page.keyboard.press("Control+v");
    await holds(page, 0, 1, "10");
    await holds(page, 2, 1, "30");
    await holds(page, 1, 3, "第 二");
    // What is refused is known only after the server has answered.
    await page.locator("#cell-1-1[aria-invalid=true]").waitFor();
    check((await cell(page, 2, 2).getAttribute("title")) !== null, "an unknown option does not say why it was refused");
    check((await page.locator("[data-block]").count()) === 9, "the pasted block is not the chosen one");
    await browser.accessible(page, "a pasted block");
    await browser.shot(page, "list-pasted");
    await page.keyboard.press("Control+c");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    check(copied.split("\n")[0].startsWith("10\t"), `the block was copied as ${JSON.stringify(copied)}`);
    await page.keyboard.press("Control+z");
    await holds(page, 0, 1, "1");
    await holds(page, 2, 3, "");
    await page.keyboard.press("Control+Shift+z");
    await holds(page, 2, 1, "30");
    await holds(page, 0, 3, "第一");
  },

  async fill(page) {
    await cell(page, 0, 3).click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Control+d");
    await holds(page, 2, 3, "第一");
    await cell(page, 2, 3).click();
    const handle = await page.locator("[data-handle]").boundingBox();
    const last = await cell(page, 3, 3).boundingBox();
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(last.x + 20, last.y + 10, { steps: 5 });
    await page.mouse.up();
    await holds(page, 3, 3, "第一");
    const from = await cell(page, 0, 3).boundingBox();
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(last.x + 10, last.y + 10, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.press("Delete");
    await holds(page, 0, 3, "");
    await holds(page, 3, 3, "");
  },
};

/** The names of the first two rows, pulled down by the corner over the other two. */
async function pulled(page, how) {
  await cell(page, 0, 2).click();
  await page.keyboard.press("Shift+ArrowDown");
  const handle = await page.locator("[data-handle]").boundingBox();
  const last = await cell(page, 3, 2).boundingBox();
  await page.mouse.move(handle.x + 4, handle.y + 4);
  await page.mouse.down();
  if (how === "with Ctrl") await page.keyboard.down("Control");
  await page.mouse.move(last.x + 20, last.y + 10, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Control");
}
