// What /session/desks/list answers: of each other desk on the network its name, its address, the ports of HTTP, HTTPS
// and OSC (0: none) and its version, one behind the other. All of it is strangers' word, and is shown as text.

export interface OtherDesk {
  readonly name: string;
  /** Where its page is: HTTPS, where it has that. No two have the same: the list is keyed by it. */
  readonly page: string;
  readonly address: string;
  readonly version: string;
}

const members = 6;
const port = (value: unknown): number => (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536 ? value : 0);

export function desks_of(results: readonly unknown[]): OtherDesk[] {
  const all: OtherDesk[] = [];
  for (let i = 0; i + members <= results.length; i += members) {
    const [name, address, http, https, , version] = results.slice(i, i + members);
    // Numbers only: a name would be looked up, and might lead elsewhere.
    if (typeof address !== 'string' || !/^[0-9a-fA-F.:]+$/.test(address)) continue;
    const [scheme, at] = port(https) > 0 ? ['https', port(https)] : ['http', port(http)];
    if (at === 0) continue;
    const host = address.includes(':') ? `[${address}]` : address;
    const page = `${scheme}://${host}:${at}/app/`;
    // Anybody can announce one place under two names.
    if (all.some((other) => other.page === page)) continue;
    all.push({ name: String(name), page, address: `${host}:${at}`, version: String(version) });
  }
  return all;
}
