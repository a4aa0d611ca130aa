import { check } from "../browser.mjs";

/** Two records that are one: compared, merged as chosen, taken apart again, and told apart for good. */
export const duplicates = {
  title: "duplicates",
  async walk(browser, page) {
    await browser.signIn(page);
    const twins = [
      { name: "双生花卉有限公司", kind: "company", phone: "02158889999", tax_number: "91310000TWIN00001X", short_name: "双生" },
      { name: "双生花卉", kind: "company", phone: "02158889999", tax_number: "91310000TWIN00001X", email: "hua@example.com" },
    ];
    const { body } = await browser.call(page, "POST", "/customers/bulk", { create: twins });
    const [first, second] = body.created.map((row) => row.id);
    await browser.open(page, "/objects/customers");
    await page.getByRole("main").getByRole("button", { name: "更多" }).click();
    await page.getByRole("menuitem", { name: "查找重复" }).click();
    await page.getByRole("button", { name: /双生花卉/ }).first().click();
    const panel = page.getByRole("region", { name: "对比" });
    await panel.getByRole("button", { name: "双生花卉", exact: true }).click();
    await browser.accessible(page, "two records side by side");
    await browser.shot(page, "duplicates");
    await panel.getByRole("button", { name: "合并 2 条" }).click();
    await page.getByText("已合并 2 条记录").waitFor();
    const survivor = await this.living(browser, page, [first, second]);
    check(survivor.length === 1, `${survivor.length} of the two are left after the merge`);
    check(survivor[0].name === "双生花卉" && survivor[0].email === "hua@example.com" && survivor[0].short_name === "双生", "the one that stays does not hold what was chosen");
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByText("已撤销合并").waitFor();
    check((await this.living(browser, page, [first, second])).length === 2, "the merge was not taken back");
    await page.getByRole("button", { name: /双生花卉/ }).first().click();
    await page.getByRole("region", { name: "对比" }).getByRole("button", { name: "不是重复" }).click();
    await page.getByText("以后不再提示这些记录").waitFor();
    await page.waitForFunction(() => !document.querySelector("main")?.textContent.includes("双生花卉"));
  },

  async living(browser, page, ids) {
    const { body } = await browser.call(page, "GET", `/customers?filter[id][in]=${ids.join(",")}&fields=name,email,short_name`);
    return body.data;
  },
};
