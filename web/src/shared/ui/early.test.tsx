import { cleanup, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, expect, test } from "vitest";
import { early } from "./early";

afterEach(cleanup);

const part = () => early(async () => ({ name }: { name: string }) => <p>{name}</p>);

test("what_was_fetched_before_is_drawn_at_once", async () => {
  const Part = part();
  await Part.fetch();
  render(<Part name="here" />);
  expect(screen.getByText("here")).toBeTruthy();
});

test("what_was_not_fetched_comes_after_its_fallback_and_keeps_its_place", async () => {
  const Part = part();
  const page = (name: string) => (
    <Suspense fallback="waiting">
      <Part name={name} />
    </Suspense>
  );
  const { rerender } = render(page("first"));
  expect(screen.getByText("waiting")).toBeTruthy();
  const drawn = await screen.findByText("first");
  await Part.fetch();
  rerender(page("second"));
  expect(screen.getByText("second")).toBe(drawn);
});

test("what_could_not_be_fetched_ahead_is_asked_for_again_when_it_is_opened", async () => {
  let away = true;
  const Part = early(async () => {
    if (away) throw new TypeError("the server is away");
    return () => <p>here</p>;
  });
  await Part.fetch();
  away = false;
  render(
    <Suspense fallback="waiting">
      <Part />
    </Suspense>,
  );
  expect(await screen.findByText("here")).toBeTruthy();
});
