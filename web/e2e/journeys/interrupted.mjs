import { check } from "../browser.mjs";

/** The session ends, or the connection, in the middle of an edit: nothing that was written is lost. */
export const interrupted = {
  title: "interrupted",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/customers", { name: "中断测试公司", kind: "company", short_name: "旧名" });
    await browser.open(page, `/objects/customers/${made.id}`);
    const field = page.locator("dl > div").filter({ hasText: "简称" }).first();
    const edit = async (text) => {
      await field.hover();
      await field.getByRole("button").click();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    };
    const kept = (text) => page.waitForFunction(async ([id, wanted]) => (await (await fetch(`/api/v1/customers/${id}`)).json()).short_name === wanted, [made.id, text], { polling: 300 });

    await edit("过期之后");
    await page.evaluate(async () => {
      const session = await (await fetch("/api/v1/session")).json();
      await fetch("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": session.csrf } });
    });
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.locator("input[name=password]").waitFor();
    await browser.accessible(page, "the sign-in over the page");
    await browser.shot(page, "signed-out-over-the-page");
    await dialog.locator("input[name=password]").fill(browser.ctx.person.password);
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "detached" });
    await kept("过期之后");
    await field.getByText("过期之后").waitFor();

    await edit("断网之后");
    await page.context().setOffline(true);
    await page.keyboard.press("Enter");
    await page.getByText("1 处修改等待网络连接").waitFor();
    await field.getByText("断网之后").waitFor();
    await browser.accessible(page, "a change that waits for the connection");
    await browser.shot(page, "offline-edit");
    await page.context().setOffline(false);
    await kept("断网之后");
    await page.getByText("1 处修改等待网络连接").waitFor({ state: "detached" });
    check((await field.innerText()).includes("断网之后"), "the field forgot what was written");
    browser.complaints = browser.complaints.filter((complaint) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 401/.test(complaint));
  },
};
