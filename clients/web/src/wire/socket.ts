// One connection that carries packets, and commands in text. The page uses the browser's WebSocket; tests and scripts bring their own.

export interface Wire {
  send(packet: Uint8Array): void;
  /** A command in JSON: what has no packet, like logging in. */
  say?(text: string): void;
  close(): void;
}

export interface WireEvents {
  open(): void;
  packet(bytes: Uint8Array): void;
  text?(text: string): void;
  closed(): void;
}

export type OpenWire = (events: WireEvents) => Wire;

/** As much of a WebSocket as a wire needs: the browser's, or one that a program brings along (the package ws). */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

const opened = 1;

/** Opens a WebSocket. After close() no event of it arrives any more, whatever the browser still has in hand. */
export function webSocket(url: string, Kind: new (url: string) => Socket = WebSocket): OpenWire {
  return (events) => {
    const socket = new Kind(url);
    socket.binaryType = 'arraybuffer';
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      events.closed();
    };
    socket.onopen = () => over || events.open();
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (over) return;
      if (data instanceof ArrayBuffer) events.packet(new Uint8Array(data));
      else events.text?.(String(data));
    };
    socket.onclose = end;
    socket.onerror = end;
    return {
      send: (packet) => {
        if (socket.readyState === opened) socket.send(packet as Uint8Array<ArrayBuffer>);
      },
      say: (text) => {
        if (socket.readyState === opened) socket.send(text);
      },
      close: () => {
        over = true;
        socket.close();
      },
    };
  };
}
