import type { Port } from '#shared/rpc/method';

/** A port of the page or of a worker. */
export function domPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(receive) {
      port.onmessage = (event: MessageEvent<unknown>) => receive(event.data);
    },
    close: () => port.close(),
  };
}
