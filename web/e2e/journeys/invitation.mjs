import { check } from "../browser.mjs";
import { MailServer } from "../mailServer.mjs";

const NEW = { name: "李雷", email: "lilei@example.com", password: "三只蓝色的鸟 2026" };
const CHANGED = "四条红色的鱼 2026";

/** A colleague is invited by mail, comes in by the link, forgets his password and chooses another. */
export const invitation = {
  title: "invitation",
  async walk(browser, page) {
    const { server, missing } = await MailServer.start();
    if (!server) console.log(`left out: mail through a real server, because ${missing}; the link is copied instead, and no password is forgotten`);
    try {
      await walk(browser, page, server);
    } finally {
      await server?.stop();
    }
  },
};

async function walk(browser, page, server) {
  await browser.signIn(page);
  if (server) await setUpMail(browser, page, server);
  const link = await invite(browser, page, server);
  const colleague = await accept(browser, link);
  await browser.open(page, "/settings/users");
  await page.getByText(NEW.email).first().waitFor();
  if (server) await forget(browser, colleague, server);
  await letGo(browser, page, colleague);
}

async function setUpMail(browser, page, server) {
  await browser.open(page, "/settings/mail");
  await page.getByLabel("邮件服务器").fill("127.0.0.1");
  await page.getByLabel("加密方式").selectOption("none");
  await page.getByLabel("端口").fill(String(server.port));
  await page.getByLabel("发件人地址").fill("crm@example.com");
  await page.getByLabel("发件人名称").fill("华星贸易");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "发送测试邮件" }).click();
  await page.getByText(`测试邮件已发送至 ${browser.ctx.person.email}`).waitFor();
  await browser.accessible(page, "the mail settings");
  await browser.shot(page, "settings-mail");
}

async function invite(browser, page, server) {
  await browser.open(page, "/settings/users");
  await page.getByRole("button", { name: "邀请同事" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill(NEW.name);
  await dialog.getByLabel("邮箱").fill(NEW.email);
  await dialog.getByLabel("销售代表").check();
  await browser.accessible(page, "the invitation");
  await browser.shot(page, "invite");
  await dialog.getByRole("button", { name: "发送邀请" }).click();
  if (server) {
    await page.getByText(`邀请已发送至 ${NEW.email}`).waitFor();
    return server.linkTo(NEW.email, "/invitation");
  }
  const link = (await page.locator("[role=dialog] code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "完成" }).click();
  return link;
}

/** Another browser: the invited is nobody yet. */
async function accept(browser, link) {
  const context = await browser.stranger();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForSelector("input[name=password]");
  check(!page.url().includes("#"), `the secret stays in the address: ${page.url()}`);
  await browser.accessible(page, "the invitation page");
  await browser.shot(page, "invitation-page");
  await page.fill("input[name=password]", "12345");
  await page.click("button[type=submit]");
  await page.locator("[aria-invalid=true]").waitFor();
  await page.fill("input[name=password]", NEW.password);
  await page.click("button[type=submit]");
  await page.waitForSelector("nav a[href='/insight']");
  await page.goto(link);
  await page.getByText("此链接已失效").waitFor();
  return { context, page };
}

async function forget(browser, { page }, server) {
  await page.goto(`${browser.ctx.url}/`);
  await page.waitForSelector("nav a[href='/insight']");
  await page.getByRole("button", { name: NEW.name }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "忘记密码？" }).click();
  await page.fill("input[name=email]", NEW.email);
  await page.getByRole("button", { name: "发送链接" }).click();
  await page.getByText(`如果 ${NEW.email} 已注册`).waitFor();
  await browser.shot(page, "forgotten-password");
  await page.goto(await server.linkTo(NEW.email, "/new-password"));
  await page.waitForSelector("input[name=password]");
  await browser.accessible(page, "the page of a new password");
  await page.fill("input[name=password]", CHANGED);
  await page.click("button[type=submit]");
  await page.getByText("密码已修改").waitFor();
  await page.getByRole("button", { name: "返回登录页" }).click();
  await page.fill("input[name=email]", NEW.email);
  await page.fill("input[name=password]", NEW.password);
  await page.click("button[type=submit]");
  await page.getByRole("alert").waitFor();
  await page.fill("input[name=password]", CHANGED);
  await page.click("button[type=submit]");
  await page.waitForSelector("nav a[href='/insight']");
}

/** Whoever is deactivated is out at once. */
async function letGo(browser, page, { context, page: theirs }) {
  const { body } = await browser.call(page, "GET", `/users?filter[email][eq]=${encodeURIComponent(NEW.email)}`);
  await browser.open(page, `/objects/users/${body.data[0].id}`);
  await page.getByRole("button", { name: "停用" }).click();
  await browser.accessible(page, "the dialog before somebody goes");
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await page.getByRole("button", { name: "重新启用" }).waitFor();
  const status = await theirs.evaluate(async () => (await fetch("/api/v1/customers")).status);
  check(status === 401, `a deactivated colleague was answered ${status}`);
  await context.close();
}
