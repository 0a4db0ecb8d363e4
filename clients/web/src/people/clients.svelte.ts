// Who is connected, as the desk lists them: one entry for each connection, with whatever its hands are on.

import { Listed, type PartsByNumber } from '../desk/listed.svelte';

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

const client = /^\/session\/clients\/(\d+)\/(user|role|address|protocol|round_trip|holds)$/;
export const client_words = '/session/clients/*/{user,role,address,protocol,round_trip,holds}';

/** Those who are there: a place without a protocol is free. */
export function connected_of(known: PartsByNumber): Connected[] {
  return [...known]
    .filter(([, { protocol }]) => protocol !== undefined && protocol !== '')
    .sort(([a], [b]) => a - b)
    .map(([place, { user, role, address, protocol, round_trip, holds }]) => ({
      place, user: String(user ?? ''), role: String(role ?? ''), address: String(address ?? ''), protocol: String(protocol),
      round_trip: Number(round_trip ?? 0), holds: String(holds ?? '').split(/\s+/).filter((held) => held !== ''),
    }));
}

class Clients extends Listed<Connected> {
  constructor() {
    super(client, connected_of);
  }

  /** The quickest way a person is connected by; nothing while they are not. */
  of(name: string): Connected | undefined {
    return this.all.filter(({ user }) => user === name).sort((a, b) => (a.round_trip || Infinity) - (b.round_trip || Infinity))[0];
  }
}

export const clients = new Clients();
