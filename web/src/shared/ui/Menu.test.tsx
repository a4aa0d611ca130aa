import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Menu, MenuItem } from "./Menu";

afterEach(cleanup);

function shown(run: () => void) {
  render(
    <Menu trigger={<button type="button">More</button>}>
      <MenuItem onSelect={() => {}}>Copy</MenuItem>
      <MenuItem onSelect={run}>Print</MenuItem>
    </Menu>,
  );
}

test("a_closed_menu_is_only_its_button", () => {
  shown(() => {});
  const button = screen.getByRole("button", { name: "More" });
  expect(button.getAttribute("aria-haspopup")).toBe("menu");
  expect(button.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("menu")).toBeNull();
});

test("the_first_press_opens_it_and_a_second_one_too", async () => {
  const run = vi.fn();
  shown(run);
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Print" }));
  expect(run).toHaveBeenCalledOnce();
  expect(screen.queryByRole("menu")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await screen.findByRole("menuitem", { name: "Print" });
});

test("opened_by_a_key_it_stands_on_its_first_item_and_gives_the_focus_back", async () => {
  shown(() => {});
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  const item = await screen.findByRole("menuitem", { name: "Copy" });
  await vi.waitFor(() => expect(document.activeElement).toBe(item));
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toBe("Print");
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" })));
});
