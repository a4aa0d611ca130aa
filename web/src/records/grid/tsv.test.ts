import { describe, expect, it } from "vitest";
import { fromTsv, toTsv } from "./tsv";

describe("a block from the clipboard", () => {
  it("is read as Excel writes it, with its last line break", () => {
    expect(fromTsv("甲\t1\r\n乙\t2\r\n")).toEqual([
      ["甲", "1"],
      ["乙", "2"],
    ]);
    expect(fromTsv("one")).toEqual([["one"]]);
    expect(fromTsv("")).toEqual([]);
  });

  it("keeps empty cells, also the last one of a row", () => {
    expect(fromTsv("a\t\tb\n\t\n")).toEqual([
      ["a", "", "b"],
      ["", ""],
    ]);
    expect(fromTsv("a\t")).toEqual([["a", ""]]);
  });

  it("reads cells with line breaks, tabs and quotes in them", () => {
    expect(fromTsv('"two\nlines"\t"say ""hi"""\nnext\tcell')).toEqual([
      ["two\nlines", 'say "hi"'],
      ["next", "cell"],
    ]);
  });

  it("takes a quote that belongs to the text for what it is", () => {
    expect(fromTsv('"quoted" word\tb')).toEqual([['"quoted" word', "b"]]);
    expect(fromTsv('5" pipe\tb')).toEqual([['5" pipe', "b"]]);
    expect(fromTsv('"open\tb\nc')).toEqual([['"open', "b"], ["c"]]);
  });

  it("comes back as it was written", () => {
    const rows = [
      ["a\tb", 'c"d'],
      ["line\nbreak", ""],
    ];
    expect(fromTsv(toTsv(rows))).toEqual(rows);
  });
});
