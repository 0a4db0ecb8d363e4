// OSC, as Tutti speaks it: one packet is a message or a #bundle, everything big-endian and padded to four bytes.
//
//   message  /channel/1/fader\0\0\0  ,f\0\0  c0d00000
//   bundle   #bundle\0  <8 bytes time tag>  { <int32 size> <packet> }…
//
// No DOM and no Node in here: the page, its tests and a script use the same file.

export type Arg = number | string | boolean | Uint8Array;

/** What one packet may hold; a larger one is refused as a whole, on both sides of the wire. */
export const limits = { bytes: 1 << 20, messages: 16_384, levels: 8 } as const;

export class OscError extends Error {}

const text = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true });
const padded = (length: number): number => (length + 3) & ~3;
/** A string has at least one terminating zero, a blob has none. */
const stringSize = (bytes: Uint8Array): number => padded(bytes.length + 1);

/** Writes one message. `tags` says how each argument goes: i f s T F h d b t; T and F take no argument. */
export function message(address: string, tags = '', ...args: readonly Arg[]): Uint8Array {
  const name = text.encode(address);
  const head = text.encode(',' + tags);
  const strings: (Uint8Array | undefined)[] = [];
  let size = stringSize(name) + stringSize(head);
  let next = 0;
  for (let k = 0; k < tags.length; k++) {
    const tag = tags[k];
    if (tag === 'T' || tag === 'F') continue;
    const arg = args[next];
    if (tag === 's') size += stringSize((strings[next] = text.encode(String(arg))));
    else if (tag === 'b') size += 4 + padded((strings[next] = arg as Uint8Array).length);
    else size += tag === 'i' || tag === 'f' ? 4 : 8;
    next++;
  }
  if (size > limits.bytes) throw new OscError('too large');
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(name, 0);
  let at = stringSize(name);
  bytes.set(head, at);
  at += stringSize(head);
  next = 0;
  for (let k = 0; k < tags.length; k++) {
    const tag = tags[k];
    if (tag === 'T' || tag === 'F') continue;
    const raw = strings[next];
    const number = Number(raw ? 0 : args[next]);
    next++;
    switch (tag) {
      case 'i': view.setInt32(at, number); at += 4; break;
      case 'f': view.setFloat32(at, number); at += 4; break;
      case 'd': view.setFloat64(at, number); at += 8; break;
      case 'h': view.setBigInt64(at, BigInt(number)); at += 8; break;
      case 't': view.setBigUint64(at, BigInt(number)); at += 8; break;
      case 's': bytes.set(raw!, at); at += stringSize(raw!); break;
      case 'b': view.setInt32(at, raw!.length); bytes.set(raw!, at + 4); at += 4 + padded(raw!.length); break;
      default: throw new OscError(`no type ${tag}`);
    }
  }
  return bytes;
}

/** Several packets as one: their sets are one apply on the desk, one frame, one audio block. */
export function bundle(packets: readonly Uint8Array[]): Uint8Array {
  let size = 16;
  for (const packet of packets) size += 4 + packet.length;
  if (size > limits.bytes || packets.length > limits.messages) throw new OscError('too large');
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(text.encode('#bundle'), 0);
  view.setUint32(12, 1); // "immediately"
  let at = 16;
  for (const packet of packets) {
    view.setInt32(at, packet.length);
    bytes.set(packet, at + 4);
    at += 4 + packet.length;
  }
  return bytes;
}

export type Visit = (address: string, args: Arg[], tags: string) => void;

/** Reads a packet and calls `visit` for each message in it, in order. Throws OscError at the first fault: what
 *  came before it has been visited, as a desk that got so far would have carried it out. */
export function decode(bytes: Uint8Array, visit: Visit): void {
  if (bytes.length > limits.bytes) throw new OscError('too large');
  new Reader(bytes, visit).packet(0, bytes.length, 0);
}

class Reader {
  private readonly view: DataView;
  private messages = 0;
  private at = 0;
  private end = 0;

  constructor(private readonly bytes: Uint8Array, private readonly visit: Visit) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  packet(from: number, end: number, level: number): void {
    if (end - from < 4 || (end - from) % 4) throw new OscError('a packet is a multiple of four bytes');
    if (this.bytes[from] === 0x23) this.bundle(from, end, level);
    else if (this.bytes[from] === 0x2f) this.message(from, end);
    else throw new OscError('neither a message nor a bundle');
  }

  private bundle(from: number, end: number, level: number): void {
    if (level >= limits.levels) throw new OscError('bundles nested too deep');
    this.at = from;
    this.end = end;
    if (this.string() !== '#bundle' || end - from < 16) throw new OscError('no bundle');
    let at = from + 16;
    while (at < end) {
      if (end - at < 4) throw new OscError('a bundle cut short');
      const size = this.view.getInt32(at);
      if (size < 4 || size > end - at - 4) throw new OscError('a bundle member of the wrong size');
      this.packet(at + 4, at + 4 + size, level + 1);
      at += 4 + size;
    }
  }

  private message(from: number, end: number): void {
    if (++this.messages > limits.messages) throw new OscError('too many messages');
    this.at = from;
    this.end = end;
    const address = this.string();
    // A message without a type-tag string is a message without arguments.
    if (this.at === end) return this.visit(address, [], '');
    const tags = this.string();
    if (tags[0] !== ',') throw new OscError('no type tags');
    const args: Arg[] = [];
    for (let k = 1; k < tags.length; k++) args.push(this.argument(tags[k]!));
    if (this.at !== end) throw new OscError('bytes after the last argument');
    this.visit(address, args, tags.slice(1));
  }

  private argument(tag: string): Arg {
    switch (tag) {
      case 'T': return true;
      case 'F': return false;
      case 'i': return this.view.getInt32(this.step(4));
      case 'f': return this.view.getFloat32(this.step(4));
      case 'd': return this.view.getFloat64(this.step(8));
      case 'h': return Number(this.view.getBigInt64(this.step(8)));
      case 't': return Number(this.view.getBigUint64(this.step(8)));
      case 's': return this.string();
      case 'b': {
        const size = this.view.getInt32(this.step(4));
        if (size < 0) throw new OscError('a blob of negative size');
        const at = this.step(padded(size));
        return this.bytes.subarray(at, at + size);
      }
      default: throw new OscError(`no type ${tag}`);
    }
  }

  private step(size: number): number {
    const at = this.at;
    if (size > this.end - at) throw new OscError('a message cut short');
    this.at = at + size;
    return at;
  }

  /** Addresses are short and plain ASCII: building them by character code is quicker than a TextDecoder. */
  private string(): string {
    let stop = this.at;
    let plain = true;
    while (stop < this.end && this.bytes[stop] !== 0) if (this.bytes[stop++]! > 127) plain = false;
    if (stop === this.end) throw new OscError('a string without an end');
    const raw = this.bytes.subarray(this.at, stop);
    this.at += padded(stop - this.at + 1);
    if (this.at > this.end) throw new OscError('a string cut short');
    if (plain && raw.length < 512) return String.fromCharCode.apply(null, raw as unknown as number[]);
    try {
      return utf8.decode(raw);
    } catch {
      throw new OscError('a string that is not UTF-8');
    }
  }
}
