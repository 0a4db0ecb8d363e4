// example.mjs [ws://HOST:PORT/]: prints channel 1's fader and every change of it, moves it to -10 dB, and shows levels
// for a second. The token of `tutti login` is in TUTTI_TOKEN, where one is needed.

import { at, connect } from 'tutti-remote';
import { WebSocket } from 'ws'; // Node 22 has its own

const fader = at.channel(1, 'fader');
const token = process.env.TUTTI_TOKEN;

const { desk } = connect(process.argv[2] ?? 'ws://127.0.0.1:8080/', {
  WebSocket,
  login: token ? { TOKEN: token } : undefined,
  metered: ({ banks: { channels } }) => {
    const levels = Array.from({ length: channels.strips }, (_, n) => channels.values[n * channels.record + 4].toFixed(1));
    console.log('channels', levels.join(' '));
  },
});

desk.store.observe((address, value) => console.log(address, value));
desk.want(fader.address);
desk.link.want_meters('channels', 10);
desk.on_state((state) => {
  if (state !== 'live') return console.log(state); // it comes back by itself
  console.log('joined');
  desk.set(fader, -10);
  setTimeout(() => desk.link.stop(), 1000);
});
