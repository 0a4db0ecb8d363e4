// Everything the desk has said, address → value, flat. Written once for each word from the wire; read by whoever
// draws. Watchers are called once a frame, however often a value changed in between, so a page draws at most at the
// pace of its screen and two pages show the same word in the same frame.

export type Value = number | string | boolean;
export type Pump = (flush: () => void) => void;

class Cell {
  value: Value | undefined;
  age = 0;
  dirty = false;
  watchers: Set<() => void> | undefined;
}

export class Store {
  private readonly cells = new Map<string, Cell>();
  private dirty: Cell[] = [];
  private spare: Cell[] = [];
  private asked = false;
  private age = 0;
  private readonly observers = new Set<(address: string, value: Value | undefined) => void>();

  /** `pump` calls back in the next frame: requestAnimationFrame in the page, anything else in a test. */
  constructor(private readonly pump: Pump) {}

  get(address: string): Value | undefined {
    return this.cells.get(address)?.value;
  }

  set(address: string, value: Value): void {
    const cell = this.cell(address);
    cell.age = this.age;
    if (cell.value === value) return;
    cell.value = value;
    for (const observer of this.observers) observer(address, value);
    this.mark(cell);
  }

  /** Calls `draw` in each frame in which the value has changed; the answer ends it. */
  watch(address: string, draw: () => void): () => void {
    const cell = this.cell(address);
    (cell.watchers ??= new Set()).add(draw);
    return () => cell.watchers?.delete(draw);
  }

  /** Sees every change at once, before the frame: for what is counted over many addresses. Keep it short. */
  observe(observer: (address: string, value: Value | undefined) => void): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /** The desk begins again: what it does not say until sweep() is no longer there. */
  begin(): void {
    this.age++;
  }

  sweep(): void {
    for (const [address, cell] of this.cells) {
      if (cell.age === this.age || cell.value === undefined) continue;
      cell.value = undefined;
      for (const observer of this.observers) observer(address, undefined);
      this.mark(cell);
    }
  }

  entries(): IterableIterator<[string, { readonly value: Value | undefined }]> {
    return this.cells.entries();
  }

  private cell(address: string): Cell {
    let cell = this.cells.get(address);
    if (!cell) this.cells.set(address, (cell = new Cell()));
    return cell;
  }

  private mark(cell: Cell): void {
    if (cell.dirty || !cell.watchers?.size) return;
    cell.dirty = true;
    this.dirty.push(cell);
    if (this.asked) return;
    this.asked = true;
    this.pump(() => this.flush());
  }

  private flush(): void {
    this.asked = false;
    const now = this.dirty;
    this.dirty = this.spare;
    for (const cell of now) {
      cell.dirty = false;
      if (cell.watchers) for (const draw of cell.watchers) draw();
    }
    now.length = 0;
    this.spare = now;
  }
}
