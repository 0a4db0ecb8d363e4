// What the meters' canvas shows over an element of the page.

/** Whether each pixel of a column down the element's middle is painted, from its head to its foot; empty without it. */
const column_of = (page, selector) => page.tab.evaluate((wanted) => {
  const canvas = document.querySelector('canvas.meters');
  const element = document.querySelector(wanted);
  if (!canvas || !element) return [];
  const box = element.getBoundingClientRect();
  const at = canvas.getBoundingClientRect();
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const ratio = canvas.width / at.width;
  const height = Math.round(box.height * ratio);
  const { data } = context.getImageData((box.left + box.width / 2 - at.left) * ratio, (box.top - at.top) * ratio, 1, height);
  return Array.from({ length: height }, (_, y) => data[4 * y + 3] > 0);
}, selector);

/** How much of it is painted, 0 to 1. */
export async function painted(page, selector) {
  const column = await column_of(page, selector);
  return column.length ? column.filter(Boolean).length / column.length : 0;
}

/** Is it painted near its foot? */
export async function lit(page, selector) {
  const column = await column_of(page, selector);
  return column[Math.floor(column.length * 0.97) - 1] === true;
}
