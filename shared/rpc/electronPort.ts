import type { Port } from './method';

/** The shape of Electron's `MessagePortMain`, which main and utility processes have. */
interface ElectronMessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  start(): void;
  close(): void;
}

/** Only ports can be transferred over such a port: bytes are copied. */
export function electronPort(port: ElectronMessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(receive) {
      port.on('message', ({ data }) => receive(data));
      port.start();
    },
    close: () => port.close(),
  };
}
