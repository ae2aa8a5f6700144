// As much of a WebSocket server as the tests need: text frames up to 64 kB.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Peer {
  send(text: string): void;
  close(): void;
}

export function upgrade(
  req: IncomingMessage,
  socket: Duplex,
  hear: (text: string) => void,
  gone: () => void,
): Peer {
  const key = `${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write(`${lines.join('\r\n')}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let left: Buffer = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    left = Buffer.concat([left, data]);
    for (let f = unwrap(left); f; f = unwrap(left)) {
      left = left.subarray(f.size);
      if (f.code === 1) hear(f.body.toString());
      if (f.code === 8) socket.end();
    }
  });
  socket.on('error', () => {});
  socket.on('close', gone);
  return { send: (text) => socket.write(wrap(Buffer.from(text))), close: () => socket.destroy() };
}

function wrap(body: Buffer): Buffer {
  const long = body.length > 125;
  const head = Buffer.alloc(long ? 4 : 2);
  head[0] = 0x81;
  head[1] = long ? 126 : body.length;
  if (long) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

function unwrap(data: Buffer): { code: number; body: Buffer; size: number } | null {
  if (data.length < 6) return null;
  const short = (data[1] ?? 0) & 127;
  const start = short === 126 ? 4 : 2;
  const length = short === 126 ? data.readUInt16BE(2) : short;
  const size = start + 4 + length;
  if (data.length < size) return null;
  const mask = data.subarray(start, start + 4);
  const body = Buffer.from(data.subarray(start + 4, size)).map((b, i) => b ^ (mask[i % 4] ?? 0));
  return { code: (data[0] ?? 0) & 15, body: Buffer.from(body), size };
}
