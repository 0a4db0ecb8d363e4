// One connection that carries packets. The page uses the browser's WebSocket; tests and scripts bring their own.

export interface Wire {
  send(packet: Uint8Array): void;
  close(): void;
}

export interface WireEvents {
  open(): void;
  packet(bytes: Uint8Array): void;
  closed(): void;
}

export type OpenWire = (events: WireEvents) => Wire;

/** Opens a WebSocket. After close() no event of it arrives any more, whatever the browser still has in hand. */
export function webSocket(url: string): OpenWire {
  return (events) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      events.closed();
    };
    socket.onopen = () => over || events.open();
    socket.onmessage = ({ data }) => {
      if (!over && data instanceof ArrayBuffer) events.packet(new Uint8Array(data));
    };
    socket.onclose = end;
    socket.onerror = end;
    return {
      send: (packet) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(packet as Uint8Array<ArrayBuffer>);
      },
      close: () => {
        over = true;
        socket.close();
      },
    };
  };
}
