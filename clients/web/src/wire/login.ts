// Saying who we are. The answer to a LOGIN tells the role and the mix that belongs to it; a token is what a page
// keeps, so that after sleep, loss and restart nobody has to type again.

export type Credentials = { readonly TOKEN: string } | { readonly USER: string; readonly PIN: string };

export interface Identity {
  readonly role: string;
  /** The bus that is this person's cue mix; 0 is none. */
  readonly cue: number;
  /** The person's number at the desk; 0 is none. */
  readonly user: number;
  /** To log in with next time. */
  readonly token?: string | undefined;
}

export interface LoginEvents {
  logged_in(identity: Identity, tried: Credentials): void;
  refused(code: string, reason: string, tried: Credentials): void;
}

type Answer = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** One login at a time on one connection: what was asked, and whose turn the answer is. */
export class Login {
  private asked = 0;
  private tried: Credentials | undefined;

  constructor(private readonly events: LoginEvents) {}

  get waits(): boolean {
    return this.tried !== undefined;
  }

  /** The command to send. */
  ask(credentials: Credentials): string {
    this.tried = credentials;
    return JSON.stringify({ COMMAND: 'LOGIN', DATA: credentials, ID: `login ${++this.asked}` });
  }

  /** A text from the desk; true if it is the answer that is waited for. */
  answered(line: string): boolean {
    if (!this.tried) return false;
    let answer: Answer;
    try {
      answer = JSON.parse(line) as Answer;
    } catch {
      return false;
    }
    if (answer?.['ID'] !== `login ${this.asked}`) return false;
    const tried = this.tried;
    this.tried = undefined;
    if (answer['OK'] === true) {
      this.events.logged_in({
        role: text(answer['ROLE']) ?? '', cue: number(answer['CUE']), user: number(answer['USER']),
        token: text(answer['TOKEN']) ?? ('TOKEN' in tried ? tried.TOKEN : undefined),
      }, tried);
    } else this.events.refused(text(answer['ERROR']) ?? 'bad_value', text(answer['REASON']) ?? '', tried);
    return true;
  }

  /** The connection is gone, and the answer with it. */
  lose(): void {
    this.tried = undefined;
  }
}
