// A page that could not be fetched whole loads itself again: mostly the network changed at that moment, as it does
// under a phone that walks through a house. Only so often in a row; behind that it waits for a finger.

const place = 'again';
const most = 3;

/** Whether it may, once more; that is counted. */
export function may_load_again(kept: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage): boolean {
  const tries = Number(kept.getItem(place)) || 0;
  if (tries >= most) return false;
  kept.setItem(place, String(tries + 1));
  return true;
}

/** All that was to be fetched is here. */
export function is_here(kept: Pick<Storage, 'removeItem'> = sessionStorage): void {
  kept.removeItem(place);
}
