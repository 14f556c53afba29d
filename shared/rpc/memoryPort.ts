import type { Port } from './method';

/** Two ends of one channel inside a process; messages arrive in order, in a later microtask, until either end closes. */
export function memoryPorts(): readonly [Port, Port] {
  const left: Receiver = {};
  const right: Receiver = {};
  let open = true;

  const end = (own: Receiver, other: Receiver): Port => ({
    post: (message) => void Promise.resolve().then(() => open && other.receive?.(message)),
    listen: (receive) => {
      own.receive = receive;
    },
    close: () => {
      open = false;
    },
  });
  return [end(left, right), end(right, left)];
}

interface Receiver {
  receive?: (message: unknown) => void;
}
