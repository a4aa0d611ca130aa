import { check } from "../browser.mjs";

/** The five steps on one's own customers, left and gone on with, and the guide beside the page that it explains. */
export const guide = {
  title: "guide",
  async walk(browser, page) {
    await browser.signIn(page);
    await tour(browser, page);
    await chapters(browser, page);
  },
};

async function tour(browser, page) {
  await browser.open(page, "/");
  await page.getByRole("button", { name: "开始导览" }).click();
  const card = page.getByRole("region", { name: "导览" });
  await card.getByText("第 1 步，共 5 步").waitFor();
  await browser.accessible(page, "the tour");
  await browser.shot(page, "tour");
  await card.getByRole("link", { name: "带我去看" }).click();
  await page.waitForURL(/\/imports$/);
  await card.getByRole("button", { name: "下一步" }).click();
  await card.getByRole("link", { name: "带我去看" }).click();
  await page.waitForURL(/\/insight/);
  await card.getByRole("button", { name: "下一步" }).click();
  const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=1&fields=name");
  const [best] = body.data;
  await card.getByText(best.name, { exact: false }).waitFor();
  await card.getByRole("link", { name: "带我去看" }).click();
  await page.getByRole("heading", { level: 1, name: best.name }).waitFor();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await browser.open(page, "/");
  await page.getByText("导览停在第 3 步（共 5 步）。").waitFor();
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await card.getByRole("button", { name: "下一步" }).click();
  await card.getByRole("button", { name: "下一步" }).click();
  await card.getByRole("link", { name: "带我去看" }).click();
  await page.waitForURL(/\/objects\/customers\?/);
  await page.locator("main").getByText("流失风险").first().waitFor();
  await card.getByRole("button", { name: "完成" }).click();
  await card.waitFor({ state: "hidden" });
  await browser.open(page, "/");
  check((await page.getByRole("button", { name: /开始导览|^继续$/ }).count()) === 0, "the tour is offered again though it is done");
}

async function chapters(browser, page) {
  await browser.open(page, "/objects/customers");
  await page.getByRole("button", { name: "使用指南" }).click();
  const panel = page.getByRole("complementary", { name: "使用指南" });
  await panel.getByRole("heading", { level: 2, name: "列表" }).waitFor();
  await drawn(page);
  await browser.accessible(page, "the guide beside a list");
  await browser.shot(page, "guide");
  await panel.getByLabel("章节").selectOption("getting-started");
  await panel.getByRole("heading", { level: 2, name: "开始使用" }).waitFor();
  await panel.getByRole("button", { name: "权限" }).click();
  await panel.getByRole("heading", { level: 2, name: "权限" }).waitFor();
  await drawn(page);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await browser.prefer(page, "en", "light");
  await browser.open(page, "/insight");
  await page.getByRole("button", { name: "Guide to this page" }).click();
  await page.getByRole("complementary", { name: "Guide" }).getByRole("heading", { level: 2, name: "Insight" }).waitFor();
  await drawn(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await browser.fits(page, "the guide on a phone");
  await browser.accessible(page, "the guide on a phone");
  await browser.shot(page, "guide-phone");
  await page.keyboard.press("Escape");
  await browser.prefer(page, "zh-CN", "light");
}

/** Every picture of the chapter has come and is one. */
function drawn(page) {
  return page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll("aside article img")];
    return pictures.length > 0 && pictures.every((picture) => picture.complete && picture.naturalWidth > 300);
  });
}
