import { check } from "../browser.mjs";

/** An empty program asks who is there, and leads to the file. */
export const firstStart = {
  title: "first start",
  async walk(browser, page) {
    const { person } = browser.ctx;
    await browser.open(page, "/");
    await browser.accessible(page, "the first page");
    await browser.shot(page, "first-start");
    await page.getByLabel("公司名称").fill(person.company);
    await page.getByLabel("您的姓名").fill(person.name);
    await page.getByLabel("邮箱").fill(person.email);
    await page.getByLabel("密码").fill(person.password);
    await page.getByRole("button", { name: "开始使用" }).click();
    await page.getByText("把订单表格拖到这里").waitFor();
    await browser.settle(page);
    check((await page.textContent("aside"))?.includes(person.company), "the company's name is not in the side bar");
    await browser.accessible(page, "Today without customers");
    await browser.shot(page, "today-empty");
  },
};
