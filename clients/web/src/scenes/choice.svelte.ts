// Which of the differences are to be recalled. All, until somebody takes one away.

import { SvelteSet } from 'svelte/reactivity';
import type { Comparison, Group } from './compare';

class Choice {
  private readonly without = new SvelteSet<string>();

  chosen({ groups }: Comparison): string[] {
    return groups.flatMap(({ changes }) => changes.map(({ address }) => address)).filter((address) => this.has(address));
  }
  has(address: string): boolean {
    return !this.without.has(address);
  }
  /** all, some or none of a strip. */
  of(group: Group): 'all' | 'some' | 'none' {
    const count = group.changes.filter(({ address }) => this.has(address)).length;
    return count === group.changes.length ? 'all' : count === 0 ? 'none' : 'some';
  }
  toggle(address: string): void {
    if (!this.without.delete(address)) this.without.add(address);
  }
  toggle_group(group: Group): void {
    const take = this.of(group) !== 'all';
    for (const { address } of group.changes) {
      if (take) this.without.delete(address);
      else this.without.add(address);
    }
  }
  all(): void {
    this.without.clear();
  }
  none({ groups }: Comparison): void {
    for (const { changes } of groups) for (const { address } of changes) this.without.add(address);
  }
}

export const choice = new Choice();
