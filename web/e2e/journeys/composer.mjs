import { check } from "../browser.mjs";
import { withColleague } from "./colleague.mjs";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A note that names a colleague and brings a picture; a draft that survives; an entry of one's own changed and taken away. */
export const composer = {
  title: "composer",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/customers", { name: "写作测试公司", kind: "company" });
    const name = `李晓雷${Date.now() % 10_000}`;
    await withColleague(browser, page, name, async (other, otherPage, colleague) => {
      await browser.open(page, `/objects/customers/${made.id}`);
      const box = page.getByRole("textbox", { name: "有什么值得记下？" });
      await box.fill("草稿还在吗");
      await page.reload();
      await browser.settle(page);
      check((await box.inputValue()) === "草稿还在吗", "the draft was lost");
      await box.fill("请 ");
      await box.press("End");
      await page.keyboard.type(`@${name}`);
      await page.getByRole("option", { name }).waitFor();
      await browser.accessible(page, "the composer with its list of colleagues");
      await page.keyboard.press("Enter");
      await page.keyboard.type("看看这张照片");
      await box.evaluate((element, bytes) => {
        const carried = new DataTransfer();
        carried.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "货架.png", { type: "image/png" }));
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
      }, PIXEL);
      await page.getByText("货架.png").waitFor();
      await page.keyboard.press("Control+Enter");
      await page.getByRole("button", { name: "查看 货架.png" }).waitFor();
      await page.getByText(`@${name}`).first().waitFor();
      check((await box.inputValue()) === "", "the composer was not emptied");
      await browser.shot(page, "composer-sent");
      const { body: notes } = await browser.call(page, "GET", `/activities?filter[customer][eq]=${made.id}`);
      const [note] = notes.data;
      check(note?.mentions?.includes(colleague.id), "the colleague is not mentioned");
      check(note?.files?.length === 1, "the picture does not belong to the note");
      await otherPage.waitForFunction(
        async (id) => (await (await fetch("/api/v1/notifications?limit=20")).json()).data.some((notice) => notice.kind === "mention" && JSON.stringify(notice.about).includes(id)),
        made.id,
        { timeout: 20_000, polling: 500 },
      );

      const entry = page.getByRole("listitem").filter({ hasText: "看看这张照片" }).first();
      await entry.hover();
      await entry.getByRole("button", { name: "我的记录" }).click();
      await page.getByRole("menuitem", { name: "编辑" }).click();
      await page.getByRole("textbox", { name: "编辑" }).fill("照片看过了");
      await page.keyboard.press("Control+Enter");
      await page.getByText("照片看过了").first().waitFor();

      await page.getByRole("tab", { name: "附件" }).click();
      await page.getByText("货架.png").waitFor();
      await browser.accessible(page, "the files of a customer");
      await browser.shot(page, "files");
    });
  },
};
