import { check } from "../browser.mjs";

const CELLS = "客户名称\t电话\t备注\r\n粘贴茶行\t13800138000\t从表格来\r\n粘贴商店\t13900139000\t从表格来\r\n";

/** Cells copied in Excel or WPS are an import: tried first, then done for good with one click, then taken back. */
export const pasteCells = {
  title: "paste cells",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/imports");
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    }, CELLS);
    await page.waitForURL(/\/imports\/imp_/);
    await browser.settle(page);
    await page.getByLabel("导入为").selectOption("customer");
    await page.getByRole("button", { name: "仅试运行" }).waitFor();
    await browser.settle(page);
    await browser.shot(page, "paste-preview");
    await page.getByRole("button", { name: "仅试运行" }).click();
    await page.getByText("试运行完成，未写入").waitFor();
    const found = async () => (await browser.call(page, "GET", "/customers?filter[name][starts_with]=粘贴&count=true&limit=1")).body.total;
    check((await found()) === 0, "a rehearsal wrote something");
    await page.getByRole("button", { name: /^正式导入这 2 行/ }).click();
    await page.getByText("导入完成").waitFor();
    check((await found()) === 2, `two rows were pasted, ${await found()} customers are there`);
    await browser.accessible(page, "the result of a pasted import");
    await page.getByRole("link", { name: "客户" }).last().click();
    await page.waitForURL(/created_at/);
    await page.locator("[data-row='1'] [data-column='0']").waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "撤销导入" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "撤销导入" }).click();
    await page.getByText("已撤销").waitFor();
    check((await found()) === 0, "the undo left something");
  },
};
