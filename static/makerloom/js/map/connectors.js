// The lines from likes to places: where they begin and end, and what each place's mark shows.

// Where a line leaves its card, from the card's top, in pixels.
const TITLE_PX = 25;

/** The places that a like's lines lead to: those that can make it, and listed ones, each once. */
export function endsOf(letter, matchingPlaces, listed) {
  const matching = matchingPlaces.filter(({ letters }) => letters.includes(letter));
  const ends = [...matching.map(({ place }) => ({ ...place, lacks: false })), ...listed];
  return [...new Map(ends.toReversed().map((end) => [end.id, end])).values()];
}

/** Where a line enters the map: beside its card, or along the lower edge below it. */
export function entryPoint(card, canvas, share) {
  const isBeside = card.right <= canvas.left || card.left >= canvas.right;
  if (!isBeside) {
    return [canvas.width * share, canvas.height];
  }
  const top = Math.min(Math.max(card.top + TITLE_PX - canvas.top, 0), canvas.height);
  return [card.right <= canvas.left ? 0 : canvas.width, top];
}

/** Each place once, with the letters of the likes that can be made there. */
export function marksOf(connectors) {
  const marks = new Map();
  for (const { letter, ends } of connectors) {
    for (const place of ends) {
      const mark = marks.get(place.id) ?? { place, letters: [] };
      if (!place.lacks) {
        mark.letters.push(letter);
      }
      marks.set(place.id, mark);
    }
  }
  return [...marks.values()];
}
