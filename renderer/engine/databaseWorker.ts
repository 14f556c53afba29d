import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';

// DuckDB's worker prints every error, with the values of customers that it quotes.
const quiet = () => undefined;
Object.assign(console, { log: quiet, info: quiet, warn: quiet, error: quiet });

// Messages may come before that script listens.
const early: MessageEvent[] = [];
self.onmessage = (event) => early.push(event);
await import(/* @vite-ignore */ workerUrl);
for (const event of early) self.onmessage(event);
