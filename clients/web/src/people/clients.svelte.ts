// Who is connected, as the desk lists them: one entry for each connection, with whatever its hands are on.

import { desk } from '../desk/here';
import type { Value } from '../desk/store';

export interface Connected {
  readonly place: number;
  /** Empty without a login. */
  readonly user: string;
  readonly role: string;
  readonly address: string;
  readonly protocol: string;
  /** In ms; 0 where nobody knows. */
  readonly round_trip: number;
  readonly holds: readonly string[];
}

type Facts = Record<string, Value>;
const client = /^\/session\/clients\/(\d+)\/(user|role|address|protocol|round_trip|holds)$/;
export const client_words = '/session/clients/*/{user,role,address,protocol,round_trip,holds}';

/** Those who are there: a place without a protocol is free. */
export function connected_of(facts: ReadonlyMap<number, Facts>): Connected[] {
  return [...facts]
    .filter(([, { protocol }]) => protocol !== undefined && protocol !== '')
    .sort(([a], [b]) => a - b)
    .map(([place, { user, role, address, protocol, round_trip, holds }]) => ({
      place, user: String(user ?? ''), role: String(role ?? ''), address: String(address ?? ''), protocol: String(protocol),
      round_trip: Number(round_trip ?? 0), holds: String(holds ?? '').split(/\s+/).filter((held) => held !== ''),
    }));
}

class Clients {
  all = $state.raw<readonly Connected[]>([]);
  private readonly facts = new Map<number, Facts>();
  private asked = false;

  constructor() {
    // Values may have come before this page was fetched.
    for (const [address, { value }] of desk.store.entries()) this.heard(address, value);
    desk.store.observe((address, value) => this.heard(address, value));
  }

  /** The quickest way a person is connected by; nothing while they are not. */
  of(name: string): Connected | undefined {
    return this.all.filter(({ user }) => user === name).sort((a, b) => (a.round_trip || Infinity) - (b.round_trip || Infinity))[0];
  }

  private heard(address: string, value: Value | undefined): void {
    const found = client.exec(address);
    if (!found) return;
    const place = Number(found[1]);
    const facts = this.facts.get(place) ?? {};
    this.facts.set(place, facts);
    if (value === undefined) delete facts[found[2]!];
    else facts[found[2]!] = value;
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => {
      this.asked = false;
      this.all = connected_of(this.facts);
    });
  }
}

export const clients = new Clients();
