import { check } from "../browser.mjs";

const cell = (page, row, column) => page.locator(`[data-row='${row}'] [data-column='${column}']`);

/** The list by keyboard alone: moving, typing, an input method, choosing, filtering, keeping the view. */
export const everydayList = {
  title: "everyday list",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/objects/customers?sort=name&columns=name,kind,phone,grade,owner");
    await cell(page, 0, 0).waitFor();
    await browser.accessible(page, "the list");
    const was = (await cell(page, 1, 0).textContent()) ?? "";
    await cell(page, 0, 0).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("Renamed by keys");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[data-row='1'] [data-column='0']")?.textContent === "Renamed by keys");
    check((await page.locator("[data-focus=true]").getAttribute("id")) === "cell-2-0", "Enter did not move down");
    await page.keyboard.press("ArrowUp");
    await composed(page, was);
    await page.keyboard.press("Enter");
    await page.waitForFunction((text) => document.querySelector("[data-row='1'] [data-column='0']")?.textContent === text, was);
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => document.querySelector("[data-row='1'] [data-column='0']")?.textContent === "Renamed by keys");
    await page.keyboard.press("Control+z");
    await page.waitForFunction((text) => document.querySelector("[data-row='1'] [data-column='0']")?.textContent === text, was);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Space");
    await page.getByRole("toolbar").waitFor();
    await browser.accessible(page, "chosen rows");
    await browser.shot(page, "list-chosen");
    await page.keyboard.press("Space");
    await page.getByRole("toolbar").waitFor({ state: "detached" });
    await this.filterAndKeep(browser, page);
  },

  async filterAndKeep(browser, page) {
    await page.getByRole("button", { name: "筛选" }).click();
    await page.keyboard.type("类型");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "公司" }).click();
    await page.keyboard.press("Escape");
    await page.waitForURL(/filter\[kind\]\[in\]=company/);
    await browser.settle(page);
    await browser.accessible(page, "the list with a filter");
    await browser.shot(page, "list-filtered");
    await page.getByRole("button", { name: "保存视图" }).click();
    await page.getByRole("dialog").getByLabel("名称").fill("公司客户");
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
    await page.getByRole("navigation", { name: "视图" }).getByText("公司客户").waitFor();
    await page.keyboard.press("/");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("上海");
    await page.getByRole("option").first().waitFor();
    await browser.accessible(page, "the palette");
    await browser.shot(page, "palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "键盘快捷键" }).waitFor();
    await page.keyboard.press("Escape");
  },
};

/** What an input method does: letters that are not the text yet, and an Enter that only chooses. */
async function composed(page, text) {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "wang", selectionStart: 4, selectionEnd: 4 });
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
  check((await page.getByRole("dialog").count()) === 0, "the editor opened while the input method was composing");
  await session.send("Input.insertText", { text });
  await session.detach();
  await page.locator("input:focus").waitFor();
  check((await page.inputValue("input:focus")) === text, "what was composed did not arrive in the cell");
}
