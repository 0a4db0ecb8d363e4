// What this device keeps of who uses it: a token from the desk, never a PIN. A browser that keeps nothing (private
// windows) still works until it is closed.

/** The token in an address that somebody scanned, and the address without it. */
export function join_token(href: string): { token: string | undefined; rest: string } {
  const url = new URL(href);
  const token = url.searchParams.get('join') || undefined;
  url.searchParams.delete('join');
  return { token, rest: `${url.pathname}${url.search}${url.hash}` };
}

export interface Kept {
  token: string | undefined;
  /** The role of the last login: which page to bring while the desk has not answered yet. */
  role: string | undefined;
}

export function kept(store: Pick<Storage, 'getItem'> | undefined): Kept {
  try {
    return { token: store?.getItem('token') || undefined, role: store?.getItem('role') || undefined };
  } catch {
    return { token: undefined, role: undefined };
  }
}

export function keep(store: Pick<Storage, 'setItem' | 'removeItem'> | undefined, { token, role }: Kept): void {
  try {
    if (token === undefined) store?.removeItem('token');
    else store?.setItem('token', token);
    if (role === undefined) store?.removeItem('role');
    else store?.setItem('role', role);
  } catch {
    // Nothing is kept here: the next visit begins with a login.
  }
}
