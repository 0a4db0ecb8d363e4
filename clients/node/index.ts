// A desk for programs without a page: the same link, store and meters that the page is made of, put together for Node.
// Nothing of the wire is written here a second time.

import { Desk } from '../web/src/desk/desk';
import { Feed } from '../web/src/meters/feed';
import type { Credentials } from '../web/src/wire/login';
import { webSocket, type Socket } from '../web/src/wire/socket';

export { at, type Param } from '../web/src/desk/addresses';
export { Desk, Grip } from '../web/src/desk/desk';
export type { Value } from '../web/src/desk/store';
export { Feed, Levels, silence, type Bank } from '../web/src/meters/feed';
export { Link, type LinkEvents, type LinkState } from '../web/src/wire/link';
export type { Credentials, Identity } from '../web/src/wire/login';
export * as osc from '../web/src/wire/osc';
export { webSocket, type OpenWire, type Socket, type Wire, type WireEvents } from '../web/src/wire/socket';

export interface Options {
  /** Who we are: `{ TOKEN }`, or `{ USER, PIN }`. */
  login?: Credentials | undefined;
  /** A WebSocket class, where the platform has none of its own (Node before 22): `import { WebSocket } from 'ws'`. */
  WebSocket?: (new (url: string) => Socket) | undefined;
  /** Called with each frame of meters, which then stand in the feed. */
  metered?: ((feed: Feed) => void) | undefined;
}

/** A desk at a WebSocket address (`ws://desk:8080/`). It is looked for at once and for ever, until `desk.link.stop()`. */
export function connect(url: string, { login, WebSocket: Kind, metered }: Options = {}): { desk: Desk; feed: Feed } {
  const socket = Kind ?? (globalThis as { WebSocket?: new (url: string) => Socket }).WebSocket;
  if (!socket) throw new Error("this Node has no WebSocket: connect(url, { WebSocket }), with the one of the package 'ws'");
  const feed = new Feed(() => undefined);
  const soon = (flush: () => void): void => void setTimeout(flush, 0);
  const desk: Desk = new Desk(webSocket(url, socket), soon, (packet) => {
    if (!feed.take(packet)) return false;
    metered?.(feed);
    return true;
  });
  if (login) desk.link.log_in(login);
  desk.link.start();
  return { desk, feed };
}
