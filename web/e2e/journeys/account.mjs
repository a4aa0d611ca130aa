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
    await page.getByRole("dialog").getByLabel("动态验证码").fill(oneTimeCode(secret));
    await page.getByRole("dialog").getByRole("button", { name: "继续" }).click();
    await page.getByRole("dialog", { name: "恢复码" }).waitFor();
    const recovery = (await page.locator("[role=dialog] li").first().textContent()) ?? "";
    await browser.accessible(page, "the recovery codes");
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
    const { status } = await browser.call(page, "GET", "/tokens");
    check(status === 200, `the tokens were answered ${status}`);
  },
};

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
