import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

/** Firefox stops at some 17 million pixels, other browsers at 33; beyond, the scrollbar stands for more than it is long. */
const TALLEST = 15_000_000;

export type Shape = { count: number; row: number; /** What stays at the top and the bottom and covers rows. */ covered: number };

type Place = { first: number; last: number; shift: number };

export type ScrolledRows = Place & {
  height: number;
  topOf: (index: number) => number;
  /** The same in two parts, so that a row stays as it is while the scrollbar moves: where it stands in its stretch, and where the stretch stands. */
  placeIn: (index: number) => number;
  stretch: number;
  scrollTo: (index: number) => void;
  perPage: number;
};

const STRETCH = 500;

const SPARE = 8;

/** Rows of one height behind a true scrollbar, however many there are; only those in sight are drawn. */
export function useScrolledRows(scroller: RefObject<HTMLElement | null>, shape: Shape): ScrolledRows {
  const { count, row, covered } = shape;
  const [place, setPlace] = useState<Place>({ first: 0, last: Math.min(count, 40) - 1, shift: 0 });
  const [room, setRoom] = useState(0);
  const height = Math.min(count * row, TALLEST);
  const factor = factorOf(shape, room);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const inner = Math.max(0, element.clientHeight - covered);
      setRoom(inner);
      const next = placeAt({ count, row, covered }, inner, element.scrollTop);
      setPlace((current) => (current.first === next.first && current.last === next.last && current.shift === next.shift ? current : next));
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [scroller, count, row, covered]);

  // A wheel turns rows, not the thumb: on a scaled scrollbar one notch must not jump over a page.
  useEffect(() => {
    const element = scroller.current;
    if (!element || factor <= 1.01) return;
    const turn = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0 || event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL) return;
      event.preventDefault();
      element.scrollBy({ top: event.deltaY / factor, left: event.deltaX });
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [scroller, factor]);

  const scrollTo = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const inner = Math.max(row, element.clientHeight - covered);
    const now = element.scrollTop * factor;
    if (index * row < now) element.scrollTo({ top: (index * row) / factor });
    else if ((index + 1) * row > now + inner) element.scrollTo({ top: Math.ceil(((index + 1) * row - inner) / factor) });
  };

  const base = place.shift === 0 ? 0 : Math.floor(place.first / STRETCH) * STRETCH;
  return { ...place, height, topOf: (index) => index * row - place.shift, placeIn: (index) => (index - base) * row, stretch: base * row - place.shift, scrollTo, perPage: Math.max(1, Math.floor(room / row) - 1) };
}

/** How many pixels of rows one pixel of the scrollbar stands for. */
export function factorOf({ count, row }: Shape, room: number): number {
  const whole = count * row;
  if (whole <= TALLEST) return 1;
  return (whole - room) / (TALLEST - room);
}

export function placeAt(shape: Shape, room: number, scrollTop: number): Place {
  const { count, row } = shape;
  const top = Math.max(0, scrollTop) * factorOf(shape, room);
  return {
    first: Math.max(0, Math.min(count - 1, Math.floor(top / row)) - SPARE),
    last: Math.min(count - 1, Math.ceil((top + room) / row) + SPARE),
    shift: Math.round(top - Math.max(0, scrollTop)),
  };
}
