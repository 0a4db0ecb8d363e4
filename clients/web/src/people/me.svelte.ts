// Who uses this page. Logs in by the token that this device keeps, or that the address brings; knows the role, and
// which page that means. What changes at the desk (role, name, whose mix) is followed.

import { desk } from '../desk/here';
import type { Credentials, Identity } from '../wire/login';
import { people, user_words } from './people.svelte';
import { join_token, keep, kept } from './token';

const storage = typeof localStorage === 'undefined' ? undefined : localStorage;

/** A login that is in doubt is looked at not more often than this, in ms. */
const look_at_most = 5000;

class Me {
  /** Not yet known: a token waits for the desk's word. */
  waiting = $state(false);
  /** What the last login said; nothing of it while nobody is logged in. */
  private identity = $state.raw<Identity>();
  private leaving = false;
  private looked_at = -Infinity;
  private typed_name = $state('');
  /** The desk tells nothing to who is not logged in. */
  needed = $state(false);
  /** The login page was asked for. */
  wanted = $state(false);
  /** Why the desk did not take the last login, in words. */
  refused = $state('');
  /** A login is under way. */
  asking = $state(false);
  /** The role that this device had last, to bring its page early. */
  likely = $state<string>();

  /** Reads the address and what the device keeps; says both to the link before it starts. */
  arrive(): void {
    const { token, rest } = join_token(location.href);
    // A token is a key: it stays neither in the address bar nor in the history.
    if (token !== undefined) history.replaceState(null, '', rest);
    const before = kept(storage);
    this.likely = token === undefined || token === before.token ? before.role : undefined;
    const mine = token ?? before.token;
    desk.login = {
      logged_in: (identity) => this.logged_in(identity),
      refused: (code, reason, tried) => this.not_taken(code, reason, tried),
      needed: () => {
        this.needed = true;
        this.look_again();
      },
      doubted: () => this.look_again(),
    };
    desk.on_state((state) => {
      if (state === 'lost') this.asking = false;
    });
    desk.want(user_words);
    desk.store.observe((address, value) => {
      // At the desk nobody is me any more: logged out there, or taken off it.
      if (this.identity && !value && (address === `/user/${this.identity.user}/online` || address === `/user/${this.identity.user}/name`)) this.look_again();
    });
    if (mine === undefined) return;
    this.waiting = true;
    desk.link.log_in({ TOKEN: mine });
  }

  log_in(name: string, pin: string): void {
    this.refused = '';
    this.asking = true;
    this.typed_name = name;
    desk.link.log_in({ USER: name, PIN: pin });
  }

  /** Forgets who we are, here and at the desk, and begins anew. */
  log_out(): void {
    // The desk's word that nobody is logged in any more comes while this page still stands.
    this.leaving = true;
    desk.login = {};
    keep(storage, { token: undefined, role: undefined });
    desk.act('/logout');
    location.replace(location.pathname);
  }

  get logged_in_at_all(): boolean {
    return this.identity !== undefined;
  }

  /** The number of this person at the desk; 0 while nobody is logged in. */
  get number(): number {
    return this.identity?.user ?? 0;
  }

  get name(): string {
    return people.numbered(this.number)?.name ?? this.typed_name;
  }

  /** engineer, producer, technician, artist, viewer; empty while nobody is logged in. */
  get role(): string {
    return this.identity === undefined ? '' : people.numbered(this.number)?.role ?? this.identity.role;
  }

  /** The bus that is this person's mix; 0 is none. */
  get cue(): number {
    return people.numbered(this.number)?.cue ?? this.identity?.cue ?? 0;
  }

  get paint(): string {
    return people.paint(this.name);
  }

  /** What the desk refuses may be because this login has been ended there. */
  private look_again(): void {
    const now = performance.now();
    if (this.leaving || this.identity?.token === undefined || now - this.looked_at < look_at_most) return;
    this.looked_at = now;
    desk.link.log_in({ TOKEN: this.identity.token });
  }

  private logged_in(identity: Identity): void {
    this.identity = identity;
    this.waiting = this.needed = this.wanted = this.asking = false;
    this.refused = '';
    keep(storage, { token: identity.token, role: identity.role });
  }

  private not_taken(code: string, reason: string, tried: Credentials): void {
    this.asking = this.waiting = false;
    if ('TOKEN' in tried) {
      // Somebody ended this device's login. Whose page it was must not turn into a stranger's.
      this.identity = undefined;
      keep(storage, { token: undefined, role: undefined });
      this.wanted = true;
      this.refused = 'This device is no longer logged in.';
    } else this.refused = code === 'not_allowed' ? 'Name or PIN is wrong.' : reason || code;
  }
}

export const me = new Me();
