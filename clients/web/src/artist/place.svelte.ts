// Where in the mix the artist is, and what lies over it. The address line keeps the place, so that a phone's own way
// back leads to the first screen and a reload comes back; sheets are gone with the next touch.

export type Place = { at: 'mix' } | { at: 'me' } | { at: 'more' } | { at: 'family'; k: number };
export type Over = 'call' | 'mixes' | 'ears' | 'mine' | 'sound' | undefined;

export function place_of(hash: string): Place {
  const [word, number] = hash.replace(/^#/, '').split('/');
  const k = Number(number);
  if (word === 'family' && Number.isInteger(k) && k > 0) return { at: 'family', k };
  return word === 'me' || word === 'more' ? { at: word } : { at: 'mix' };
}
export const hash_of = (place: Place): string => (place.at === 'mix' ? '' : place.at === 'family' ? `#family/${place.k}` : `#${place.at}`);

class Where {
  place = $state.raw<Place>({ at: 'mix' });
  over = $state<Over>();
  /** Against pockets: nothing is touched until the slide is open. */
  locked = $state(false);

  constructor() {
    if (typeof addEventListener !== 'function' || typeof location === 'undefined') return;
    this.place = place_of(location.hash);
    addEventListener('popstate', () => {
      this.place = place_of(location.hash);
      this.over = undefined;
    });
  }

  go(place: Place): void {
    this.place = place;
    history.pushState({ deeper: true }, '', location.pathname + location.search + hash_of(place));
  }

  back(): void {
    // From below the first screen the browser knows the way; a page that began below it does not.
    if ((history.state as { deeper?: boolean } | null)?.deeper) history.back();
    else {
      this.place = { at: 'mix' };
      history.replaceState(null, '', location.pathname + location.search);
    }
  }
}

export const where = new Where();
