import assert from "node:assert/strict";
import { test } from "node:test";

import { endsOf, entryPoint, marksOf } from "../../../static/makerloom/js/map/connectors.js";

test("a like leads to places that can make it before those that lack something", () => {
  const serving = [
    { letters: ["A", "B"], place: { id: 1 } },
    { letters: ["B"], place: { id: 2 } },
  ];
  const listed = [
    { id: 1, lacks: true },
    { id: 3, lacks: true },
  ];
  const ends = endsOf("A", serving, listed);
  assert.deepEqual(
    ends.toSorted((a, b) => a.id - b.id),
    [
      { id: 1, lacks: false },
      { id: 3, lacks: true },
    ],
  );
});

const CANVAS = { left: 500, right: 1000, top: 100, width: 500, height: 400 };

test("a line enters beside its card, at the height of its title", () => {
  assert.deepEqual(entryPoint({ left: 0, right: 480, top: 200 }, CANVAS, 0.5), [0, 125]);
  assert.deepEqual(entryPoint({ left: 1010, right: 1400, top: 200 }, CANVAS, 0.5), [500, 125]);
});

test("a card that is scrolled out of view enters at the edge", () => {
  assert.deepEqual(entryPoint({ left: 0, right: 480, top: -300 }, CANVAS, 0.5), [0, 0]);
  assert.deepEqual(entryPoint({ left: 0, right: 480, top: 900 }, CANVAS, 0.5), [0, 400]);
});

test("a line of a card below the map enters along the lower edge", () => {
  assert.deepEqual(entryPoint({ left: 500, right: 1000, top: 600 }, CANVAS, 0.25), [125, 400]);
});

test("a place has one mark, with the letters that can be made there", () => {
  const yard = { id: 1, lacks: false };
  const marks = marksOf([
    { letter: "A", ends: [yard, { id: 2, lacks: true }] },
    { letter: "B", ends: [yard] },
  ]);
  assert.deepEqual(
    marks.map(({ place, letters }) => [place.id, letters]),
    [
      [1, ["A", "B"]],
      [2, []],
    ],
  );
});
