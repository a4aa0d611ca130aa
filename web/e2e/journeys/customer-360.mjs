import { check } from "../browser.mjs";

/** The page on which an owner decides: worth and why, what to do next, likes, purchases, recommendations - wide and on a phone. */
export const customer360 = {
  title: "customer 360",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body } = await browser.call(page, "GET", "/customers?sort=-margin_12m&limit=1&fields=name");
    const [best] = body.data;
    const { body: friend } = await browser.call(page, "POST", "/customers", { name: "他介绍来的茶馆", kind: "company", referred_by: best.id });
    const requests = [];
    page.on("request", (request) => {
      if (request.url().includes(`/api/v1/customers/${best.id}`) && request.method() === "GET") requests.push(request.url());
    });
    await browser.open(page, `/objects/customers/${best.id}`);
    const insight = page.getByRole("region", { name: "他值多少" });
    await insight.getByText("近 12 个月毛利").waitFor();
    await page.getByText("他介绍来的茶馆").first().waitFor();
    await page.getByText("价值走势").waitFor();
    await page.getByText("买过什么").waitFor();
    const own = requests.filter((url) => !/timeline|changes|presence/.test(url));
    check(own.length <= 2, `the page asked ${own.length} times: ${own.join(" ")}`);
    await insight.getByRole("button", { name: /¥|–|CN/ }).first().hover();
    await page.getByRole("tooltip").getByText("来源").waitFor();
    await browser.accessible(page, "the customer page with an explanation");
    await browser.shot(page, "customer-360");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "添加喜好或忌讳" }).click();
    await page.getByRole("textbox", { name: "什么？（" }).fill("熟透的番茄");
    await page.getByLabel("依据是什么？").fill("连续三周退回生的");
    await page.keyboard.press("Enter");
    await page.getByText("连续三周退回生的").first().waitFor();
    const { body: liked } = await browser.call(page, "GET", `/preferences?filter[customer][eq]=${best.id}`);
    check(liked.data.some((entry) => entry.topic === "熟透的番茄" && entry.evidence === "连续三周退回生的"), "the preference was not kept");

    await insight.getByRole("button", { name: "明天的任务" }).first().click();
    await page.getByText("已安排明天的任务").waitFor();
    const { body: tasks } = await browser.call(page, "GET", `/tasks?filter[customer][eq]=${best.id}&limit=50`);
    check(tasks.data.length > 0, "no task was planned");

    for (const language of ["zh-CN", "en"]) {
      for (const theme of ["light", "dark"]) {
        await browser.prefer(page, language, theme);
        for (const size of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
          await page.setViewportSize(size);
          await browser.open(page, `/objects/customers/${best.id}`);
          const where = `the customer page in ${language}, ${theme}, ${size.width} px`;
          await browser.fits(page, where);
          await browser.accessible(page, where);
          await browser.shot(page, `customer-360-${language}-${theme}-${size.width}`);
        }
      }
    }

    await browser.prefer(page, "zh-CN", "light");
    await page.setViewportSize({ width: 390, height: 844 });
    await browser.open(page, `/objects/customers/${best.id}`);
    await page.getByRole("toolbar", { name: "常用操作" }).getByRole("button", { name: "记录" }).click();
    const composer = page.getByRole("textbox", { name: "拜访情况如何？" });
    await composer.fill("手机上记的拜访");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("手机上记的拜访").first().waitFor();
    await browser.shot(page, "customer-360-phone-timeline");
    await browser.call(page, "DELETE", `/customers/${friend.id}`);
  },
};
