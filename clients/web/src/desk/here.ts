// The one desk of this page, and the meters that come with it.

import { Feed } from '../meters/feed';
import { webSocket } from '../wire/socket';
import { Desk } from './desk';
import { Store } from './store';

/** The monitor whose solo and level this page moves: who is engineer without a login sits at the first. Where a person
 *  sits is known before the page is drawn. */
export let my_monitor = 1;
export const sit_at = (monitor: number): void => void (my_monitor = monitor);

const frame = (flush: () => void): void => void requestAnimationFrame(flush);

/** Facts of this page alone, like latched clips: in the same kind of store, never sent. */
export const local = new Store(frame);
export const feed = new Feed((strip, count) => local.set(`clip/${strip}`, count));

// Vite's own server holds the WebSocket of the root for itself while developing.
const path = import.meta.env.DEV ? '/desk' : '/';
const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
export const desk = new Desk(webSocket(url), frame, (packet) => feed.take(packet));
