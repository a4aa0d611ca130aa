import { check } from "../browser.mjs";

/** Who brings customers: a chain is noted, ranked, opened as a tree, and leads to the records. */
export const influence = {
  title: "influence",
  async walk(browser, page) {
    await browser.signIn(page);
    await page.getByRole("heading", { name: "今天要做的事" }).waitFor();
    const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=4");
    const [top, second, third, fourth] = body.data;
    for (const [person, by] of [[second, top], [third, top], [fourth, second]]) {
      const { status } = await browser.call(page, "PATCH", `/customers/${person.id}`, { referred_by: by.id });
      check(status === 200, `a referral was answered with ${status}`);
    }
    await browser.open(page, "/insight/influence");
    await page.getByRole("heading", { name: "谁带来客户" }).waitFor();
    const first = page.locator("tbody tr").first();
    check((await first.textContent()).includes(top.name), "who brought most does not come first");
    await first.getByRole("button", { name: `显示${top.name}介绍来的客户` }).click();
    const tree = page.getByRole("group", { name: `${top.name}介绍来的客户` });
    await tree.getByRole("link", { name: fourth.name }).waitFor();
    await browser.settle(page);
    await browser.accessible(page, "influence");
    await browser.shot(page, "insight-influence");
    await tree.getByRole("link", { name: second.name }).click();
    await page.waitForURL(new RegExp(second.id));
    await page.getByText("计入其贡献").first().waitFor();
    for (const person of [second, third, fourth]) await browser.call(page, "PATCH", `/customers/${person.id}`, { referred_by: null });
  },
};
