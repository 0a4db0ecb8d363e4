// Who is at this desk: the users it knows, as they come from the wire. Whoever shows a name or a colour asks here.

import { Listed, type PartsByNumber } from '../desk/listed.svelte';
import { person_color } from '../desk/paint';

export interface Person {
  readonly number: number;
  readonly name: string;
  readonly role: string;
  readonly color: string;
  readonly online: boolean;
  readonly cue: number;
  readonly monitor: number;
}

export const user_words = '/user/*/{name,role,color,online,cue,monitor}';
const user = /^\/user\/(\d+)\/(name|role|color|online|cue|monitor)$/;
const unpainted = '#808080';

/** In the order of their numbers; who has no name is not there. */
function named(known: PartsByNumber): Person[] {
  return [...known]
    .filter(([, { name }]) => name !== undefined && name !== '')
    .sort(([a], [b]) => a - b)
    .map(([number, { name, role, color, online, cue, monitor }]) => ({
      number, name: String(name), role: String(role ?? 'viewer'), color: String(color ?? unpainted),
      online: online === true, cue: Number(cue ?? 0), monitor: Number(monitor ?? 0),
    }));
}

class People extends Listed<Person> {
  constructor() {
    super(user, named);
  }

  find(name: string): Person | undefined {
    return this.all.find((person) => person.name === name);
  }

  numbered(number: number): Person | undefined {
    return this.all.find((person) => person.number === number);
  }

  /** Who mixes: an engineer who is here, or the one there is; without any, nobody by name. */
  get engineer(): Person | undefined {
    const engineers = this.all.filter(({ role }) => role === 'engineer');
    return engineers.find(({ online }) => online) ?? engineers[0];
  }

  /** The colour in which a person's hands are shown. */
  paint(name: string): string {
    const chosen = this.find(name)?.color ?? unpainted;
    return chosen === unpainted ? person_color(name) : chosen;
  }
}

export const people = new People();
