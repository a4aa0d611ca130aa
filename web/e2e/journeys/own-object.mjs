import { check } from "../browser.mjs";

/** An administrator adds an object with fields in three languages and uses it at once. */
export const ownObject = {
  title: "an object of one's own",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/settings/objects");
    await page.getByRole("button", { name: "新建对象" }).click();
    const asked = page.getByRole("dialog");
    await name(asked, "单数名称", ["样品", "樣品", "Sample"]);
    await name(asked, "复数名称", ["样品", "樣品", "Samples"]);
    await asked.getByRole("button", { name: "创建" }).click();
    await asked.waitFor({ state: "detached" });
    await add(browser, page, ["结果", "結果", "Result"], "choice", async (dialog) => {
      await name(dialog, "选项 1", ["满意", "滿意", "Pleased"]);
      await dialog.getByRole("button", { name: "添加选项" }).click();
      await name(dialog, "选项 2", ["不满意", "不滿意", "Not pleased"]);
    });
    await add(browser, page, ["数量", "數量", "Quantity"], "number", async () => {});
    await add(browser, page, ["双倍", "雙倍", "Twice"], "formula", async (dialog) => {
      await dialog.getByLabel("公式", { exact: true }).fill("x_quantity *");
      await dialog.getByText("第 ").waitFor();
      await dialog.getByLabel("公式", { exact: true }).fill("x_quantity * 2");
      await dialog.getByText("公式有效").waitFor();
      await browser.accessible(page, "a formula");
      await browser.shot(page, "formula");
    });
    await add(browser, page, ["编号", "編號", "Number"], "auto_number", async (dialog) => {
      await dialog.getByLabel("编号规则").fill("YP-{YYYY}-{000}");
    });
    await browser.open(page, "/objects/x_samples");
    await page.keyboard.press("c");
    await page.getByRole("dialog").getByLabel("名称").fill("红茶小样");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "红茶小样" }).waitFor();
    const { body } = await browser.call(page, "GET", "/x_samples?limit=1");
    check(/^YP-\d{4}-001$/.test(body.data[0].x_number), `its number is ${body.data[0].x_number}`);
    await browser.call(page, "PATCH", `/x_samples/${body.data[0].id}`, { x_quantity: 21, x_result: "x_pleased" });
    const { body: after } = await browser.call(page, "GET", `/x_samples/${body.data[0].id}`);
    check(after.x_twice === 42, `twice 21 is ${after.x_twice}`);
    for (const [language, words] of [["zh-TW", ["樣品", "滿意"]], ["en", ["Samples", "Pleased"]], ["zh-CN", ["样品", "满意"]]]) {
      await browser.prefer(page, language, "light");
      await browser.open(page, "/objects/x_samples?columns=name,x_result,x_quantity,x_twice");
      for (const word of words) await page.getByText(word, { exact: true }).first().waitFor();
    }
    await browser.accessible(page, "the list of an object of one's own");
    await browser.shot(page, "own-object");
  },
};

async function name(dialog, title, [simplified, traditional, english]) {
  await dialog.getByLabel(`${title}（简体中文）`).fill(simplified);
  await dialog.getByLabel(`${title}（繁體中文）`).fill(traditional);
  await dialog.getByLabel(`${title}（English）`).fill(english);
}

async function add(browser, page, names, type, fill) {
  await page.getByRole("button", { name: "新建字段" }).click();
  const dialog = page.getByRole("dialog");
  await name(dialog, "字段名称", names);
  await dialog.getByLabel("类型", { exact: true }).selectOption(type);
  await fill(dialog);
  await dialog.getByRole("button", { name: "创建" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(names[0]).first().waitFor();
}
