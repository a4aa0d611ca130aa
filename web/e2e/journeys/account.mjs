import { createHmac } from "node:crypto";
import { check } from "../browser.mjs";

/** The second factor: set up, signed in with, and turned off again. */
export const account = {
  title: "account",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/account");
    await browser.accessible(page, "the account page");
    await browser.shot(page, "account");
    await page.getByRole("button", { name: "启用" }).click();
    await page.getByRole("dialog").getByLabel("密码").fill(browser.ctx.person.password);
    await page.getByRole("dialog").getByRole("button", { name: "继续" }).click();
    const secret = (await page.locator("[role=dialog] code").textContent()) ?? "";
    await browser.accessible(page, "the QR code");
    await page.getByRole("dialog").getByRole("img", { name: "验证器应用的二维码" }).waitFor();
    const right = oneTimeCode(secret);
    await page.getByRole("dialog").getByLabel("动态验证码").fill(String((Number(right) + 500_000) % 1_000_000).padStart(6, "0"));
    await page.getByRole("dialog").getByRole("button", { name: "继续" }).click();
    await page.getByRole("dialog").getByText("验证码不正确").waitFor();
    await browser.shot(page, "second-factor-wrong");
    await page.getByRole("dialog").getByLabel("动态验证码").fill(oneTimeCode(secret));
    await page.getByRole("dialog").getByRole("button", { name: "继续" }).click();
    await page.getByRole("dialog", { name: "恢复码" }).waitFor();
    const recovery = (await page.locator("[role=dialog] li").first().textContent()) ?? "";
    await browser.accessible(page, "the recovery codes");
    await browser.shot(page, "recovery-codes");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("dialog").getByRole("button", { name: "复制" }).click();
    await page.getByRole("dialog").getByText("已复制").waitFor();
    check((await page.evaluate(() => navigator.clipboard.readText())).split("\n").includes(recovery), "the copied codes are not those that are shown");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "保存为文件" }).click()]);
    check(file.suggestedFilename() === "guanxi-recovery-codes.txt", `the codes are saved as ${file.suggestedFilename()}`);
    await page.getByRole("button", { name: "我已保存" }).click();
    await page.getByRole("button", { name: browser.ctx.person.name }).click();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await page.fill("input[name=email]", browser.ctx.person.email);
    await page.fill("input[name=password]", browser.ctx.person.password);
    await page.click("button[type=submit]");
    await page.fill("input[name=code]", recovery);
    await browser.shot(page, "second-factor");
    await page.click("button[type=submit]");
    await page.waitForSelector("nav a[href='/insight']");
    await browser.open(page, "/account");
    await page.getByRole("button", { name: "停用" }).click();
    await page.getByRole("dialog").getByLabel("密码").fill(browser.ctx.person.password);
    await page.getByRole("dialog").getByRole("button", { name: "继续" }).click();
    await page.getByText("两步验证已停用").waitFor();
    await tokens(browser, page);
    await sessions(browser, page);
  },
};

/** A token: made, copied once, used by a program, and refused after it is revoked. */
async function tokens(browser, page) {
  await page.getByText("还没有令牌").waitFor();
  await page.getByRole("button", { name: "新建令牌" }).click();
  await page.getByRole("dialog").getByLabel(/名称/).fill("门店收银");
  await page.getByRole("dialog").locator("button[type=submit]").click();
  const made = page.getByRole("dialog", { name: "新令牌" });
  await browser.accessible(page, "a new token");
  await browser.shot(page, "token-made");
  await made.getByRole("button", { name: "复制" }).click();
  await made.getByText("已复制").waitFor();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  const asked = () => fetch(`${browser.ctx.url}/api/v1/customers?limit=1`, { headers: { Authorization: `Bearer ${secret}` } }).then(({ status }) => status);
  check((await asked()) === 200, "the copied token is refused");
  await made.getByRole("button", { name: "完成" }).click();
  await browser.open(page, "/account");
  const row = page.getByRole("listitem").filter({ hasText: "门店收银" });
  await row.getByText(/创建 · .*使用过/).waitFor();
  check((await page.getByText(secret).count()) === 0, "the token is shown again");
  await row.getByRole("button", { name: "吊销 门店收银" }).click();
  const sure = page.getByRole("dialog", { name: "吊销“门店收银”？" });
  await browser.accessible(page, "revoking a token");
  await browser.shot(page, "token-revoke");
  check((await asked()) === 200, "the token ended before it was confirmed");
  await sure.getByRole("button", { name: "吊销" }).click();
  await page.getByText("还没有令牌").waitFor();
  check((await asked()) === 401, "a revoked token is still answered");
}

/** Somebody forgot to sign out elsewhere: it is seen here and ended here. */
async function sessions(browser, page) {
  const elsewhere = await browser.stranger();
  try {
    const other = await elsewhere.newPage();
    await browser.signIn(other);
    await browser.open(page, "/account");
    const { body: open } = await browser.call(page, "GET", "/sessions");
    const theirs = (await browser.call(other, "GET", "/sessions")).body.find((session) => session.current).id;
    check(open.some((session) => session.id === theirs), "the session elsewhere is not listed");
    const row = page.locator(`[data-session="${theirs}"]`);
    await row.getByText(/127\.0\.0\.1 · .*登录 · .*活动/).waitFor();
    await browser.accessible(page, "the sessions");
    await browser.shot(page, "sessions");
    await row.getByRole("button", { name: /^退出/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
    await row.waitFor({ state: "detached" });
    check((await browser.call(other, "GET", "/customers?limit=1")).status === 401, "the ended session is still answered");
  } finally {
    await elsewhere.close();
  }
}

/** RFC 6238, thirty seconds, six digits. */
function oneTimeCode(secret, now = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[\s=]/g, "")].map((letter) => alphabet.indexOf(letter.toUpperCase()).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = digest[digest.length - 1] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
