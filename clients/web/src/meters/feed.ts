// Meter frames as they come from the wire, into flat arrays that the canvas reads. Twenty-five frames a second for
// every strip: nothing here is reactive and nothing is allocated once the arrays stand.
//
//   /meters/channels\0\0\0\0  ,b\0\0  <int32 size, big-endian>
//   then little-endian int16: record length, number of the first strip, records in 1/100 dB (−32768 = silence)
//
// Of one strip alone the address of that strip stands before the blob: /meters/spectrum ,sb "/channel/3" <blob>.

export type Bank = 'inputs' | 'channels' | 'buses' | 'main' | 'matrices' | 'fx' | 'monitors' | 'outputs';

const banks: readonly Bank[] = ['inputs', 'channels', 'buses', 'main', 'matrices', 'fx', 'monitors', 'outputs'];
const ids: Partial<Record<Bank, (n: number) => string>> = {
  channels: (n) => `channel/${n}`, buses: (n) => `bus/${n}`, main: () => 'main', matrices: (n) => `matrix/${n}`,
  fx: (n) => `fx/${n}/return`, monitors: (n) => `monitor/${n}`,
};

export const silence = -200;
/** Full scale, with the last place of a 16-bit converter left over. */
const full_scale = -0.05;

export class Levels {
  /** In dB, `record` values a strip, strip n at (n − 1) · record. */
  values = new Float32Array(0);
  record = 0;
  strips = 0;
  /** When the newest frame came. */
  heard = 0;
  clips = new Uint16Array(0);
  private clipping = new Uint8Array(0);

  /** `now` is when the frame came; answers nothing, calls `clipped` for each strip that began to clip in it. */
  take(view: DataView, at: number, size: number, now: number, clipped: (strip: number) => void): void {
    const record = view.getInt16(at, true);
    const first = view.getInt16(at + 2, true);
    if (record < 1 || first < 1) return;
    const count = Math.floor((size - 4) / 2 / record);
    if (record !== this.record || first + count - 1 > this.strips) this.grow(record, Math.max(this.strips, first + count - 1));
    this.heard = now;
    let from = at + 4;
    let to = (first - 1) * record;
    // What counts as a clip: full scale at the input or behind the fader of a channel, at the outputs of the rest.
    const a = record === 5 ? 0 : record === 6 ? 4 : 0;
    const b = record === 5 ? 4 : record === 6 ? 5 : 0;
    for (let n = first; n < first + count; n++) {
      for (let k = 0; k < record; k++, from += 2, to++) {
        const raw = view.getInt16(from, true);
        this.values[to] = raw === -32768 ? silence : raw / 100;
      }
      const hot = this.values[to - record + a]! >= full_scale || this.values[to - record + b]! >= full_scale;
      if (hot && this.clipping[n - 1] === 0) {
        this.clips[n - 1]! += 1;
        clipped(n);
      }
      this.clipping[n - 1] = hot ? 1 : 0;
    }
  }

  /** The one record of a frame of one strip alone, whichever number the strip has; it has no clip lamp. */
  take_one(view: DataView, at: number, size: number, now: number): void {
    const record = view.getInt16(at, true);
    if (record < 1 || size < 4 + record * 2) return;
    if (record !== this.record) this.grow(record, 1);
    this.heard = now;
    for (let k = 0; k < record; k++) {
      const raw = view.getInt16(at + 4 + k * 2, true);
      this.values[k] = raw === -32768 ? silence : raw / 100;
    }
  }

  private grow(record: number, strips: number): void {
    const same = record === this.record;
    const values = new Float32Array(strips * record).fill(silence);
    if (same) values.set(this.values.subarray(0, Math.min(values.length, this.values.length)));
    const clips = new Uint16Array(strips);
    clips.set(this.clips.subarray(0, strips));
    const clipping = new Uint8Array(strips);
    clipping.set(this.clipping.subarray(0, strips));
    Object.assign(this, { values, record, strips, clips });
    this.clipping = clipping;
  }
}

export class Feed {
  readonly banks: Readonly<Record<Bank, Levels>> = {
    inputs: new Levels(), channels: new Levels(), buses: new Levels(), main: new Levels(), matrices: new Levels(), fx: new Levels(),
    monitors: new Levels(), outputs: new Levels(),
  };
  private readonly alone = new Map<string, Levels>();

  /** What comes of one strip alone: "spectrum:/channel/3", "loudness:/main", as it is subscribed. */
  of(what: string): Levels {
    let levels = this.alone.get(what);
    if (!levels) this.alone.set(what, (levels = new Levels()));
    return levels;
  }

  /** `clips` is told the id of a strip and how often it has clipped since its lamp was touched. */
  constructor(private readonly clips: (strip: string, count: number) => void) {}

  /** Takes a packet that is a meter frame. Anything else is left for the codec. */
  take(packet: Uint8Array): boolean {
    // "/meters/" and then the bank, compared by character code: this runs for each packet from the desk.
    if (packet.length < 24 || packet[1] !== 0x6d || packet[7] !== 0x2f) return false;
    for (const bank of banks) {
      if (!is(packet, bank)) continue;
      const tags = (8 + bank.length + 4) & ~3;
      if (packet[tags + 1] !== 0x62) return false;
      const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
      const size = view.getInt32(tags + 4);
      if (size < 4 || tags + 8 + size > packet.length) return true;
      const levels = this.banks[bank];
      levels.take(view, tags + 8, size, performance.now(), (n) => this.clipped(bank, levels, n));
      return true;
    }
    return this.take_alone(packet);
  }

  private take_alone(packet: Uint8Array): boolean {
    const kind = packet[8] === 0x6c ? 'loudness' : packet[9] === 0x70 ? 'spectrum' : 'strip';
    const tags = (8 + kind.length + 4) & ~3;
    if (!is(packet, kind) || packet[tags + 1] !== 0x73 || packet[tags + 2] !== 0x62) return false;
    let end = tags + 4;
    let address = kind + ':';
    for (; packet[end]; end++) address += String.fromCharCode(packet[end]!);
    const blob = (end + 4) & ~3;
    if (blob + 4 > packet.length) return true;
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const size = view.getInt32(blob);
    if (size >= 4 && blob + 4 + size <= packet.length) this.of(address).take_one(view, blob + 4, size, performance.now());
    return true;
  }

  /** A touch on the lamp; without an id all lamps. */
  unlatch(strip?: string): void {
    for (const bank of banks) {
      const levels = this.banks[bank];
      for (let n = 1; n <= levels.strips; n++) {
        const id = this.id(bank, n);
        if ((strip !== undefined && id !== strip) || levels.clips[n - 1] === 0) continue;
        levels.clips[n - 1] = 0;
        if (id !== undefined) this.clips(id, 0);
      }
    }
  }

  private clipped(bank: Bank, levels: Levels, n: number): void {
    const id = this.id(bank, n);
    if (id !== undefined) this.clips(id, levels.clips[n - 1]!);
  }

  private id(bank: Bank, n: number): string | undefined {
    return ids[bank]?.(n);
  }
}

function is(packet: Uint8Array, bank: string): boolean {
  for (let k = 0; k < bank.length; k++) if (packet[8 + k] !== bank.charCodeAt(k)) return false;
  return packet[8 + bank.length] === 0;
}
