import { check } from "../browser.mjs";
import { Hand } from "../hand.mjs";

const PHONE = { width: 390, height: 844 };
const SMALLEST = 44;

/** On a phone: a visit logged in three taps, a customer found, everything large enough for a thumb, and installable. */
export const phone = {
  title: "phone",
  async walk(browser, page) {
    await browser.signIn(page);
    await page.setViewportSize(PHONE);
    const made = await browser.call(page, "POST", "/customers", { name: "三下点按客户", kind: "company", phone: "13812340000" });
    // Whom one has just looked at stands first among those to choose from.
    await browser.open(page, `/objects/customers/${made.body.id}`);
    await browser.open(page, "/");
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "记录拜访或通话" }));
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "三下点按客户" }).waitFor();
    await browser.accessible(page, "the quick log");
    await browser.shot(page, "phone-log");
    await hand.click(dialog.getByRole("button", { name: "三下点按客户" }));
    await hand.click(dialog.getByRole("button", { name: "保存" }));
    await page.getByText("已记录到 三下点按客户").waitFor();
    hand.done(browser.ctx, "log a visit on a phone", 3);
    const { body } = await browser.call(page, "GET", "/activities?filter[kind][eq]=visit&sort=-created_at&limit=1&expand=customer");
    check(body.data[0].customer.title === "三下点按客户", "the visit is not the customer's");
    await this.find(browser, page);
    for (const path of ["/", "/objects/customers", "/settings/company", "/settings/access", "/account", "/imports"]) {
      await browser.open(page, path);
      await browser.fits(page, path);
      const small = await page.evaluate(tooSmall, SMALLEST);
      check(small.length === 0, `${path} has targets smaller than ${SMALLEST} px: ${small.join("; ")}`);
    }
    await this.install(browser, page);
  },

  async find(browser, page) {
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "搜索", exact: true }));
    await page.getByRole("dialog").getByRole("combobox").waitFor();
    await hand.type("sxda");
    await hand.click(page.getByRole("option", { name: /三下点按客户/ }).first());
    await page.getByRole("heading", { name: "三下点按客户" }).waitFor();
    await page.locator("a[href^='tel:'][href*='13812340000']").first().waitFor();
    hand.done(browser.ctx, "find a phone number on a phone", 2);
    await browser.shot(page, "phone-customer");
  },

  async install(browser, page) {
    const manifest = await page.evaluate(async () => {
      const link = document.querySelector("link[rel=manifest]");
      const answer = await fetch(link.href);
      return { type: answer.headers.get("content-type"), body: await answer.json() };
    });
    check(manifest.type === "application/manifest+json", `the manifest is ${manifest.type}`);
    for (const icon of manifest.body.icons) {
      const answer = await page.request.get(browser.ctx.url + icon.src);
      check(answer.ok() && answer.headers()["content-type"].startsWith("image/"), `${icon.src} was answered ${answer.status()}`);
    }
    const worker = await page.request.get(`${browser.ctx.url}/sw.js`);
    check(worker.headers()["cache-control"] === "no-cache", "a browser could keep an old service worker");
    check(!(await worker.text()).includes('"FILES"'), "the service worker knows no files");
  },
};

/** Links inside a text may be as small as the text; what stands alone may not. */
function tooSmall(smallest) {
  const alone = "button, [role=button], [role=tab], select, nav a, input:not([type=hidden]):not([type=checkbox]):not(.sr-only), summary";
  return [...document.querySelectorAll(alone)]
    .filter((element) => element.checkVisibility({ checkOpacity: true }) && !element.closest(".sr-only, [aria-hidden=true]"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth && (box.height < smallest || box.width < 24))
    .map(([element, box]) => `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30)}" ${Math.round(box.width)}x${Math.round(box.height)}`);
}
