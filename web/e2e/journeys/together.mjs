import { check } from "../browser.mjs";
import { withColleague } from "./colleague.mjs";

/** Two people on one record see each other, see what the other changes, and overwrite nothing. */
export const together = {
  title: "together on one record",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/customers", { name: "一起看的公司", kind: "company", short_name: "一起" });
    await withColleague(browser, page, "韩梅梅", async (other, otherPage) => {
      await browser.open(page, `/objects/customers/${made.id}`);
      await other.open(otherPage, `/objects/customers/${made.id}`);
      await page.getByRole("status").filter({ hasText: "韩梅梅" }).first().waitFor();
      const field = (where, name) => where.locator("dl > div").filter({ hasText: name }).first();
      await field(otherPage, "简称").hover();
      await field(otherPage, "简称").getByRole("button").click();
      await field(page, "简称").getByText("韩梅梅 正在修改").waitFor();
      await browser.accessible(page, "a field that somebody else is changing");
      await browser.shot(page, "together-editing");
      await otherPage.keyboard.type("同心");
      await otherPage.keyboard.press("Enter");
      await field(page, "简称").getByText("同心").waitFor();

      // Another field in the meantime is no conflict: both changes stand.
      await page.route("**/api/v1/events", (route) => route.abort());
      await field(page, "税号").scrollIntoViewIfNeeded();
      await field(page, "税号").hover();
      await field(page, "税号").getByRole("button").click();
      const { body: now } = await other.call(otherPage, "GET", `/customers/${made.id}`);
      const { status } = await other.call(otherPage, "PATCH", `/customers/${made.id}`, { short_name: "齐心" }, { "If-Match": `"${now.version}"` });
      check(status === 200, `the colleague's change was answered ${status}`);
      await page.keyboard.type("91330000MA000001");
      await page.keyboard.press("Enter");
      await field(page, "税号").getByText("91330000MA000001").waitFor();
      await page.waitForFunction(
        async (id) => {
          const row = await (await fetch(`/api/v1/customers/${id}`)).json();
          return row.tax_number === "91330000MA000001" && row.short_name === "齐心";
        },
        made.id,
        { polling: 300 },
      );
      check((await page.getByRole("dialog").count()) === 0, "a change of another field was called a conflict");
    });
    await page.unroute("**/api/v1/events");
    browser.complaints = browser.complaints.filter((complaint) => !complaint.includes("ERR_FAILED"));
  },
};
