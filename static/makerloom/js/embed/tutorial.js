// The tutorial that the element stands beside, as the API and the site's pages take it.

// The API's limits.
const MAX_TITLE = 300;
const MAX_ADDRESS = 800;

function ids(text) {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}

function isAddress(text) {
  return /^https?:\/\//i.test(text) && text.length <= MAX_ADDRESS;
}

/** The tutorial of a page: from the element's attributes, else the page's title and address. */
export function tutorialOf(attributes, page) {
  const crafts = ids(attributes.crafts);
  const equipment = ids(attributes.equipment);
  const hasTerms = crafts.length || equipment.length;
  const url = attributes.url ?? page.url;
  const title = attributes.title ?? (hasTerms ? "" : page.title);
  return {
    title: title.trim().slice(0, MAX_TITLE),
    ...(isAddress(url) && { url }),
    ...(crafts.length && { crafts }),
    ...(equipment.length && { equipment }),
  };
}

/** The parameters of the site's page with all places for a tutorial. */
export function pageParams(tutorial, { near, where, radius, language }) {
  const { title, url, crafts = [], equipment = [] } = tutorial;
  const hasTerms = crafts.length || equipment.length;
  return [
    // Crafts and equipment override what is known of the address, there as here.
    ["url", hasTerms ? "" : url],
    ["title", title],
    ...(hasTerms ? [["chosen", "1"]] : []),
    ...crafts.map((id) => ["craft", id]),
    ...equipment.map((id) => ["equipment", id]),
    ["where", where],
    ["near", where ? "" : near.join(",")],
    ["radius_m", String(radius)],
    ["lang", language],
  ];
}
