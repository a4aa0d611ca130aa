import { check } from "../browser.mjs";

/** The most valuable come first; rows are chosen and changed from the palette alone; a form that was begun is there again after a reload. */
export const chosenRows = {
  title: "chosen rows",
  async walk(browser, page) {
    await browser.signIn(page);
    await order(browser, page);
    const { body: made } = await browser.call(page, "POST", "/customers/bulk", { create: ["选中甲", "选中乙", "选中丙"].map((name) => ({ name, kind: "company" })) });
    check(made, "no customers were made");
    await palette(browser, page);
    await draft(browser, page);
  },
};

async function order(browser, page) {
  const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=1&fields=name");
  await browser.open(page, "/objects/customers");
  await page.waitForFunction((name) => document.querySelector("[data-row='0'] [data-column='0']")?.textContent?.includes(name), body.data[0].name);
  const head = page.getByRole("columnheader", { name: /未来\s*12/ });
  check((await head.getAttribute("aria-sort")) === "descending", "the head does not say that the most valuable come first");
  await page.getByRole("columnheader", { name: /名称/ }).getByRole("button").first().click();
  await page.waitForURL(/sort=/);
  check((await head.getAttribute("aria-sort")) === "none", "another order was chosen and the first one is still shown");
}

async function say(page, words, option) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  await page.getByRole("option", { name: option }).click();
}

async function palette(browser, page) {
  const ticked = async () => {
    await browser.open(page, "/objects/customers?filter[name][starts_with]=选中&columns=name,owner,tags&sort=name");
    await page.getByRole("columnheader").first().getByRole("checkbox").click();
    await page.getByRole("toolbar").waitFor();
  };
  await ticked();
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "分配负责人（已选 3 条）" }).waitFor();
  await browser.accessible(page, "the palette with chosen rows");
  await browser.shot(page, "palette-chosen-rows");
  await page.keyboard.press("Escape");
  await say(page, "分配", "分配负责人（已选 3 条）");
  await page.getByRole("dialog", { name: "分配负责人" }).getByRole("option", { name: browser.ctx.person.name }).click();
  await page.getByText(/已(修改|更改|更新) 3|3 条/).first().waitFor();
  const owned = await browser.call(page, "GET", "/customers?filter[name][starts_with]=选中&filter[owner][eq]=me&count=true&limit=1");
  check(owned.body.total === 3, `${owned.body.total} of 3 customers were assigned`);
  await ticked();
  const [file] = await Promise.all([page.waitForEvent("download"), say(page, "csv", /CSV（已选 3 条）/)]);
  check(file.suggestedFilename().endsWith(".csv"), `the export is called ${file.suggestedFilename()}`);
  await say(page, "删除", "删除（已选 3 条）");
  const sure = page.getByRole("dialog").filter({ hasText: "3" });
  await sure.getByRole("button", { name: "删除" }).click();
  await sure.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.querySelectorAll("[data-row]").length === 0);
}

async function draft(browser, page) {
  await browser.open(page, "/objects/customers");
  await page.keyboard.press("c");
  const form = page.getByRole("dialog", { name: "新建客户" });
  await form.getByLabel(/名称/).fill("写到一半的公司");
  await page.reload();
  await browser.settle(page);
  await page.keyboard.press("c");
  await form.getByText("这是上次未保存的内容。").waitFor();
  check((await form.getByLabel(/名称/).inputValue()) === "写到一半的公司", "the name that was typed is gone");
  await browser.accessible(page, "a form that was begun earlier");
  await browser.shot(page, "form-begun");
  await form.getByRole("button", { name: "重新填写" }).click();
  check((await form.getByLabel(/名称/).inputValue()) === "", "starting afresh leaves the old name");
  await form.getByLabel(/名称/).fill("会话过期的公司");
  await browser.call(page, "DELETE", "/session");
  await page.keyboard.press("Control+Enter");
  await page.locator("input[name=password]").fill(browser.ctx.person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "会话过期的公司" }).waitFor();
  await browser.open(page, "/objects/customers");
  await page.keyboard.press("c");
  check((await form.getByText("这是上次未保存的内容。").count()) === 0, "what was saved is offered again");
  await page.keyboard.press("Escape");
}
