import { check } from "../browser.mjs";

/** A question in SQL is answered in a table, a chart and a file; a wrong one is shown where it is wrong. A program without SQL says how to get it. */
export const sql = {
  title: "sql",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/insight");
    await page.getByRole("link", { name: "SQL", exact: true }).click();
    const { body } = await browser.call(page, "GET", "/sql");
    if (!body.built_in) {
      await page.getByText("--features warehouse").waitFor();
      const { status, body: refused } = await browser.call(page, "POST", "/sql", { sql: "select 1" });
      check(status === 409 && refused.errors[0].code === "sql_not_built_in", `a question was answered with ${status}`);
      await browser.accessible(page, "sql that is not there");
      await browser.shot(page, "sql-missing");
      return;
    }
    const { body: before } = await browser.call(page, "GET", "/customers?limit=1");
    if (before.data.length === 0) await browser.call(page, "POST", "/customers", { name: "蓝天茶业" });
    const editor = page.getByRole("textbox", { name: "SQL" });
    await editor.fill("select value_tier, count(*) as n, sum(turnover) as total\nfrom customers group by value_tier order by n desc");
    await editor.press("Control+Enter");
    const { body: told } = await browser.call(page, "GET", "/customers?limit=1&count=true");
    await page.getByRole("columnheader", { name: "total" }).waitFor();
    const counts = await page.locator("tbody tr td:nth-child(2)").allTextContents();
    const sum = counts.reduce((all, text) => all + Number(text.replaceAll(",", "")), 0);
    check(sum === told.total, `the tiers hold ${sum} of ${told.total} customers`);
    await browser.accessible(page, "an answer in SQL");
    await browser.shot(page, "sql");
    await page.getByRole("button", { name: "保存此提问" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("分层人数");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.waitFor({ state: "hidden" });
    await editor.fill("select 1");
    await page.getByRole("button", { name: "已保存的提问" }).click();
    await page.getByRole("menuitem", { name: "分层人数" }).click();
    check((await editor.inputValue()).startsWith("select value_tier"), "the kept question did not come back");
    await page.getByRole("button", { name: "以图表显示" }).click();
    await page.getByRole("img", { name: "用 SQL 提问" }).waitFor();
    await page.getByRole("button", { name: "下载" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "数据（CSV）" }).click()]);
    check(file.suggestedFilename().startsWith("sql-"), `the file is called ${file.suggestedFilename()}`);
    await editor.fill("select name,\n  nmae from customers");
    await page.getByRole("button", { name: "运行" }).click();
    await page.getByRole("alert").getByText("“nmae”").waitFor();
    const chosen = await editor.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    check(chosen === "nmae", `'${chosen}' is shown as what is wrong`);
    await page.locator("summary", { hasText: "order_lines" }).click();
    await page.getByRole("button", { name: "discount" }).first().click();
    check((await editor.inputValue()).includes("discount"), "a column did not go into the question");
    await browser.shot(page, "sql-wrong");
  },
};
