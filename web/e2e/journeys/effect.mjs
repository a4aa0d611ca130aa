import { check } from "../browser.mjs";

/** What hints change is measured against a hold-out, and said honestly while there are too few; a hint leads to an order in one click. */
export const effect = {
  title: "what hints change",
  async walk(browser, page) {
    await browser.signIn(page);
    await page.getByRole("heading", { name: "今天要做的事" }).waitFor();
    const { body: held } = await browser.call(page, "GET", "/alerts?filter[status][eq]=held_out&count=true&limit=1&expand=customer");
    const { body: offered } = await browser.call(page, "GET", "/alerts?filter[trial_group][eq]=offered&count=true&limit=1");
    check(offered.total > 0, "no hint is on trial");
    const order = page.getByRole("button", { name: "新建订单" }).first();
    if ((await order.count()) > 0) {
      await order.click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
    }
    await browser.open(page, "/insight/effect");
    await page.getByRole("heading", { name: "提醒真的带来改变吗？" }).waitFor();
    await page.getByText("人数太少，无法下结论", { exact: false }).waitFor();
    await page.getByText(`${offered.total + (held.total ?? 0)} 条提醒不满 13 周`, { exact: false }).waitFor();
    await browser.settle(page);
    await browser.accessible(page, "what hints change");
    await browser.shot(page, "insight-effect");
    if (held.total > 0) {
      await browser.open(page, `/objects/customers/${held.data[0].customer.id}`);
      await page.getByText("对照组：关于这位客户的提醒会被记录", { exact: false }).waitFor();
    }
  },
};
