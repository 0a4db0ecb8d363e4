// Who is at this desk: the users it knows, as they come from the wire. Whoever shows a name or a colour asks here.

import { desk } from '../desk/here';
import { person_color } from '../desk/paint';
import type { Value } from '../desk/store';

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

class People {
  /** In the order of their numbers; who has no name is not there. */
  all = $state.raw<readonly Person[]>([]);
  private readonly facts = new Map<number, Record<string, Value>>();
  private asked = false;

  constructor() {
    desk.store.observe((address, value) => this.heard(address, value));
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

  private heard(address: string, value: Value | undefined): void {
    const found = user.exec(address);
    if (!found) return;
    const number = Number(found[1]);
    let facts = this.facts.get(number);
    if (!facts) this.facts.set(number, (facts = {}));
    if (value === undefined) delete facts[found[2]!];
    else facts[found[2]!] = value;
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => this.count());
  }

  private count(): void {
    this.asked = false;
    this.all = [...this.facts]
      .filter(([, { name }]) => name !== undefined && name !== '')
      .sort(([a], [b]) => a - b)
      .map(([number, facts]) => ({
        number, name: String(facts['name']), role: String(facts['role'] ?? 'viewer'), color: String(facts['color'] ?? unpainted),
        online: facts['online'] === true, cue: Number(facts['cue'] ?? 0), monitor: Number(facts['monitor'] ?? 0),
      }));
  }
}

export const people = new People();
