import { check } from "../browser.mjs";
import { sampleOrders } from "../sample-orders.mjs";

const LONG_MS = 60_000;

/** A file dropped on the window becomes an answer to the question who matters. */
export const importOrders = {
  title: "import orders",
  async walk(browser, page) {
    await browser.signIn(page);
    const sample = sampleOrders();
    await drop(page, "订单.csv", sample.text);
    await page.waitForURL(/\/imports\//);
    await page.getByRole("button", { name: /^导入 / }).waitFor();
    await browser.settle(page);
    await browser.accessible(page, "the mapping of an import");
    await browser.shot(page, "import-mapping");
    await page.getByRole("button", { name: /^导入 / }).click();
    await page.getByText("导入完成").waitFor({ timeout: LONG_MS });
    await browser.accessible(page, "the result of an import");
    await browser.shot(page, "import-result");
    const id = page.url().split("/").at(-1);
    const { body } = await browser.call(page, "GET", `/imports/${id}`);
    check(body.summary.rows === sample.rows, `the file has ${sample.rows} rows, the summary says ${body.summary.rows}`);
    check(body.summary.imported + body.summary.refused === body.summary.rows, "rows are lost between imported and refused");
    check(body.summary.refused === sample.wrong, `${sample.wrong} rows are wrong, ${body.summary.refused} were refused`);
    await page.getByRole("button", { name: "看看谁最重要" }).click();
    await page.waitForURL(/\/insight/);
    await page.getByRole("heading", { name: "谁最重要" }).waitFor({ timeout: LONG_MS });
    await page.getByRole("button", { name: "重新计算" }).waitFor({ timeout: LONG_MS });
    await browser.settle(page);
    await browser.shot(page, "insight");
    await page.getByRole("link", { name: /最有价值/ }).first().click();
    await page.waitForURL(/value_tier/);
    await page.locator("[data-row='0'] [data-column='0']").waitFor();
    await browser.settle(page);
    await browser.shot(page, "most-valuable");
    await page.locator("[data-row='0'] [data-column='0']").click();
    await page.getByRole("complementary", { name: "预览" }).getByText("未来 12 个月预期", { exact: true }).waitFor();
    await browser.settle(page);
    await browser.shot(page, "most-valuable-peek");
  },
};

/** What a drag from the desktop does, as far as a browser lets a script do it. */
async function drop(page, name, text) {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const files = new DataTransfer();
      files.items.add(new File([content], fileName, { type: "text/csv" }));
      return files;
    },
    [name, text],
  );
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.getByText("松开即可导入").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}
