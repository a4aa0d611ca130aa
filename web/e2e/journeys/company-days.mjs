import { check } from "../browser.mjs";

/** The company's week, its days off and its colours: every page that shows days or a change obeys. */
export const companyDays = {
  title: "company days",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: before } = await browser.call(page, "GET", "/settings");
    const now = new Intl.DateTimeFormat("en-CA", { timeZone: before["company.time_zone"] ?? "Asia/Shanghai" }).format(new Date());
    const [tomorrow, after] = [1, 2].map((days) => later(now, days));
    // Tomorrow is a holiday and the whole week is worked, so the next day of business is the day after tomorrow on every day of the year.
    const changed = await browser.call(page, "PATCH", "/settings", { "company.week_start": "sunday", "company.work_days": WEEK, "company.holidays": [{ date: tomorrow, name: "店庆日" }] });
    check(changed.status === 200, `the settings were answered ${changed.status}: ${JSON.stringify(changed.body)}`);
    await calendar(browser, page, tomorrow);
    await picker(browser, page, { tomorrow, after });
    await snooze(browser, page, after);
    await colours(browser, page);
    const kept = Object.fromEntries(["company.week_start", "company.work_days", "company.holidays", "company.rise"].map((key) => [key, before[key]]));
    check((await browser.call(page, "PATCH", "/settings", kept)).status === 200, "the settings were not set back");
  },
};

const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

async function calendar(browser, page, tomorrow) {
  await browser.open(page, "/objects/tasks?as=calendar&on=due_on");
  await page.locator("[data-day]").first().waitFor();
  const first = await page.locator("[data-day]").first().getAttribute("data-day");
  check(new Date(`${first}T00:00:00Z`).getUTCDay() === 0, `the calendar begins with ${first}, which is no Sunday`);
  const off = page.locator(`[data-day="${tomorrow}"][data-off]`);
  if ((await page.locator(`[data-day="${tomorrow}"]`).count()) === 0) await page.getByRole("button", { name: "往后" }).click();
  await off.getByText("店庆日").waitFor();
  await browser.accessible(page, "a calendar with a day off");
  await browser.shot(page, "calendar-days-off");
}

async function picker(browser, page, { tomorrow, after }) {
  await page.getByRole("button", { name: "新建任务" }).click();
  const dialog = page.getByRole("dialog", { name: /任务/ });
  await dialog.getByLabel(/主题/).fill("下一个工作日的任务");
  await dialog.getByRole("button", { name: "选择日期" }).first().click();
  const month = page.getByRole("grid");
  check(/^星期日|^週日|^周日/.test((await month.getByRole("columnheader").first().getAttribute("aria-label")) ?? ""), "the month of the picker does not begin with Sunday");
  await browser.accessible(page, "the month of a day");
  await browser.shot(page, "day-picker");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((day) => document.activeElement?.getAttribute("data-day") === day, tomorrow);
  check((await page.evaluate(() => document.activeElement?.textContent))?.includes("店庆日"), "a holiday does not say its name");
  await page.getByRole("button", { name: /^下一个工作日/ }).click();
  await month.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "hidden" });
  const { body } = await browser.call(page, "GET", "/tasks?filter[subject][eq]=下一个工作日的任务&fields=due_on");
  check(body.data[0]?.due_on === after, `the task is due on ${body.data[0]?.due_on} instead of ${after}`);
}

async function snooze(browser, page, after) {
  await browser.open(page, "/");
  await page.locator("li[data-current]").first().waitFor();
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("休息日").waitFor();
  await browser.accessible(page, "the choices of later");
  await browser.shot(page, "snooze");
  await dialog.getByRole("button", { name: /下一个工作日/ }).click();
  await page.getByText("已推迟").first().waitFor();
  const { body } = await browser.call(page, "GET", "/alerts?filter[status][eq]=snoozed&sort=-updated_at&limit=1&fields=snoozed_until");
  check(body.data[0]?.snoozed_until === after, `the alert rests until ${body.data[0]?.snoozed_until} instead of ${after}`);
  await page.getByRole("button", { name: "撤销" }).first().click();
}

/** A customer who buys more than before is red here and green there, and the arrow says it in both. */
async function colours(browser, page) {
  const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=20&fields=name");
  const seen = {};
  for (const rise of ["red", "green"]) {
    check((await browser.call(page, "PATCH", "/settings", { "company.rise": rise })).status === 200, "the colour of a rise was not taken");
    for (const { id } of body.data) {
      await browser.open(page, `/objects/customers/${id}`);
      const trend = page.locator("[data-trend]").first();
      if ((await trend.count()) === 0) continue;
      seen[rise] = { way: await trend.getAttribute("data-trend"), colour: await trend.evaluate((one) => getComputedStyle(one).color) };
      await browser.accessible(page, `a change in ${rise}`);
      break;
    }
    check(seen[rise], "no customer shows how he changed");
  }
  check(seen.red.way === seen.green.way && seen.red.colour !== seen.green.colour, `the company's colours change nothing: ${JSON.stringify(seen)}`);
}

function later(day, days) {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
