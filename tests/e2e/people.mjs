// People at a desk under test: who they are, and the tokens that their codes carry.

import { createRequire } from 'node:module';
import { phone } from './page.mjs';

const { WebSocket } = createRequire(createRequire(new URL('../../clients/web/package.json', import.meta.url)).resolve('jsdom'))('ws');

export const ana = { name: 'Ana', role: 'artist', pin: '4821', cue: 3 };
export const tom = { name: 'Tom', role: 'engineer', pin: '7364' };

/** A connection that stays: `say` sends a JSON command and answers its answer; `closed` comes true when the desk ends it. */
export async function connect(desk) {
  const socket = new WebSocket(`ws://${desk.http}/`);
  const waiting = new Map();
  let next = 0;
  const it = { closed: false, close: () => socket.close() };
  socket.on('message', (data, binary) => {
    if (binary) return;
    const answer = JSON.parse(String(data));
    waiting.get(answer.ID)?.(answer);
  });
  socket.on('close', () => (it.closed = true));
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  socket.on('error', () => undefined);
  it.say = (command) =>
    new Promise((done) => {
      const ID = ++next;
      waiting.set(ID, done);
      socket.send(JSON.stringify({ ...command, ID }));
    });
  return it;
}

/** One JSON command after the other on a connection of its own; the answers in their order. */
export async function ask(desk, ...commands) {
  const line = await connect(desk);
  const answers = [];
  for (const command of commands) answers.push(await line.say(command));
  line.close();
  return answers;
}

/** What a code for this person carries. */
export async function token_of(desk, { name, pin }) {
  const [answer] = await ask(desk, { COMMAND: 'LOGIN', DATA: { USER: name, PIN: pin } });
  if (!answer.TOKEN) throw new Error(`no token for ${name}: ${JSON.stringify(answer)}`);
  return answer.TOKEN;
}

/** A phone that scanned this person's code. */
export const join = async (desk, open, person, size = phone) => open({ path: `/app/?join=${encodeURIComponent(await token_of(desk, person))}`, size });
