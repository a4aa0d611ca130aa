import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useFirstWait } from "./waiting";

test("a_page_waits_for_all_of_its_first_answers_and_is_not_taken_away_again", () => {
  const shown = renderHook(({ loading }) => useFirstWait(loading.map((isLoading) => ({ isLoading }))), { initialProps: { loading: [true, true] } });
  expect(shown.result.current).toBe(true);
  shown.rerender({ loading: [false, true] });
  expect(shown.result.current).toBe(true);
  shown.rerender({ loading: [false, false] });
  expect(shown.result.current).toBe(false);
  shown.rerender({ loading: [false, true] });
  expect(shown.result.current).toBe(false);
});
